/**
 * The inner loop of a family: the states of a list, all new for the same variants, are judged
 * and expanded for these; each body runs for those of them whose code it is.
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
} from '../asm.ts';
import { loadWords } from '../bodies.ts';
import { addTo64 } from '../effects.ts';
import { mostArrivals, without } from '../masks.ts';
import { batchStates } from '../memory.ts';
import { move } from '../store.ts';
import type { CanonicalCode } from '../symmetry.ts';
import type { Func, Local, Stmt } from '../tree.ts';
import { callMasked, type MaskedFuncs } from './bodies.ts';
import type { FamilyKit } from './plan.ts';

/** The functions a visit calls. */
export interface Parts {
  readonly expanders: readonly MaskedFuncs[];
  readonly judges: readonly MaskedFuncs[];
  readonly unfinished: readonly MaskedFuncs[];
  readonly flush: Func;
  readonly symmetry: CanonicalCode | null;
}

const area = param('i32', 0);
const [list, end, whom] = [param('i32', 1), param('i32', 2), param('i64', 3)] as const;

interface Visit {
  readonly kit: FamilyKit;
  readonly of: Func;
  readonly state: Local<'i32'>;
  readonly batch: Local<'i32'>;
  readonly start: Local<'i32'>;
  readonly orbit: Local<'i64'>;
  readonly part: Local<'i64'>;
}

const orbitOf = ({ kit, of, state, orbit }: Visit, { symmetry }: Parts): readonly Stmt[] => {
  if (symmetry === null) return [set(orbit, i64.of(1))];
  const { locals, code } = loadWords(of, kit.plan.words, state);
  const scratch = local(of, 'i32');
  return [
    ...code,
    set(scratch, i32.add(area, i32.of(kit.plan.canonical))),
    set(orbit, symmetry.orbit(of, locals, scratch)),
  ];
};

/** All transitions of the state, and what is counted of them. */
const expandState = (visit: Visit, parts: Parts): readonly Stmt[] => {
  const { kit, of, part } = visit;
  const { cells } = kit;
  const [moved, acted, free] = [local(of, 'i64'), local(of, 'i64'), local(of, 'i64')];
  const groups = parts.expanders.flatMap(({ mask, funcs }, group) => [
    set(part, i64.and(whom, i64.of(mask))),
    when(i64.ne(part, i64.of(0)), [
      ...expandGroup(visit, funcs, group),
      when(cells.device, [set(acted, i64.or(acted, part))]),
      when(i64.ne(cells.moreBytes, i64.of(0)), [set(moved, i64.or(moved, part))]),
    ]),
  ]);
  return [
    set(moved, i64.of(0)),
    set(acted, i64.of(0)),
    ...groups,
    set(free, without(whom, acted)),
    when(i64.ne(free, i64.of(0)), countFree(visit, free)),
    set(free, without(whom, moved)),
    when(i64.ne(free, i64.of(0)), deadlocks(visit, parts, free)),
  ];
};

/** Leaves in `moreBytes` how many bytes of transitions there were. */
const expandGroup = (
  { kit, of, state, batch, orbit, part }: Visit,
  funcs: readonly Func[],
  group: number,
): readonly Stmt[] => {
  const { cells, own } = kit;
  const before = local(of, 'i32');
  const counters = own.counters + 8 * own.counterWords * group;
  const more = cells.moreBytes;
  return [
    set(before, batch),
    setGlobal(more, i64.of(0)),
    setGlobal(cells.device, i32.of(0)),
    ...funcs.map(expand => callInto(expand, [area, state, batch, part], [batch])),
    // The end of the batch may have gone back when it was flushed in between.
    setGlobal(more, i64.add(i64.extendS(i32.sub(batch, before)), more)),
    addTo64(area, counters, more),
    addTo64(area, counters + 8, i64.mul(more, orbit)),
  ];
};

// Mostly it is all of them, or none.
const countFree = ({ kit: { own } }: Visit, free: Local<'i64'>): readonly Stmt[] => {
  const [out, top] = [label('out'), label('top')];
  const at = i32.add(area, i32.shl(i32.wrap(i64.ctz(free)), i32.of(3)));
  const each: readonly Stmt[] = [
    block(out, [
      loop(top, [
        brIf(out, i64.eqz(free)),
        addTo64(at, own.deviceFree, i64.of(1)),
        set(free, i64.and(free, i64.sub(free, i64.of(1)))),
        br(top),
      ]),
    ]),
  ];
  return [when(i64.eq(free, whom), [addTo64(area, own.deviceFreeForAll, i64.of(1))], each)];
};

