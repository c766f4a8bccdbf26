/**
 * The mixing of colours, on 32 bits. Colours only order the search: a mixing that tells
 * too little costs time and never exactness. The WebAssembly form mixes alike.
 */

/** Odd numbers for positions in a link: of axes, then of the target. */
export const factors: readonly number[] = Array.from(
  { length: 16 },
  (_, i) => (mix(i + 101) | 1) >>> 0,
);

/** The numbers that `mix` multiplies by. */
export const mixers = [0x9e3779b1, 0x85ebca6b] as const;

/** Spreads each bit over all; never takes two numbers to one. */
export function mix(x: number): number {
  let y = Math.imul(x ^ (x >>> 16), 0x9e3779b1);
  y = Math.imul(y ^ (y >>> 15), 0x85ebca6b);
  return (y ^ (y >>> 16)) >>> 0;
}
