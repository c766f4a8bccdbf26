/**
 * States in and out of words: the one place where values of the machine and packed
 * states meet. `pack` writes what lower/ would compute, `unpack` is its inverse; both are
 * for the ends of a search, initial states and counterexamples, and take their time.
 */
import { invariant, present, unreachable } from '../../base/assertion.ts';
import { domain, indexIn } from '../../machine/domain.ts';
import type { Type } from '../../machine/types.ts';
import { listFrom, listOf, normalInt, numberOf, type Value } from '../../machine/value.ts';
import type { Field } from '../ir/code.ts';
import type { Layout, Store } from './layout.ts';

/** The halves of a state: its words as pairs of 32 bits, low half first. */
export function pack(layout: Layout, values: readonly Value[]): Uint32Array {
  const words = layout.always?.slice() ?? new Uint32Array(2 * layout.words);
  for (const [i, store] of layout.stores.entries())
    putValue(words, store, present(values[i], 'a state gives every variable a value'));
  return words;
}

/** The values of the variables, by VariableId. */
export const unpack = (layout: Layout, words: Uint32Array): Value[] =>
  layout.stores.map(store => valueAt(words, store));

/** Writes the bits of a field, which are 0 before. */
function put(words: Uint32Array, { word, shift, width }: Field, raw: number): void {
  invariant(raw >= 0 && raw < 2 ** width, 'a value fits its field');
  const bits = BigInt(raw) << BigInt(shift);
  words[2 * word] = (words[2 * word] ?? 0) | Number(bits & 0xffffffffn);
  words[2 * word + 1] = (words[2 * word + 1] ?? 0) | Number(bits >> 32n);
}

/** Reads the bits of a field. */
function get(words: Uint32Array, { word, shift, width }: Field): number {
  const bits = (BigInt(words[2 * word + 1] ?? 0) << 32n) | BigInt(words[2 * word] ?? 0);
  return Number((bits >> BigInt(shift)) & ((1n << BigInt(width)) - 1n));
}

function putValue(words: Uint32Array, store: Store, value: Value): void {
  switch (store.kind) {
    case 'bool':
      put(words, store.field, value === true ? 1 : 0);
      break;
    case 'number':
      put(words, store.field, store.codes?.[numberOf(value)] ?? lessLow(value, store.low));
      break;
    case 'member':
      put(words, store.field, numberOf(value) + store.base);
      break;
    case 'oneHot':
      put(words, present(store.bits[numberOf(value)], 'a member has its bit'), 1);
      break;
    case 'struct':
      putAll(words, store.fields, listOf(value).toArray());
      break;
    case 'map':
      putAll(words, store.entries, listOf(value).toArray());
      break;
    case 'union': {
      const [tag = null, ...fields] = listOf(value).toArray();
      put(words, store.tag, numberOf(tag));
      putAll(words, present(store.cases[numberOf(tag)], 'a case'), fields);
      break;
    }
    case 'option':
      if (value === null) break;
      if (store.some !== null) put(words, store.some, 1);
      putValue(words, store.of, listOf(value).get(0) ?? null);
      break;
    case 'set':
    case 'slots':
      putSet(words, store, value);
      break;
    case 'seq': {
      const items = listOf(value).toArray();
      put(words, store.length, items.length);
      putAll(words, store.items.slice(0, items.length), items);
      break;
    }
    default:
      unreachable(store);
  }
}

function putAll(words: Uint32Array, stores: readonly Store[], values: readonly Value[]): void {
  for (const [i, store] of stores.entries())
    putValue(words, store, present(values[i], 'a store has its value'));
}

function putSet(
  words: Uint32Array,
  store: Extract<Store, { kind: 'set' | 'slots' }>,
  value: Value,
): void {
  const indexes = listOf(value)
    .toArray()
    .map(element => present(indexIn(store.of, element), 'an element is of its type'));
  if (store.kind === 'set') {
    for (const index of indexes) put(words, present(store.bits[index], 'an element has a bit'), 1);
    return;
  }
  for (const [i, index] of indexes.sort((a, b) => a - b).entries())
    put(words, present(store.items[i], 'a set has room for its elements'), index + 1);
}

function lessLow(value: Value, low: number): number {
  invariant(typeof value === 'number' || typeof value === 'bigint', 'a number is stored as one');
  return Number(BigInt(value) - BigInt(low));
}

function valueAt(words: Uint32Array, store: Store): Value {
  switch (store.kind) {
    case 'bool':
      return get(words, store.field) === 1;
    case 'number':
      return store.codes === undefined
        ? normalInt(BigInt(get(words, store.field)) + BigInt(store.low))
        : store.codes.indexOf(get(words, store.field));
    case 'member':
      return get(words, store.field) - store.base;
    case 'oneHot':
      return store.bits.findIndex(bit => get(words, bit) === 1);
    case 'struct':
      return listFrom(store.fields.map(part => valueAt(words, part)));
    case 'map':
      return listFrom(store.entries.map(part => valueAt(words, part)));
    case 'union': {
      const tag = get(words, store.tag);
      const parts = present(store.cases[tag], 'a tag is one of a case');
      return listFrom([tag, ...parts.map(part => valueAt(words, part))]);
    }
    case 'option':
      return isSome(words, store) ? listFrom([valueAt(words, store.of)]) : null;
    case 'set':
      return elements(
        store.of,
        store.bits.flatMap((bit, i) => (get(words, bit) === 1 ? [i] : [])),
      );
    case 'slots':
      return elements(
        store.of,
        store.items.map(item => get(words, item) - 1).filter(index => index >= 0),
      );
    case 'seq':
      return listFrom(
        store.items.slice(0, get(words, store.length)).map(part => valueAt(words, part)),
      );
    default:
      return unreachable(store);
  }
}

// Elements in the order of their domain are in their order.
const elements = (type: Type, indexes: readonly number[]): Value =>
  listFrom(indexes.map(index => present(domain(type)[index], 'an index is one of the domain')));

function isSome(words: Uint32Array, { some, of }: Extract<Store, { kind: 'option' }>): boolean {
  if (some !== null) return get(words, some) === 1;
  if (of.kind === 'oneHot') return of.bits.some(bit => get(words, bit) === 1);
  invariant(of.kind === 'number' || of.kind === 'member', 'its raw bits say whether it is in use');
  return get(words, of.field) !== 0;
}
