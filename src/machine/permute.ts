/**
 * What a permutation of the members of scalarsets makes of a value: by type, keys of
 * maps as well as values, sets sorted again. A scalarset's members have no order, so a
 * permuted run is a run.
 */
import { List } from 'immutable';
import { present, unreachable } from '../base/assertion.ts';
import { domain, indexIn } from './domain.ts';
import { hasScalarset } from './relate.ts';
import type { Field, Type } from './types.ts';
import { listOf, numberOf, setOf, type Value } from './value.ts';

/** By name of a scalarset, where each of its members goes. */
export type Permutation = ReadonlyMap<string, readonly number[]>;

/** Nothing moves. */
export const identity: Permutation = new Map();

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
