/**
 * What a search is asked and what it answers, for every search alike (reference and
 * engines): the words of spec/language.md "What is counted", as data.
 */
import type { RuntimeCode } from '../base/codes.ts';
import type { StepId } from './machine.ts';
import type { Value } from './value.ts';

/** What can be violated. `name` as in JSON: the declared name, the assert's text, or the code. */
export type PropertyRef =
  | { readonly kind: 'runtime'; readonly name: RuntimeCode }
  | { readonly kind: 'deadlock'; readonly name: 'deadlock' }
  | { readonly kind: 'invariant' | 'transition' | 'cover'; readonly name: string }
  /** `index` into `Machine.asserts`. */
  | { readonly kind: 'assert'; readonly name: string; readonly index: number };

export type Limit =
  | 'depth'
  | 'states'
  | 'seconds'
  | 'memory'
  | 'worker'
  | 'interrupted'
  | 'violation';

export interface Limits {
  readonly maxDepth: number | null;
  readonly maxStates: number | null;
  readonly maxSeconds: number | null;
  /** In units of 2^20 bytes. */
  readonly maxMemoryMb: number | null;
}

export interface Question {
  /** Judged; run-time errors are noticed always and are violations if `runtime` is set. */
  readonly invariants: readonly string[];
  readonly transitions: readonly string[];
  readonly covers: readonly string[];
  /** Indexes into `Machine.asserts`. */
  readonly asserts: readonly number[];
  readonly deadlock: boolean;
  /** The codes that count as asked for. */
  readonly runtime: readonly RuntimeCode[];
  /**
   * Those of them that a search with stop `all` goes on for; the others are noticed on the way,
   * so that a search for what is declared need not exhaust the space.
   */
  readonly awaited: readonly RuntimeCode[];
  readonly symmetry: boolean;
  /** `first`: at the least length of any violation (`check`); `all`: when each property has its verdict. */
  readonly stop: 'first' | 'all';
  readonly limits: Limits;
}

/**
 * An initial choice, then a choice a step: indexes into the initial states and into
 * the successors of each state, in their orders. Printed `0/3/1`.
 */
export type Path = readonly number[];

/** A property that is violated, or a cover that was reached. */
export interface Found {
  readonly property: PropertyRef;
  /** Steps of the shortest run. */
  readonly length: number;
  /**
   * The least of the shortest runs. For an assert, a transition property or an error in a
   * step the last choice is the failing transition.
   */
  readonly path: Path;
  /** False where a limit other than depth may have hidden a shorter run. */
  readonly shortest: boolean;
}

export interface Counts {
  readonly states: number;
  readonly fullStates: number;
  readonly transitions: number;
  readonly fullTransitions: number;
  readonly depth: number;
  /** By StepId; the sum is `transitions`. */
  readonly fired: readonly number[];
  /** Steps that were blocked at an empty pick whenever they were tried. */
  readonly emptyPicks: readonly StepId[];
  /** Expanded states in which no device could act; absent where nobody counted. */
  readonly deviceFree?: number;
  /**
   * What another checker did not tell; the numbers say nothing then. `orbits`: how many states
   * and transitions the counted ones stand for.
   */
  readonly untold?: readonly ('orbits' | 'depth' | 'fired' | 'transitions')[];
}

export interface Findings {
  readonly counts: Counts;
  /** In order: run-time errors, deadlock, then as declared. Covers that were reached are among them. */
  readonly found: readonly Found[];
  /** Covers that were reached by runs that nobody told of. */
  readonly reached?: readonly PropertyRef[];
  /**
   * Why properties that were not found have no verdict; null when the search was complete,
   * so that they hold (and covers not found are unreached).
   */
  readonly limit: Limit | null;
  /** No initial state satisfies the `assume` declarations. */
  readonly noInitialState: boolean;
}

/** Asked now and then by a running search. */
export interface Watch {
  readonly progress?: (now: {
    readonly states: number;
    readonly transitions: number;
    readonly depth: number;
    readonly queue: number;
  }) => void;
  /** True when the user interrupted. */
  readonly interrupted?: () => boolean;
  /**
   * Told every stored state (one of each orbit) by the values of its variables, in any order, when
   * the search has exhausted the space; never, where it stopped before that.
   */
  readonly stored?: (values: readonly Value[]) => void;
}
