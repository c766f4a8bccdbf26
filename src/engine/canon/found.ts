/** What a search for the canonical form of the joint part of a state finds. */

/** Buffers that the next search writes again. */
export interface Found {
  /** All words: the joint part in canonical form, the rest as it was. */
  readonly image: Uint32Array;
  /** By joint number: where each member goes, counted from 0 in its set. */
  readonly permutation: Uint8Array;
  /** How many permutations leave the state as it is. */
  readonly stabiliser: number;
}
