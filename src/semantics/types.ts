/**
 * Types as written, resolved: names looked up, bounds and sizes computed. What is
 * too large to enumerate is refused here, with the figure.
 */
import type { Span } from '../base/source.ts';
import { describe } from '../machine/describe.ts';
import { sizeOf } from '../machine/domain.ts';
import type { Type } from '../machine/types.ts';
import { compare, type Value } from '../machine/value.ts';
import type { Expr as Tree, TypeExpr } from '../syntax/tree.ts';
import { fold } from './constant.ts';
import * as errors from './errors.ts';
import { type Context, lookup, namesIn } from './world.ts';

/** Most values that a domain may have: what is indexed, quantified over or picked from. */
export const maxDomain = 65_536;

/** The type meant, or null when something was reported. */
export function resolve(tree: TypeExpr, context: Context): Type | null {
  switch (tree.kind) {
    case 'boolType':
      return { kind: 'bool' };
    case 'namedType':
      return named(tree.name.text, tree.name.span, context);
    case 'rangeType':
      return range(tree.low, tree.high, tree.span, context);
    case 'optionType':
      return wrap(resolve(tree.of, context), of => ({ kind: 'option', of }));
    case 'mapType':
      return map(tree, context);
    case 'setType': {
      const max = tree.max === null ? null : size(tree.max, context);
      const of = resolve(tree.of, context);
      return of === null || max === undefined ? null : { kind: 'set', of, max };
    }
    case 'seqType': {
      const max = size(tree.max, context);
      const of = resolve(tree.of, context);
      return of === null || max === undefined ? null : { kind: 'seq', of, max };
    }
  }
}

function wrap(of: Type | null, make: (of: Type) => Type): Type | null {
  return of === null ? null : make(of);
}

function named(name: string, span: Span, context: Context): Type | null {
  const found = lookup(context.scope, name)?.entity;
  if (found?.kind === 'type') return found.type;
  if (found?.kind === 'broken') return null;
  if (found === undefined && context.absent !== null && context.world.known.has(name)) {
    context.absent(name);
    return null;
  }
  const types = namesIn(context.scope).filter(
    n => lookup(context.scope, n)?.entity.kind === 'type',
  );
  if (found === undefined) context.world.report(errors.unbound(span, name, [...types, 'bool']));
  else context.world.report(errors.notAValue(span, name, 'no type'));
  return null;
}

function map(tree: TypeExpr & { kind: 'mapType' }, context: Context): Type | null {
  const key = resolve(tree.key, context);
  const value = resolve(tree.value, context);
  if (key === null || value === null) return null;
  if (!isKey(key)) {
    context.world.report(errors.keyType(tree.key.span, key));
    return null;
  }
  return checkDomain(key, tree.key.span, context) ? { kind: 'map', key, value } : null;
}

function isKey(type: Type): boolean {
  switch (type.kind) {
    case 'map':
    case 'set':
    case 'seq':
    case 'int':
      return false;
    case 'option':
      return isKey(type.of);
    case 'struct':
      return type.fields.every(f => isKey(f.type));
    case 'union':
      return type.cases.every(c => c.fields.every(f => isKey(f.type)));
    default:
      return true;
  }
}

/** Most fields that a struct or union may have, those of its fields' types included. */
export const mostParts = 4096;

const parts = new WeakMap<Type, number>();

/** How many fields a type has, written out. */
export function partsIn(type: Type): number {
  const known = parts.get(type);
  if (known !== undefined) return known;
  const fields =
    type.kind === 'struct'
      ? type.fields
      : type.kind === 'union'
        ? type.cases.flatMap(c => c.fields)
        : [];
  const inner =
    'of' in type
      ? [type.of]
      : type.kind === 'map'
        ? [type.key, type.value]
        : fields.map(f => f.type);
  const count = inner.reduce((sum, part) => sum + partsIn(part), 1);
  parts.set(type, count);
  return count;
}

/** Reports a type that has too many values to go through; true when it has not. */
export function checkDomain(type: Type, span: Span, context: Context): boolean {
  const values = sizeOf(type);
  if (values <= maxDomain) return true;
  const name = describe(type);
  if (context.world.large.has(name)) return false;
  context.world.large.add(name);
  const shown =
    Number.isFinite(values) && values < 1e15 ? `${values} values` : 'too many values to count';
  context.world.report(
    errors.tooLarge(
      span,
      `\`${name}\``,
      shown,
      `a domain has at most ${maxDomain} values${largest(type)}`,
    ),
  );
  return false;
}

// The largest factors of a struct or union, so that one sees what to make smaller.
function largest(type: Type): string {
  const fields =
    type.kind === 'struct'
      ? type.fields
      : type.kind === 'union'
        ? type.cases.flatMap(c => c.fields)
        : [];
  const factors = [...fields].sort((a, b) => sizeOf(b.type) - sizeOf(a.type)).slice(0, 3);
  return factors.length === 0
    ? ''
    : `; its largest factors: ${factors.map(f => `${f.name} ${sizeOf(f.type)}`).join(', ')}`;
}

function range(low: Tree, high: Tree, span: Span, context: Context): Type | null {
  const from = integer(low, context);
  const to = integer(high, context);
  if (from === undefined || to === undefined) return null;
  if (compare(from, to) > 0) {
    context.world.report(errors.emptyRange(span, `${from}`, `${to}`));
    return null;
  }
  return { kind: 'range', low: from, high: to };
}

/** A constant integer, or undefined when that was reported. */
export function integer(tree: Tree, context: Context): number | bigint | undefined {
  const value = constant(tree, context, null);
  if (value === undefined) return undefined;
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  context.world.report(errors.mismatch(tree.span, 'an integer', { kind: 'bool' }));
  return undefined;
}

/** A constant size: an integer from 0 to `maxDomain`. */
export function size(tree: Tree, context: Context): number | undefined {
  const value = integer(tree, context);
  if (value === undefined) return undefined;
  if (typeof value === 'number' && value >= 0 && value <= maxDomain) return value;
  context.world.report(
    errors.tooLarge(tree.span, 'a size', `the value ${value}`, `sizes go from 0 to ${maxDomain}`),
  );
  return undefined;
}

/** A constant value of a type, or undefined when that was reported. */
function constant(tree: Tree, context: Context, expected: Type | null): Value | undefined {
  const expr = context.world.elaborate(tree, { ...context, mode: 'constant' }, expected);
  if (expr === null) return undefined;
  const value = fold(expr);
  if (value === undefined) context.world.report(errors.notConstant(tree.span, 'this'));
  return value;
}
