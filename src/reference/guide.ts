/**
 * What the store of the reference search knows of the shortest runs to a target. Two
 * passes backward: which orbits lie on a shortest run; then how many changes of actor
 * it takes from each to the end, by the actor that moves first, named as in the least
 * form of the state.
 */
import { present } from '../base/assertion.ts';
import { keyOf } from '../machine/asked.ts';
import type { Machine, Property } from '../machine/machine.ts';
import { type Permutation, permute } from '../machine/permute.ts';
import { encode } from '../machine/value.ts';
import { isFault } from './fault.ts';
import { judgeTransition } from './judge.ts';
import type { Guide } from './least.ts';
import type { State } from './state.ts';
import type { Store } from './store.ts';
import { successors, type Transition } from './successors.ts';
import type { Target } from './targets.ts';

/** What a search found, for the choice among the runs to a target. */
export interface Found {
  readonly store: Store;
  /** Those that were asked for. */
  readonly properties: readonly Property[];
}

/** By actor, the fewest changes of actor from a state to the end if that actor moves first. */
type Changes = ReadonlyMap<string, number>;

/** The guide to a target. */
export const guideOf = (found: Found, target: Target): Guide => ({
  length: target.length,
  isEnd: state => target.states.has(present(found.store.find(state), 'stored').index),
  rest: target.length === 0 ? () => null : restOf(found, target),
});

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

function restOf(found: Found, target: Target): Guide['rest'] {
  const { store } = found;
  const known = new Map<number, Changes>();
  const rest: Guide['rest'] = (distance, state, transition) => {
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
