/**
 * Expressions whose value depends on the values of their parts alone: access to maps,
 * structs, unions and options, arithmetic, comparison. Sets and sequences are in
 * collections.ts.
 */
import { List } from 'immutable';
import { invariant, present } from '../base/assertion.ts';
import { spanText } from '../base/source.ts';
import { indexIn } from '../machine/domain.ts';
import { show } from '../machine/show.ts';
import { equal, intOf, listOf, numberOf, type Value } from '../machine/value.ts';
import { type Collecting, collection } from './collections.ts';
import type { Of } from './context.ts';
import { type Fault, fault } from './fault.ts';
import { misfit } from './fit.ts';
import { arithmetic, negative, ordered } from './integers.ts';

type Strict =
  | Collecting
  | Of<
      | 'lookup'
      | 'item'
      | 'field'
      | 'payload'
      | 'isCase'
      | 'isSome'
      | 'unwrap'
      | 'some'
      | 'struct'
      | 'case'
      | 'with'
      | 'not'
      | 'negative'
      | 'arithmetic'
      | 'order'
      | 'equal'
      | 'at'
      | 'fit'
    >;

/** The value of an expression from the values of its parts (see partsOf). */
export function apply(expr: Strict, values: readonly Value[]): Value | Fault {
  const first = values[0] ?? null;
  const second = values[1] ?? null;
  switch (expr.kind) {
    case 'lookup':
      return entry(expr, first, second);
    case 'item':
      return item(expr, first, second);
    case 'field':
      return present(listOf(first).get(expr.field), 'a struct has all its fields');
    case 'payload':
      invariant(listOf(first).get(0) === expr.tag, 'a payload is read in its own case');
      return listOf(first).rest();
    case 'isCase':
      return listOf(first).get(0) === expr.tag;
    case 'isSome':
      return first !== null;
    case 'unwrap':
      return first === null ? ofNone(expr) : present(listOf(first).get(0), 'some has a value');
    case 'some':
    case 'struct':
      return List(values);
    case 'case':
      return List([expr.tag, ...values]);
    case 'with':
      return expr.updates.reduce(
        (struct, { field }, i) => struct.set(field, values[i + 1] ?? null),
        listOf(first),
      );
    default:
      return scalar(expr, first, second, values);
  }
}

type Scalar = Exclude<
  Strict,
  Of<
    | 'lookup'
    | 'item'
    | 'field'
    | 'payload'
    | 'isCase'
    | 'isSome'
    | 'unwrap'
    | 'some'
    | 'struct'
    | 'case'
    | 'with'
  >
>;

function scalar(
  expr: Scalar,
  first: Value,
  second: Value,
  values: readonly Value[],
): Value | Fault {
  switch (expr.kind) {
    case 'not':
      return first !== true;
    case 'negative':
      return negative(intOf(first));
    case 'arithmetic':
      return arithmetic(expr.op, intOf(first), intOf(second), expr.span);
    case 'order':
      return ordered(expr.op, intOf(first), intOf(second));
    case 'equal':
      return equal(first, second);
    case 'at':
      return expr.locations.includes(numberOf(first));
    case 'fit':
      return misfit(expr.type, first, expr.span) ?? first;
    default:
      return collection(expr, values);
  }
}

function entry(expr: Of<'lookup'>, map: Value, key: Value): Value | Fault {
  const { type, span } = expr.key;
  const keys = expr.of.type;
  invariant(keys.kind === 'map', 'what is looked up is a map');
  const index = indexIn(keys.key, key);
  if (index === undefined) {
    return fault(
      'runtime/index',
      span,
      `${show(type, key)} is no key of ${spanText(expr.of.span)}`,
    );
  }
  return present(listOf(map).get(index), 'a map is total');
}

function item(expr: Of<'item'>, sequence: Value, index: Value): Value | Fault {
  const items = listOf(sequence);
  const i = intOf(index);
  if (typeof i === 'bigint' || i < 0 || i >= items.size) {
    return fault('runtime/index', expr.index.span, `no item ${i} in a sequence of ${items.size}`);
  }
  return present(items.get(i), 'an item within the length is there');
}

const ofNone = (expr: Of<'unwrap'>): Fault =>
  fault('runtime/none', expr.span, `${spanText(expr.of.span)} is none`);
