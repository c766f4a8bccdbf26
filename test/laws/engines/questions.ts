/** What reference and engines are both asked of a random machine, small enough for the reference. */
import type { Machine } from '../../../src/machine/machine.ts';
import type { Findings, Question } from '../../../src/machine/search.ts';
import { search } from '../../../src/reference/search.ts';
import { everything } from '../../support/spec.ts';

/** How a question is asked; `declared` leaves a search with stop `all` when what is declared is decided. */
export interface Manner {
  readonly name: string;
  readonly symmetry: boolean;
  readonly stop: Question['stop'];
  readonly declared: boolean;
}

const manner = (name: string, symmetry: boolean, stop: Question['stop'], declared = false) => ({
  name,
  symmetry,
  stop,
  declared,
});

/** Everything, to the end, without symmetry. */
export const bare = manner('everything', false, 'all');

/** Everything, to the end, with symmetry. */
export const reduced = manner('everything up to symmetry', true, 'all');

/** Every manner. */
export const manners: readonly Manner[] = [
  bare,
  reduced,
  manner('the first violation', false, 'first'),
  manner('the first violation up to symmetry', true, 'first'),
  manner('what is declared up to symmetry', true, 'all', true),
];

/** The question, with no other limit than depth. */
export function questionOf(machine: Machine, asked: Manner, maxDepth: number | null): Question {
  const whole = everything(machine, asked.symmetry);
  return {
    ...whole,
    stop: asked.stop,
    deadlock: true,
    awaited: asked.declared ? [] : whole.awaited,
    limits: { maxDepth, maxStates: null, maxSeconds: null, maxMemoryMb: null },
  };
}

/** What the reference says of a machine. */
export interface Expected {
  /** What a search finds that stops after so many states. */
  readonly findings: Findings;
  /**
   * How far everybody looks, null for to the end. Where a search by number of states
   * stops is its own business; where one by depth does is not.
   */
  readonly maxDepth: number | null;
  readonly answers: readonly { readonly manner: Manner; readonly findings: Findings }[];
}

// A state of a random machine can have thousands of successors; the reference takes its time for each.
const mostTransitions = 20_000;

/**
 * Asks the reference in two of the manners, which ones by `turn`, about not many more states
 * than this, and about fewer where they have very many transitions.
 */
export function expectedOf(machine: Machine, states: number, turn: number): Expected {
  const question = questionOf(machine, bare, null);
  const limits = { ...question.limits, maxStates: states };
  const findings = search(machine, { ...question, limits });
  if (findings.counts.transitions > mostTransitions && states > 1)
    return expectedOf(machine, Math.max(1, Math.floor(states / 8)), turn);
  const maxDepth = findings.limit === null ? null : Math.max(0, findings.counts.depth - 1);
  const answers = [turn, turn + 1].flatMap(i => {
    const manner = manners[i % manners.length];
    if (manner === undefined) return [];
    return [{ manner, findings: search(machine, questionOf(machine, manner, maxDepth)) }];
  });
  return { findings, maxDepth, answers };
}
