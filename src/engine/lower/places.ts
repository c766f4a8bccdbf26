/**
 * Values and their places in the domains of their types: the index of a value that is
 * not known yet, the value of an index that is not known yet, and the entry of a list
 * at such an index.
 */
import { domain, sizeOf } from '../../machine/domain.ts';
import type { Type } from '../../machine/types.ts';
import type { Bool, Num } from '../ir/code.ts';
import {
  add,
  all,
  any,
  asNum,
  div,
  equal,
  known,
  less,
  mul,
  no,
  not,
  number,
  rem,
  selectNum,
  sub,
} from '../ir/fold.ts';
import { constantSym, zeroSym } from './constant.ts';
import { equalSyms, indexOfMember, select } from './merge.ts';
import { as, type Sym, type UnionSym } from './sym.ts';

/** The entry of an index among several, which must not be none; an index outside gives any of them. */
export function entryAt(entries: readonly Sym[], index: Num): Sym {
  const at = known(index);
  const last = entries.at(-1);
  if (last === undefined) throw new Error('broken promise: there is an entry');
  if (at !== null) return entries[at] ?? last;
  return entries.length > mostInRow ? halved(entries, index, 0) : inRow(entries, index, 0);
}

// So many are compared one after the other; more are halved first.
const mostInRow = 16;

// `from` is the index of the first.
function halved(entries: readonly Sym[], index: Num, from: number): Sym {
  if (entries.length <= mostInRow) return inRow(entries, index, from);
  const half = Math.floor(entries.length / 2);
  const front = halved(entries.slice(0, half), index, from);
  const back = halved(entries.slice(half), index, from + half);
  return select(less(index, number(from + half)), front, back);
}

function inRow(entries: readonly Sym[], index: Num, from: number): Sym {
  return entries.reduceRight((rest, entry, i) =>
    select(equal(index, number(from + i)), entry, rest),
  );
}

/** The entry of the bit that is set. */
export function entryOf(entries: readonly Sym[], bits: readonly Bool[]): Sym {
  const last = entries.at(-1);
  if (last === undefined) throw new Error('broken promise: there is an entry');
  return entries
    .slice(0, -1)
    .reduceRight((rest, entry, i) => select(bits[i] ?? no, entry, rest), last);
}

/** The index in the domain of the type, and whether the value is outside of it. */
export interface Place {
  readonly index: Num;
  readonly outside: Bool;
}

/** Where a value stands in `domain(type)`. */
export function placeOf(type: Type, sym: Sym): Place {
  switch (type.kind) {
    case 'bool':
      return { index: asNum(as('bool', sym).value), outside: no };
    case 'range': {
      const { value } = as('num', sym);
      const [low, high] = [number(Number(type.low)), number(Number(type.high))];
      return { index: sub(value, low), outside: any([less(value, low), less(high, value)]) };
    }
    case 'enum':
    case 'place':
      return { index: as('num', sym).value, outside: no };
    case 'scalarset':
      return { index: indexOfMember(as('member', sym)), outside: no };
    case 'struct':
      return placeOfAll(
        type.fields.map(f => f.type),
        as('struct', sym).fields,
      );
    case 'option': {
      const { some, of } = as('option', sym);
      if (of === null) return { index: number(0), outside: no };
      const inner = placeOf(type.of, of);
      const index = selectNum(some, add(inner.index, number(1)), number(0));
      return { index, outside: all([some, inner.outside]) };
    }
    case 'union':
      return placeOfUnion(type, as('union', sym));
    default:
      return placeByTrying(type, sym);
  }
}

function placeOfAll(types: readonly Type[], syms: readonly Sym[]): Place {
  let index: Num = number(0);
  const outside: Bool[] = [];
  for (const [i, type] of types.entries()) {
    const sym = syms[i];
    if (sym === undefined) continue;
    const place = placeOf(type, sym);
    index = add(mul(index, number(sizeOf(type))), place.index);
    outside.push(place.outside);
  }
  return { index, outside: any(outside) };
}

function placeOfUnion(type: Extract<Type, { kind: 'union' }>, sym: UnionSym): Place {
  let start = 0;
  let index: Num = number(0);
  const outside: Bool[] = [];
  for (const [i, one] of type.cases.entries()) {
    const types = one.fields.map(f => f.type);
    const place = placeOfAll(types, sym.cases[i] ?? []);
    const here = equal(sym.tag, number(i));
    index = selectNum(here, add(place.index, number(start)), index);
    outside.push(all([here, place.outside]));
    start += types.reduce((size, t) => size * sizeOf(t), 1);
  }
  return { index, outside: any(outside) };
}

function placeByTrying(type: Type, sym: Sym): Place {
  const hits = domain(type).map(value => equalSyms(sym, constantSym(type, value)));
  const index = hits.reduceRight<Num>((rest, hit, i) => selectNum(hit, number(i), rest), number(0));
  return { index, outside: not(any(hits)) };
}

/** The value at an index of `domain(type)`; outside of it, some value. */
export function symAt(type: Type, index: Num): Sym {
  const at = known(index);
  const value = at === null ? undefined : domain(type)[at];
  if (value !== undefined) return constantSym(type, value);
  switch (type.kind) {
    case 'bool':
      return { kind: 'bool', value: equal(index, number(1)) };
    case 'range':
      return { kind: 'num', value: add(index, number(Number(type.low))) };
    case 'enum':
    case 'place':
      return { kind: 'num', value: index };
    case 'scalarset':
      return { kind: 'member', set: type, index, bits: null };
    case 'struct':
      return {
        kind: 'struct',
        fields: symsAt(
          type.fields.map(f => f.type),
          index,
        ),
      };
    case 'option': {
      const of = symAt(type.of, sub(index, number(1)));
      return { kind: 'option', some: not(equal(index, number(0))), of, clean: false };
    }
    case 'union':
      return unionAt(type, index);
    default:
      return entryAt(
        domain(type).map(v => constantSym(type, v)),
        index,
      );
  }
}

/** The values at an index of all choices of values of these types; the last changes fastest. */
export function symsAt(types: readonly Type[], index: Num): readonly Sym[] {
  let rest = index;
  const fields: Sym[] = [];
  for (const type of types.toReversed()) {
    const size = number(sizeOf(type));
    fields.unshift(symAt(type, rem(rest, size)));
    rest = div(rest, size);
  }
  return fields;
}

function unionAt(type: Extract<Type, { kind: 'union' }>, index: Num): Sym {
  let start = 0;
  let tag: Num = number(0);
  const cases: (readonly Sym[])[] = [];
  for (const [i, one] of type.cases.entries()) {
    const types = one.fields.map(f => f.type);
    const size = types.reduce((product, t) => product * sizeOf(t), 1);
    const inside = not(less(index, number(start)));
    tag = selectNum(inside, number(i), tag);
    cases.push(size === 0 ? types.map(zeroSym) : symsAt(types, sub(index, number(start))));
    start += size;
  }
  return { kind: 'union', tag, cases };
}
