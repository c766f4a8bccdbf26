/**
 * Operators: truth values with the names that tests bind, equality, order,
 * integers with their bounds, sets. Each checks its operands and says what is wrong
 * at the operand.
 */
import type { Expr } from '../../machine/expr.ts';
import { alike, hasScalarset, isInteger, join } from '../../machine/relate.ts';
import type { Int, Type } from '../../machine/types.ts';
import { compare } from '../../machine/value.ts';
import type { Expr as Tree } from '../../syntax/tree.ts';
import { bounds, fold } from '../constant.ts';
import * as errors from '../errors.ts';
import type { Context } from '../world.ts';
import { bool, elaborated, literal, within } from './make.ts';
import { selfTyped } from './self-typed.ts';
import { test } from './tests.ts';

type Binary = Tree & { kind: 'binary' };

/** Any binary operator. */
export function binary(tree: Binary, context: Context, expected: Type | null): Expr | null {
  const { op } = tree;
  switch (op) {
    case 'and':
    case 'or':
    case 'implies':
      return test(tree, context)?.expr ?? null;
    case '==':
    case '!=':
      return equality(tree, context);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return order(op, tree, context);
    case 'in':
    case 'not in':
      return membership(tree, context);
    case 'subset':
    case 'union':
    case 'intersect':
    case 'minus':
      return sets(op, tree, context, expected);
    case '..':
      return interval(tree, context);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(op, tree, context);
    case 'leads to':
    case 'until':
      return null; // the parser told: they come with liveness
  }
}

/** Both sides, the one that knows its type first; null when either was reported. */
export function pair(
  tree: { left: Tree; right: Tree },
  context: Context,
  expected: Type | null,
): readonly [Expr, Expr] | null {
  const { elaborate } = context.world;
  if (selfTyped(tree.left, context.scope) || !selfTyped(tree.right, context.scope)) {
    const left = elaborate(tree.left, context, expected);
    const right = left === null ? null : elaborate(tree.right, context, left.type);
    return left === null || right === null ? null : [left, right];
  }
  const right = elaborate(tree.right, context, expected);
  const left = right === null ? null : elaborate(tree.left, context, right.type);
  return left === null || right === null ? null : [left, right];
}

function equality(tree: Binary, context: Context): Expr | null {
  const sides = pair(tree, context, null);
  if (sides === null) return null;
  const [left, right] = sides;
  if (!alike(left.type, right.type)) {
    const help =
      left.type.kind === 'option'
        ? errors.mismatch(right.span, left.type, right.type, 'write `some` before it')
        : null;
    context.world.report(help ?? errors.notAlike(tree.span, left.type, right.type, 'compared'));
    return null;
  }
  const equal: Expr = { kind: 'equal', left, right, type: bool, span: tree.span };
  return tree.op === '==' ? equal : { kind: 'not', of: equal, type: bool, span: tree.span };
}

function order(op: '<' | '<=' | '>' | '>=', tree: Binary, context: Context): Expr | null {
  const sides = pair(tree, context, null);
  if (sides === null) return null;
  const [left, right] = sides;
  const wrong = [left, right].find(side => !isInteger(side.type) && side.type.kind !== 'enum');
  if (
    wrong !== undefined &&
    !(hasScalarset(wrong.type) && context.world.off.has('symmetry/order'))
  ) {
    context.world.report(
      hasScalarset(wrong.type)
        ? errors.noOrder(wrong.span, wrong.type)
        : errors.mismatch(wrong.span, 'an integer', wrong.type),
    );
    return null;
  }
  if (!alike(left.type, right.type)) {
    context.world.report(errors.notAlike(tree.span, left.type, right.type, 'compared'));
    return null;
  }
  return { kind: 'order', op, left, right, type: bool, span: tree.span };
}

function membership(tree: Binary, context: Context): Expr | null {
  const { elaborate, report } = context.world;
  const itemFirst = selfTyped(tree.left, context.scope);
  const item = itemFirst ? elaborate(tree.left, context, null) : null;
  if (itemFirst && item === null) return null;
  const set = elaborate(
    tree.right,
    context,
    item === null ? null : { kind: 'set', of: item.type, max: null },
  );
  if (set === null) return null;
  if (set.type.kind !== 'set') {
    report(errors.mismatch(tree.right.span, 'a set', set.type));
    return null;
  }
  const element = item ?? elaborate(tree.left, context, set.type.of);
  if (element === null) return null;
  if (!alike(element.type, set.type.of)) {
    report(errors.mismatch(tree.left.span, set.type.of, element.type));
    return null;
  }
  const inside: Expr = { kind: 'in', item: element, set, type: bool, span: tree.span };
  return tree.op === 'in' ? inside : { kind: 'not', of: inside, type: bool, span: tree.span };
}

