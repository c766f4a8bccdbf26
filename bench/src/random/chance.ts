/**
 * Numbers that look random and are the same for the same seed: a xorshift generator of
 * 32 bits, after G. Marsaglia, "Xorshift RNGs" (2003).
 */

export interface Chance {
  /** An integer of `0 .. count - 1`. */
  readonly below: (count: number) => number;
  /** One of these. */
  readonly one: <T>(items: readonly T[]) => T;
  /** True this often, of 100. */
  readonly percent: (often: number) => boolean;
}

/** A stream of its own for each seed, any integer. */
export const chanceOf = (seed: number): Chance => {
  let word = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) | 0 || 1;
  const draw = (): number => {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    return word >>> 0;
  };
  for (let i = 0; i < 8; i++) draw();
  const below = (count: number): number => draw() % count;
  return {
    below,
    one: items => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('one of nothing');
      return item;
    },
    percent: often => below(100) < often,
  };
};
