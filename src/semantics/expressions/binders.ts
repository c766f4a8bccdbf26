/**
 * What binds names over a domain: quantifiers, `{ p in S where e }`, images, map
 * literals. The domain is a set, an interval, or a type, which stands for all its values.
 */
import type { Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import type { Binder, Name, Expr as Tree } from '../../syntax/tree.ts';
import { fold } from '../constant.ts';
import * as errors from '../errors.ts';
import { checkDomain } from '../types.ts';
import { binder, type Context } from '../world.ts';
import { type Bind, bool, elaborated, within } from './make.ts';
import { bound, test, unreadable } from './tests.ts';

/** The set that a domain stands for, and the type of its elements; null when reported. */
export function domainOf(
  tree: Tree,
  context: Context,
): { readonly set: Expr; readonly of: Type } | null {
  const set = context.world.elaborate(tree, context, null);
  if (set === null) return null;
  if (set.type.kind !== 'set') {
    const help =
      set.type.kind === 'seq'
        ? 'a sequence has positions: `q[i]` for i in `0 .. len(q) - 1`'
        : undefined;
    context.world.report(errors.mismatch(tree.span, 'a set or a type', set.type, help));
    return null;
  }
  return { set, of: set.type.of };
}

function over(
  name: Name,
  of: Type,
  context: Context,
): { readonly bind: Bind['binder']; readonly context: Context } {
  const ref = binder(context.world, name.text, of);
  const value: Expr = { kind: 'binder', binder: ref, type: of, span: name.span };
  return {
    bind: ref,
    context: { ...context, scope: bound(context, [{ binder: ref, value, nameSpan: name.span }]) },
  };
}

/** `forall i, j in S where e, k in T: body`, one quantifier a name. */
export function quantified(tree: Tree & { kind: 'quantified' }, context: Context): Expr | null {
  return nest(tree, 0, context);
}

function nest(tree: Tree & { kind: 'quantified' }, index: number, context: Context): Expr | null {
  const group = tree.binders[index];
  if (group === undefined) return elaborated(tree.body, bool, context);
  const domain = domainOf(group.domain, context);
  return domain === null ? null : names(tree, group, { index, at: 0, domain }, context);
}

interface Turn {
  readonly index: number;
  readonly at: number;
  readonly domain: { readonly set: Expr; readonly of: Type };
}

// The names of one group one by one; behind the last its `where`, then the next group.
function names(
  tree: Tree & { kind: 'quantified' },
  group: Binder,
  turn: Turn,
  context: Context,
): Expr | null {
  const name = group.names[turn.at];
  if (name === undefined) return guarded(tree, group, turn.index, context);
  const { bind, context: inner } = over(name, turn.domain.of, context);
  const body = names(tree, group, { ...turn, at: turn.at + 1 }, inner);
  if (body === null) return null;
  return {
    kind: tree.quantifier,
    binder: bind,
    domain: turn.domain.set,
    body,
    type: bool,
    span: tree.span,
  };
}

function guarded(
  tree: Tree & { kind: 'quantified' },
  group: Binder,
  index: number,
  context: Context,
): Expr | null {
  if (group.where === null) return nest(tree, index + 1, context);
  const where = test(group.where, context);
  const body = nest(tree, index + 1, {
    ...context,
    scope: where?.scope ?? unreadable(group.where, context.scope),
  });
  if (where === null || body === null) return null;
  const kind = tree.quantifier === 'forall' ? 'implies' : 'and';
  return { kind, left: where.expr, right: within(where.binds, body), type: bool, span: tree.span };
}

/** `{ p in S where e }`. */
export function filter(tree: Tree & { kind: 'filter' }, context: Context): Expr | null {
  const domain = domainOf(tree.domain, context);
  if (domain === null) return null;
  const { bind, context: inner } = over(tree.name, domain.of, context);
  const where = elaborated(tree.where, bool, inner);
  return where === null
    ? null
    : {
        kind: 'filter',
        binder: bind,
        domain: domain.set,
        where,
        type: domain.set.type,
        span: tree.span,
      };
}

/** `{ f(p) for p in S where e }`. */
export function image(
  tree: Tree & { kind: 'image' },
  context: Context,
  expected: Type | null,
): Expr | null {
  const domain = domainOf(tree.domain, context);
  if (domain === null) return null;
  const { bind, context: inner } = over(tree.name, domain.of, context);
  const where = tree.where === null ? undefined : test(tree.where, inner);
  if (where === null) return null;
  const scope = where === undefined ? inner.scope : where.scope;
  const of = context.world.elaborate(
    tree.of,
    { ...inner, scope },
    expected?.kind === 'set' ? expected.of : null,
  );
  if (of === null) return null;
  const body = where === undefined ? of : within(where.binds, of);
  const type: Type = { kind: 'set', of: of.type, max: null };
  return {
    kind: 'image',
    binder: bind,
    domain: domain.set,
    where: where?.expr ?? null,
    body,
    type,
    span: tree.span,
  };
}

/** `[i in A: e]`: A must be known before the run, since it is the key type. */
export function mapLiteral(
  tree: Tree & { kind: 'mapLiteral' },
  context: Context,
  expected: Type | null,
): Expr | null {
  const domain = domainOf(tree.domain, context);
  if (domain === null) return null;
  const key = keyOf(domain.set);
  if (key === null || !checkDomain(key, tree.domain.span, context)) {
    context.world.report(errors.notConstant(tree.domain.span, 'the keys of a map'));
    return null;
  }
  const { bind, context: inner } = over(tree.name, key, context);
  const body = context.world.elaborate(
    tree.body,
    inner,
    expected?.kind === 'map' ? expected.value : null,
  );
  return body === null
    ? null
    : {
        kind: 'mapOf',
        binder: bind,
        body,
        type: { kind: 'map', key, value: body.type },
        span: tree.span,
      };
}

function keyOf(set: Expr): Type | null {
  if (set.kind === 'domain') return set.of;
  if (set.kind !== 'interval') return null;
  const low = fold(set.low);
  const high = fold(set.high);
  const whole =
    (typeof low === 'number' || typeof low === 'bigint') &&
    (typeof high === 'number' || typeof high === 'bigint');
  return whole && low <= high ? { kind: 'range', low, high } : null;
}
