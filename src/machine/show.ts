/**
 * Values as people and programs read them: `show` in the words of the language,
 * `toJson` as spec/language.md has them in JSON. Members of scalarsets have no
 * names of their own; they are called by the set and a number: `Page0`.
 */
import { present, unreachable } from '../base/assertion.ts';
import { domain } from './domain.ts';
import type { Field, Type } from './types.ts';
import { intOf, listOf, numberOf, type Value } from './value.ts';

/** What JSON can say. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

/** The value as the language writes it: `{Page0, Page1}`, `some Page1`, `walking { at: Page0 }`. */
export function show(type: Type, value: Value): string {
  switch (type.kind) {
    case 'bool':
    case 'int':
    case 'range':
    case 'place':
      return String(value);
    case 'enum':
    case 'scalarset':
      return memberName(type, numberOf(value));
    case 'struct':
      return record(type.fields, fieldsOf(value, 0));
    case 'union': {
      const { name, fields } = caseOf(type, value);
      return fields.length === 0 ? name : `${name} ${record(fields, fieldsOf(value, 1))}`;
    }
    case 'option':
      return value === null ? 'none' : `some ${show(type.of, innerOf(value))}`;
    case 'map':
      return `[${entriesOf(type, value)
        .map(([k, v]) => `${show(type.key, k)}: ${show(type.value, v)}`)
        .join(', ')}]`;
    case 'set':
      return `{${fieldsOf(value, 0)
        .map(v => show(type.of, v))
        .join(', ')}}`;
    case 'seq':
      return `[${fieldsOf(value, 0)
        .map(v => show(type.of, v))
        .join(', ')}]`;
    default:
      return unreachable(type);
  }
}

/** The value as JSON: sets and sequences are arrays, maps arrays of pairs, `some v` is `{ "some": v }`. */
export function toJson(type: Type, value: Value): Json {
  switch (type.kind) {
    case 'bool':
      return value === true;
    case 'int':
    case 'range': {
      const int = intOf(value);
      return typeof int === 'bigint' ? String(int) : int;
    }
    case 'place':
      return numberOf(value);
    case 'enum':
    case 'scalarset':
      return memberName(type, numberOf(value));
    case 'struct':
      return jsonRecord(type.fields, fieldsOf(value, 0));
    case 'union': {
      const { name, fields } = caseOf(type, value);
      return { tag: name, value: jsonRecord(fields, fieldsOf(value, 1)) };
    }
    case 'option':
      return value === null ? null : { some: toJson(type.of, innerOf(value)) };
    case 'map':
      return entriesOf(type, value).map(([k, v]) => [toJson(type.key, k), toJson(type.value, v)]);
    case 'set':
    case 'seq':
      return fieldsOf(value, 0).map(v => toJson(type.of, v));
    default:
      return unreachable(type);
  }
}

type Kind<K extends Type['kind']> = Extract<Type, { readonly kind: K }>;

function memberName(type: Kind<'enum' | 'scalarset'>, index: number): string {
  if (type.kind === 'scalarset') return `${type.name}${index}`;
  return present(type.members[index], 'an enum value is a member');
}

function caseOf(type: Kind<'union'>, value: Value): Kind<'union'>['cases'][number] {
  const tag = numberOf(listOf(value).get(0) ?? null);
  return present(type.cases[tag], 'a union value is one of its cases');
}

/** The items from an index on. */
const fieldsOf = (value: Value, from: number): readonly Value[] =>
  listOf(value).slice(from).toArray();

/** The v of `some v`. */
function innerOf(value: Value): Value {
  return present(listOf(value).get(0), 'some has a value');
}

function entriesOf(type: Kind<'map'>, value: Value): readonly (readonly [Value, Value])[] {
  const list = listOf(value);
  return domain(type.key).map((key, i) => [key, present(list.get(i), 'a map is total')] as const);
}

function record(fields: readonly Field[], values: readonly Value[]): string {
  if (fields.length === 0) return '{ }';
  return `{ ${fields.map((f, i) => `${f.name}: ${show(f.type, values[i] ?? null)}`).join(', ')} }`;
}

function jsonRecord(fields: readonly Field[], values: readonly Value[]): Json {
  return Object.fromEntries(fields.map((f, i) => [f.name, toJson(f.type, values[i] ?? null)]));
}
