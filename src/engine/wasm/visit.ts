/**
 * The inner loop: each state of a range is judged and expanded, and the batch flushed when
 * it is full. JavaScript calls it for some thousand states at a time, because the
 * platform exchanges its first code for better code only between calls.
 */
import {
  block,
  br,
  brIf,
  callInto,
  func,
  i32,
  i64,
  label,
  local,
  loop,
  param,
  ret,
  set,
  setGlobal,
  when,
} from './asm.ts';
import { callAll, loadWords } from './bodies.ts';
import type { Kit } from './effects.ts';
import { batchStates, control } from './memory.ts';
import { handedOut, storedAt } from './store.ts';
import type { CanonicalCode } from './symmetry.ts';
import type { Func, I32, I64, Local, Stmt } from './tree.ts';

/** The functions a visit calls. */
export interface Parts {
  readonly expanders: readonly Func[];
  readonly judges: readonly Func[];
  readonly unfinished: Func;
  readonly flush: Func;
  readonly symmetry: CanonicalCode | null;
}

interface Visit {
  readonly kit: Kit;
  readonly of: Func;
  readonly area: Local<'i32'>;
  readonly state: Local<'i32'>;
  readonly batch: Local<'i32'>;
  readonly start: Local<'i32'>;
  readonly orbit: Local<'i64'>;
}

const sum = (area: I32, offset: number, more: I64): Stmt =>
  i64.store(area, i64.add(i64.load(area, offset), more), offset);

const orbitOf = ({ kit, of, area, state, orbit }: Visit, parts: Parts): readonly Stmt[] => {
  if (parts.symmetry === null) return [set(orbit, i64.of(1))];
  const { plan } = kit;
  const { locals, code } = loadWords(of, plan.words, state);
  const scratch = local(of, 'i32');
  return [
    ...code,
    set(scratch, i32.add(area, i32.of(plan.canonical))),
    set(orbit, parts.symmetry.orbit(of, locals, scratch)),
  ];
};

/** All transitions of the state, and what is counted of them. */
const expandState = (visit: Visit, parts: Parts): readonly Stmt[] => {
  const { kit, of, area, state, batch, orbit } = visit;
  const { cells, plan } = kit;
  const before = local(of, 'i32');
  const made = local(of, 'i64');
  const open = local(of, 'i32');
  return [
    set(before, batch),
    setGlobal(cells.moreBytes, i64.of(0)),
    setGlobal(cells.device, i32.of(0)),
    ...callAll(parts.expanders, [area, state, batch], [batch]),
    // The end of the batch may have gone back when it was flushed in between.
    set(made, i64.add(i64.extendS(i32.sub(batch, before)), cells.moreBytes)),
    sum(area, plan.sums.transitionBytes, made),
    sum(area, plan.sums.fullTransitionBytes, i64.mul(made, orbit)),
    sum(area, plan.sums.deviceFree, i64.extendU(i32.eqz(cells.device))),
    when(i64.eqz(made), [
      callInto(parts.unfinished, [area, state], [open]),
      i32.store(area, i32.or(i32.load(area, plan.sums.deadlock), open), plan.sums.deadlock),
    ]),
  ];
};

const flushBatch = ({ area, batch, start }: Visit, flush: Func): readonly Stmt[] => [
  callInto(flush, [area, batch]),
  set(batch, start),
];

/** Why a visit stops before the end: no room, or (with several workers) the table has to grow first. */
const mustStop = ({ plan, cells }: Kit): I32 => {
  if (!plan.shared) return cells.full;
  const grows = i32.gtU(handedOut(plan), i32.load(i32.of(0), control.growAt));
  const crowded = i32.gtU(cells.ranges, i32.of(plan.mostRanges / 2));
  return i32.or(cells.full, i32.or(grows, crowded));
};

/** The function (area, from, to, expand) that gives the index it came to. */
export const visitOf = (kit: Kit, parts: Parts): Func => {
  const of = func('visit', ['i32', 'i32', 'i32', 'i32'], ['i32']);
  const { plan } = kit;
  const area = param('i32', 0);
  const [index, to, expand] = [param('i32', 1), param('i32', 2), param('i32', 3)];
  const [state, batch, start] = [local(of, 'i32'), local(of, 'i32'), local(of, 'i32')];
  const visit: Visit = { kit, of, area, state, batch, start, orbit: local(of, 'i64') };
  const limit = i32.add(start, i32.of(batchStates * 8 * plan.words));
  const [out, top] = [label('out'), label('top')];
  of.body = [
    set(start, i32.add(area, i32.of(plan.batch))),
    set(batch, start),
    block(out, [
      loop(top, [
        brIf(out, i32.geU(index, to)),
        set(state, storedAt(plan, index)),
        set(index, i32.add(index, i32.of(1))),
        ...orbitOf(visit, parts),
        sum(area, plan.sums.fullStates, visit.orbit),
        ...callAll(parts.judges, [area, state]),
        when(expand, expandState(visit, parts)),
        when(i32.geU(batch, limit), [...flushBatch(visit, parts.flush), brIf(out, mustStop(kit))]),
        br(top),
      ]),
    ]),
    when(i32.gtU(batch, start), flushBatch(visit, parts.flush)),
    ret(index),
  ];
  return of;
};
