/**
 * Sorting networks: which pairs of items to compare, and exchange if out of order, so
 * that any items end sorted. Batcher's merge exchange: no network known is smaller for
 * up to 8 items. After Knuth, "The Art of Computer Programming", volume 3, algorithm 5.2.2M.
 */

/** The comparators for `size` items, in order; the first index of each is the lower one. */
export function network(size: number): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  const top = 2 ** Math.max(0, Math.ceil(Math.log2(size)) - 1);
  for (let part = top; part > 0; part >>= 1) {
    let [span, rest, distance] = [top, 0, part];
    for (;;) {
      for (let i = 0; i < size - distance; i++) {
        if ((i & part) === rest) pairs.push([i, i + distance]);
      }
      if (span === part) break;
      distance = span - part;
      span >>= 1;
      rest = part;
    }
  }
  return pairs;
}
