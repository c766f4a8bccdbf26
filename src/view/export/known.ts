/**
 * What is known before a step begins: loops over constant sets in their order, of which
 * each turn is written out where it has choices.
 */
import { domain } from '../../machine/domain.ts';
import type { Expr } from '../../machine/expr.ts';
import { isList, listFrom, numberOf, type Value } from '../../machine/value.ts';

/** Values of binders, by their ids. */
export type Known = ReadonlyMap<number, Value>;

/** The constant value of a set, or of its first element, or of what is left; else undefined. */
export function knownOf(expr: Expr, known: Known): Value | undefined {
  switch (expr.kind) {
    case 'constant':
      return expr.value;
    case 'binder':
      return known.get(expr.binder.id);
    case 'domain':
      return expr.of.kind === 'scalarset' ? undefined : listFrom(domain(expr.of));
    case 'interval': {
      const [low, high] = [knownOf(expr.low, known), knownOf(expr.high, known)];
      if (typeof low !== 'number' || typeof high !== 'number' || high - low > 64) return undefined;
      const count = Math.max(0, numberOf(high) - low + 1);
      return listFrom(Array.from({ length: count }, (_, i) => low + i));
    }
    case 'head':
    case 'tail': {
      const list = knownOf(expr.of, known);
      if (list === undefined || !isList(list) || list.isEmpty()) return undefined;
      return expr.kind === 'head' ? (list.first() ?? null) : list.rest();
    }
    default:
      return undefined;
  }
}

/** Whether a test `left == {}` holds, where the set is known; else null. */
export function isYet(test: Expr, known: Known): boolean | null {
  if (test.kind !== 'equal' || test.left.kind !== 'binder') return null;
  const [left, right] = [knownOf(test.left, known), knownOf(test.right, known)];
  if (left === undefined || right === undefined || !isList(left) || !isList(right)) return null;
  return left.isEmpty() && right.isEmpty()
    ? true
    : left.isEmpty() === right.isEmpty()
      ? null
      : false;
}
