/**
 * What a back end gives to the search of a family: a table of the states met so far, each
 * with the variants that have come to it, and a loop over states that are new for some.
 * States are known by names: numbers that the kernel gives them.
 */
import type { Mask } from './versions.ts';

/** States that are new for the same variants. */
export interface Arrivals {
  readonly whom: Mask;
  /** Names of states. */
  readonly states: Uint32Array;
}

/** What was counted since this was last asked, over states visited for the same variants. */
export interface Counted {
  /** Of the orbits of the visited states. */
  readonly fullStates: number;
  /** Expanded states in which no device acted for anybody, and beside these by variant. */
  readonly deviceFree: number;
  readonly deviceFreeBy: readonly number[];
  /** Of bodies that are for these variants among others. */
  readonly groups: readonly {
    readonly mask: Mask;
    readonly transitions: number;
    readonly fullTransitions: number;
    /** By joint number of the step. */
    readonly fired: Float64Array;
  }[];
}

/** Who raised what, since the beginning; by flag, or by step. */
export interface Raised {
  readonly states: readonly Mask[];
  readonly steps: readonly Mask[];
  readonly deadlock: Mask;
  readonly empty: readonly Mask[];
}

/** What a walk back looks for; by flag. */
export interface Wanted {
  readonly states: readonly Mask[];
  readonly steps: readonly Mask[];
  readonly deadlock: Mask;
}

export interface FamilyKernel {
  /** States stored so far. */
  readonly size: number;
  /** There was no room for some state. */
  readonly full: boolean;
  /** Stores the canonical form of a state, or says that these come to it, too. */
  add(words: Uint32Array, whom: Mask): void;
  /** What has been come to since this was last asked, by those of `alive` that are new there. */
  arrivals(alive: Mask): readonly Arrivals[];
  /**
   * Visits states from the one of this index on, for some thousand at most; gives the index it came to.
   */
  visit(arrivals: Arrivals, from: number, expand: boolean): number;
  counted(whom: Mask): Counted;
  raised(): Raised;
  /** The words of a state. */
  read(state: number, into: Uint32Array): void;
  /** The search is over; from now on states are marked. */
  turn(): void;
  /**
   * Marks those of the states of a layer for those variants for which they, or a step out of them,
   * raise something wanted, or a step leads to a state that is marked for them: one of `next`,
   * which was marked before, or by chance one of this layer. Gives what was marked, or null if
   * `stop` said so.
   */
  mark(
    layer: readonly Arrivals[],
    next: readonly Arrivals[],
    wanted: Wanted,
    stop: () => boolean,
  ): readonly Arrivals[] | null;
}
