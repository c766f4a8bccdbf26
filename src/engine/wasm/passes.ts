/**
 * The passes over the batch that read the table (`settle.ts` has those that write it). Each
 * is a short loop in a function of its own: the processor looks ahead a few hundred
 * instructions, and so many waits for memory overlap as there are reads among them. Where
 * nobody can foretell which way a branch goes, there is none.
 */
import {
  block,
  br,
  brIf,
  func,
  i32,
  i64,
  i64x2,
  label,
  local,
  loop,
  param,
  ret,
  select,
  set,
  setGlobal,
} from './asm.ts';
import { loadWords } from './bodies.ts';
import type { Core } from './effects.ts';
import { hashInto, home } from './hash.ts';
import { indexBits, type Plan } from './memory.ts';
import type { ValueType } from './opcodes.ts';
import {
  indexIn,
  lineBytes,
  move,
  sameState,
  slotAt,
  slotCount,
  storedAt,
  storeState,
  whileBelow,
} from './store.ts';
import type { CanonicalCode } from './symmetry.ts';
import type { Func, I64, Local, Stmt } from './tree.ts';

/** The first parameter of each. */
export const area = param('i32', 0);

/** A mask that stands behind a state in the batch, and the code that loads it; nothing where there are none. */
export const maskOf = (
  of: Func,
  { masked, words }: Plan,
  at: Local<'i32'>,
): { readonly mask: Local<'i64'>; readonly code: readonly Stmt[] } | null => {
  if (!masked) return null;
  const mask = local(of, 'i64');
  return { mask, code: [set(mask, i64.load(at, 8 * words))] };
};

/**
 * The function (area, end of the batch) that makes canonical forms and hashes, and drops
 * what was met a moment ago, unless `dropping` is false; gives 8 times how many are left, and
 * moves them together.
 */
export const prepareOf = (
  { plan }: Core,
  symmetry: CanonicalCode | null,
  dropping: boolean = true,
): Func => {
  const of = func('prepare', ['i32', 'i32'], ['i32']);
  const end = param('i32', 1);
  const [from, to] = [local(of, 'i32'), local(of, 'i32')];
  const [hashes, seen] = [local(of, 'i32'), local(of, 'i32')];
  const { locals: words, code: load } = loadWords(of, plan.words, from);
  const { hash, code: mix } = hashInto(of, words);
  const [scratch, fresh] = [local(of, 'i32'), local(of, 'i32')];
  const mask = maskOf(of, plan, from);
  const index = i32.and(i32.wrap(hash), i32.of(plan.recentStates - 1));
  const recent = [
    set(seen, i32.add(area, i32.mul(index, i32.of(plan.entry)))),
    // Nobody can foretell what is fresh, so both ways are one: what is not is overwritten.
    set(fresh, i32.eqz(sameState(words, seen, plan.recent))),
    ...(mask === null ? [] : recentMask(of, plan, { seen, fresh, mask: mask.mask })),
    ...storeState(words, seen, plan.recent),
  ];
  of.body = [
    set(from, i32.add(area, i32.of(plan.batch))),
    set(to, from),
    set(hashes, area),
    set(scratch, i32.add(area, i32.of(plan.canonical))),
    whileBelow(from, end, [
      ...load,
      ...(mask?.code ?? []),
      move(from, plan.entry),
      ...(symmetry === null ? [] : symmetry.least(of, words, scratch)),
      ...mix,
      ...(dropping ? recent : [set(fresh, i32.of(1))]),
      ...storeState(words, to),
      ...(mask === null ? [] : [i64.store(to, mask.mask, 8 * plan.words)]),
      i64.store(hashes, hash, plan.hashes),
      set(to, i32.add(to, i32.mul(fresh, i32.of(plan.entry)))),
      set(hashes, i32.add(hashes, i32.shl(fresh, i32.of(3)))),
    ]),
    ret(i32.sub(hashes, area)),
  ];
  return of;
};

interface Recent {
  /** The address of what was met a moment ago, without its offset. */
  readonly seen: Local<'i32'>;
  /** Is it another state? Set anew: or the same, for others. */
  readonly fresh: Local<'i32'>;
  readonly mask: Local<'i64'>;
}

