/**
 * How the JavaScript back end sees a state: each 64-bit word as two halves of 32 bits,
 * low half first, for JavaScript has no fast 64-bit integers. A field lies in one half or
 * straddles the two halves of its word. Here stand the names of the variables that hold
 * halves and locals in generated text.
 */
import type { Field, File, LocalId } from '../ir/code.ts';

/** The part of a field that lies in one half: bits `from` to `from + width` of its number. */
export interface Slice {
  readonly half: number;
  readonly shift: number;
  readonly width: number;
  readonly from: number;
}

const halfBits = 32;

/** One slice, or two from the low half on. */
export function slicesOf({ word, shift, width }: Field): readonly Slice[] {
  const half = 2 * word + (shift >= halfBits ? 1 : 0);
  const at = shift % halfBits;
  const room = halfBits - at;
  if (width <= room) return [{ half, shift: at, width, from: 0 }];
  return [
    { half, shift: at, width: room, from: 0 },
    { half: half + 1, shift: 0, width: width - room, from: room },
  ];
}

/** That many ones, as a signed number. */
export const ones = (width: number): number => (width === halfBits ? -1 : (1 << width) - 1);

/** The bits of a slice in its half, as a signed number. */
export const bitsOf = ({ shift, width }: Slice): number => ones(width) << shift;

/** These bits of a number below 2^53, as a signed number. */
export const cut = (value: number, { from, width }: Slice): number =>
  Number(BigInt.asIntN(halfBits, (BigInt(value) >> BigInt(from)) & ((1n << BigInt(width)) - 1n)));

/** The variable that holds a half. */
export const halfName = (file: File, half: number): string =>
  `${file === 'before' ? 'b' : 'a'}${half}`;

/** The variable that holds a local. */
export const localName = (local: LocalId): string => `v${local}`;

/** The variable that keeps a half of `after` under a number. */
export const savedName = (slot: number, half: number): string => `s${slot}_${half}`;
