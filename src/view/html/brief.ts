/**
 * Values in the few words that a box has room for: flags by their names where they are set,
 * members that have boxes behind an arrow, and neither what is `none` nor what its type
 * leaves no choice. What a value is in full stands in the table of the state.
 */
import { present } from '../../base/assertion.ts';
import { domain, sizeOf } from '../../machine/domain.ts';
import { show } from '../../machine/show.ts';
import type { Field, Type } from '../../machine/types.ts';
import { listOf, numberOf, type Value } from '../../machine/value.ts';

/** A value inside another. */
interface Part {
  readonly type: Type;
  readonly value: Value;
}

/** A value and all that stand in it; keys of maps are not in them. */
export function partsIn(type: Type, value: Value): readonly Part[] {
  return [{ type, value }, ...directParts(type, value).flatMap(p => partsIn(p.type, p.value))];
}

function directParts(type: Type, value: Value): readonly Part[] {
  switch (type.kind) {
    case 'struct':
      return fieldParts(type.fields, value, 0);
    case 'union':
      return fieldParts(caseOf(type, value).fields, value, 1);
    case 'option':
      return value === null ? [] : [{ type: type.of, value: listOf(value).get(0) ?? null }];
    case 'map':
      return listOf(value)
        .toArray()
        .map(item => ({ type: type.value, value: item }));
    case 'set':
    case 'seq':
      return listOf(value)
        .toArray()
        .map(item => ({ type: type.of, value: item }));
    default:
      return [];
  }
}

const fieldParts = (fields: readonly Field[], value: Value, from: number): readonly Part[] =>
  fields.map((field, i) => ({ type: field.type, value: listOf(value).get(i + from) ?? null }));

const caseOf = (type: Extract<Type, { readonly kind: 'union' }>, value: Value) =>
  present(type.cases[numberOf(listOf(value).get(0) ?? null)], 'a union value is in a case');

type Boxed = ReadonlyMap<string, unknown>;

/** The value in few words; `boxed` are the names of the types whose members have boxes. */
export function brief(type: Type, value: Value, boxed: Boxed): string {
  if (type.kind === 'option' && value === null) return 'none';
  if (type.kind === 'bool') return show(type, value);
  return words('', type, value, boxed) || (type.kind === 'struct' ? '–' : show(type, value));
}

// `name` is that of the field; empty for the whole and for items.
function words(name: string, type: Type, value: Value, boxed: Boxed): string {
  switch (type.kind) {
    case 'bool':
      return value === true ? name : '';
    case 'enum':
    case 'scalarset':
      if (boxed.has(type.name)) return `→${show(type, value)}`;
      return sizeOf(type) === 1 ? '' : show(type, value);
    case 'option':
      return value === null ? '' : words(name, type.of, listOf(value).get(0) ?? null, boxed);
    case 'struct':
      return fieldWords(type.fields, value, 0, boxed);
    case 'union': {
      const { name: tag, fields } = caseOf(type, value);
      return `${tag} ${fieldWords(fields, value, 1, boxed)}`.trim();
    }
    case 'set':
    case 'seq':
      return itemWords(type, value, boxed);
    case 'range':
    case 'int':
    case 'place':
      return sizeOf(type) === 1 ? '' : named(name, show(type, value));
    case 'map':
      return named(name, domain(type.key).length === 0 ? '' : show(type, value));
  }
}

const named = (name: string, text: string): string => (name === '' ? text : `${name}=${text}`);

const fieldWords = (fields: readonly Field[], value: Value, from: number, boxed: Boxed): string =>
  fields
    .map(({ name, type }, i) => words(name, type, listOf(value).get(i + from) ?? null, boxed))
    .filter(text => text !== '')
    .join(' ');

function itemWords(
  type: Extract<Type, { readonly kind: 'set' | 'seq' }>,
  value: Value,
  boxed: Boxed,
): string {
  const items = listOf(value).toArray();
  if (items.length === 0) return type.kind === 'set' ? '{}' : '[]';
  return items.map(item => words('', type.of, item, boxed) || show(type.of, item)).join(' ');
}
