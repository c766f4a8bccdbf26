/**
 * Numbers of 64 bits as pairs of 32-bit halves, low half first, in a Uint32Array:
 * reading and writing fields of words, and comparing states. JavaScript has no fast
 * 64-bit integers; WebAssembly needs none of this.
 */

/** The low half of the word whose halves start at `i`, shifted right by 0 to 63. */
export function lowOf(words: Uint32Array, i: number, shift: number): number {
  const low = words[i] ?? 0;
  const high = words[i + 1] ?? 0;
  if (shift === 0) return low;
  return shift < 32 ? ((low >>> shift) | (high << (32 - shift))) >>> 0 : high >>> (shift - 32);
}

/** The high half of the same. */
export function highOf(words: Uint32Array, i: number, shift: number): number {
  const high = words[i + 1] ?? 0;
  return shift < 32 ? high >>> shift : 0;
}

/** A number of 64 bits. */
export interface Halves {
  readonly low: number;
  readonly high: number;
}

/** Or-s a number, shifted left by 0 to 63, into the word whose halves start at `i`. */
export function putHalves(
  words: Uint32Array,
  i: number,
  shift: number,
  low: number,
  high: number,
): void {
  const atLow = words[i] ?? 0;
  const atHigh = words[i + 1] ?? 0;
  if (shift === 0) {
    words[i] = atLow | low;
    words[i + 1] = atHigh | high;
  } else if (shift < 32) {
    words[i] = atLow | (low << shift);
    words[i + 1] = atHigh | (high << shift) | (low >>> (32 - shift));
  } else {
    words[i + 1] = atHigh | (low << (shift - 32));
  }
}

/** The lowest `width` bits, 0 to 64, set. */
export function mask(width: number): Halves {
  const ones = (count: number): number => (count >= 32 ? 0xffffffff : 2 ** Math.max(0, count) - 1);
  return { low: ones(width), high: ones(width - 32) };
}

/** Below 0, 0 or above 0 as the first state is before, at or after the second: words as unsigned numbers, from word 0 on. */
export function compare(a: Uint32Array, b: Uint32Array): number {
  for (let i = 0; i < a.length; i += 2) {
    const high = (a[i + 1] ?? 0) - (b[i + 1] ?? 0);
    if (high !== 0) return high;
    const low = (a[i] ?? 0) - (b[i] ?? 0);
    if (low !== 0) return low;
  }
  return 0;
}
