/**
 * The hash of a state and where it leads: each word is multiplied and turned, the sum is
 * folded and multiplied once more, so that the high bits depend on all. The high 36
 * bits stand in the slot; the highest 32, times the number of lines, give the line of
 * slots to look at first, so that the table stays in the order of the hashes and can
 * grow in place, from the slots alone.
 */
import { i32, i64, local, set } from './asm.ts';
import { indexBits } from './memory.ts';
import type { Func, I32, I64, Local, Stmt } from './tree.ts';

/** Odd numbers without pattern: the fractions of square roots of primes, made odd. */
const factors = [
  0x6a09e667f3bcc909n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
] as const;

const factor = (i: number): I64 => i64.of(factors[i % factors.length] ?? 1n);

const turnOf = (i: number): number => (29 * i + 7 * Math.floor(i / 8)) % 63;

/** Statements that leave the hash of the state in these locals in another local. */
export const hashInto = (
  of: Func,
  words: readonly Local<'i64'>[],
): { readonly hash: Local<'i64'>; readonly code: readonly Stmt[] } => {
  const hash = local(of, 'i64');
  // Turning by different distances keeps equal words in different places apart.
  const turned = words.map((word, i) => {
    const product = i64.mul(word, factor(i));
    return i === 0 ? product : i64.rotl(product, i64.of(turnOf(i)));
  });
  const sum = turned.reduce((all, next) => i64.add(all, next));
  const code = [
    set(hash, sum),
    set(hash, i64.mul(i64.xor(hash, i64.shrU(hash, i64.of(32))), factor(3))),
    set(hash, i64.xor(hash, i64.shrU(hash, i64.of(29)))),
    set(hash, i64.mul(hash, factor(5))),
  ];
  return { hash, code };
};

/** The same hash, computed here. */
export const hashOf = (words: readonly bigint[]): bigint => {
  const cut = (value: bigint): bigint => BigInt.asUintN(64, value);
  const scale = (value: bigint, i: number): bigint => cut(value * (factors[i % 8] ?? 1n));
  const sum = words.reduce((all, word, i) => {
    const [product, turn] = [scale(word, i), BigInt(turnOf(i))];
    return cut(all + (i === 0 ? product : (product << turn) | (product >> (64n - turn))));
  }, 0n);
  const folded = scale(sum ^ (sum >> 32n), 3);
  return scale(folded ^ (folded >> 29n), 5);
};

/** The line, as bytes from the start of the table, that a hash (or a slot that holds it) leads to. */
export const home = (hash: I64, lines: I64): I32 => {
  const rank = i64.shrU(i64.mul(i64.shrU(hash, i64.of(32)), lines), i64.of(32));
  return i32.shl(i32.wrap(rank), i32.of(6));
};

/** The bits of a slot that come from the hash. */
export const tagMask = -(1n << BigInt(indexBits));

/** Do a slot and a hash agree in those bits? */
export const sameTag = (slot: I64, hash: I64): I32 =>
  i64.ltU(i64.xor(slot, hash), i64.of(1n << BigInt(indexBits)));
