/**
 * Canonical forms of states under the permutations of all scalarsets, on the words of a
 * state. The parts of the symmetry touch different bits, so each is brought into its
 * form alone: sorted blocks by sorting, joint scalarsets by trying or by refinement.
 * Equal forms exactly for states of one orbit, and the form is one of them.
 */
import type { Layout } from '../layout/layout.ts';
import { jointOf } from './plan.ts';
import { refining } from './refine.ts';
import { sorter } from './sorted.ts';
import { trying } from './try.ts';

/** States are given as halves of 32 bits, low half first, from index `at` of an array on. */
export interface Canonical {
  /** Replaces a state by the canonical form of its orbit. */
  least(words: Uint32Array, at: number): void;
  /** How many states the orbit of a canonical state has; exact below 2^53. */
  orbit(words: Uint32Array, at: number): number;
  /** By scalarset and member, where it goes on the way to the canonical form. */
  permutation(words: Uint32Array, at: number): readonly (readonly number[])[];
}

/** For the states of a layout; without symmetry every state is its own form. */
export function canonical(layout: Layout): Canonical {
  const sorted = (layout.symmetry?.sorted ?? []).map(part => ({
    set: part.set,
    sorter: sorter(part),
  }));
  const joint = jointOf(layout);
  const find = joint === null ? null : joint.method === 'try' ? trying(joint) : refining(joint);

  return {
    least(words, at) {
      for (const { sorter } of sorted) sorter.sort(words, at);
      if (find !== null) words.set(find(words, at).image, at);
    },
    orbit(words, at) {
      let size = joint === null ? 1 : joint.order;
      if (find !== null) size /= find(words, at).stabiliser;
      for (const { sorter } of sorted) size *= sorter.orbit(words, at);
      return size;
    },
    permutation(words, at) {
      const all = layout.scalarsets.map(({ size }) => Array.from({ length: size }, (_, i) => i));
      for (const { set, sorter } of sorted) all[set] = [...sorter.permutation(words, at)];
      const permutation = find?.(words, at).permutation;
      for (const { set, first, size } of joint?.sets ?? []) {
        all[set] = Array.from({ length: size }, (_, i) => permutation?.[first + i] ?? i);
      }
      return all;
    },
  };
}
