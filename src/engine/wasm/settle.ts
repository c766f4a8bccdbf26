/**
 * The last passes over the batch: what is known drops out, and the rest, most of it new,
 * goes to the store and into its slots. Whole states are compared, here and only here.
 */
import {
  block,
  br,
  brIf,
  callInto,
  i32,
  i64,
  label,
  local,
  loop,
  ret,
  set,
  setGlobal,
  when,
} from './asm.ts';
import { loadWords } from './bodies.ts';
import type { Core } from './effects.ts';
import { home, sameTag, tagMask } from './hash.ts';
import { comeFirst, comeTo } from './masks.ts';
import { overhang } from './memory.ts';
import { area, maskOf, pass } from './passes.ts';
import { indexIn, move, sameState, slotAt, storedAt, storeState, whileBelow } from './store.ts';
import type { Func, Local, Stmt } from './tree.ts';

/**
 * The function (area, 8 times the states) that drops those that are the state which `look`
 * found; gives 8 times how many are left, and moves them together.
 */
export const confirmOf = (core: Core): Func => {
  const { plan } = core;
  const { of, at, end, start } = pass('confirm', ['i32']);
  const [from, to, kept] = [local(of, 'i32'), local(of, 'i32'), local(of, 'i32')];
  const [found, fresh] = [local(of, 'i32'), local(of, 'i32')];
  const { locals: words, code: load } = loadWords(of, plan.words, from);
  const none = i32.eq(found, storedAt(plan, i32.of(-1)));
  const mask = maskOf(of, plan, from);
  of.body = [
    ...start,
    set(from, i32.add(area, i32.of(plan.batch))),
    set(to, from),
    set(kept, area),
    whileBelow(at, end, [
      ...load,
      ...(mask?.code ?? []),
      set(found, i32.load(at, plan.probes + 4)),
      // What is written in vain is overwritten by the next.
      ...storeState(words, to),
      ...(mask === null ? [] : [i64.store(to, mask.mask, 8 * plan.words)]),
      i64.store(kept, i64.load(at, plan.hashes), plan.hashes),
      ...(plan.shared ? [] : [i32.store(kept, i32.load(at, plan.probes), plan.probes)]),
      set(fresh, i32.or(none, i32.eqz(sameState(words, found, 0)))),
      ...(mask === null ? [] : [when(i32.eqz(fresh), comeTo(core, of, found, mask.mask))]),
      set(to, i32.add(to, i32.mul(fresh, i32.of(plan.entry)))),
      set(kept, i32.add(kept, i32.shl(fresh, i32.of(3)))),
      move(from, plan.entry),
      move(at, 8),
    ]),
    ret(i32.sub(kept, area)),
  ];
  return of;
};

interface Probe {
  readonly words: readonly Local<'i64'>[];
  readonly hash: Local<'i64'>;
  readonly to: Local<'i32'>;
  readonly slot: Local<'i64'>;
  readonly lines: Local<'i64'>;
  readonly inserted: Local<'i64'>;
  /** The address of a stored state. */
  readonly stored: Local<'i32'>;
  readonly mask: Local<'i64'> | null;
}

/** Puts a new state into the store and its slot; falls through where another worker was faster. */
const insert = (core: Core, take: Func, probe: Probe, done: Stmt): readonly Stmt[] => {
  const { plan, cells } = core;
  const { words, hash, to, slot, lines, inserted, stored, mask } = probe;
  const entry = i64.or(i64.and(hash, i64.of(tagMask)), i64.extendU(i32.add(cells.next, i32.of(1))));
  const beyond = i64.geU(i64.extendU(to), i64.shl(i64.add(lines, i64.of(overhang / 8)), i64.of(6)));
  const taken = [
    setGlobal(cells.next, i32.add(cells.next, i32.of(1))),
    set(inserted, i64.add(inserted, i64.of(1))),
    done,
  ];
  const swap = [
    set(slot, i64.atomic.compareExchange(to, i64.of(0), entry, plan.table)),
    when(i64.eqz(slot), taken),
  ];
  return [
    when(beyond, [setGlobal(cells.full, i32.of(1))]),
    when(i32.eq(cells.next, cells.end), [callInto(take, [area])]),
    when(cells.full, [done]),
    set(stored, storedAt(plan, cells.next)),
    ...storeState(words, stored),
    ...(mask === null ? [] : comeFirst(core, stored, mask)),
    ...(plan.shared ? swap : [i64.store(to, entry, plan.table), ...taken]),
  ];
};

/** Compares whole states, and stores what is new. */
export const settleOf = (core: Core, take: Func): Func => {
  const { plan } = core;
  const { of, at, end, start, lines } = pass('settle');
  const [from, to] = [local(of, 'i32'), local(of, 'i32')];
  const [hash, slot, inserted] = [local(of, 'i64'), local(of, 'i64'), local(of, 'i64')];
  const { locals: words, code: load } = loadWords(of, plan.words, from);
  const [done, top] = [label('done'), label('top')];
  const loaded = maskOf(of, plan, from);
  const mask = loaded?.mask ?? null;
  const stored = local(of, 'i32');
  const probe = { words, hash, to, slot, lines, inserted, stored, mask };
  const met: readonly Stmt[] =
    mask === null
      ? [brIf(done, sameState(words, storedAt(plan, indexIn(slot)), 0))]
      : [
          set(stored, storedAt(plan, indexIn(slot))),
          when(sameState(words, stored, 0), [...comeTo(core, of, stored, mask), br(done)]),
        ];
  of.body = [
    ...start,
    set(from, i32.add(area, i32.of(plan.batch))),
    whileBelow(at, end, [
      ...load,
      ...(loaded?.code ?? []),
      set(hash, i64.load(at, plan.hashes)),
      // A guess of `look` will not do where others write.
      set(to, plan.shared ? home(hash, lines) : i32.load(at, plan.probes)),
      block(done, [
        loop(top, [
          set(slot, slotAt(plan, to)),
          when(i64.eqz(slot), insert(core, take, probe, br(done))),
          when(sameTag(slot, hash), met),
          move(to, 8),
          br(top),
        ]),
      ]),
      move(from, plan.entry),
      move(at, 8),
    ]),
    i64.store(area, i64.add(i64.load(area, plan.sums.stored), inserted), plan.sums.stored),
  ];
  return of;
};
