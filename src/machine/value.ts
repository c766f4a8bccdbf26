/**
 * Values of the machine, each read by its type:
 *
 *   bool                 boolean
 *   range, int           number, or bigint outside the safe integers
 *   enum, scalarset      number: the member's index from 0
 *   place                number: index into the thread's locations
 *   struct               List of its fields' values, in order
 *   union                List [index of the case, ...values of its fields]
 *   option               null for `none`, List [v] for `some v`
 *   map                  List of values, at the index of the key (domain.ts)
 *   set                  List of its elements, ascending by `compare`, each once
 *   seq                  List of its items
 *
 * Lists are persistent (immutable.js), so a value is never changed, and equal
 * values have equal encodings.
 */
import { List } from 'immutable';
import { invariant } from '../base/assertion.ts';
import type { Int } from './types.ts';

export type Value = boolean | number | bigint | null | List<Value>;

export const isList = (value: Value): value is List<Value> => List.isList(value);

/** The list that a typed value must be. */
export function listOf(value: Value): List<Value> {
  invariant(isList(value), 'a value of this type is a list');
  return value;
}

/** The list of these values. */
export const listFrom = (values: Iterable<Value>): List<Value> => List(values);

/** The index, size or member number that a typed value must be. */
export function numberOf(value: Value): number {
  invariant(typeof value === 'number', 'a value of this type is a number');
  return value;
}

/** The integer that a typed value must be. */
export function intOf(value: Value): Int {
  invariant(
    typeof value === 'number' || typeof value === 'bigint',
    'a value of this type is an integer',
  );
  return value;
}

/** A number where that is exact, else a bigint: one spelling for each integer. */
export function normalInt(value: bigint): Int {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;
}

function rank(value: Value): number {
  if (value === null) return 0;
  if (typeof value === 'boolean') return 1;
  return isList(value) ? 3 : 2;
}

/**
 * A total order on values of one type: false before true, none before some, integers
 * by size, lists by their first difference, then by length.
 */
export function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  const ranks = rank(a) - rank(b);
  if (ranks !== 0) return ranks;
  if (isList(a) && isList(b)) return compareLists(a, b);
  return (a ?? 0) < (b ?? 0) ? -1 : (a ?? 0) > (b ?? 0) ? 1 : 0;
}

function compareLists(a: List<Value>, b: List<Value>): number {
  const shared = Math.min(a.size, b.size);
  for (let i = 0; i < shared; i++) {
    const order = compare(a.get(i) ?? null, b.get(i) ?? null);
    if (order !== 0) return order;
  }
  return a.size - b.size;
}

export const equal = (a: Value, b: Value): boolean => compare(a, b) === 0;

/** The set of these elements: ascending, each once. */
export function setOf(elements: Iterable<Value>): List<Value> {
  const sorted = [...elements].sort(compare);
  return List(sorted.filter((value, i) => i === 0 || !equal(value, sorted[i - 1] ?? null)));
}

/** Text that two values of one type share exactly when they are equal. */
export function encode(value: Value): string {
  if (value === null) return '-';
  if (value === true) return 't';
  if (value === false) return 'f';
  if (isList(value)) {
    let text = '[';
    for (const item of value) text += `${encode(item)},`;
    return `${text}]`;
  }
  return String(value);
}
