/**
 * How types relate: what may stand where another is wanted, and whether it then
 * needs a check. Named types are the same by name (a module has one of each name);
 * integer ranges are one sort, with bounds that are checked where values are stored.
 */
import type { Int, Type } from './types.ts';

export const isInteger = (type: Type): boolean => type.kind === 'range' || type.kind === 'int';

/** Values of one can be compared with, or after a check stored as, the other. */
export function alike(a: Type, b: Type): boolean {
  if (isInteger(a) && isInteger(b)) return true;
  switch (a.kind) {
    case 'bool':
      return b.kind === 'bool';
    case 'enum':
    case 'scalarset':
    case 'struct':
    case 'union':
      return b.kind === a.kind && b.name === a.name;
    case 'option':
      return b.kind === 'option' && alike(a.of, b.of);
    case 'map':
      return b.kind === 'map' && same(a.key, b.key) && alike(a.value, b.value);
    case 'set':
      return b.kind === 'set' && alike(a.of, b.of);
    case 'seq':
      return b.kind === 'seq' && alike(a.of, b.of);
    default:
      return false;
  }
}

/** Also of the same bounds. */
export function same(a: Type, b: Type): boolean {
  return alike(a, b) && fits(a, b) && fits(b, a);
}

/** Every value of `from` is one of `to`, so that no check is needed. */
export function fits(from: Type, to: Type): boolean {
  if (to.kind === 'int') return isInteger(from);
  if (from.kind === 'range' && to.kind === 'range')
    return from.low >= to.low && from.high <= to.high;
  if (from.kind === 'option' && to.kind === 'option') return fits(from.of, to.of);
  if (from.kind === 'map' && to.kind === 'map')
    return same(from.key, to.key) && fits(from.value, to.value);
  if (from.kind === 'set' && to.kind === 'set')
    return fits(from.of, to.of) && fitsMax(from.max, to.max);
  if (from.kind === 'seq' && to.kind === 'seq') return fits(from.of, to.of) && from.max <= to.max;
  return alike(from, to) && from.kind !== 'int';
}

function fitsMax(from: number | null, to: number | null): boolean {
  return to === null || (from !== null && from <= to);
}

/** No value of `from` is one of `to`: storing it would always fail. */
export function disjoint(from: Type, to: Type): boolean {
  return from.kind === 'range' && to.kind === 'range' && (from.low > to.high || from.high < to.low);
}

/** The least type that has the values of both; undefined when they are not alike. */
export function join(a: Type, b: Type): Type | undefined {
  if (!alike(a, b)) return undefined;
  if (fits(a, b)) return b;
  if (fits(b, a)) return a;
  if (a.kind === 'range' && b.kind === 'range') {
    return { kind: 'range', low: least(a.low, b.low), high: greatest(a.high, b.high) };
  }
  if (a.kind === 'option' && b.kind === 'option')
    return joined(a.of, b.of, of => ({ kind: 'option', of }));
  if (a.kind === 'map' && b.kind === 'map') {
    return joined(a.value, b.value, value => ({ kind: 'map', key: a.key, value }));
  }
  if (a.kind === 'set' && b.kind === 'set') {
    const max = a.max === null || b.max === null ? null : Math.max(a.max, b.max);
    return joined(a.of, b.of, of => ({ kind: 'set', of, max }));
  }
  if (a.kind === 'seq' && b.kind === 'seq') {
    return joined(a.of, b.of, of => ({ kind: 'seq', of, max: Math.max(a.max, b.max) }));
  }
  return undefined;
}

function joined(a: Type, b: Type, make: (of: Type) => Type): Type | undefined {
  const of = join(a, b);
  return of === undefined ? undefined : make(of);
}

export const least = (a: Int, b: Int): Int => (a <= b ? a : b);
export const greatest = (a: Int, b: Int): Int => (a >= b ? a : b);

/** A scalarset stands somewhere inside the type: its values have no order. */
export function hasScalarset(type: Type): boolean {
  switch (type.kind) {
    case 'scalarset':
      return true;
    case 'struct':
      return type.fields.some(f => hasScalarset(f.type));
    case 'union':
      return type.cases.some(c => c.fields.some(f => hasScalarset(f.type)));
    case 'option':
    case 'set':
    case 'seq':
      return hasScalarset(type.of);
    case 'map':
      return hasScalarset(type.key) || hasScalarset(type.value);
    default:
      return false;
  }
}
