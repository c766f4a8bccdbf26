/**
 * A run up to the order of steps that commute: which of its steps must stay in order, the
 * layers in which it can be drawn (Foata's normal form of a Mazurkiewicz trace, after
 * Diekert and Rozenberg, "The Book of Traces", 1995), and the other runs that it stands
 * for. The last step, which breaks the property, stays the last.
 */
import { present } from '../../base/assertion.ts';
import type { Machine } from '../../machine/machine.ts';
import { equal } from '../../machine/value.ts';
import { isFault } from '../../reference/fault.ts';
import type { State } from '../../reference/state.ts';
import { successors, type Transition } from '../../reference/successors.ts';
import { isMismatch, replayFrom, runAlong } from '../replay.ts';
import type { Trace } from '../trace.ts';
import { conflict, footprintOf } from './footprint.ts';

/** For each step, the earlier ones that must come before it; steps from 0. */
export type Before = readonly ReadonlySet<number>[];

interface Ordered {
  readonly transitions: readonly Transition[];
  readonly before: Before;
}

/** Which steps of a run must stay in order. */
export function orderOf(machine: Machine, trace: Trace): Before {
  return ordered(machine, trace)?.before ?? [];
}

function ordered(machine: Machine, { initial, path }: Trace): Ordered | null {
  if (initial === null) return null;
  const run = runAlong(machine, initial, path.slice(1));
  if (isMismatch(run)) throw new Error(`broken promise: a trace runs again: ${run.reason}`);
  const prints = run.taken.map(({ state, transition }) => footprintOf(machine, state, transition));
  const last = prints.length - 1;
  const before = prints.map((print, i) => {
    const earlier = prints.slice(0, i).flatMap((other, j) => (conflict(other, print) ? j : []));
    return new Set(i === last ? prints.slice(0, i).map((_, j) => j) : earlier);
  });
  return { transitions: run.taken.map(one => one.transition), before };
}

/** The steps in layers, each as early as it can be. */
export function layersOf(before: Before): readonly (readonly number[])[] {
  const depths: number[] = [];
  for (const earlier of before) {
    depths.push(1 + Math.max(-1, ...[...earlier].map(j => depths[j] ?? 0)));
  }
  const layers = Array.from({ length: Math.max(0, ...depths.map(d => d + 1)) }, (): number[] => []);
  for (const [step, depth] of depths.entries()) layers[depth]?.push(step);
  return layers;
}

/**
 * Runs that are the same but for the order of steps that commute, this one first; at most
 * so many. Each was run again and breaks the property at its end.
 */
export function sameRuns(machine: Machine, trace: Trace, most: number): readonly Trace[] {
  const all = ordered(machine, trace);
  const { initial } = trace;
  if (all === null || initial === null) return [trace];
  const [first = 0] = trace.path;
  return linear(all.before, most).flatMap((order, i) => {
    if (i === 0) return [trace];
    const choices = choicesOf(
      machine,
      initial,
      order.map(step => transitionAt(all, step)),
    );
    const other = choices && replayFrom(machine, trace.property, [first, ...choices], initial);
    return other === null || isMismatch(other) ? [] : [other];
  });
}

const transitionAt = ({ transitions }: Ordered, step: number): Transition =>
  present(transitions[step], 'an order is of the steps of the run');

// Orders that keep what must be kept; the given one is the first.
function linear(before: Before, most: number): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  const extend = (order: readonly number[]): void => {
    if (found.length >= most) return;
    if (order.length === before.length) found.push(order);
    for (const [step, earlier] of before.entries()) {
      if (order.includes(step) || [...earlier].some(j => !order.includes(j))) continue;
      extend([...order, step]);
    }
  };
  extend([]);
  return found;
}

// The numbers of these steps on the way, each where it stands now; null where one is not there.
function choicesOf(
  machine: Machine,
  initial: State,
  steps: readonly Transition[],
): readonly number[] | null {
  const choices: number[] = [];
  let state: State | null = initial;
  for (const step of steps) {
    const all: readonly Transition[] = state === null ? [] : successors(machine, state);
    const choice = all.findIndex(one => isLike(one, step));
    const taken = all[choice];
    if (taken === undefined) return null;
    choices.push(choice);
    state = isFault(taken.outcome) ? null : taken.outcome;
  }
  return choices;
}

const isLike = (a: Transition, b: Transition): boolean =>
  a.actor === b.actor &&
  a.step === b.step &&
  a.choices.length === b.choices.length &&
  a.instance.every((value, i) => equal(value, b.instance[i] ?? null)) &&
  a.choices.every((value, i) => equal(value, b.choices[i] ?? null));