const deadlocks = (
  { kit, of, state, part }: Visit,
  parts: Parts,
  stuck: Local<'i64'>,
): readonly Stmt[] => {
  const { own, cells } = kit;
  const open = local(of, 'i32');
  return parts.unfinished.flatMap(({ mask, funcs }) => [
    set(part, i64.and(stuck, i64.of(mask))),
    when(i64.ne(part, i64.of(0)), [
      ...funcs.map(unfinished => callInto(unfinished, [area, state], [open])),
      when(open, [
        i64.store(area, i64.or(i64.load(area, own.deadlock), part), own.deadlock),
        setGlobal(cells.hit, i64.or(cells.hit, i64.and(part, i64.load(area, own.wantedDeadlock)))),
      ]),
    ]),
  ]);
};

const flushBatch = ({ batch, start }: Visit, flush: Func): readonly Stmt[] => [
  callInto(flush, [area, batch]),
  set(batch, start),
];

const visitIn = (kit: FamilyKit, of: Func): Visit => ({
  kit,
  of,
  state: local(of, 'i32'),
  batch: local(of, 'i32'),
  start: local(of, 'i32'),
  orbit: local(of, 'i64'),
  part: local(of, 'i64'),
});

/** A loop over the list that sets `state`. */
const overList = ({ state }: Visit, body: (out: Stmt) => readonly Stmt[]): Stmt => {
  const [out, top] = [label('out'), label('top')];
  return block(out, [
    loop(top, [
      brIf(out, i32.geU(list, end)),
      set(state, i32.load(list)),
      move(list, 4),
      ...body(br(out)),
      br(top),
    ]),
  ]);
};

/**
 * The function (area, list, its end, variants, expand) that visits the states whose addresses
 * are in a list, and gives the address it came to: less than the end where there is no room
 * for states, or for more addresses of those that were come to.
 */
export const visitOf = (kit: FamilyKit, parts: Parts): Func => {
  const of = func('visit', ['i32', 'i32', 'i32', 'i64', 'i32'], ['i32']);
  const { plan, own, cells } = kit;
  const expand = param('i32', 4);
  const visit = visitIn(kit, of);
  const { batch, start, orbit } = visit;
  const limit = i32.add(start, i32.of(batchStates * plan.entry));
  const crowded = i32.gtU(cells.arrivals, i32.of(mostArrivals / 2));
  of.body = [
    set(start, i32.add(area, i32.of(plan.batch))),
    set(batch, start),
    overList(visit, out => [
      ...orbitOf(visit, parts),
      addTo64(area, own.fullStates, orbit),
      ...callMasked(parts.judges, whom, visit.part, [area, visit.state]),
      when(expand, expandState(visit, parts)),
      when(i32.geU(batch, limit), [
        ...flushBatch(visit, parts.flush),
        when(i32.or(cells.full, crowded), [out]),
      ]),
    ]),
    when(i32.gtU(batch, start), flushBatch(visit, parts.flush)),
    ret(list),
  ];
  return of;
};

/** The functions a walk back calls: `flush` looks for successors, and stores nothing. */
export type BackParts = Omit<Parts, 'symmetry'>;

/**
 * The function (area, list, its end, variants, judge, expand) of a walk back: for each state of
 * the list, for whom does it raise a wanted flag itself, or have a step that raises one, or a
 * step to a state that was marked for them? It is marked for these, and written down.
 */
export const markOf = (
  kit: FamilyKit,
  parts: BackParts,
  mark: (at: Local<'i32'>, whom: Local<'i64'>) => readonly Stmt[],
): Func => {
  const of = func('mark', ['i32', 'i32', 'i32', 'i64', 'i32', 'i32'], ['i32']);
  const { plan, cells } = kit;
  const [judge, expand] = [param('i32', 4), param('i32', 5)];
  const visit = visitIn(kit, of);
  const { batch, start, state } = visit;
  const marked = local(of, 'i64');
  of.body = [
    set(start, i32.add(area, i32.of(plan.batch))),
    set(batch, start),
    overList(visit, out => [
      setGlobal(cells.hit, i64.of(0)),
      when(judge, callMasked(parts.judges, whom, visit.part, [area, state])),
      when(expand, [
        ...expandState(visit, { ...parts, symmetry: null }),
        when(i32.gtU(batch, start), flushBatch(visit, parts.flush)),
      ]),
      set(marked, i64.and(cells.hit, whom)),
      when(i64.ne(marked, i64.of(0)), mark(state, marked)),
      when(i32.gtU(cells.arrivals, i32.of(mostArrivals / 2)), [out]),
    ]),
    ret(list),
  ];
  return of;
};
