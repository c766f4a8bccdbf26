/**
 * Writes in a row become one masked merge a word: `(w & ~M) | V` for constants, and one
 * `(source & mask) shifted` for all fields that are moved over the same distance, which
 * is how `InvSet := ShrSet` for all nodes at once comes to three operations. Where a
 * write would see, or hide, what an earlier one of the row did, a new row begins.
 */
import type { Field, File, Stmt } from '../ir/code.ts';
import { type Code, partsOf, readsAfter } from '../ir/walk.ts';
import { i64, set } from './asm.ts';
import { allBits, asNumber, bitsOf, type Frame, masked, shifted, wordOf } from './frame.ts';
import type { Stmt as AsmStmt, I64 } from './tree.ts';
import { number, truth } from './values.ts';

type Write = Stmt & { readonly kind: 'write' };

/** Fields of one word that move over one distance. */
interface Move {
  readonly file: File;
  readonly word: number;
  readonly distance: number;
  mask: bigint;
}

/** What a row of writes does to one word. */
interface Merge {
  /** All bits written. */
  mask: bigint;
  constant: bigint;
  /** Bits that are turned over at the end: negations. */
  flipped: bigint;
  readonly moves: Map<string, Move>;
  readonly values: I64[];
}

/** Bits by word. */
type Bits = Map<number, bigint>;

const overlap = (a: Bits, b: Bits): boolean =>
  [...a].some(([word, bits]) => (bits & (b.get(word) ?? 0n)) !== 0n);

const addBits = (to: Bits, { word, ...rest }: Field): void => {
  to.set(word, (to.get(word) ?? 0n) | bitsOf({ word, ...rest }));
};

/** Adds the bits of `after` that a value reads. */
const addReads = (to: Bits, code: Code): Bits => {
  if (!readsAfter(code)) return to;
  if (code.kind === 'read' || code.kind === 'bit') addBits(to, code.field);
  for (const part of partsOf(code)) addReads(to, part);
  return to;
};

const addMove = (merge: Merge, file: File, from: Field, to: Field): void => {
  const width = Math.min(from.width, to.width);
  const distance = to.shift - from.shift;
  const key = `${file} ${from.word} ${distance}`;
  const move = merge.moves.get(key) ?? { file, word: from.word, distance, mask: 0n };
  move.mask |= bitsOf({ ...from, width });
  merge.moves.set(key, move);
};

const addWrite = (frame: Frame, merge: Merge, { field, value }: Write): void => {
  merge.mask |= bitsOf(field);
  if (value.kind === 'number' || value.kind === 'truth') {
    merge.constant |= BigInt.asUintN(64, BigInt(value.value)) << BigInt(field.shift);
  } else if (value.kind === 'read' || value.kind === 'bit') {
    addMove(merge, value.file, value.field, field);
  } else if (value.kind === 'not' && value.of.kind === 'bit') {
    addMove(merge, value.of.file, value.of.field, field);
    merge.flipped |= bitsOf(field);
  } else {
    const made = 'low' in value ? number(frame, value) : asNumber(truth(frame, value));
    merge.values.push(shifted(made, field.shift));
  }
};

const mergeWord = (frame: Frame, word: number, merge: Merge): AsmStmt => {
  const to = wordOf(frame, 'after', word);
  const parts: I64[] = [...merge.moves.values()].map(move =>
    shifted(masked(wordOf(frame, move.file, move.word), move.mask), move.distance),
  );
  parts.push(...merge.values);
  // Constant bits that all end up set need not be cleared first.
  const kept = allBits & ~merge.mask;
  const onlySets = parts.length === 0 && merge.constant === merge.mask;
  if (kept !== 0n) parts.unshift(onlySets ? to : masked(to, kept));
  if (merge.constant !== 0n || parts.length === 0) parts.push(i64.of(merge.constant));
  const value = parts.reduce((sum, part) => i64.or(sum, part));
  return set(to, merge.flipped === 0n ? value : i64.xor(value, i64.of(merge.flipped)));
};

/** Compiles writes in a row, in their order. */
export const compileWrites = (frame: Frame, writes: readonly Write[]): readonly AsmStmt[] => {
  const code: AsmStmt[] = [];
  let merges = new Map<number, Merge>();
  let written: Bits = new Map();
  let read: Bits = new Map();
  const finish = (): void => {
    for (const [word, merge] of merges) code.push(mergeWord(frame, word, merge));
    merges = new Map();
    written = new Map();
    read = new Map();
  };
  for (const write of writes) {
    const reads = addReads(new Map(), write.value);
    const target: Bits = new Map();
    addBits(target, write.field);
    if (overlap(written, reads) || overlap(written, target) || overlap(read, target)) finish();
    const merge = merges.get(write.field.word) ?? {
      mask: 0n,
      constant: 0n,
      flipped: 0n,
      moves: new Map(),
      values: [],
    };
    merges.set(write.field.word, merge);
    addWrite(frame, merge, write);
    addBits(written, write.field);
    for (const [word, bits] of reads) read.set(word, (read.get(word) ?? 0n) | bits);
  }
  finish();
  return code;
};