// A state met a moment ago is fresh for those for whom it was not met.
const recentMask = (of: Func, plan: Plan, { seen, fresh, mask }: Recent): readonly Stmt[] => {
  const known = local(of, 'i64');
  const at = plan.recent + 8 * plan.words;
  return [
    set(known, select(fresh, i64.of(0), i64.load(seen, at))),
    i64.store(seen, i64.or(known, mask), at),
    set(fresh, i64.ne(i64.or(known, mask), known)),
  ];
};

/** What the passes behind the first have: `at` goes over hashes and probes, up to `end`. */
export interface Pass {
  readonly of: Func;
  readonly at: Local<'i32'>;
  readonly end: Local<'i32'>;
  readonly start: readonly Stmt[];
  readonly lines: Local<'i64'>;
  readonly touched: Local<'i64'>;
}

/** A function (area, 8 times the states), and what its code needs. */
export const pass = (name: string, results: readonly ValueType[] = []): Pass => {
  const of = func(name, ['i32', 'i32'], results);
  const end = param('i32', 1);
  const at = local(of, 'i32');
  const lines = local(of, 'i64');
  const start = [
    set(end, i32.add(area, end)),
    set(at, area),
    set(lines, i64.shrU(slotCount, i64.of(3))),
  ];
  return { of, at, end, start, lines, touched: local(of, 'i64') };
};

const touch = (touched: Local<'i64'>, value: I64): Stmt => set(touched, i64.add(touched, value));

/** Touches the first slot of each. */
export const touchSlotsOf = ({ plan, cells }: Core): Func => {
  const { of, at, end, start, lines, touched } = pass('touch slots');
  const to = home(i64.load(at, plan.hashes), lines);
  of.body = [
    ...start,
    whileBelow(at, end, [touch(touched, i64.load(to, plan.table)), move(at, 8)]),
    setGlobal(cells.touched, touched),
  ];
  return of;
};

/**
 * Finds for each a slot that is empty or has its tag, and the state there: the eight slots of
 * a line at once, without a branch. While other workers write, such a read need not be
 * whole, and may pass a slot by; so where several share the table this is a guess. What
 * it leads to is read again as a whole, and `settle` looks for what is left from its first slot on.
 */
export const lookOf = ({ plan }: Core): Func => {
  const { of, at, end, start, lines } = pass('look');
  const to = local(of, 'i32');
  const [hash, slot] = [local(of, 'i64'), local(of, 'i64')];
  of.body = [
    ...start,
    whileBelow(at, end, [
      set(hash, i64.load(at, plan.hashes)),
      set(to, home(hash, lines)),
      ...lineByLine(plan, of, { hash, to, slot }),
      ...(plan.shared ? [] : [i32.store(at, to, plan.probes)]),
      // An empty slot gives index -1, where nothing is.
      i32.store(at, storedAt(plan, indexIn(slot)), plan.probes + 4),
      move(at, 8),
    ]),
  ];
  return of;
};

/** From `to` on, which it moves; `slot` is what it finds. */
interface Search {
  readonly hash: Local<'i64'>;
  readonly to: Local<'i32'>;
  readonly slot: Local<'i64'>;
}

const lineByLine = (plan: Plan, of: Func, { hash, to, slot }: Search): readonly Stmt[] => {
  const [found, top] = [label('found'), label('top')];
  const [pair, both, zero] = [local(of, 'v128'), local(of, 'v128'), local(of, 'v128')];
  const bits = local(of, 'i32');
  const fits = i64x2.or(
    i64x2.eq(pair, zero),
    i64x2.eq(i64x2.shrU(i64x2.xor(pair, both), i32.of(indexBits)), zero),
  );
  const look = [0, 1, 2, 3].flatMap(i => [
    set(pair, i64x2.load(to, plan.table + 16 * i)),
    set(bits, i32.or(bits, i32.shl(i64x2.bitmask(fits), i32.of(2 * i)))),
  ]);
  return [
    set(both, i64x2.splat(hash)),
    set(bits, i32.of(0)),
    block(found, [loop(top, [...look, brIf(found, bits), move(to, lineBytes), br(top)])]),
    set(to, i32.add(to, i32.shl(i32.ctz(bits), i32.of(3)))),
    set(slot, slotAt(plan, to)),
  ];
};
