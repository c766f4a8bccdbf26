/**
 * A WebAssembly module, written out byte by byte, that reads random 8-byte words of a
 * shared memory as fast as the machine lets it: no read waits for another, so what it
 * takes is what the memory gives. It is the yardstick for tables beyond the cache.
 *
 *   read(count, seed, mask): sum of the words at (x >> 32) & mask, masks of 8-byte steps,
 *   where x steps through a linear congruential sequence (D. Knuth's multiplier) from seed
 */

/** Unsigned LEB128, for numbers below 2^31. */
const unsigned = (value: number): readonly number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];

/** Signed LEB128 of a 64-bit constant. */
const signed = (value: bigint): readonly number[] => {
  const low = Number(value & 127n);
  const rest = value >> 7n;
  const done = (rest === 0n && low < 64) || (rest === -1n && low >= 64);
  return done ? [low] : [low | 128, ...signed(rest)];
};

const text = (word: string): readonly number[] => [word.length, ...Buffer.from(word)];
const section = (id: number, bytes: readonly number[]): readonly number[] => [
  id,
  ...unsigned(bytes.length),
  ...bytes,
];

const [i32, i64] = [0x7f, 0x7e];
const local = { count: 0, x: 1, mask: 2, sum: 3 } as const;
const get = (index: number): readonly number[] => [0x20, index];
const set = (index: number): readonly number[] => [0x21, index];

const multiplier = BigInt.asIntN(64, 6364136223846793005n);
const increment = 1442695040888963407n;

const body: readonly number[] = [
  ...[1, 1, i64], // one local more: sum
  ...[0x03, 0x40], // loop
  // x = x * multiplier + increment
  ...[...get(local.x), 0x42, ...signed(multiplier), 0x7e, 0x42, ...signed(increment), 0x7c],
  ...set(local.x),
  // sum += word at ((x >> 32) & mask)
  ...[...get(local.sum), ...get(local.x), 0x42, 32, 0x88, 0xa7, ...get(local.mask), 0x71],
  ...[0x29, 3, 0, 0x7c, ...set(local.sum)],
  // count -= 1, and again unless it is 0
  ...[...get(local.count), 0x41, 1, 0x6b, 0x22, local.count, 0x0d, 0, 0x0b],
  ...[...get(local.sum), 0x0b],
];

/** The module; it imports a shared memory `m.m` of at most 65,536 pages and exports `read`. */
export const readModule: Uint8Array<ArrayBuffer> = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 3, i32, i64, i32, 1, i64]),
  ...section(2, [1, ...text('m'), ...text('m'), 2, 3, 1, ...unsigned(65536)]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...text('read'), 0, 0]),
  ...section(10, [1, ...unsigned(body.length), ...body]),
]);

/** What the module exports. */
export type Read = (count: number, seed: bigint, mask: number) => bigint;
