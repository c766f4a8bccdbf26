/**
 * The value of an expression that is known before the run: sizes, bounds, settings.
 * Undefined where it is not, or where computing it fails; the caller reports that.
 * Only what sizes need is folded: integers, truth values and members.
 */
import { sizeOf } from '../machine/domain.ts';
import type { ArithmeticOp, Expr } from '../machine/expr.ts';
import type { Int } from '../machine/types.ts';
import { compare, isList, normalInt, type Value } from '../machine/value.ts';

/** Folds an expression to its value. */
export function fold(expr: Expr): Value | undefined {
  switch (expr.kind) {
    case 'constant':
      return expr.value;
    case 'fit':
      return fold(expr.of);
    case 'not':
      return mapped(fold(expr.of), v => v !== true);
    case 'negative':
      return mapped(fold(expr.of), v => normalInt(-big(v)));
    case 'arithmetic':
      return both(expr.left, expr.right, (a, b) => arithmetic(expr.op, big(a), big(b)));
    case 'order':
      return both(expr.left, expr.right, (a, b) => ordered(expr.op, compare(a, b)));
    case 'equal':
      return both(expr.left, expr.right, (a, b) => compare(a, b) === 0);
    case 'and':
      return both(expr.left, expr.right, (a, b) => a === true && b === true);
    case 'or':
      return both(expr.left, expr.right, (a, b) => a === true || b === true);
    case 'implies':
      return both(expr.left, expr.right, (a, b) => a !== true || b === true);
    case 'if': {
      const test = fold(expr.test);
      return test === undefined ? undefined : fold(test === true ? expr.then : expr.otherwise);
    }
    case 'count':
      // `count(Page)`: of a type the size, of a constant set its elements.
      return expr.of.kind === 'domain'
        ? sizeOf(expr.of.of)
        : mapped(fold(expr.of), v => (isList(v) ? v.size : undefined));
    default:
      return undefined;
  }
}

function mapped(
  value: Value | undefined,
  f: (value: Value) => Value | undefined,
): Value | undefined {
  return value === undefined ? undefined : f(value);
}

function both(
  left: Expr,
  right: Expr,
  f: (a: Value, b: Value) => Value | undefined,
): Value | undefined {
  const a = fold(left);
  const b = fold(right);
  return a === undefined || b === undefined ? undefined : f(a, b);
}

const big = (value: Value): bigint => (typeof value === 'bigint' ? value : BigInt(Number(value)));

function ordered(op: '<' | '<=' | '>' | '>=', sign: number): boolean {
  if (op === '<') return sign < 0;
  if (op === '<=') return sign <= 0;
  return op === '>' ? sign > 0 : sign >= 0;
}

function arithmetic(op: ArithmeticOp, a: bigint, b: bigint): Int | undefined {
  if ((op === '/' || op === '%') && b === 0n) return undefined;
  if (op === '+') return normalInt(a + b);
  if (op === '-') return normalInt(a - b);
  if (op === '*') return normalInt(a * b);
  return normalInt(op === '/' ? a / b : a % b);
}

/** The bounds of `a op b` for a and b within theirs; exact for `+ - *`, safe for `/ %`. */
export function bounds(
  op: ArithmeticOp,
  a: readonly [Int, Int],
  b: readonly [Int, Int],
): readonly [Int, Int] {
  const [al, ah, bl, bh] = [big(a[0]), big(a[1]), big(b[0]), big(b[1])];
  if (op === '+') return [normalInt(al + bl), normalInt(ah + bh)];
  if (op === '-') return [normalInt(al - bh), normalInt(ah - bl)];
  if (op === '*') return ends([al * bl, al * bh, ah * bl, ah * bh]);
  const most = largest([al, ah]);
  if (op === '/') return [al < 0n || bl < 0n ? normalInt(-most) : 0, normalInt(most)];
  const rest = largest([bl, bh]) - 1n;
  const limit = rest < 0n ? 0n : rest < most ? rest : most;
  return [al < 0n ? normalInt(-limit) : 0, ah > 0n ? normalInt(limit) : 0];
}

function ends(values: readonly bigint[]): readonly [Int, Int] {
  const low = values.reduce((x, y) => (x < y ? x : y));
  const high = values.reduce((x, y) => (x > y ? x : y));
  return [normalInt(low), normalInt(high)];
}

const largest = (values: readonly bigint[]): bigint =>
  values.map(v => (v < 0n ? -v : v)).reduce((x, y) => (x > y ? x : y));
