/**
 * The states that a search has met, one for each orbit, with their distances and the
 * states one step before them. The state that came first stands for its orbit.
 */
import { present } from '../base/assertion.ts';
import type { Machine } from '../machine/machine.ts';
import type { Permutation } from '../machine/permute.ts';
import { type Canonical, canonicalBy } from './canonical.ts';
import type { State } from './state.ts';

/** A stored state, or rather its orbit. */
export interface Stored {
  /** As it was first met. */
  readonly state: State;
  readonly distance: number;
  /** How many states it stands for. */
  readonly orbit: number;
  /** Takes it to the least form of its orbit. */
  readonly permutation: Permutation;
  /** Indexes of the states of the layer before that have a step to it. */
  readonly before: readonly number[];
}

interface Entry extends Stored {
  readonly before: number[];
}

/** Grows while a search runs; indexes count the states in the order in which they came. */
export class Store {
  readonly machine: Machine;
  private readonly canonical: (state: State) => Canonical;
  private readonly entries: Entry[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly layers: number[][] = [];
  private added = 0;

  constructor(machine: Machine, permutations: readonly Permutation[]) {
    this.machine = machine;
    this.canonical = canonicalBy(machine, permutations);
  }

  get size(): number {
    return this.entries.length;
  }

  /** How often a state was reached. */
  get visits(): number {
    return this.added;
  }

  /** The greatest distance of a state. */
  get depth(): number {
    return Math.max(0, this.layers.length - 1);
  }

  /** The indexes of the states at a distance. */
  layer(distance: number): readonly number[] {
    return this.layers[distance] ?? [];
  }

  at(index: number): Stored {
    return present(this.entries[index], 'a stored state');
  }

  /** Where a state of the same orbit is stored, and what takes this one to the least form. */
  find(state: State): { readonly index: number; readonly permutation: Permutation } | undefined {
    const { key, permutation } = this.canonical(state);
    const index = this.indexes.get(key);
    return index === undefined ? undefined : { index, permutation };
  }

  /** Notes that a state is reached at this distance from the stored state `from`, if any. */
  add(state: State, distance: number, from: number | null): void {
    this.added += 1;
    const { key, orbit, permutation } = this.canonical(state);
    const index = this.indexes.get(key) ?? this.entries.length;
    if (index === this.entries.length) {
      this.entries.push({ state, distance, orbit, permutation, before: [] });
      this.indexes.set(key, index);
      const layer = this.layers[distance];
      if (layer === undefined) this.layers[distance] = [index];
      else layer.push(index);
    }
    const entry = present(this.entries[index], 'it has just been stored');
    if (from !== null && entry.distance === distance && entry.before.at(-1) !== from) {
      entry.before.push(from);
    }
  }
}
