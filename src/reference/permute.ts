/**
 * Permutations of the members of all scalarsets at once, and what they make of values.
 * A scalarset's members have no order, so a permuted run is a run; here stands how a
 * state is permuted: by type, keys of maps as well as values, sets sorted again.
 */
import { List } from 'immutable';
import { present, unreachable } from '../base/assertion.ts';
import { domain, indexIn } from '../machine/domain.ts';
import type { Machine } from '../machine/machine.ts';
import { hasScalarset } from '../machine/relate.ts';
import type { Field, Scalarset, Type } from '../machine/types.ts';
import { listOf, numberOf, setOf, type Value } from '../machine/value.ts';
import type { State } from './state.ts';

/** By name of a scalarset, where each of its members goes. */
export type Permutation = ReadonlyMap<string, readonly number[]>;

/** Nothing moves. */
export const identity: Permutation = new Map();

/** Most permutations that are tried on a state: 8 members of one scalarset have 40,320. */
export const mostPermutations = 50_000;

/** How many there are: the product of the factorials of the sizes. */
export function permutationCount(scalarsets: readonly Scalarset[]): number {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  return scalarsets.reduce((product, { size }) => product * factorial(Math.min(size, 170)), 1);
}

/** All of them, the identity first. */
export function permutations(scalarsets: readonly Scalarset[]): readonly Permutation[] {
  let all: readonly Permutation[] = [identity];
  for (const { name, size } of scalarsets) {
    const orders = arrangements(Array.from({ length: size }, (_, i) => i));
    all = all.flatMap(p => orders.map(order => new Map([...p, [name, order]])));
  }
  return all;
}

function arrangements(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap(first =>
    arrangements(items.filter(item => item !== first)).map(rest => [first, ...rest]),
  );
}

/** What a permutation makes of a value of this type. */
export function permute(type: Type, value: Value, permutation: Permutation): Value {
  if (!hasScalarset(type)) return value;
  switch (type.kind) {
    case 'scalarset':
      return permutation.get(type.name)?.[numberOf(value)] ?? value;
    case 'struct':
      return List(permuteFields(type.fields, listOf(value).toArray(), permutation));
    case 'union':
      return permuteCase(type, value, permutation);
    case 'option':
      return value === null ? null : each(type.of, value, permutation);
    case 'seq':
      return each(type.of, value, permutation);
    case 'set':
      return setOf(each(type.of, value, permutation));
    case 'map':
      return permuteMap(type, value, permutation);
    case 'bool':
    case 'int':
    case 'range':
    case 'enum':
    case 'place':
      return value;
    default:
      return unreachable(type);
  }
}

/** What a permutation makes of a state. */
export const permuteState = (machine: Machine, state: State, permutation: Permutation): State =>
  state.map((value, i) =>
    permute(present(machine.variables[i], 'a state has the variables').type, value, permutation),
  );

const each = (type: Type, value: Value, permutation: Permutation): List<Value> =>
  listOf(value).map(item => permute(type, item, permutation));

function permuteFields(
  fields: readonly Field[],
  values: readonly Value[],
  permutation: Permutation,
): readonly Value[] {
  return fields.map((field, i) => permute(field.type, values[i] ?? null, permutation));
}

function permuteCase(
  type: Extract<Type, { kind: 'union' }>,
  value: Value,
  permutation: Permutation,
): List<Value> {
  const [tag = null, ...values] = listOf(value).toArray();
  const { fields } = present(type.cases[numberOf(tag)], 'a union value is one of its cases');
  return List([tag, ...permuteFields(fields, values, permutation)]);
}

// What stood at a key stands, permuted, at the permuted key.
function permuteMap(
  type: Extract<Type, { kind: 'map' }>,
  value: Value,
  permutation: Permutation,
): List<Value> {
  const entries = listOf(value).toArray();
  const permuted = [...entries];
  for (const [i, key] of domain(type.key).entries()) {
    const index = indexIn(type.key, permute(type.key, key, permutation));
    const entry = permute(type.value, entries[i] ?? null, permutation);
    permuted[present(index, 'a permuted key is a key')] = entry;
  }
  return List(permuted);
}
