/**
 * The order of operators, applied to the flat lists that the grammar gives. Loosest
 * first: leads to, until, implies, or, and, then the words `not always eventually`,
 * comparisons (which do not chain), .., union minus, intersect, + -, * / %, then `-`
 * and `!`. Behind an operator that binds tighter than `not`, `not` binds like `!`.
 */
import { present } from '../base/assertion.ts';
import type { Span } from '../base/source.ts';
import { cover } from '../base/source.ts';
import type { BinaryOp, Expr, UnaryOp } from './tree.ts';

/** How tight an operator binds; 1 is loosest. */
export const levels: ReadonlyMap<BinaryOp, number> = new Map<BinaryOp, number>([
  ['leads to', 1],
  ['until', 2],
  ['implies', 3],
  ['or', 4],
  ['and', 5],
  ['==', 7],
  ['!=', 7],
  ['<', 7],
  ['<=', 7],
  ['>', 7],
  ['>=', 7],
  ['in', 7],
  ['not in', 7],
  ['subset', 7],
  ['..', 8],
  ['union', 9],
  ['minus', 9],
  ['intersect', 10],
  ['+', 11],
  ['-', 11],
  ['*', 12],
  ['/', 12],
  ['%', 12],
]);

/** The level of `not`, `always` and `eventually` before an operand. */
export const looseLevel = 6;
/** The level of comparisons, two of which never stand side by side. */
export const comparisonLevel = 7;
/** The level of `-` and `!` before an operand. */
export const tightLevel = 13;

/** Whether equal operators group to the right. */
export function groupsRight(op: BinaryOp): boolean {
  return op === 'implies' || op === 'until' || op === 'leads to';
}

/** A prefix as written; `!` is `not` that binds tightly. */
export interface Prefix {
  readonly op: UnaryOp;
  readonly loose: boolean;
  readonly span: Span;
}

/** An operand with what stands before it. */
export interface Operand {
  readonly prefixes: readonly Prefix[];
  readonly expr: Expr;
}

/** `operand op operand op ...`; there is one operator fewer than operands. */
export interface FlatList {
  readonly operands: readonly Operand[];
  readonly operators: readonly { readonly op: BinaryOp; readonly span: Span }[];
}

/** The tree of a flat list; tells `chained` of each comparison of a comparison. */
export function treeOf(list: FlatList, chained: (span: Span) => void): Expr {
  let next = 0;
  let prefixed = 0;

  const operand = (level: number): Expr => {
    const { prefixes, expr } = present(list.operands[next], 'an operand follows each operator');
    const prefix = prefixes[prefixed];
    if (prefix === undefined) {
      next++;
      prefixed = 0;
      return expr;
    }
    prefixed++;
    const of = prefix.loose && level <= looseLevel ? expression(looseLevel) : operand(tightLevel);
    return { kind: 'unary', op: prefix.op, of, span: cover(prefix.span, of.span) };
  };

  const expression = (level: number): Expr => {
    let left = operand(level);
    let compared = false;
    for (;;) {
      const operator = list.operators[next - 1];
      const own = operator === undefined ? 0 : levelOf(operator.op);
      if (operator === undefined || own < level) return left;
      if (compared && own === comparisonLevel) chained(operator.span);
      compared ||= own === comparisonLevel;
      const right = expression(groupsRight(operator.op) ? own : own + 1);
      left = { kind: 'binary', op: operator.op, left, right, span: cover(left.span, right.span) };
    }
  };

  return expression(1);
}

/** The level of an operator. */
export function levelOf(op: BinaryOp): number {
  return present(levels.get(op), 'every operator has a level');
}
