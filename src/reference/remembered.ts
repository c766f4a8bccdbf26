/**
 * Successors of states that are likely to be asked for again: those along runs. The same run is
 * numbered, replayed and explained, and many runs begin alike.
 */
import type { Machine } from '../machine/machine.ts';
import { encode } from '../machine/value.ts';
import type { State } from './state.ts';
import { successors, type Transition } from './successors.ts';

// A bound on memory, not on meaning.
const mostStates = 500;

const known = new WeakMap<Machine, Map<string, readonly Transition[]>>();

/** As `successors`. */
export function successorsAlong(machine: Machine, state: State): readonly Transition[] {
  const ofMachine = known.get(machine) ?? new Map<string, readonly Transition[]>();
  known.set(machine, ofMachine);
  const key = encode(state);
  const before = ofMachine.get(key);
  if (before !== undefined) return before;
  const made = successors(machine, state);
  if (ofMachine.size >= mostStates) ofMachine.clear();
  ofMachine.set(key, made);
  return made;
}
