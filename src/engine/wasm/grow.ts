/**
 * The table grows in place, by half, from its slots alone: they hold enough of the hash,
 * and hashes lead to lines of slots in their order, so that going through the slots from the
 * last to the first, each one moves up, to a line that has been emptied. The few near the
 * start that do not, because there is no gain yet or others pushed them on, wait aside. All
 * workers stand still.
 */
import {
  block,
  br,
  brIf,
  func,
  i32,
  i64,
  label,
  local,
  loop,
  param,
  ret,
  select,
  set,
  unreachable,
  when,
} from './asm.ts';
import type { Core } from './effects.ts';
import { home } from './hash.ts';
import { control, overhang, type Plan, pageBytes } from './memory.ts';
import { handedOut, slotCount } from './store.ts';
import type { Func, I32, I64, Local, Stmt } from './tree.ts';

const cell = i32.of(0);

/** Of 16 slots, how many may be taken before the table should grow, and at all. */
const share = { grow: 10, most: 15 } as const;

/** Bytes that table and store may take together. */
const limit = i64.mul(i64.load32U(cell, control.limitPages), i64.of(pageBytes));

/** Tables have whole lines, of 8 slots. */
const wholeLines = i64.of(-8);

/** The smaller of two unsigned numbers, of which both are in locals or cheap. */
const least = (a: I64, b: I64): I64 => select(i64.ltU(a, b), a, b);

/** Sets when the table grows next, and how many states there may be at most. */
const setLimits = ({ plan }: Core, slots: Local<'i64'>): readonly Stmt[] => {
  const of16 = (count: number): I64 => i64.shrU(i64.mul(slots, i64.of(count)), i64.of(4));
  const left = i64.sub(limit, i64.shl(slots, i64.of(3)));
  const bySpace = i64.divU(left, i64.of(plan.record));
  return [
    i64.store32(cell, of16(share.grow), control.growAt),
    i64.store32(cell, least(of16(share.most), bySpace), control.most),
  ];
};

/** Slots of the largest table that the limit allows, filled to seven eighths. */
const largest = ({ record }: Plan): I64 =>
  i64.divU(i64.shl(limit, i64.of(3)), i64.of(7 * record + 64));

/** The function (area) that sets the limits of an empty table. */
export const startOf = (kit: Core): Func => {
  const of = func('start', ['i32'], []);
  const slots = local(of, 'i64');
  of.body = [
    set(slots, slotCount),
    set(slots, i64.and(least(slots, largest(kit.plan)), wholeLines)),
    i64.store32(cell, slots, control.slots),
    ...setLimits(kit, slots),
  ];
  return of;
};

/** The function (area) that makes the table larger, or settles that it never will be. */
export const growOf = (kit: Core): Func => {
  const of = func('grow', ['i32'], []);
  const { plan } = kit;
  const [old, slots] = [local(of, 'i64'), local(of, 'i64')];
  of.body = [
    set(old, slotCount),
    set(slots, least(i64.add(old, i64.shrU(old, i64.of(1))), largest(plan))),
    set(slots, i64.and(slots, wholeLines)),
    when(i64.ltU(slots, i64.add(old, i64.shrU(old, i64.of(3)))), [
      i32.store(cell, i32.of(-1), control.growAt),
      ret(),
    ]),
    i64.store32(cell, slots, control.slots),
    ...setLimits(kit, slots),
    ...moveUp(kit, of, { old, slots }),
  ];
  return of;
};

const moveUp = (
  { plan }: Core,
  of: Func,
  { old, slots }: { readonly old: Local<'i64'>; readonly slots: Local<'i64'> },
): readonly Stmt[] => {
  const area = param('i32', 0);
  const [at, to, aside] = [local(of, 'i32'), local(of, 'i32'), local(of, 'i32')];
  const [slot, lines] = [local(of, 'i64'), local(of, 'i64')];
  const [out, top] = [label('out'), label('top')];
  const put: readonly Stmt[] = [...firstEmpty(plan.table, to), i64.store(to, slot, plan.table)];
  const keep: readonly Stmt[] = [
    when(i32.geU(aside, i32.of(plan.mostAside)), [unreachable]),
    i64.store(i32.add(area, i32.shl(aside, i32.of(3))), slot, plan.aside),
    set(aside, i32.add(aside, i32.of(1))),
  ];
  return [
    set(lines, i64.shrU(slots, i64.of(3))),
    set(at, i32.wrap(i64.shl(i64.add(old, i64.of(overhang)), i64.of(3)))),
    block(out, [
      loop(top, [
        brIf(out, i32.eqz(at)),
        set(at, i32.sub(at, i32.of(8))),
        set(slot, i64.load(at, plan.table)),
        brIf(top, i64.eqz(slot)),
        i64.store(at, i64.of(0), plan.table),
        set(to, home(slot, lines)),
        when(i32.gtU(to, at), put, keep),
        br(top),
      ]),
    ]),
    ...putBack(area, aside, { to, slot, lines, put }, plan.aside),
  ];
};

/** Moves a pointer on to an empty slot. */
const firstEmpty = (table: number, at: Local<'i32'>): readonly Stmt[] => {
  const [out, top] = [label('out'), label('top')];
  return [
    block(out, [
      loop(top, [
        brIf(out, i64.eqz(i64.load(at, table))),
        set(at, i32.add(at, i32.of(8))),
        br(top),
      ]),
    ]),
  ];
};

const putBack = (
  area: I32,
  aside: Local<'i32'>,
  place: {
    readonly to: Local<'i32'>;
    readonly slot: Local<'i64'>;
    readonly lines: Local<'i64'>;
    readonly put: readonly Stmt[];
  },
  offset: number,
): readonly Stmt[] => {
  const { to, slot, lines, put } = place;
  const [out, top] = [label('out'), label('top')];
  return [
    block(out, [
      loop(top, [
        brIf(out, i32.eqz(aside)),
        set(aside, i32.sub(aside, i32.of(1))),
        set(slot, i64.load(i32.add(area, i32.shl(aside, i32.of(3))), offset)),
        set(to, home(slot, lines)),
        ...put,
        br(top),
      ]),
    ]),
  ];
};

/** The function that says whether the table should grow before the search goes on. */
export const needsGrowthOf = ({ plan }: Core): Func => {
  const of = func('needs growth', [], ['i32']);
  of.body = [ret(i32.gtU(handedOut(plan), i32.load(cell, control.growAt)))];
  return of;
};
