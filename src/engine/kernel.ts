/**
 * What a back end gives to the search: a table of the states met so far, and one inner
 * loop over them. The search drives it layer by layer and knows nothing of words and
 * slots; the kernel knows nothing of depths, limits and verdicts.
 */

/** States stored one after the other: indexes `from` up to, not including, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Sums over the states expanded since the kernel was made; exact integers below 2^53. */
export interface Tallies {
  readonly transitions: number;
  readonly fullTransitions: number;
  /** By StepId. */
  readonly fired: readonly number[];
  /** By StepId: it met an empty pick. */
  readonly empty: readonly boolean[];
  /** Expanded states none of whose transitions was a device's. */
  readonly deviceFree: number;
  /** Sum of the orbit sizes of the states that were visited (judged or expanded). */
  readonly fullStates: number;
}

/** Which flags (`Program.flags`) have been raised, for states and for transitions out of them. */
export interface Flags {
  readonly states: Uint8Array;
  readonly steps: Uint8Array;
  /** Some expanded state had no transition and an unfinished thread. */
  readonly deadlock: boolean;
}

export interface Kernel {
  /** States stored so far, in this kernel and those that share its table. */
  readonly size: number;
  /** Bytes in use by table and store. */
  readonly bytes: number;
  /** Stores the canonical form of a state (its words as pairs of 32 bits, low half first) if it is new. */
  add(words: Uint32Array): void;
  /**
   * Judges the states of a range and, with `expand`, stores the successors that are new.
   * False when there was no room for a new state: then the range is visited in part.
   */
  visit(range: Range, expand: boolean): boolean;
  /** The words of a stored state. */
  read(index: number, into: Uint32Array): void;
  tallies(): Tallies;
  flags(): Flags;
}
