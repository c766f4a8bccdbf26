/**
 * The joint canonical form for groups of few permutations: the least of all images.
 */
import { compare } from './bits.ts';
import type { Found } from './found.ts';
import type { JointSet } from './placed.ts';
import type { Joint } from './plan.ts';
import { image, newReading, read } from './reading.ts';

/** Finds by trying; see `Found`. */
export function trying(joint: Joint): (words: Uint32Array, at: number) => Found {
  const all = permutationsOf(joint.sets);
  const reading = newReading(joint);
  const trial = new Uint32Array(joint.keep.length);
  const best = {
    image: new Uint32Array(joint.keep.length),
    permutation: new Uint8Array(joint.members),
    stabiliser: 1,
  };
  return (words, at) => {
    read(reading, words, at);
    best.stabiliser = 0;
    for (const permutation of all) {
      image(reading, permutation, trial);
      const order = best.stabiliser === 0 ? -1 : compare(trial, best.image);
      if (order === 0) best.stabiliser++;
      if (order >= 0) continue;
      best.image.set(trial);
      best.permutation.set(permutation);
      best.stabiliser = 1;
    }
    return best;
  };
}

/** All permutations of the members of these sets, the identity first; as in `Found`. */
export function permutationsOf(sets: readonly JointSet[]): readonly Uint8Array[] {
  let all: readonly (readonly number[])[] = [[]];
  for (const { size } of sets) {
    const orders = arrangements(Array.from({ length: size }, (_, i) => i));
    all = all.flatMap(permutation => orders.map(order => [...permutation, ...order]));
  }
  return all.map(permutation => Uint8Array.from(permutation));
}

function arrangements(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap(first =>
    arrangements(items.filter(item => item !== first)).map(rest => [first, ...rest]),
  );
}
