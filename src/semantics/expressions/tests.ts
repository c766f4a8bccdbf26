/**
 * Tests and what they bind. `x is some p` binds p in what is evaluated only when
 * the test holds: the right of `and` and `implies`, and the block of a statement. A
 * test therefore gives three things: the truth value, the names it binds with
 * their values, and the scope in which they can be read.
 */
import type { Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import type { Name, Pattern, Expr as Tree } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { binder, type Context, inside, lookup, type Scope } from '../world.ts';
import { type Bind, bool, elaborated, read, within } from './make.ts';

export interface Test {
  readonly expr: Expr;
  readonly binds: readonly Bind[];
  readonly scope: Scope;
}

/** An expression of type bool as a test; null when reported. */
export function test(tree: Tree, context: Context): Test | null {
  if (tree.kind === 'parenthesised') return test(tree.of, context);
  if (tree.kind === 'is') return is(tree, context);
  if (tree.kind === 'binary' && tree.op === 'and') return and(tree, context);
  if (tree.kind === 'binary' && (tree.op === 'or' || tree.op === 'implies'))
    return either(tree.op, tree, context);
  const expr = elaborated(tree, bool, context);
  return expr === null ? null : { expr, binds: [], scope: context.scope };
}

/** The names that a test would bind, when it cannot be read: known, but of no type. */
export function unreadable(tree: Tree, outer: Scope): Scope {
  const scope = inside(outer);
  for (const name of namesBound(tree))
    scope.names.set(name.text, { entity: { kind: 'broken' }, span: name.span });
  return scope;
}

/** What `is` binds where the test holds. */
export function namesBound(tree: Tree): readonly Name[] {
  if (tree.kind === 'parenthesised') return namesBound(tree.of);
  if (tree.kind === 'is')
    return tree.pattern.kind === 'nonePattern' || tree.pattern.binding === null
      ? []
      : [tree.pattern.binding];
  return tree.kind === 'binary' && tree.op === 'and'
    ? [...namesBound(tree.left), ...namesBound(tree.right)]
    : [];
}

function and(tree: Tree & { kind: 'binary' }, context: Context): Test | null {
  const left = test(tree.left, context);
  const right = test(tree.right, {
    ...context,
    scope: left?.scope ?? unreadable(tree.left, context.scope),
  });
  if (left === null || right === null) return null;
  const expr: Expr = {
    kind: 'and',
    left: left.expr,
    right: within(left.binds, right.expr),
    type: bool,
    span: tree.span,
  };
  return { expr, binds: [...left.binds, ...right.binds], scope: right.scope };
}

function either(
  kind: 'or' | 'implies',
  tree: Tree & { kind: 'binary' },
  context: Context,
): Test | null {
  const left = test(tree.left, context);
  const bindings = left?.scope ?? unreadable(tree.left, context.scope);
  const scope = kind === 'implies' ? bindings : context.scope;
  const right = test(tree.right, { ...context, scope });
  if (left === null || right === null) return null;
  const body = kind === 'implies' ? within(left.binds, right.expr) : right.expr;
  return {
    expr: { kind, left: left.expr, right: body, type: bool, span: tree.span },
    binds: [],
    scope: context.scope,
  };
}

/** `e is pattern`. */
export function is(tree: Tree & { kind: 'is' }, context: Context): Test | null {
  const of = context.world.elaborate(tree.of, context, null);
  if (of === null) return null;
  const matched = match(of, tree.pattern, context);
  if (matched === null) return null;
  const { expr, payload, binding } = matched;
  if (binding === null || payload === null)
    return { expr: { ...expr, span: tree.span }, binds: [], scope: context.scope };
  const bind: Bind = {
    binder: binder(context.world, binding.text, payload.type),
    value: payload,
    nameSpan: binding.span,
  };
  const scope = bound(context, [bind]);
  return { expr: { ...expr, span: tree.span }, binds: [bind], scope };
}

/** A scope with names declared in it; a name that has a meaning already is reported. */
export function bound(context: Context, binds: readonly Bind[]): Scope {
  const scope = inside(context.scope);
  for (const { binder: ref, nameSpan } of binds) {
    const outer = lookup(scope, ref.name);
    if (outer !== undefined && outer.entity.kind !== 'broken')
      context.world.report(errors.shadow(nameSpan, ref.name, outer.span));
    scope.names.set(ref.name, {
      entity: { kind: 'value', expr: read(ref, nameSpan) },
      span: nameSpan,
    });
  }
  return scope;
}

/** The test of a pattern, and what its name would be bound to. */
export interface Match {
  readonly expr: Expr;
  readonly payload: Expr | null;
  readonly binding: Name | null;
}

/** How a value is matched against a pattern; null when the pattern cannot fit its type. */
export function match(of: Expr, pattern: Pattern, context: Context): Match | null {
  const { type } = of;
  if (pattern.kind === 'casePattern' && type.kind === 'enum')
    return matchMember(of, type, pattern, context);
  if (pattern.kind === 'casePattern') return matchCase(of, pattern, context);
  if (type.kind !== 'option') {
    context.world.report(
      errors.mismatch(
        of.span,
        'an optional value',
        type,
        '`is some x` and `is none` test values of a type `T?`',
      ),
    );
    return null;
  }
  const isSome: Expr = { kind: 'isSome', of, type: bool, span: pattern.span };
  if (pattern.kind === 'nonePattern') {
    return {
      expr: { kind: 'not', of: isSome, type: bool, span: pattern.span },
      payload: null,
      binding: null,
    };
  }
  return {
    expr: isSome,
    payload: { kind: 'unwrap', of, type: type.of, span: of.span },
    binding: pattern.binding,
  };
}

// A member of an enum is a case without payload: `match` is C's `switch`.
function matchMember(
  of: Expr,
  type: Type & { kind: 'enum' },
  pattern: Pattern & { kind: 'casePattern' },
  context: Context,
): Match | null {
  const { report, known } = context.world;
  const { tag, binding, span } = pattern;
  const member = type.members.indexOf(tag.text);
  if (member < 0 && context.absent !== null && known.has(tag.text)) context.absent(tag.text);
  else if (member < 0) report(errors.noMember(tag.span, tag.text, type, type.members));
  else if (binding !== null)
    report(
      errors.mismatch(
        binding.span,
        'no name',
        type,
        'members of an enum carry nothing that could be bound',
      ),
    );
  else {
    const right: Expr = { kind: 'constant', value: member, type, span };
    return {
      expr: { kind: 'equal', left: of, right, type: bool, span },
      payload: null,
      binding: null,
    };
  }
  return null;
}

function matchCase(
  of: Expr,
  pattern: Pattern & { kind: 'casePattern' },
  context: Context,
): Match | null {
  const { type } = of;
  const { report, known } = context.world;
  if (type.kind !== 'union') {
    report(errors.mismatch(of.span, 'a union or an enum', type));
    return null;
  }
  const tag = type.cases.findIndex(c => c.name === pattern.tag.text);
  const found = type.cases[tag];
  if (found === undefined) {
    if (context.absent !== null && known.has(pattern.tag.text)) context.absent(pattern.tag.text);
    else
      report(
        errors.noMember(
          pattern.tag.span,
          pattern.tag.text,
          type,
          type.cases.map(c => c.name),
        ),
      );
    return null;
  }
  const payloadType: Type = {
    kind: 'struct',
    name: `${type.name}.${found.name}`,
    fields: found.fields,
  };
  return {
    expr: { kind: 'isCase', of, tag, type: bool, span: pattern.span },
    payload: { kind: 'payload', of, tag, type: payloadType, span: of.span },
    binding: pattern.binding,
  };
}
