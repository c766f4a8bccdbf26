/** Numbers that fall alike for one seed, for tests that must find again what they found. */

/** Gives numbers from 0 up to a bound. */
export type Dice = (bound: number) => number;

/** Dice for a seed; after Tommy Ettinger's mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return bound => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

/** One of some items. */
export const one = <T>(dice: Dice, items: readonly T[], none: T): T =>
  items[dice(items.length)] ?? none;
