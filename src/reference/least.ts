/**
 * The counterexample that is shown: of all shortest runs to all states or steps that
 * break the property, the one with the fewest changes of actor; of those the one whose
 * first row that differs is least by actor, instance, step and choices; of those the
 * one from the first initial state. Judged on concrete runs: a search with symmetry
 * gives the same run as one without.
 *
 * Three passes. Backward through the store: which orbits lie on a shortest run. Backward
 * again: how many changes of actor it takes from each to the end, by the actor that
 * moves first, named as in the least form of the state. Forward over concrete states:
 * all those that the least rows so far lead to, and the least next row out of them.
 */
import { present } from '../base/assertion.ts';
import type { Machine, Property } from '../machine/machine.ts';
import type { Path } from '../machine/search.ts';
import { encode } from '../machine/value.ts';
import { isFault } from './fault.ts';
import { compareRows } from './instances.ts';
import { judgeTransition, keyOf } from './judge.ts';
import { type Permutation, permute } from './permute.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';
import { compareTransitions, successors, type Transition } from './successors.ts';
import type { Target } from './targets.ts';

/** What a search found, for the choice among the runs to a target. */
export interface Found {
  readonly store: Store;
  /** Those that were asked for. */
  readonly properties: readonly Property[];
  readonly initial: readonly State[];
}

/** By actor, the fewest changes of actor from a state to the end if that actor moves first. */
type Changes = ReadonlyMap<string, number>;

/** Changes of actor after a transition, up to the end; null where no shortest run goes on. */
type Rest = (distance: number, state: State, transition: Transition) => number | null;

/** One of the concrete runs with the least rows so far. */
interface Front {
  readonly state: State;
  readonly path: Path;
}

interface Candidate {
  readonly transition: Transition;
  readonly path: Path;
  readonly changes: number;
}

/** The least of the shortest runs to a target; empty where initialisation itself fails. */
export function leastRun(found: Found, target: Target): Path {
  const { store, initial } = found;
  if (target.length === 0) {
    const first = initial.findIndex(state =>
      target.states.has(present(store.find(state), 'stored').index),
    );
    return first < 0 ? [] : [first];
  }
  const rest = restOf(found, target);
  let fronts: readonly Front[] = initial.map((state, i) => ({ state, path: [i] }));
  let last: Transition | null = null;
  for (let distance = 0; distance < target.length; distance++) {
    const ways = candidates(store.machine, fronts, last, (s, t) => rest(distance, s, t));
    const least = leastOf(store.machine, ways);
    last = present(least[0], 'a state on a shortest run has a step on it').transition;
    fronts = merged(least);
    if (distance === target.length - 1) return present(least[0], 'as above').path;
  }
  throw new Error('broken promise: a run has its length');
}

// Which orbits of each distance lie on a shortest run to the target.
function onTheWay(store: Store, target: Target): readonly ReadonlySet<number>[] {
  const layers: ReadonlySet<number>[] = [];
  let layer = new Set(target.sources);
  for (const index of target.states) for (const before of store.at(index).before) layer.add(before);
  for (let distance = target.length - 1; distance >= 0; distance--) {
    layers[distance] = layer;
    layer = new Set([...layer].flatMap(index => store.at(index).before));
  }
  return layers;
}

function restOf(found: Found, target: Target): Rest {
  const { store } = found;
  const known = new Map<number, Changes>();
  const rest: Rest = (distance, state, transition) => {
    if (distance === target.length - 1) return ends(found, target, state, transition) ? 0 : null;
    if (isFault(transition.outcome)) return null;
    const stored = store.find(transition.outcome);
    const changes = stored && known.get(stored.index);
    if (!changes || store.at(stored.index).distance !== distance + 1) return null;
    const same = actorKey(store.machine, transition, stored.permutation);
    return Math.min(...[...changes].map(([actor, count]) => (actor === same ? count : count + 1)));
  };
  const layers = onTheWay(store, target);
  for (let distance = target.length - 1; distance >= 0; distance--) {
    for (const index of layers[distance] ?? []) {
      const { state, permutation } = store.at(index);
      const changes = new Map<string, number>();
      for (const transition of successors(store.machine, state)) {
        const count = rest(distance, state, transition);
        const actor = actorKey(store.machine, transition, permutation);
        if (count !== null) changes.set(actor, Math.min(count, changes.get(actor) ?? count));
      }
      known.set(index, changes);
    }
  }
  return rest;
}

// The last row of a run: it breaks the property itself or leads to a state that does.
function ends(found: Found, target: Target, state: State, transition: Transition): boolean {
  const { store, properties } = found;
  const broken = judgeTransition(store.machine, properties, state, transition);
  if (broken.some(property => keyOf(property) === keyOf(target.property))) return true;
  const stored = isFault(transition.outcome) ? undefined : store.find(transition.outcome);
  return stored !== undefined && target.states.has(stored.index);
}

function actorKey(
  machine: Machine,
  { actor, instance }: Transition,
  permutation: Permutation,
): string {
  const params = machine.actors[actor]?.params ?? [];
  const permuted = params.map(({ type }, i) => permute(type, instance[i] ?? null, permutation));
  return `${actor} ${permuted.map(encode).join()}`;
}

const sameActor = (a: Transition, b: Transition): boolean =>
  a.actor === b.actor && compareRows(a.instance, b.instance) === 0;

function candidates(
  machine: Machine,
  fronts: readonly Front[],
  last: Transition | null,
  rest: (state: State, transition: Transition) => number | null,
): readonly Candidate[] {
  return fronts.flatMap(({ state, path }) =>
    successors(machine, state).flatMap((transition, i) => {
      const after = rest(state, transition);
      if (after === null) return [];
      const changes = last === null || sameActor(last, transition) ? after : after + 1;
      return [{ transition, path: [...path, i], changes }];
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
  for (const { transition, path } of all) {
    if (isFault(transition.outcome)) continue;
    const key = encode(transition.outcome);
    if (!fronts.has(key)) fronts.set(key, { state: transition.outcome, path });
  }
  return [...fronts.values()];
}
