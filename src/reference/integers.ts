/**
 * Exact integers with the operators of C: `/` truncates towards zero and `%` has the
 * sign of the left side. Numbers are used where they are exact, else bigints.
 */
import { unreachable } from '../base/assertion.ts';
import type { Span } from '../base/source.ts';
import type { ArithmeticOp, OrderOp } from '../machine/expr.ts';
import type { Int } from '../machine/types.ts';
import { normalInt } from '../machine/value.ts';
import { type Fault, fault } from './fault.ts';

/** The result, or `runtime/division` for 0 on the right of `/` and `%`. */
export function arithmetic(op: ArithmeticOp, left: Int, right: Int, span: Span): Int | Fault {
  if ((op === '/' || op === '%') && right === 0) {
    return fault(
      'runtime/division',
      span,
      op === '/' ? 'division by 0' : 'remainder of a division by 0',
    );
  }
  if (typeof left === 'number' && typeof right === 'number') {
    const result = ofNumbers(op, left, right);
    // Rounding never makes a safe integer of one that was not, so a safe result is exact.
    if (Number.isSafeInteger(result)) return result + 0; // -0 becomes 0
  }
  return normalInt(ofBigints(op, BigInt(left), BigInt(right)));
}

/** `-x`. */
export const negative = (value: Int): Int =>
  typeof value === 'number' ? 0 - value : normalInt(-value);

function ofNumbers(op: ArithmeticOp, left: number, right: number): number {
  switch (op) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return (left - (left % right)) / right;
    case '%':
      return left % right;
    default:
      return unreachable(op);
  }
}

function ofBigints(op: ArithmeticOp, left: bigint, right: bigint): bigint {
  switch (op) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return unreachable(op);
  }
}

/** `left op right`. */
export function ordered(op: OrderOp, left: Int, right: Int): boolean {
  switch (op) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return unreachable(op);
  }
}
