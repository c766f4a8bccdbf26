/**
 * The counterexample that is shown: of all shortest runs to all states or steps that
 * break the property, the one with the fewest changes of actor; of those the one whose
 * first row that differs is least by actor, instance, step and choices; of those the
 * one from the first initial state. Judged on concrete runs: a search with symmetry
 * gives the same run as one without.
 *
 * Here is the pass forward over concrete states: all those that the least rows so far
 * lead to, and the least next row out of them. Which rows lie on a shortest run at all,
 * and how many changes of actor it takes from there to the end, is asked of a Guide:
 * each search makes one from what it has stored.
 */
import { present } from '../base/assertion.ts';
import type { Machine } from '../machine/machine.ts';
import type { Path } from '../machine/search.ts';
import { encode } from '../machine/value.ts';
import { isFault } from './fault.ts';
import { compareRows } from './instances.ts';
import { successorsAlong } from './remembered.ts';
import type { State } from './state.ts';
import { compareTransitions, someSuccessors, type Transition, type Wanted } from './successors.ts';

/** What a search knows of the shortest runs to the ends of one property. */
export interface Guide {
  /** Steps of a shortest run. */
  readonly length: number;
  /** Where the length is 0: this initial state is an end. */
  readonly isEnd: (state: State) => boolean;
  /**
   * The fewest changes of actor after a transition out of a state at this distance, up to
   * the end; null where no shortest run goes on with it.
   */
  readonly rest: (distance: number, state: State, transition: Transition) => number | null;
  /**
   * What need be looked at in a state at this distance, `last` having moved before: at least the
   * steps on runs with the fewest changes of actor. Without it everything is looked at.
   */
  readonly ahead?: (distance: number, state: State, last: Transition | null) => Wanted;
}

/** One of the concrete runs with the least rows so far. */
interface Front {
  readonly state: State;
  readonly run: Run;
}

/** Where a run begins, by number, and its transitions, each with the state before it. */
interface Run {
  readonly initial: number;
  readonly rows: readonly { readonly state: State; readonly transition: Transition }[];
}

interface Candidate {
  readonly transition: Transition;
  readonly run: Run;
  readonly changes: number;
}

/** The least of the shortest runs that a guide knows; empty where initialisation itself fails. */
export function leastRun(machine: Machine, initial: readonly State[], guide: Guide): Path {
  if (guide.length === 0) {
    const first = initial.findIndex(guide.isEnd);
    return first < 0 ? [] : [first];
  }
  let fronts: readonly Front[] = initial.map((state, i) => ({
    state,
    run: { initial: i, rows: [] },
  }));
  let last: Transition | null = null;
  for (let distance = 0; distance < guide.length; distance++) {
    const ways = candidates(machine, fronts, last, { guide, distance });
    const least = leastOf(machine, ways);
    last = present(least[0], 'a state on a shortest run has a step on it').transition;
    fronts = merged(least);
    if (distance === guide.length - 1) return pathOf(machine, present(least[0], 'as above').run);
  }
  throw new Error('broken promise: a run has its length');
}

const pathOf = (machine: Machine, { initial, rows }: Run): Path => [
  initial,
  ...rows.map(({ state, transition }) =>
    successorsAlong(machine, state).findIndex(
      t => compareTransitions(machine, t, transition) === 0,
    ),
  ),
];

const sameActor = (a: Transition, b: Transition): boolean =>
  a.actor === b.actor && compareRows(a.instance, b.instance) === 0;

function candidates(
  machine: Machine,
  fronts: readonly Front[],
  last: Transition | null,
  { guide, distance }: { readonly guide: Guide; readonly distance: number },
): readonly Candidate[] {
  return fronts.flatMap(({ state, run }) =>
    someSuccessors(machine, state, guide.ahead?.(distance, state, last)).flatMap(transition => {
      const after = guide.rest(distance, state, transition);
      if (after === null) return [];
      const changes = last === null || sameActor(last, transition) ? after : after + 1;
      const rows = [...run.rows, { state, transition }];
      return [{ transition, run: { ...run, rows }, changes }];
    }),
  );
}

// All that share the least row; they stay in the order of their initial states.
function leastOf(machine: Machine, all: readonly Candidate[]): readonly Candidate[] {
  const order = (a: Candidate, b: Candidate): number =>
    a.changes - b.changes || compareTransitions(machine, a.transition, b.transition);
  const least = all.reduce((a, b) => (order(b, a) < 0 ? b : a));
  return all.filter(candidate => order(candidate, least) === 0);
}

// Of runs that meet in a state the first is kept.
function merged(all: readonly Candidate[]): readonly Front[] {
  const fronts = new Map<string, Front>();
  for (const { transition, run } of all) {
    if (isFault(transition.outcome)) continue;
    const key = encode(transition.outcome);
    if (!fronts.has(key)) fronts.set(key, { state: transition.outcome, run });
  }
  return [...fronts.values()];
}
