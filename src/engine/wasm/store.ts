/** Where states and slots lie, and small pieces of code for them. */
import { block, br, brIf, i32, i64, label, loop, set } from './asm.ts';
import { control, indexBits, type Plan, pageBytes } from './memory.ts';
import type { I32, I64, Local, Stmt } from './tree.ts';

/** The address of a stored state; that of index -1, which no state has, can be read, too. */
export const storedAt = ({ pages, record }: Plan, index: I32): I32 =>
  i32.sub(i32.of(pages * pageBytes - 2 * record), i32.mul(index, i32.of(record)));

/** The slots of the table, as a 64-bit number. */
export const slotCount = i64.load32U(i32.of(0), control.slots);

/** Indices handed out so far. */
export const handedOut = ({ shared }: Plan): I32 =>
  shared ? i32.atomic.load(i32.of(0), control.handedOut) : i32.load(i32.of(0), control.handedOut);

/** A slot, by its distance in bytes from the start of the table. */
export const slotAt = ({ shared, table }: Plan, at: I32): I64 =>
  shared ? i64.atomic.load(at, table) : i64.load(at, table);

/** Is a state in these locals the one at an address? */
export const sameState = (words: readonly Local<'i64'>[], at: I32, offset: number): I32 => {
  const different = words.map((word, i) => i64.xor(word, i64.load(at, offset + 8 * i)));
  return i64.eqz(different.reduce((all, next) => i64.or(all, next)));
};

/** Writes a state to an address. */
export const storeState = (words: readonly Local<'i64'>[], at: I32, offset = 0): readonly Stmt[] =>
  words.map((word, i) => i64.store(at, word, offset + 8 * i));

/** Moves a pointer on. */
export const move = (pointer: Local<'i32'>, bytes: number): Stmt =>
  set(pointer, i32.add(pointer, i32.of(bytes)));

/** Runs the body while a pointer is below an end; the body moves it on. */
export const whileBelow = (pointer: Local<'i32'>, end: I32, body: readonly Stmt[]): Stmt => {
  const [out, top] = [label('out'), label('top')];
  return block(out, [loop(top, [brIf(out, i32.geU(pointer, end)), ...body, br(top)])]);
};

/** Bytes of a line of the cache: the 8 slots that are looked at first, for one hash. */
export const lineBytes = 64;

/** The index in a slot that is not empty. */
export const indexIn = (slot: I64): I32 =>
  i32.sub(i32.and(i32.wrap(slot), i32.of((1 << indexBits) - 1)), i32.of(1));
