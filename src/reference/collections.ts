/** Sets and sequences, from the values of their parts. Sets are ascending lists. */
import { List } from 'immutable';
import { present, unreachable } from '../base/assertion.ts';
import type { Span } from '../base/source.ts';
import { spanText } from '../base/source.ts';
import { equal, intOf, listOf, normalInt, setOf, type Value } from '../machine/value.ts';
import type { Of } from './context.ts';
import { type Fault, fault } from './fault.ts';

export type Collecting = Of<
  | 'interval'
  | 'set'
  | 'seq'
  | 'in'
  | 'subset'
  | 'union'
  | 'intersect'
  | 'minus'
  | 'count'
  | 'head'
  | 'tail'
  | 'last'
  | 'append'
>;

/** The value of a set or sequence expression, or `runtime/underflow`, `runtime/overflow`. */
export function collection(expr: Collecting, values: readonly Value[]): Value | Fault {
  const first = values[0] ?? null;
  const second = values[1] ?? null;
  switch (expr.kind) {
    case 'interval':
      return interval(first, second, expr.span);
    case 'set':
      return setOf(values);
    case 'seq':
      return List(values);
    case 'in':
      return has(listOf(second), first);
    case 'subset':
      return listOf(first).every(element => has(listOf(second), element));
    case 'union':
      return setOf([...listOf(first), ...listOf(second)]);
    case 'intersect':
      return listOf(first).filter(element => has(listOf(second), element));
    case 'minus':
      return listOf(first).filter(element => !has(listOf(second), element));
    case 'count':
      return listOf(first).size;
    case 'append':
      return listOf(first).push(second);
    case 'head':
    case 'tail':
    case 'last':
      return end(expr, listOf(first));
    default:
      return unreachable(expr);
  }
}

const has = (set: List<Value>, element: Value): boolean => set.some(other => equal(other, element));

// As many values as a domain may have; more would be a slip that eats the memory.
const longest = 65_536n;

function interval(low: Value, high: Value, span: Span): List<Value> | Fault {
  const from = BigInt(intOf(low));
  const size = BigInt(intOf(high)) - from + 1n;
  if (size > longest) return fault('runtime/overflow', span, `a set of ${size} integers`);
  return List(
    Array.from({ length: Math.max(0, Number(size)) }, (_, i) => normalInt(from + BigInt(i))),
  );
}

function end(expr: Of<'head' | 'tail' | 'last'>, items: List<Value>): Value | Fault {
  if (items.isEmpty()) {
    return fault('runtime/underflow', expr.span, `${spanText(expr.of.span)} is empty`);
  }
  switch (expr.kind) {
    case 'head':
      return present(items.first(), 'a list with items has a first');
    case 'tail':
      return items.rest();
    case 'last':
      return present(items.last(), 'a list with items has a last');
    default:
      return unreachable(expr.kind);
  }
}
