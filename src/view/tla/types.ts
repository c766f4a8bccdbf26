/**
 * Types as sets of TLA+, and values in them:
 *
 *   enum, place          strings
 *   scalarset            a constant: a set of model values
 *   struct               a record
 *   union                a record of `tag` and, under the name of the case, its payload
 *   option               the value or `none`, a model value; of an option: <<>> or <<v>>
 *   map, set, seq        a function, a set, a sequence
 *
 * TLC cannot compare everything with everything. In these forms it can: values of one
 * type that are of different kinds differ in a model value, a length, a tag or the
 * names of their fields.
 */
import { present, unreachable } from '../../base/assertion.ts';
import { domain } from '../../machine/domain.ts';
import type { Field, Type } from '../../machine/types.ts';
import { equal, intOf, listOf, numberOf, type Value } from '../../machine/value.ts';
import { atLeast, closed, level, type Text, tight } from './text.ts';
import { freeName, quoted } from './words.ts';

/** What types, locations and helpers are called in a module. */
export interface Vocabulary {
  /** Of enums, scalarsets, structs and unions, by their names. */
  readonly types: ReadonlyMap<string, string>;
  /** Of each thread, by its name. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  /** Of each thread, those where it can come to rest. */
  readonly livePlaces: ReadonlyMap<string, readonly string[]>;
  /** The names of the module: what is bound must differ from them. */
  readonly used: ReadonlySet<string>;
  /** Says that a definition is needed: of a type or of a helper. */
  readonly need: (name: string) => void;
}

/** No field may be called like a word of TLA+. */
export const fieldName = (name: string): string => freeName(name, new Set());

/** The name under which a union keeps the payload of a case. */
export const caseField = (name: string): string => freeName(name, new Set(['tag']));

/** A model value stands for `none`; of an option of an option an empty sequence does. */
export const isNested = (type: Type): boolean =>
  type.kind === 'option' && type.of.kind === 'option';

/** The set of the values of a type. */
export function typeSet(type: Type, words: Vocabulary): Text {
  const inner = (t: Type): string => typeSet(t, words).text;
  switch (type.kind) {
    case 'bool':
      return closed('BOOLEAN');
    case 'int':
      return closed('Int');
    case 'range':
      return { text: `${type.low} .. ${type.high}`, level: level.interval };
    case 'struct':
      // Payloads of cases have no names of their own.
      return closed(
        words.types.has(type.name) ? named(type.name, words) : recordSet(type.fields, words),
      );
    case 'enum':
    case 'scalarset':
    case 'union':
      return closed(named(type.name, words));
    case 'option':
      return optionSet(type, words);
    case 'map':
      return closed(`[${inner(type.key)} -> ${inner(type.value)}]`);
    case 'set': {
      const all = `SUBSET ${tight(typeSet(type.of, words))}`;
      if (type.max === null) return { text: all, level: level.set };
      words.need('SetsOf');
      return closed(`SetsOf(${inner(type.of)}, ${type.max})`);
    }
    case 'seq':
      words.need('SeqsOf');
      return closed(`SeqsOf(${inner(type.of)}, ${type.max})`);
    case 'place':
      return closed(`{${(words.livePlaces.get(type.thread) ?? []).map(quoted).join(', ')}}`);
    default:
      return unreachable(type);
  }
}

function optionSet(type: Extract<Type, { kind: 'option' }>, words: Vocabulary): Text {
  const of = typeSet(type.of, words);
  words.need('none');
  if (!isNested(type)) {
    return { text: `${atLeast(of, level.set + 0.1)} \\union {none}`, level: level.set };
  }
  words.need('OptionsOf');
  return closed(`OptionsOf(${of.text})`);
}

function named(name: string, words: Vocabulary): string {
  const given = present(words.types.get(name), 'a named type has a name in the module');
  words.need(given);
  return given;
}

const placesOf = (thread: string, words: Vocabulary): readonly string[] =>
  present(words.places.get(thread), 'a thread has places');

