/** Sorting networks sort, by the 0-1 principle. */
import { expect, test } from 'vitest';
import { network } from '../../../src/engine/canon/network.ts';

test('a network sorts all zeros and ones, and so everything', () => {
  for (let size = 0; size <= 12; size++) {
    for (let bits = 0; bits < 2 ** size; bits++) {
      const items = Array.from({ length: size }, (_, i) => (bits >> i) & 1);
      for (const [i, j] of network(size)) {
        const [a = 0, b = 0] = [items[i], items[j]];
        items[i] = Math.min(a, b);
        items[j] = Math.max(a, b);
      }
      expect(items).toEqual(items.toSorted());
    }
  }
});

test('up to 8 items no network is known with fewer comparisons', () => {
  const sizes = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(size => network(size).length);
  expect(sizes).toEqual([0, 0, 1, 3, 5, 9, 12, 16, 19]);
});
