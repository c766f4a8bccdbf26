/**
 * Makers of machine expressions that several constructs need: literals, nested
 * lets, reads of variables, and `fitted`, which puts a value where a type is wanted.
 */
import type { Span } from '../../base/source.ts';
import type { BinderRef, Expr, VariableId } from '../../machine/expr.ts';
import { alike, disjoint, fits, isInteger } from '../../machine/relate.ts';
import type { Type } from '../../machine/types.ts';
import type { Value } from '../../machine/value.ts';
import * as errors from '../errors.ts';
import type { Context, World } from '../world.ts';

export const bool: Type = { kind: 'bool' };

export const literal = (value: Value, type: Type, span: Span): Expr => ({
  kind: 'constant',
  value,
  type,
  span,
});

export const read = (binder: BinderRef, span: Span): Expr => ({
  kind: 'binder',
  binder,
  type: binder.type,
  span,
});

/** What a test binds where it holds: `x is some p` binds p to `unwrap(x)`. */
export interface Bind {
  readonly binder: BinderRef;
  readonly value: Expr;
  readonly nameSpan: Span;
}

/** `let` around a body, the first bind outermost. */
export function within(binds: readonly Bind[], body: Expr): Expr {
  return binds.reduceRight<Expr>(
    (inner, { binder, value }) => ({
      kind: 'let',
      binder,
      value,
      body: inner,
      type: inner.type,
      span: inner.span,
    }),
    body,
  );
}

/** A variable as its actor sees it: of a family, the entry of the instance `at`. */
export function variable(world: World, id: VariableId, at: readonly Expr[], span: Span): Expr {
  let expr: Expr = {
    kind: 'variable',
    variable: id,
    type: world.variables[id]?.type ?? bool,
    span,
  };
  for (const key of at) {
    if (expr.type.kind !== 'map') break;
    expr = { kind: 'lookup', of: expr, key, type: expr.type.value, span };
  }
  return expr;
}

/** The value of a slot: a binding of a thread that is in force here. */
export function slotRead(world: World, id: VariableId, at: readonly Expr[], span: Span): Expr {
  const of = variable(world, id, at, span);
  return { kind: 'unwrap', of, type: of.type.kind === 'option' ? of.type.of : of.type, span };
}

/**
 * The expression as a value of `type`: as it is where every value fits, under a check
 * where some do. Reports and gives null where the sorts differ or no value fits.
 */
export function fitted(expr: Expr, type: Type, context: Context): Expr | null {
  if (!alike(expr.type, type)) {
    if (takesMembers(expr.type, type, context)) return { ...expr, type };
    context.world.report(errors.mismatch(expr.span, type, expr.type, wayOut(expr.type, type)));
    return null;
  }
  if (disjoint(expr.type, type)) {
    context.world.report(errors.never(expr.span, expr.type, type));
    return null;
  }
  return fits(expr.type, type) ? expr : { kind: 'fit', of: expr, type, span: expr.span };
}

// Only in tests that show what the rule is for.
const takesMembers = (from: Type, to: Type, context: Context): boolean =>
  context.world.off.has('symmetry/member') &&
  ((isInteger(from) && to.kind === 'scalarset') || (from.kind === 'scalarset' && isInteger(to)));

function wayOut(from: Type, to: Type): string | undefined {
  if (to.kind === 'option' && alike(from, to.of)) return 'write `some` before it';
  if (from.kind === 'option' && alike(from.of, to))
    return 'test it with `is some x`, or unwrap it with `!`';
  if (to.kind === 'bool' && (from.kind === 'range' || from.kind === 'int'))
    return 'compare it: `!= 0`';
  if (to.kind === 'bool' && from.kind === 'option') return 'test it: `is some _`';
  if (to.kind === 'bool' && (from.kind === 'set' || from.kind === 'seq'))
    return 'test it: `!= {}` or `!= []`';
  return undefined;
}

/** Elaborated and fitted to a type; null when reported. */
export function elaborated(
  tree: Parameters<World['elaborate']>[0],
  type: Type,
  context: Context,
): Expr | null {
  const expr = context.world.elaborate(tree, context, type);
  return expr === null ? null : fitted(expr, type, context);
}
