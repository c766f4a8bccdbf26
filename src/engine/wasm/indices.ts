/**
 * Indices of the store are handed out to workers by the handful, so that each appends to
 * a stretch of its own. What a worker filled is written down as ranges, in order; a layer of
 * the search is the ranges of all workers.
 */
import { callInto, func, i32, local, param, ret, set, setGlobal, when } from './asm.ts';
import type { Core } from './effects.ts';
import { control, handful } from './memory.ts';
import type { Func, I32 } from './tree.ts';

/** The functions around indices. */
export interface Indices {
  /** (area): takes more for a worker, or says that it is full. */
  readonly take: Func;
  /** (area): ends the present range; gives how many are written down, and forgets them. */
  readonly drain: Func;
}

const cell = i32.of(0);
const area = param('i32', 0);

/** Writes down the range that was filled since the last one that was written down. */
const recordOf = ({ plan, cells }: Core): Func => {
  const of = func('record', ['i32'], []);
  const at = i32.add(area, i32.shl(cells.ranges, i32.of(3)));
  of.body = [
    when(i32.geU(cells.first, cells.next), [ret()]),
    when(i32.geU(cells.ranges, i32.of(plan.mostRanges)), [setGlobal(cells.full, i32.of(1)), ret()]),
    i32.store(at, cells.first, plan.ranges),
    i32.store(at, cells.next, plan.ranges + 4),
    setGlobal(cells.ranges, i32.add(cells.ranges, i32.of(1))),
    setGlobal(cells.first, cells.next),
  ];
  return of;
};

const takeOf = ({ plan, cells }: Core, record: Func): Func => {
  const of = func('take', ['i32'], []);
  const [from, forgotten] = [local(of, 'i32'), local(of, 'i32')];
  const add = (count: number): I32 => i32.atomic.add(cell, i32.of(count), control.handedOut);
  const behind = i32.add(from, i32.of(handful));
  const hold = i32.load(cell, control.handedOut);
  of.body = [
    set(from, plan.shared ? add(handful) : hold),
    when(i32.gtU(behind, i32.load(cell, control.most)), [
      ...(plan.shared ? [set(forgotten, add(-handful))] : []),
      setGlobal(cells.full, i32.of(1)),
      ret(),
    ]),
    ...(plan.shared ? [] : [i32.store(cell, behind, control.handedOut)]),
    when(i32.ne(from, cells.end), [
      callInto(record, [area]),
      setGlobal(cells.first, from),
      setGlobal(cells.next, from),
    ]),
    setGlobal(cells.end, behind),
  ];
  return of;
};

/** Makes them. */
export const indicesOf = (kit: Core): Indices => {
  const record = recordOf(kit);
  const { ranges } = kit.cells;
  const drain = func('drain', ['i32'], ['i32']);
  const count = local(drain, 'i32');
  drain.body = [
    callInto(record, [area]),
    set(count, ranges),
    setGlobal(ranges, i32.of(0)),
    ret(count),
  ];
  return { take: takeOf(kit, record), drain };
};
