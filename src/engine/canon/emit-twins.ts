/** Twins (`twins.ts`) in WebAssembly. Members are 8 times their joint numbers here. */
import { present } from '../../base/assertion.ts';
import {
  block,
  br,
  brIf,
  call,
  func,
  i32,
  i64,
  label,
  local,
  loop,
  param,
  ret,
  type Stmt,
  set,
  when,
} from '../wasm/asm.ts';
import { masked } from '../wasm/frame.ts';
import type { Func, I32, I64, Local } from '../wasm/tree.ts';
import {
  eachEntry,
  lowest,
  type Made,
  made,
  maskOf,
  movedContent,
  movedRecord,
  type Parts,
  recordOf,
  shiftOf,
  wordOffset,
} from './emit-parts.ts';
import type { Link } from './links.ts';
import type { JointSet } from './placed.ts';

/** Sets the first twin of each member, by the ranks at depth 0. */
export function twinsFunction(parts: Parts): Func {
  const of = func('twins', [], []);
  const to = made(of, parts);
  const u = local(of, 'i32');
  const v = local(of, 'i32');
  const sets = parts.joint.sets.flatMap(set_ => {
    const twins = areTwinsFunction(parts, set_);
    return findInSet(parts, to, { set_, twins, u, v });
  });
  of.body = [to.start, ...sets];
  return of;
}

interface Finding {
  readonly set_: JointSet;
  readonly twins: Func;
  readonly u: Local<'i32'>;
  readonly v: Local<'i32'>;
}

function findInSet(
  { scratch }: Parts,
  { base }: Made,
  { set_, twins, u, v }: Finding,
): readonly Stmt[] {
  const at = (member: I32): I32 => i32.add(base, member);
  const rank = (member: I32): I32 => i32.load(at(member), scratch.ranks + 4);
  const [nextV, nextU, found] = [label(), label(), label()];
  const start = 8 * set_.first;
  const end = start + 8 * set_.size;
  return [
    set(v, i32.of(start)),
    loop(nextV, [
      i32.store(at(v), v, scratch.twins),
      set(u, i32.of(start)),
      block(found, [
        loop(nextU, [
          brIf(found, i32.geU(u, v)),
          when(i32.eq(rank(u), rank(v)), [
            when(i32.eq(i32.load(at(u), scratch.twins), u), [
              when(call('i32', twins, u, v), [i32.store(at(v), u, scratch.twins), br(found)]),
            ]),
          ]),
          set(u, i32.add(u, i32.of(8))),
          br(nextU),
        ]),
      ]),
      set(v, i32.add(v, i32.of(8))),
      brIf(nextV, i32.ltU(v, i32.of(end))),
    ]),
  ];
}

/** Does the exchange of two members of a set leave the state as it is? */
function areTwinsFunction(parts: Parts, set_: JointSet): Func {
  const { joint, scratch } = parts;
  const of = func('areTwins', ['i32', 'i32'], ['i32']);
  const to = made(of, parts);
  const [u, v] = [param('i32', 0), param('i32', 1)];
  const exchange = local(of, 'i32');
  const goesTo = (member: I32, other: I32): Stmt =>
    i32.store(
      i32.add(exchange, member),
      i32.sub(i32.shrU(other, i32.of(3)), i32.of(set_.first)),
      4,
    );
  of.body = [
    to.start,
    ...joint.groups.flatMap((group, g) => (group.set === set_ ? differ(parts, to, g, [u, v]) : [])),
    set(exchange, i32.add(to.base, i32.of(scratch.exchange))),
    ...joint.setOf.map((s, member) =>
      i32.store(exchange, i32.of(member - (joint.sets[s]?.first ?? 0)), 8 * member + 4),
    ),
    goesTo(u, v),
    goesTo(v, u),
    ...joint.links.flatMap((link, l) =>
      concerns(link, set_)
        ? eachEntry(parts, to, l, entry => moves(parts, to, { link, l, entry, exchange }))
        : [],
    ),
    ret(i32.of(1)),
  ];
  return of;
}

const concerns = ({ axes, target }: Link, set_: JointSet): boolean =>
  target?.set === set_ || axes.some(axis => axis.set === set_);

// Leaves with 0 if the bits of two members in a group differ.
function differ(
  parts: Parts,
  { of, base }: Made,
  g: number,
  [u, v]: readonly [I32, I32],
): readonly Stmt[] {
  const group = present(parts.joint.groups[g], 'by index');
  const { start } = present(parts.tables.groups[g], 'by group');
  const record = local(of, 'i32');
  const bits = (member: I32): readonly [Stmt, I64] => [
    set(record, i32.add(base, i32.shrU(i32.sub(member, i32.of(8 * group.set.first)), i32.of(1)))),
    masked(
      i64.shrU(
        i64.load(i32.add(base, wordOffset(record, start)), parts.scratch.words),
        shiftOf(record, start),
      ),
      maskOf(group),
    ),
  ];
  const value = local(of, 'i64');
  const [first, bitsOfU] = bits(u);
  const [second, bitsOfV] = bits(v);
  return [first, set(value, bitsOfU), second, when(i64.ne(value, bitsOfV), [ret(i32.of(0))])];
}

interface Moving {
  readonly link: Link;
  readonly l: number;
  readonly entry: Local<'i32'>;
  readonly exchange: Local<'i32'>;
}

// Leaves with 0 if the cell of an entry and the one it goes to do not agree.
function moves(parts: Parts, to: Made, moving: Moving): readonly Stmt[] {
  const { of, base } = to;
  const { link, l, entry, exchange } = moving;
  const record = local(of, 'i32');
  const there = i64.shrU(
    i64.load(i32.add(base, wordOffset(record)), parts.scratch.words),
    shiftOf(record),
  );
  return [
    set(record, recordOf(entry)),
    set(record, movedRecord(parts, to, { axes: link.axes, l }, record, exchange)),
    when(i64.ne(masked(there, lowest(link.width)), movedContent(link, entry, exchange)), [
      ret(i32.of(0)),
    ]),
  ];
}
