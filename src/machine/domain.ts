/**
 * The values of a finite type in their order, and back: the index of a value is
 * its place in `domain(type)`. Keys of maps and ranges of quantifiers are drawn
 * from here; both directions are remembered for each type object.
 */
import { List } from 'immutable';
import { invariant, unreachable } from '../base/assertion.ts';
import type { Type } from './types.ts';
import { compare, encode, normalInt, numberOf, setOf, type Value } from './value.ts';

/** How many values a type has; Infinity for `int`. Sets of n elements have 2^n. */
export function sizeOf(type: Type): number {
  switch (type.kind) {
    case 'bool':
      return 2;
    case 'int':
      return Number.POSITIVE_INFINITY;
    case 'range':
      return Math.max(0, Number(BigInt(type.high) - BigInt(type.low)) + 1);
    case 'enum':
      return type.members.length;
    case 'scalarset':
      return type.size;
    case 'struct':
      return type.fields.reduce((size, field) => size * sizeOf(field.type), 1);
    case 'union':
      return type.cases.reduce(
        (sum, c) => sum + c.fields.reduce((size, field) => size * sizeOf(field.type), 1),
        0,
      );
    case 'option':
      return sizeOf(type.of) + 1;
    case 'map':
      return sizeOf(type.value) ** sizeOf(type.key);
    case 'set':
      return type.max === null ? 2 ** sizeOf(type.of) : slots(sizeOf(type.of), type.max);
    case 'seq':
      return sequences(sizeOf(type.of), type.max);
    case 'place':
      return type.count;
    default:
      return unreachable(type);
  }
}

// Sets of at most `max` of n elements: 1 + n + n(n-1)/2 + ...
function slots(n: number, max: number): number {
  let sum = 0;
  let choose = 1;
  for (let k = 0; k <= Math.min(n, max); k++) {
    sum += choose;
    choose = (choose * (n - k)) / (k + 1);
  }
  return sum;
}

function sequences(n: number, max: number): number {
  let sum = 0;
  for (let k = 0; k <= max; k++) sum += n ** k;
  return sum;
}

const domains = new WeakMap<Type, readonly Value[]>();
const indexes = new WeakMap<Type, ReadonlyMap<string, number>>();

/** All values of a type, ascending by `compare`; at most 65,536 (a promise of `semantics`). */
export function domain(type: Type): readonly Value[] {
  const known = domains.get(type);
  if (known !== undefined) return known;
  invariant(sizeOf(type) <= 65_536, 'a domain has at most 65,536 values');
  const values = enumerate(type);
  domains.set(type, values);
  return values;
}

/** The index of a value in `domain(type)`; undefined when it is no value of the type. */
export function indexIn(type: Type, value: Value): number | undefined {
  switch (type.kind) {
    case 'enum':
    case 'scalarset':
    case 'place':
      return numberOf(value);
    case 'bool':
      return value === true ? 1 : 0;
    case 'range':
      return inRange(type.low, type.high, value);
    default:
      return indexTable(type).get(encode(value));
  }
}

function inRange(low: number | bigint, high: number | bigint, value: Value): number | undefined {
  invariant(
    typeof value === 'number' || typeof value === 'bigint',
    'an index of a range is an integer',
  );
  return value >= low && value <= high ? Number(BigInt(value) - BigInt(low)) : undefined;
}

function indexTable(type: Type): ReadonlyMap<string, number> {
  const known = indexes.get(type);
  if (known !== undefined) return known;
  const table = new Map(domain(type).map((value, i) => [encode(value), i] as const));
  indexes.set(type, table);
  return table;
}

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

function enumerate(type: Type): readonly Value[] {
  switch (type.kind) {
    case 'bool':
      return [false, true];
    case 'int':
      throw new Error('broken promise: the integers are no domain');
    case 'range':
      return upTo(sizeOf(type)).map(i => normalInt(BigInt(type.low) + BigInt(i)));
    case 'enum':
      return upTo(type.members.length);
    case 'scalarset':
      return upTo(type.size);
    case 'place':
      return upTo(type.count);
    case 'struct':
      return tuples(type.fields.map(f => f.type)).map(t => List(t));
    case 'union':
      return type.cases.flatMap((c, tag) =>
        tuples(c.fields.map(f => f.type)).map(t => List([tag, ...t])),
      );
    case 'option':
      return [null, ...domain(type.of).map(v => List([v]))];
    case 'map':
      return tuples(domain(type.key).map(() => type.value)).map(t => List(t));
    case 'set':
      return subsets(domain(type.of), type.max);
    case 'seq':
      return upTo(type.max + 1)
        .flatMap(n => tuples(upTo(n).map(() => type.of)).map(t => List(t)))
        .sort(compare);
    default:
      return unreachable(type);
  }
}

// In order of the first part, then of the second, ...
function tuples(types: readonly Type[]): readonly (readonly Value[])[] {
  let result: readonly (readonly Value[])[] = [[]];
  for (const type of types) result = result.flatMap(t => domain(type).map(v => [...t, v]));
  return result;
}

function subsets(elements: readonly Value[], max: number | null): readonly Value[] {
  let result: readonly (readonly Value[])[] = [[]];
  for (const element of elements) result = result.flatMap(s => [s, [...s, element]]);
  return result
    .filter(s => max === null || s.length <= max)
    .map(s => setOf(s))
    .sort(compare);
}