/** What stands behind the name of an enum, a struct or a union; null of other types. */
export function typeBody(type: Type, words: Vocabulary): string | null {
  switch (type.kind) {
    case 'enum':
      return `{${type.members.map(quoted).join(', ')}}`;
    case 'struct':
      return recordSet(type.fields, words);
    case 'union':
      return type.cases
        .map(({ name, fields }) => {
          const tag = `tag : {${quoted(name)}}`;
          if (fields.length === 0) return `[${tag}]`;
          return `[${tag}, ${caseField(name)} : ${recordSet(fields, words)}]`;
        })
        .join(' \\union ');
    default:
      return null;
  }
}

// TLA+ has no record without fields.
const recordSet = (fields: readonly Field[], words: Vocabulary): string =>
  fields.length === 0
    ? '{<<>>}'
    : `[${fields.map(f => `${fieldName(f.name)} : ${typeSet(f.type, words).text}`).join(', ')}]`;

/** A record of these fields. */
export const record = (fields: readonly Field[], values: readonly string[]): Text =>
  closed(
    fields.length === 0
      ? '<<>>'
      : `[${fields.map((f, i) => `${fieldName(f.name)} |-> ${values[i] ?? ''}`).join(', ')}]`,
  );

/** The value of a union in a case. */
export function caseValue(
  type: Extract<Type, { kind: 'union' }>,
  tag: number,
  values: readonly string[],
): Text {
  const { name, fields } = present(type.cases[tag], 'a union has its cases');
  if (fields.length === 0) return closed(`[tag |-> ${quoted(name)}]`);
  const payload = record(fields, values).text;
  return closed(`[tag |-> ${quoted(name)}, ${caseField(name)} |-> ${payload}]`);
}

/** `some v`. */
export function someOf(type: Type, value: Text): Text {
  return isNested(type) ? closed(`<<${value.text}>>`) : value;
}

/** `none` of an option type. */
export function noneOf(type: Type, words: Vocabulary): string {
  words.need('none');
  return isNested(type) ? '<<>>' : 'none';
}

/** A value of a type. */
export function valueText(type: Type, value: Value, words: Vocabulary): Text {
  const inner = (t: Type, v: Value | undefined): string => valueText(t, v ?? null, words).text;
  switch (type.kind) {
    case 'bool':
      return closed(value === true ? 'TRUE' : 'FALSE');
    case 'int':
    case 'range': {
      const int = intOf(value);
      return int < 0 ? { text: String(int), level: level.negative } : closed(String(int));
    }
    case 'enum':
      return closed(quoted(type.members[numberOf(value)] ?? ''));
    case 'place':
      return closed(quoted(placesOf(type.thread, words)[numberOf(value)] ?? ''));
    case 'scalarset':
      throw new Error('broken promise: no expression names a member of a scalarset');
    case 'struct': {
      const values = listOf(value);
      return record(
        type.fields,
        type.fields.map((f, i) => inner(f.type, values.get(i))),
      );
    }
    case 'union': {
      const [tag = null, ...rest] = listOf(value);
      const { fields } = present(type.cases[numberOf(tag)], 'a union has its cases');
      return caseValue(
        type,
        numberOf(tag),
        fields.map((f, i) => inner(f.type, rest[i])),
      );
    }
    case 'option':
      if (value === null) return closed(noneOf(type, words));
      return someOf(type, valueText(type.of, listOf(value).get(0) ?? null, words));
    case 'map':
      return mapText(type, [...listOf(value)], words);
    case 'set':
      if (type.of.kind === 'scalarset' && listOf(value).size === type.of.size) {
        return typeSet(type.of, words);
      }
      return closed(`{${[...listOf(value)].map(v => inner(type.of, v)).join(', ')}}`);
    case 'seq':
      return closed(`<<${[...listOf(value)].map(v => inner(type.of, v)).join(', ')}>>`);
    default:
      return unreachable(type);
  }
}

function mapText(
  type: Extract<Type, { kind: 'map' }>,
  values: readonly Value[],
  words: Vocabulary,
): Text {
  const [first = null] = values;
  if (values.every(v => equal(v, first))) {
    const key = freeName('k', words.used);
    const value = valueText(type.value, first, words).text;
    return closed(`[${key} \\in ${typeSet(type.key, words).text} |-> ${value}]`);
  }
  const entries = domain(type.key).map((key, i) => {
    const value = valueText(type.value, values[i] ?? null, words);
    return `${tight(valueText(type.key, key, words))} :> ${tight(value)}`;
  });
  return closed(`(${entries.join(' @@ ')})`);
}
