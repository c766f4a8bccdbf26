/** Sets and sequences, from the values of their parts. */
import { invariant, unreachable } from '../../base/assertion.ts';
import { domain, sizeOf } from '../../machine/domain.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import type { Bool, Num } from '../ir/code.ts';
import {
  add,
  all,
  any,
  atMost,
  count,
  equal,
  known,
  less,
  no,
  not,
  number,
  selectNum,
  yes,
} from '../ir/fold.ts';
import { isDense, isSparse, rangeAround, zeroSym } from './constant.ts';
import type { Context } from './context.ts';
import { short } from './hold.ts';
import { bitsOfMember, select } from './merge.ts';
import { entryAt, placeOf, symAt } from './places.ts';
import { alike, denseOver, fewOf, hasIndex, setOf, together, within } from './sets.ts';
import { Unable } from './sink.ts';
import { as, type FewSym, ofBool, ofNum, type SeqSym, type SetSym, type Sym } from './sym.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

export type Collecting = Of<
  | 'interval'
  | 'set'
  | 'seq'
  | 'in'
  | 'subset'
  | 'union'
  | 'intersect'
  | 'minus'
  | 'count'
  | 'head'
  | 'tail'
  | 'last'
  | 'append'
>;

/** The value of a set or sequence expression; ends of empty ones fail. */
export function collection(expr: Collecting, parts: readonly Sym[], context: Context): Sym {
  const first = parts[0] ?? zeroSym({ kind: 'bool' });
  const second = parts[1] ?? first;
  switch (expr.kind) {
    case 'interval':
      return interval(expr, as('num', first).value, as('num', second).value, context);
    case 'set':
      return literalSet(expr, parts, context);
    case 'seq':
      return { kind: 'seq', length: number(parts.length), items: parts, clean: 'in use' };
    case 'in':
      return ofBool(isIn(first, setOf(second)));
    case 'subset':
    case 'union':
    case 'intersect':
    case 'minus':
      return operation(expr, setOf(first), setOf(second), context);
    case 'count':
      return ofNum(
        first.kind === 'seq' ? first.length : count(fewOf(setOf(first)).items.map(i => i.here)),
      );
    case 'append':
      return append(as('seq', first), second);
    case 'head':
    case 'tail':
    case 'last':
      return first.kind === 'seq'
        ? endOfSeq(expr, first, context)
        : endOfSet(expr, setOf(first), context);
    default:
      return unreachable(expr);
  }
}

/** The value is in the set. */
function isIn(sym: Sym, set: SetSym | FewSym): Bool {
  if (sym.kind === 'member' && set.kind === 'set') {
    return any(bitsOfMember(sym).map((bit, i) => all([bit, set.bits[i] ?? no])));
  }
  const { index, outside } = placeOf(set.of, sym);
  return all([not(outside), hasIndex(set, index)]);
}

const mostIntegers = 65_536;

function interval(expr: Of<'interval'>, low: Num, high: Num, context: Context): Sym {
  const from = context.sink.shortNumber(low);
  const to = context.sink.shortNumber(high);
  const tooMany = less(add(from, number(mostIntegers - 1)), to);
  context.sink.failIf(tooMany, context.world.sites.at('runtime/overflow', expr.span));
  const of: Type = { kind: 'range', low: from.low, high: Math.max(from.low - 1, to.high) };
  if (sizeOf(of) > mostIntegers)
    throw new Unable('the bounds of a set of integers are not known well enough');
  const here = (i: number): Bool => {
    const value = number(from.low + i);
    return all([atMost(from, value), atMost(value, to)]);
  };
  const bits = Array.from({ length: sizeOf(of) }, (_, i) => here(i));
  if (isDense(of)) return { kind: 'set', of, bits };
  return { kind: 'few', of, items: bits.map((one, i) => ({ index: number(i), here: one })) };
}

/** The element type of a set type; of integers without bounds one that holds all of these. */
export function elementType(type: Type, parts: readonly Sym[]): Type {
  invariant(type.kind === 'set', 'a set has a set type');
  if (type.of.kind !== 'int') return type.of;
  const bounds = parts.flatMap(part => [as('num', part).value.low, as('num', part).value.high]);
  return rangeAround(bounds);
}

function literalSet(expr: Of<'set'>, parts: readonly Sym[], context: Context): Sym {
  return gathered(
    elementType(expr.type, parts),
    parts.map(sym => ({ sym, here: yes })),
    context,
  );
}

/** The set of those of these values that are here. */
export function gathered(
  of: Type,
  values: readonly { readonly sym: Sym; readonly here: Bool }[],
  context: Context,
): SetSym | FewSym {
  const { sink } = context;
  // A value that its type does not have will fail when it is stored; until then it must be told apart.
  const type = widened(
    of,
    values.map(({ sym }) => sym),
  );
  const places = values.map(({ sym, here }) => ({
    index: sink.shortNumber(placeOf(type, sym).index),
    here: sink.shortTruth(here),
  }));
  if (!isSparse(type, places.length)) {
    const bits = domain(type).map((_, i) =>
      any(places.map(({ index, here }) => all([here, equal(index, number(i))]))),
    );
    return { kind: 'set', of: type, bits };
  }
  let few: FewSym = { kind: 'few', of: type, items: [] };
  for (const { index, here } of places) few = added(few, index, here);
  return few;
}

function widened(of: Type, syms: readonly Sym[]): Type {
  if (of.kind !== 'range') return of;
  const bounds = syms.flatMap(sym => [as('num', sym).value.low, as('num', sym).value.high]);
  return rangeAround(
    [Number(of.low), Number(of.high), ...bounds].filter((_, i) => i > 1 || of.high >= of.low),
  );
}

