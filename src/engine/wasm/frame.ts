/**
 * Where a body of code is compiled into: the function, the locals that hold the words of
 * `before` and `after`, and those of the body.
 */
import { present } from '../../base/assertion.ts';
import type { Body, Field, File, LocalId } from '../ir/code.ts';
import { i32, i64, local, set } from './asm.ts';
import type { Func, I32, I64, Local, Stmt } from './tree.ts';

/** Files and locals of the body that is being compiled. */
export interface Frame {
  readonly of: Func;
  readonly before: readonly Local<'i64'>[];
  readonly after: readonly Local<'i64'>[];
  /** By LocalId. */
  readonly nums: readonly (Local<'i64'> | null)[];
  readonly bools: readonly (Local<'i32'> | null)[];
  /** By slot of `save`: a copy of `after`. */
  readonly saves: readonly (readonly Local<'i64'>[])[];
}

/** Locals that the bodies of one function use one after the other. */
export interface Pool {
  readonly i64: Local<'i64'>[];
  readonly i32: Local<'i32'>[];
}

/** A frame for a body, with locals from the pool, and the statements that zero them. */
export const frameOf = (
  { of, before, after }: Pick<Frame, 'of' | 'before' | 'after'>,
  body: Body,
  pool: Pool,
): { readonly frame: Frame; readonly start: readonly Stmt[] } => {
  const used = { i64: 0, i32: 0 };
  const long = (): Local<'i64'> => {
    const at = used.i64++;
    pool.i64[at] ??= local(of, 'i64');
    return pool.i64[at];
  };
  const short = (): Local<'i32'> => {
    const at = used.i32++;
    pool.i32[at] ??= local(of, 'i32');
    return pool.i32[at];
  };
  const nums = body.locals.map(sort => (sort === 'num' ? long() : null));
  const bools = body.locals.map(sort => (sort === 'bool' ? short() : null));
  const saves = Array.from({ length: body.saves }, () => after.map(long));
  const start = [
    ...nums.flatMap(to => (to === null ? [] : [set(to, i64.of(0))])),
    ...bools.flatMap(to => (to === null ? [] : [set(to, i32.of(0))])),
  ];
  return { frame: { of, before, after, nums, bools, saves }, start };
};

/** The local that holds a word of a file. */
export const wordOf = (frame: Frame, file: File, word: number): Local<'i64'> =>
  present(frame[file][word], 'words of fields are words of the layout');

/** The local of a number. */
export const numOf = ({ nums }: Frame, id: LocalId): Local<'i64'> =>
  present(nums[id] ?? undefined, 'a local read as a number is one');

/** The local of a truth. */
export const boolOf = ({ bools }: Frame, id: LocalId): Local<'i32'> =>
  present(bools[id] ?? undefined, 'a local read as a truth is one');

/** The bits of a field within its word. */
export const bitsOf = ({ shift, width }: Field): bigint =>
  ((1n << BigInt(width)) - 1n) << BigInt(shift);

/** The value without the bits that `mask` lacks. */
export const masked = (value: I64, mask: bigint): I64 =>
  mask === allBits ? value : i64.and(value, i64.of(mask));

/** A shift to the left by a distance known beforehand; to the right where it is below 0. */
export const shifted = (value: I64, distance: number): I64 => {
  if (distance === 0) return value;
  return distance > 0 ? i64.shl(value, i64.of(distance)) : i64.shrU(value, i64.of(-distance));
};

/** All bits of a word. */
export const allBits = (1n << 64n) - 1n;

/** The field's bits as a number. */
export const fieldOf = (frame: Frame, file: File, { word, shift, width }: Field): I64 => {
  const moved = shifted(wordOf(frame, file, word), -shift);
  return shift + width === 64 ? moved : masked(moved, (1n << BigInt(width)) - 1n);
};

/** A truth as a number. */
export const asNumber = (truth: I32): I64 => i64.extendU(truth);
