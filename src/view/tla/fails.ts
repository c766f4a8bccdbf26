/**
 * Which expressions may fail, and between which bounds integers lie: as far as their
 * form tells. What cannot fail needs no care about when TLC evaluates it; integers
 * that are not negative need no division of C.
 */
import type { BinderRef, Expr } from '../../machine/expr.ts';
import type { Machine } from '../../machine/machine.ts';
import { partsOf } from '../../machine/parts.ts';
import { fits } from '../../machine/relate.ts';
import type { Type } from '../../machine/types.ts';
import { funOf } from './walk.ts';

/** The expression can be a run-time error, where its parts do not rule that out. */
export function mayFail(machine: Machine, expr: Expr): boolean {
  return failsItself(machine, expr) || partsOf(expr).some(part => mayFail(machine, part));
}

function failsItself(machine: Machine, expr: Expr): boolean {
  switch (expr.kind) {
    case 'fit':
    case 'item':
    case 'head':
    case 'tail':
    case 'last':
      return true;
    case 'lookup':
      return expr.of.type.kind !== 'map' || !isKey(expr.key, expr.of.type.key);
    case 'unwrap':
      return !isBinding(machine, expr.of);
    case 'arithmetic':
      return (expr.op === '/' || expr.op === '%') && mayBeZero(expr.right);
    case 'interval':
      return false;
    case 'call':
      return mayFail(machine, funOf(machine, expr.fun).body);
    default:
      return false;
  }
}

/** The value of the key is one of the type: from its form. */
export function isKey(key: Expr, type: Type): boolean {
  if (fits(key.type, type)) return true;
  if (type.kind !== 'range') return false;
  const [low, high] = bounds(key);
  return low >= Number(type.low) && high <= Number(type.high);
}

/** A binding is read only where it is in force. */
export const isBinding = (machine: Machine, expr: Expr): boolean =>
  expr.kind === 'variable'
    ? machine.variables[expr.variable]?.role === 'binding'
    : expr.kind === 'lookup' && isBinding(machine, expr.of);

function mayBeZero(expr: Expr): boolean {
  const [low, high] = bounds(expr);
  return low <= 0 && high >= 0;
}

export type Bounds = readonly [number, number];

const unbounded: Bounds = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

const ofType = (type: Type): Bounds =>
  type.kind === 'range' ? [Number(type.low), Number(type.high)] : unbounded;

/** Bounds of an integer expression; infinite where its form tells nothing. */
export function bounds(expr: Expr): Bounds {
  switch (expr.kind) {
    case 'constant':
      return typeof expr.value === 'number' || typeof expr.value === 'bigint'
        ? [Number(expr.value), Number(expr.value)]
        : unbounded;
    case 'binder':
      return ofBinder(expr.binder);
    case 'negative': {
      const [low, high] = bounds(expr.of);
      return [-high, -low];
    }
    case 'arithmetic':
      return ofArithmetic(expr.op, bounds(expr.left), bounds(expr.right));
    case 'if': {
      const [a, b] = [bounds(expr.then), bounds(expr.otherwise)];
      return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
    }
    case 'count':
      return [0, Number.POSITIVE_INFINITY];
    case 'let':
      return bounds(expr.body);
    default:
      return ofType(expr.type);
  }
}

const ofBinder = (binder: BinderRef): Bounds => ofType(binder.type);

function ofArithmetic(op: '+' | '-' | '*' | '/' | '%', a: Bounds, b: Bounds): Bounds {
  switch (op) {
    case '+':
      return [a[0] + b[0], a[1] + b[1]];
    case '-':
      return [a[0] - b[1], a[1] - b[0]];
    case '*': {
      const ends = a.flatMap(x => b.map(y => (x === 0 || y === 0 ? 0 : x * y)));
      return [Math.min(...ends), Math.max(...ends)];
    }
    case '/':
      return a[0] >= 0 && b[0] > 0 ? [0, a[1]] : unbounded;
    case '%':
      return a[0] >= 0 && b[0] > 0 ? [0, Math.min(a[1], b[1] - 1)] : unbounded;
    default:
      return op satisfies never;
  }
}
