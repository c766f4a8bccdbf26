/**
 * What stands behind states where several machines are explored together: for which of them
 * a state is, as 64 bits. A stored state knows those that have come to it, and those that
 * came last; the first of these writes its address down, so that the next layer finds it.
 */
import { i32, i64, local, set, setGlobal, when } from './asm.ts';
import type { Core } from './effects.ts';
import type { Plan } from './memory.ts';
import { area } from './passes.ts';
import type { Func, I32, I64, Local, Stmt } from './tree.ts';

/** Offset in a stored state of those that have come to it. */
export const seenIn = ({ words }: Plan): number => 8 * words;

/** Offset in a stored state of those that came last. */
export const lastIn = ({ words }: Plan): number => 8 * words + 8;

/** So many addresses can be written down before somebody must take them. */
export const mostArrivals = 2 ** 20;

/** Both without the bits of the other. */
export const without = (mask: I64, other: I64): I64 => i64.and(mask, i64.xor(other, i64.of(-1)));

/** Writes an address down. */
export const writeDown = ({ plan, cells }: Core, at: I32): readonly Stmt[] => [
  when(
    i32.geU(cells.arrivals, i32.of(mostArrivals)),
    [setGlobal(cells.full, i32.of(1))],
    [
      i32.store(i32.add(area, i32.shl(cells.arrivals, i32.of(2))), at, plan.more),
      setGlobal(cells.arrivals, i32.add(cells.arrivals, i32.of(1))),
    ],
  ),
];

/** These come to the state that is stored at an address. */
export const comeTo = (
  core: Core,
  of: Func,
  at: Local<'i32'>,
  mask: Local<'i64'>,
): readonly Stmt[] => {
  const { plan } = core;
  const [fresh, last] = [local(of, 'i64'), local(of, 'i64')];
  return [
    set(fresh, without(mask, i64.load(at, seenIn(plan)))),
    when(i64.ne(fresh, i64.of(0)), [
      i64.store(at, i64.or(i64.load(at, seenIn(plan)), fresh), seenIn(plan)),
      set(last, i64.load(at, lastIn(plan))),
      i64.store(at, i64.or(last, fresh), lastIn(plan)),
      when(i64.eqz(last), writeDown(core, at)),
    ]),
  ];
};

/** The same for a state that is new. */
export const comeFirst = (core: Core, at: Local<'i32'>, mask: Local<'i64'>): readonly Stmt[] => [
  i64.store(at, mask, seenIn(core.plan)),
  i64.store(at, mask, lastIn(core.plan)),
  ...writeDown(core, at),
];
