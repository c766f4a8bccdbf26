/**
 * A program one state and one transition at a time, for whoever looks for a run: which
 * flags a state raises, and what each transition out of it raises, leads to, and whose
 * it is. The same bodies as in the kernel, without table and counts.
 */
import type { Program } from '../program.ts';
import { type Reports, silent, stateFunction, stepFunction } from './body.ts';
import type { Sort } from './expressions.ts';
import { unsafe } from './safe.ts';

/** Told of a transition of the actor of this index, and of its step. */
export type Take = (actor: number, fails: boolean, step: number) => void;

export interface Tracer {
  /** The halves of the successor, until the next transition. */
  readonly after: Uint32Array;
  /** The flags that were raised, by the state or by the transition, until the next one. */
  readonly raised: readonly number[];
  /** Judges the state that lies in `words` from `at` on. */
  judge(words: Uint32Array, at: number): void;
  /** Runs through the transitions out of a state. */
  expand(words: Uint32Array, at: number, take: Take): void;
  /** Is some thread of the state unfinished, or is there none? */
  unfinished(words: Uint32Array, at: number): boolean;
}

/** Makes the tracer of a program; one with large numbers is computed with BigInts. */
export function tracerOf(program: Program): Tracer {
  const after = new Uint32Array(2 * program.layout.words);
  const raised: number[] = [];
  const make: (after: Uint32Array, raised: number[]) => Omit<Tracer, 'after' | 'raised'> =
    new Function(
      'after',
      'raised',
      tracerText(program, unsafe(program) ? 'bigint' : 'number'),
    ) as never;
  return { after, raised, ...make(after, raised) };
}

function tracerText(program: Program, sort: Sort): string {
  const { expand, judge, judgeStep, unfinished, layout, properties } = program;
  const quiet: Reports = { ...silent, sort };
  const halves = 2 * layout.words;
  const raising: Reports = { ...quiet, raise: flag => `raised.push(${flag});` };
  const stepJudge = judgeStep === null ? null : stepFunction('judgeStep', judgeStep, raising);
  const reports: Reports = {
    ...quiet,
    emit: (step, actor, names) =>
      `{ raised.length = 0; ${stepJudge?.call(names) ?? ''} ` +
      `${names.map((name, i) => `after[${i}] = ${name};`).join(' ')} take(${actor}, false, ${step}); }`,
    fault: (rank, step, actor) =>
      `{ raised.length = 0; raised.push(${rank} + ${properties.length - 1}); take(${actor}, true, ${step}); }`,
  };
  const calls = (name: string, count: number): string =>
    Array.from({ length: count }, (_, i) => `${name}${i}(B, p);`).join(' ');
  return [
    "'use strict';",
    'let take = null, open = false;',
    stepJudge?.text ?? '',
    ...expand.map((body, i) => stateFunction(`expand${i}`, body, halves, reports)),
    ...judge.map((body, i) => stateFunction(`judge${i}`, body, halves, raising)),
    stateFunction('isOpen', unfinished, halves, { ...quiet, raise: () => 'open = true;' }),
    'return {',
    `judge(B, p) { raised.length = 0; ${calls('judge', judge.length)} },`,
    `expand(B, p, told) { take = told; ${calls('expand', expand.length)} },`,
    'unfinished(B, p) { open = false; isOpen(B, p); return open; },',
    '};',
  ].join('\n');
}