function sets(
  op: 'subset' | 'union' | 'intersect' | 'minus',
  tree: Binary,
  context: Context,
  expected: Type | null,
): Expr | null {
  const sides = pair(tree, context, expected?.kind === 'set' ? expected : null);
  if (sides === null) return null;
  const [left, right] = sides;
  const wrong = [left, right].find(side => side.type.kind !== 'set');
  if (wrong !== undefined) {
    context.world.report(errors.mismatch(wrong.span, 'a set', wrong.type));
    return null;
  }
  const type = join(left.type, right.type);
  if (type === undefined) {
    context.world.report(
      errors.notAlike(tree.span, left.type, right.type, op === 'subset' ? 'compared' : 'joined'),
    );
    return null;
  }
  if (op === 'subset') return { kind: op, left, right, type: bool, span: tree.span };
  const result: Type = op === 'union' && type.kind === 'set' ? { ...type, max: null } : left.type;
  return { kind: op, left, right, type: op === 'union' ? result : left.type, span: tree.span };
}

function integers(tree: Binary, context: Context): readonly [Expr, Expr] | null {
  const sides = [tree.left, tree.right].map(side => context.world.elaborate(side, context, null));
  const [left, right] = sides;
  if (left === null || left === undefined || right === null || right === undefined) return null;
  const lax = context.world.off.has('symmetry/order');
  for (const side of [left, right]) {
    if (isInteger(side.type) || (lax && side.type.kind === 'scalarset')) continue;
    const help =
      side.type.kind === 'set' ? 'sets have `union`, `minus` and `intersect`' : undefined;
    context.world.report(
      side.type.kind === 'scalarset'
        ? errors.noOrder(side.span, side.type)
        : errors.mismatch(side.span, 'an integer', side.type, help),
    );
    return null;
  }
  return [left, right];
}

function boundsOf(type: Type): readonly [Int, Int] {
  if (type.kind === 'scalarset') return [0, type.size - 1];
  return type.kind === 'range' ? [type.low, type.high] : [0, 0];
}

function arithmetic(op: '+' | '-' | '*' | '/' | '%', tree: Binary, context: Context): Expr | null {
  const sides = integers(tree, context);
  if (sides === null) return null;
  const [left, right] = sides;
  const [low, high] = bounds(op, boundsOf(left.type), boundsOf(right.type));
  return constantOr({
    kind: 'arithmetic',
    op,
    left,
    right,
    type: { kind: 'range', low, high },
    span: tree.span,
  });
}

// A constant has the exact type of its value, so that misfits show before the run.
function constantOr(expr: Expr): Expr {
  const value = fold(expr);
  if (typeof value !== 'number' && typeof value !== 'bigint') return expr;
  return literal(value, { kind: 'range', low: value, high: value }, expr.span);
}

function interval(tree: Binary, context: Context): Expr | null {
  const sides = integers(tree, context);
  if (sides === null) return null;
  const [low, high] = sides;
  const [from] = boundsOf(low.type);
  const [, to] = boundsOf(high.type);
  const of: Type = { kind: 'range', low: from, high: compare(from, to) > 0 ? from : to };
  return { kind: 'interval', low, high, type: { kind: 'set', of, max: null }, span: tree.span };
}

/** `not e`, `-e`; temporal operators come later. */
export function unary(tree: Tree & { kind: 'unary' }, context: Context): Expr | null {
  if (tree.op === 'not') {
    const of = elaborated(tree.of, bool, context);
    return of === null ? null : { kind: 'not', of, type: bool, span: tree.span };
  }
  if (tree.op !== '-') return null; // temporal: the parser told
  const of = context.world.elaborate(tree.of, context, null);
  if (of === null) return null;
  if (of.type.kind !== 'range') {
    context.world.report(errors.mismatch(of.span, 'an integer', of.type));
    return null;
  }
  const [low, high] = bounds('-', [0, 0], [of.type.low, of.type.high]);
  return constantOr({ kind: 'negative', of, type: { kind: 'range', low, high }, span: tree.span });
}

/** `c ? a : b`; what the test binds can be read in a. */
export function conditional(
  tree: Tree & { kind: 'conditional' },
  context: Context,
  expected: Type | null,
): Expr | null {
  const tested = test(tree.test, context);
  if (tested === null) return null;
  const inner: Context = { ...context, scope: tested.scope };
  const sides = branches(tree, inner, context, expected);
  if (sides === null) return null;
  const [then, otherwise] = sides;
  const type = join(then.type, otherwise.type);
  if (type === undefined) {
    context.world.report(
      errors.notAlike(tree.span, then.type, otherwise.type, 'the two values of a condition'),
    );
    return null;
  }
  return {
    kind: 'if',
    test: tested.expr,
    then: within(tested.binds, then),
    otherwise,
    type,
    span: tree.span,
  };
}

function branches(
  tree: Tree & { kind: 'conditional' },
  inner: Context,
  outer: Context,
  expected: Type | null,
): readonly [Expr, Expr] | null {
  const { elaborate } = outer.world;
  if (expected !== null || selfTyped(tree.then, inner.scope)) {
    const then = elaborate(tree.then, inner, expected);
    const otherwise =
      then === null ? null : elaborate(tree.otherwise, outer, expected ?? then.type);
    return then === null || otherwise === null ? null : [then, otherwise];
  }
  const otherwise = elaborate(tree.otherwise, outer, null);
  const then = otherwise === null ? null : elaborate(tree.then, inner, otherwise.type);
  return then === null || otherwise === null ? null : [then, otherwise];
}
