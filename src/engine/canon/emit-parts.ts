/**
 * What all functions of the WebAssembly form of refinement share: where their memory
 * is, mixing, and walks over the entries of a link.
 */
import { present } from '../../base/assertion.ts';
import { brIf, i32, i64, label, local, loop, type Stmt, set, when } from '../wasm/asm.ts';
import type { Func, Global, I32, I64, Local } from '../wasm/tree.ts';
import type { Link } from './links.ts';
import { factors, mixers } from './mix.ts';
import type { Joint } from './plan.ts';
import { entryBytes, type Scratch, type Tables } from './tables.ts';

/** What functions are made from. */
export interface Parts {
  readonly joint: Joint;
  readonly tables: Tables;
  readonly scratch: Scratch;
  /** The address of scratch memory, set before functions are called. */
  readonly at: Global<'i32'>;
}

/** A function under construction, with the address of scratch memory in a local. */
export interface Made {
  readonly of: Func;
  readonly base: Local<'i32'>;
  /** Sets the local; comes first in the body. */
  readonly start: Stmt;
}

/** Begins a function. */
export function made(of: Func, { at }: Parts): Made {
  const base = local(of, 'i32');
  return { of, base, start: set(base, at) };
}

/** The factor of a position in a link. */
export const factorOf = (position: number): number => factors[position & 15] ?? 1;

/** Statements that mix a local in place; as `mix`. */
export const mixed = (x: Local<'i32'>): readonly Stmt[] => [
  set(x, i32.mul(i32.xor(x, i32.shrU(x, i32.of(16))), i32.of(mixers[0]))),
  set(x, i32.mul(i32.xor(x, i32.shrU(x, i32.of(15))), i32.of(mixers[1]))),
  set(x, i32.xor(x, i32.shrU(x, i32.of(16)))),
];

/** Runs statements with `entry` at each entry of a link. */
export function eachEntry(
  { scratch }: Parts,
  { of, base }: Made,
  l: number,
  body: (entry: Local<'i32'>) => readonly Stmt[],
): readonly Stmt[] {
  const { start, end } = present(scratch.entries[l], 'by link');
  const entry = local(of, 'i32');
  const last = local(of, 'i32');
  const next = label();
  return [
    set(entry, i32.add(base, i32.of(start))),
    set(last, i32.load(base, end)),
    when(i32.ltU(entry, last), [
      loop(next, [
        ...body(entry),
        set(entry, i32.add(entry, i32.of(entryBytes))),
        brIf(next, i32.ltU(entry, last)),
      ]),
    ]),
  ];
}

/** Of an entry: the content, where the record of its cell is, and 8 times the target. */
export const contentOf = (entry: Local<'i32'>): I64 => i64.load(entry, 0);
export const recordOf = (entry: Local<'i32'>): I32 => i32.load(entry, 8);
export const targetOf = (entry: Local<'i32'>): I32 => i32.load(entry, 12);

/** From the record of a cell: 8 times the joint number of the member on an axis. */
export const axisOf = (record: Local<'i32'>, axis: number): I32 =>
  i32.load16U(record, 4 + 2 * axis);

/** The record of the cell to which ranks at an address take the cell of an entry. */
export function movedRecord(
  { tables }: Parts,
  { base }: Made,
  { axes, l }: { readonly axes: Link['axes']; readonly l: number },
  record: Local<'i32'>,
  ranks: I32,
): I32 {
  const { start, record: bytes } = present(tables.links[l], 'by link');
  return axes.reduce<I32>(
    (sum, { stride }, i) =>
      i32.add(sum, i32.mul(i32.load(i32.add(ranks, axisOf(record, i)), 4), i32.of(stride * bytes))),
    i32.add(base, i32.of(start)),
  );
}

/** Of a record of a cell or group: where the word is, and the shift. */
export const wordOffset = (record: I32, start = 0): I32 => i32.load16U(record, start);
export const shiftOf = (record: I32, start = 0): I64 => i64.load8U(record, start + 2);

/** The content that an entry has where ranks at an address take it. */
export const movedContent = (link: Link, entry: Local<'i32'>, ranks: I32): I64 =>
  link.target === null
    ? contentOf(entry)
    : i64.add(i64.load32U(i32.add(ranks, targetOf(entry)), 4), i64.of(link.target.base));

/** The lowest bits of a number of this width. */
export const lowest = (width: number): bigint => (1n << BigInt(width)) - 1n;

/** A group's mask as one number. */
export const maskOf = ({ mask }: Joint['groups'][number]): bigint =>
  (BigInt(mask.high) << 32n) | BigInt(mask.low);
