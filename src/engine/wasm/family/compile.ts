/**
 * A family as a WebAssembly module: the inner loop forward, which stores states with the
 * variants that come to them, and the one backward, which marks what lies on the way to
 * something that was found.
 */
import { canonicalCode } from '../../canon/emit.ts';
import type { FamilyProgram } from '../../family/program.ts';
import { maskGroups } from '../../family/versions.ts';
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
import { burstOf, loadWords } from '../bodies.ts';
import { cells } from '../effects.ts';
import { encode } from '../encode.ts';
import { defineFlush } from '../flush.ts';
import { growOf, startOf } from '../grow.ts';
import { home, sameTag } from '../hash.ts';
import { indicesOf } from '../indices.ts';
import { lastIn, writeDown } from '../masks.ts';
import { type Plan, plan } from '../memory.ts';
import { maskOf, pass, prepareOf } from '../passes.ts';
import { indexIn, move, sameState, slotAt, storedAt, whileBelow } from '../store.ts';
import type { Func, Local, Stmt } from '../tree.ts';
import { expanders, judges, unfinished } from './bodies.ts';
import { type FamilyKit, type FamilyPlan, familyPlan, fromArea } from './plan.ts';
import { markOf, visitOf } from './visit.ts';

/** What a kernel of a family is made of. */
export interface CompiledFamily {
  readonly bytes: Uint8Array;
  readonly plan: Plan;
  /** Offsets count from the start of the area. */
  readonly own: FamilyPlan;
  readonly groups: readonly bigint[];
}

/** Compiles a family; `pages` is the size of its memory. */
export function compileFamily(family: FamilyProgram, pages: number): CompiledFamily {
  const symmetry = canonicalCode(family.layout);
  const relative = familyPlan(family);
  const shape = {
    words: family.layout.words,
    masked: true,
    steps: 0,
    flags: 0,
    burst: burstOf(family.expand.map(({ body }) => body)).burst,
    scratchBytes: symmetry?.scratchBytes ?? 0,
    moreBytes: relative.bytes,
  };
  const divided = plan(shape, { workers: 1, pages });
  const own = fromArea(relative, divided.more);
  const groups = maskGroups(family.expand);
  const kit: FamilyKit = { family, plan: divided, cells: cells(), own, groups };
  const [flush, grow] = [func('flush', ['i32', 'i32'], []), growOf(kit)];
  const { take } = indicesOf(kit);
  defineFlush(flush, kit, { symmetry, grow, take });
  const back = lookupOf(kit, prepareOf(kit, symmetry, false));
  const shared = { judges: judges(kit), unfinished: unfinished(kit) };
  const exports = {
    flush,
    visit: visitOf(kit, { ...shared, expanders: expanders(kit, flush), flush, symmetry }),
    mark: markOf(kit, { ...shared, expanders: expanders(kit, back), flush: back }, (at, whom) =>
      markState(kit, at, whom),
    ),
    take: takeOf(kit),
    start: startOf(kit),
    full: fullOf(kit),
  };
  const memory = { least: pages, most: pages, shared: true };
  return { bytes: encode({ memory, exports }), plan: divided, own, groups };
}

/** The function that says whether there was no room for something. */
const fullOf = ({ cells: { full } }: FamilyKit): Func => {
  const of = func('full', [], ['i32']);
  of.body = [ret(full)];
  return of;
};

/** The function that gives how many addresses are written down, and forgets them. */
const takeOf = ({ cells: { arrivals } }: FamilyKit): Func => {
  const of = func('take', [], ['i32']);
  const count = local(of, 'i32');
  of.body = [set(count, arrivals), setGlobal(arrivals, i32.of(0)), ret(count)];
  return of;
};

// The search is over, so what came last is nobody's any more and can hold marks.
const markState = (kit: FamilyKit, at: Local<'i32'>, whom: Local<'i64'>): readonly Stmt[] => {
  const last = lastIn(kit.plan);
  return [...writeDown(kit, at), i64.store(at, i64.or(i64.load(at, last), whom), last)];
};

/** The function (area, end of the batch) that looks for whom the successors in the batch are marked. */
const lookupOf = (kit: FamilyKit, prepare: Func): Func => {
  const { plan, cells } = kit;
  const of = func('look back', ['i32', 'i32'], []);
  const { of: find, at, end, start, lines } = pass('find');
  const from = local(find, 'i32');
  const [to, stored] = [local(find, 'i32'), local(find, 'i32')];
  const [hash, slot] = [local(find, 'i64'), local(find, 'i64')];
  const { locals: words, code: load } = loadWords(find, plan.words, from);
  const loaded = maskOf(find, plan, from);
  const area = param('i32', 0);
  const [done, top] = [label('done'), label('top')];
  const mask = loaded?.mask ?? hash;
  find.body = [
    ...start,
    set(from, i32.add(area, i32.of(plan.batch))),
    whileBelow(at, end, [
      ...load,
      ...(loaded?.code ?? []),
      set(hash, i64.load(at, plan.hashes)),
      set(to, home(hash, lines)),
      block(done, [
        loop(top, [
          set(slot, slotAt(plan, to)),
          brIf(done, i64.eqz(slot)),
          when(sameTag(slot, hash), [
            set(stored, storedAt(plan, indexIn(slot))),
            when(sameState(words, stored, 0), [
              setGlobal(
                cells.hit,
                i64.or(cells.hit, i64.and(mask, i64.load(stored, lastIn(plan)))),
              ),
              br(done),
            ]),
          ]),
          move(to, 8),
          br(top),
        ]),
      ]),
      move(from, plan.entry),
      move(at, 8),
    ]),
  ];
  const left = local(of, 'i32');
  of.body = [callInto(prepare, [area, param('i32', 1)], [left]), callInto(find, [area, left])];
  return of;
};
