/** Syms of values that are known: constants, and the zero that fills what is not in use. */
import { unreachable } from '../../base/assertion.ts';
import { domain, indexIn, sizeOf } from '../../machine/domain.ts';
import type { Field, Type } from '../../machine/types.ts';
import { intOf, listOf, numberOf, type Value } from '../../machine/value.ts';
import { no, number, truth, yes } from '../ir/fold.ts';
import { Unable } from './sink.ts';
import type { Sym } from './sym.ts';

/** Sets over more values than this are kept as the few that are in them. */
export const mostDense = 1024;

/** Sets over a type can be kept with a bit for each value. */
export const isDense = (of: Type): boolean => sizeOf(of) <= mostDense;

// Up to so many values bits are never worse.
const smallDomain = 64;

/** A set of so many values, which are not known, takes less code as a list of them than as bits. */
export function isSparse(of: Type, items: number): boolean {
  const size = sizeOf(of);
  return !isDense(of) || (size > smallDomain && 16 * items <= size);
}

/** The Sym of a value. */
export function constantSym(type: Type, value: Value): Sym {
  switch (type.kind) {
    case 'bool':
      return { kind: 'bool', value: truth(value === true) };
    case 'int':
    case 'range':
      return { kind: 'num', value: number(safe(value)) };
    case 'enum':
    case 'place':
      return { kind: 'num', value: number(numberOf(value)) };
    case 'scalarset':
      return memberSym(type, numberOf(value));
    case 'struct':
      return { kind: 'struct', fields: constants(type.fields, listOf(value).toArray()) };
    case 'union': {
      const [tag = null, ...fields] = listOf(value).toArray();
      const cases = type.cases.map((c, i) =>
        i === tag ? constants(c.fields, fields) : c.fields.map(f => zeroSym(f.type)),
      );
      return { kind: 'union', tag: number(numberOf(tag)), cases };
    }
    case 'option': {
      if (value === null) return { kind: 'option', some: no, of: null, clean: 'in use' };
      const of = constantSym(type.of, listOf(value).get(0) ?? null);
      return { kind: 'option', some: yes, of, clean: 'in use' };
    }
    case 'map':
      return {
        kind: 'map',
        entries: listOf(value)
          .toArray()
          .map(v => constantSym(type.value, v)),
      };
    case 'set':
      return constantSet(type.of, listOf(value).toArray());
    case 'seq': {
      const items = listOf(value)
        .toArray()
        .map(v => constantSym(type.of, v));
      return { kind: 'seq', length: number(items.length), items, clean: 'in use' };
    }
    default:
      return unreachable(type);
  }
}

const constants = (fields: readonly Field[], values: readonly Value[]): readonly Sym[] =>
  fields.map((field, i) => constantSym(field.type, values[i] ?? null));

/** The integer, if an engine can compute with it. */
function safe(value: Value): number {
  const int = intOf(value);
  if (typeof int === 'number' && Number.isSafeInteger(int)) return int;
  throw new Unable(`the integer ${int} is beyond the 53 bits that an engine computes with`);
}

const memberSym = (set: Extract<Type, { kind: 'scalarset' }>, index: number): Sym => ({
  kind: 'member',
  set,
  index: number(index),
  bits: Array.from({ length: set.size }, (_, i) => truth(i === index)),
});

/** A set of known values; of integers without bounds it gets the bounds of its elements. */
function constantSet(of: Type, values: readonly Value[]): Sym {
  const type = of.kind === 'int' ? rangeAround(values.map(safe)) : of;
  const indexes = values.map(value => indexIn(type, value) ?? -1);
  if (isSparse(type, values.length)) {
    return { kind: 'few', of: type, items: indexes.map(i => ({ index: number(i), here: yes })) };
  }
  const inside = new Set(indexes);
  return { kind: 'set', of: type, bits: domain(type).map((_, i) => truth(inside.has(i))) };
}

/** The range that just holds these. */
export const rangeAround = (values: readonly number[]): Type & { readonly kind: 'range' } => ({
  kind: 'range',
  low: values.length === 0 ? 0 : Math.min(...values),
  high: values.length === 0 ? -1 : Math.max(...values),
});

/** A value of the type for places where any will do; all bits are 0. */
export function zeroSym(type: Type): Sym {
  switch (type.kind) {
    case 'bool':
      return { kind: 'bool', value: no };
    case 'int':
      return { kind: 'num', value: number(0) };
    case 'range':
      return { kind: 'num', value: number(safe(type.low)) };
    case 'enum':
    case 'place':
      return { kind: 'num', value: number(0) };
    case 'scalarset':
      return memberSym(type, 0);
    case 'struct':
      return { kind: 'struct', fields: type.fields.map(f => zeroSym(f.type)) };
    case 'union': {
      const cases = type.cases.map(c => c.fields.map(f => zeroSym(f.type)));
      return { kind: 'union', tag: number(0), cases };
    }
    case 'option':
      return { kind: 'option', some: no, of: null, clean: 'in use' };
    case 'map':
      return { kind: 'map', entries: domain(type.key).map(() => zeroSym(type.value)) };
    case 'set':
      return constantSet(type.of, []);
    case 'seq':
      return { kind: 'seq', length: number(0), items: [], clean: 'in use' };
    default:
      return unreachable(type);
  }
}