const added = (few: FewSym, index: Num, here: Bool): FewSym => ({
  kind: 'few',
  of: few.of,
  items: [...few.items, { index, here: all([here, not(hasIndex(few, index))]) }],
});

function operation(
  expr: Of<'subset' | 'union' | 'intersect' | 'minus'>,
  a: SetSym | FewSym,
  b: SetSym | FewSym,
  context: Context,
): Sym {
  const [left, right] = expr.kind === 'union' ? alike(a, b) : together(a, b);
  if (expr.kind === 'subset') return ofBool(within(left, right));
  if (expr.kind !== 'union' && left.kind === 'set' && right.kind === 'few' && isDense(left.of)) {
    return operation(expr, left, denseOver(left.of, right), context);
  }
  if (left.kind === 'set' && right.kind === 'set') {
    const bits = left.bits.map((bit, i) => {
      const other = right.bits[i] ?? no;
      if (expr.kind === 'union') return any([bit, other]);
      return all([bit, expr.kind === 'intersect' ? other : not(other)]);
    });
    return { kind: 'set', of: left.of, bits };
  }
  const x = as('few', short(fewOf(left), context.sink));
  const y = setOf(short(right, context.sink));
  if (expr.kind === 'union')
    return fewOf(y).items.reduce((few, { index, here }) => added(few, index, here), x);
  const items = x.items.map(({ index, here }) => {
    const other = hasIndex(y, index);
    return { index, here: all([here, expr.kind === 'intersect' ? other : not(other)]) };
  });
  return { kind: 'few', of: x.of, items };
}

function append({ length, items, clean }: SeqSym, item: Sym): Sym {
  const at = known(length);
  if (at !== null) {
    return {
      kind: 'seq',
      length: add(length, number(1)),
      items: [...items.slice(0, at), item],
      clean,
    };
  }
  const longer = [...items, item].map((old, i) => select(equal(length, number(i)), item, old));
  return { kind: 'seq', length: add(length, number(1)), items: longer, clean: false };
}

function endOfSeq(expr: Of<'head' | 'tail' | 'last'>, seq: SeqSym, context: Context): Sym {
  const { length, items } = seq;
  const empty = equal(length, number(0));
  context.sink.failIf(empty, context.world.sites.at('runtime/underflow', expr.span));
  const [first] = items;
  if (expr.kind === 'tail') {
    const rest = add(length, number(-1));
    const low = Math.max(0, rest.low);
    const shorter: Num =
      rest.kind === 'number' ? rest : { ...rest, low, high: Math.max(low, rest.high) };
    return { kind: 'seq', length: shorter, items: items.slice(1), clean: seq.clean };
  }
  if (first === undefined) return zeroSym(expr.type);
  return expr.kind === 'head' ? first : entryAt(items, add(length, number(-1)));
}

function endOfSet(expr: Of<'head' | 'tail' | 'last'>, set: SetSym | FewSym, context: Context): Sym {
  const held = short(set, context.sink);
  const few = fewOf(setOf(held));
  const { items, of } = few;
  const empty = not(any(items.map(({ here }) => here)));
  context.sink.failIf(empty, context.world.sites.at('runtime/underflow', expr.span));
  const ordered = held.kind === 'set' ? items : null;
  if (ordered !== null && expr.kind === 'tail') {
    const bits = ordered.map(({ here }, i) =>
      all([here, any(ordered.slice(0, i).map(o => o.here))]),
    );
    return { kind: 'set', of, bits };
  }
  if (few.ascending && expr.kind === 'tail') return { ...few, items: items.slice(1) };
  const end = context.sink.shortNumber(
    endIndex(expr.kind, items, ordered !== null || few.ascending === true),
  );
  if (expr.kind !== 'tail') return items.length === 0 ? zeroSym(expr.type) : symAt(of, end);
  const rest = items.map(({ index, here }) => ({
    index,
    here: all([here, not(equal(index, end))]),
  }));
  return { kind: 'few', of, items: rest };
}

// The least index (or the greatest, for `last`) that is here.
function endIndex(kind: 'head' | 'tail' | 'last', items: FewSym['items'], ascending: boolean): Num {
  const inOrder = kind === 'last' ? items.toReversed() : items;
  if (ascending) return firstOf(inOrder);
  return (
    inOrder.reduce<Num | null>((best, { index, here }, i) => {
      if (best === null) return index;
      const none = not(any(inOrder.slice(0, i).map(o => o.here)));
      const better = kind === 'last' ? less(best, index) : less(index, best);
      return selectNum(all([here, any([none, better])]), index, best);
    }, null) ?? number(0)
  );
}

// So many are asked one after the other; more are halved first, for expressions must not be deep.
const mostInRow = 16;

// The index of the first that is here.
function firstOf(items: FewSym['items']): Num {
  const last = items.at(-1)?.index ?? number(0);
  if (items.length <= mostInRow)
    return items.reduceRight((rest, { index, here }) => selectNum(here, index, rest), last);
  const half = Math.ceil(items.length / 2);
  const front = items.slice(0, half);
  const inFront = any(front.map(({ here }) => here));
  return selectNum(inFront, firstOf(front), firstOf(items.slice(half)));
}

/** All values of a type, as a set. */
export function wholeDomain(of: Type): SetSym | FewSym {
  const size = sizeOf(of);
  if (isDense(of)) return { kind: 'set', of, bits: Array.from({ length: size }, () => yes) };
  return {
    kind: 'few',
    of,
    items: Array.from({ length: size }, (_, i) => ({ index: number(i), here: yes })),
  };
}
