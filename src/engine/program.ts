/**
 * A machine made ready for back ends: how its states lie in words, and the code that
 * expands and judges them. `lower/` makes it; `wasm/` and `js/` compile it; `search/`
 * knows what the flags mean. Fault sites have their ranks by now.
 */
import type { Value } from '../machine/value.ts';
import type { Body, Site } from './ir/code.ts';
import type { Layout } from './layout/layout.ts';

/** One instance of an actor; `emit` and `fault` know it by its index. */
export interface ActorInstance {
  /** Index into `Machine.actors`. */
  readonly actor: number;
  readonly instance: readonly Value[];
  readonly device: boolean;
}

/** What a raised flag means, for a state (`judge`) or for a transition (`judgeStep`). */
export interface Program {
  readonly layout: Layout;
  /**
   * Everything that can happen in `before`: run in order, they emit its transitions. Each
   * is a function of its own in a back end.
   */
  readonly expand: readonly Body[];
  /** Raises the flags of `before`: properties, and fault sites inside them. */
  readonly judge: readonly Body[];
  /** Raises the flags of a transition from `before` to `after`; null where nothing is asked of one. */
  readonly judgeStep: Body | null;
  /** Is some thread of `before` unfinished (or is there no thread)? Raises flag 0 if so. */
  readonly unfinished: Body;
  readonly steps: number;
  readonly actors: readonly ActorInstance[];
  /**
   * Flags 0 .. properties.length - 1 are these properties (indexes into `Machine.properties`:
   * false invariants and transition properties, true covers); then one a site, by rank:
   * flag `properties.length + rank - 1`.
   */
  readonly properties: readonly number[];
  /** By rank - 1. */
  readonly sites: readonly Site[];
}

/** How many flags there are. */
export const flagCount = ({ properties, sites }: Program): number =>
  properties.length + sites.length;
