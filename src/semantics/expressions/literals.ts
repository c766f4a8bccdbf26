/**
 * Values written out: numbers, options, records and cases with their fields, sets,
 * sequences, `e with { f: v }`. What a literal cannot know comes from the expected type.
 */
import type { Span } from '../../base/source.ts';
import type { Expr } from '../../machine/expr.ts';
import { alike, join } from '../../machine/relate.ts';
import type { Field, Type } from '../../machine/types.ts';
import { normalInt } from '../../machine/value.ts';
import type { FieldInit, Expr as Tree } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { type Context, lookup } from '../world.ts';
import { elaborated, fitted, literal } from './make.ts';
import { selfTyped } from './self-typed.ts';

export function number(tree: Tree & { kind: 'number' }): Expr {
  const value = normalInt(tree.value);
  return literal(value, { kind: 'range', low: value, high: value }, tree.span);
}

export function none(
  tree: Tree & { kind: 'none' },
  context: Context,
  expected: Type | null,
): Expr | null {
  if (expected?.kind === 'option') return literal(null, expected, tree.span);
  context.world.report(
    expected === null
      ? errors.infer(tree.span, '`none`', 'put the other side first, or give the name a type')
      : errors.mismatch(
          tree.span,
          expected,
          { kind: 'option', of: expected },
          `a place for \`none\` has a type with \`?\``,
        ),
  );
  return null;
}

export function some(
  tree: Tree & { kind: 'some' },
  context: Context,
  expected: Type | null,
): Expr | null {
  const of = context.world.elaborate(
    tree.of,
    context,
    expected?.kind === 'option' ? expected.of : null,
  );
  return of === null
    ? null
    : { kind: 'some', of, type: { kind: 'option', of: of.type }, span: tree.span };
}

/** `{ f: v }`: a struct, by the expected type. */
export function record(
  tree: Tree & { kind: 'record' },
  context: Context,
  expected: Type | null,
): Expr | null {
  if (expected?.kind === 'struct') {
    const fields = fieldValues(tree.fields, expected.name, expected.fields, tree.span, context);
    return fields === null ? null : { kind: 'struct', fields, type: expected, span: tree.span };
  }
  context.world.report(
    expected === null
      ? errors.infer(tree.span, 'this record', 'write its struct before it: `Name { ... }`')
      : errors.mismatch(
          tree.span,
          expected,
          { kind: 'struct', name: 'record', fields: [] },
          optionHelp(expected),
        ),
  );
  return null;
}

const optionHelp = (expected: Type): string | undefined =>
  expected.kind === 'option' ? 'write `some` before it' : undefined;

/** `tag { f: v }`: a case with payload, or a struct by its name. */
export function construct(
  tree: Tree & { kind: 'construct' },
  context: Context,
  expected: Type | null,
): Expr | null {
  const found = lookup(context.scope, tree.tag.text)?.entity;
  if (found?.kind === 'broken') return null;
  if (found?.kind === 'type' && found.type.kind === 'struct') {
    return record({ kind: 'record', fields: tree.fields, span: tree.span }, context, found.type);
  }
  const type = unionOf(tree.tag.text, context, expected);
  if (type === null) {
    if (context.absent !== null && context.world.known.has(tree.tag.text))
      context.absent(tree.tag.text);
    else
      context.world.report(
        errors.unbound(tree.tag.span, tree.tag.text, casesIn(context, expected)),
      );
    return null;
  }
  const tag = type.cases.findIndex(c => c.name === tree.tag.text);
  const declared = type.cases[tag]?.fields ?? [];
  const fields = fieldValues(
    tree.fields,
    `${type.name}.${tree.tag.text}`,
    declared,
    tree.span,
    context,
  );
  return fields === null ? null : { kind: 'case', tag, fields, type, span: tree.span };
}

type Union = Type & { kind: 'union' };

function unions(context: Context): readonly Union[] {
  return [...context.world.root.names.values()].flatMap(({ entity }) =>
    entity.kind === 'type' && entity.type.kind === 'union' ? [entity.type] : [],
  );
}

function casesIn(context: Context, expected: Type | null): readonly string[] {
  return (expected?.kind === 'union' ? [expected] : unions(context)).flatMap(u =>
    u.cases.map(c => c.name),
  );
}

// The expected union, else the only one that has such a case.
function unionOf(tag: string, context: Context, expected: Type | null): Union | null {
  if (expected?.kind === 'union') return expected.cases.some(c => c.name === tag) ? expected : null;
  const [only, ...more] = unions(context).filter(u => u.cases.some(c => c.name === tag));
  return only !== undefined && more.length === 0 ? only : null;
}

/** The fields in the order declared; each must stand once, unless it has a value of its own. */
function fieldValues(
  given: readonly FieldInit[],
  owner: string,
  declared: readonly Field[],
  span: Span,
  context: Context,
): readonly Expr[] | null {
  const { report, known } = context.world;
  let sound = true;
  const values = new Map<string, Expr>();
  for (const init of given) {
    const field = declared.find(f => f.name === init.name.text);
    if (field === undefined) {
      sound = false;
      if (context.absent !== null && known.has(init.name.text)) context.absent(init.name.text);
      else
        report(
          errors.noMember(
            init.name.span,
            init.name.text,
            { kind: 'struct', name: owner, fields: [] },
            declared.map(f => f.name),
          ),
        );
      continue;
    }
    if (values.has(field.name)) report(errors.fieldTwice(init.name.span, field.name));
    const value = elaborated(init.value, field.type, context);
    if (value === null) sound = false;
    else values.set(field.name, value);
  }
  if (!sound) return null;
  const missing = declared.filter(
    f => !values.has(f.name) && context.world.defaults.get(`${owner}.${f.name}`) === undefined,
  );
  if (missing.length > 0) {
    report(
      errors.missingFields(
        span,
        owner,
        missing.map(f => f.name),
      ),
    );
    return null;
  }
  return declared.flatMap(
    f => values.get(f.name) ?? context.world.defaults.get(`${owner}.${f.name}`) ?? [],
  );
}

/** `e with { f: v }`. */
export function withFields(
  tree: Tree & { kind: 'with' },
  context: Context,
  expected: Type | null,
): Expr | null {
  const of = context.world.elaborate(tree.of, context, expected);
  if (of === null) return null;
  const { type } = of;
  if (type.kind !== 'struct') {
    context.world.report(errors.mismatch(tree.of.span, 'a struct', type));
    return null;
  }
  const updates = tree.fields.flatMap(init => {
    const field = type.fields.findIndex(f => f.name === init.name.text);
    const declared = type.fields[field];
    if (declared === undefined) {
      context.world.report(
        errors.noMember(
          init.name.span,
          init.name.text,
          type,
          type.fields.map(f => f.name),
        ),
      );
      return [];
    }
    const value = elaborated(init.value, declared.type, context);
    return value === null ? [] : [{ field, value }];
  });
  return updates.length < tree.fields.length
    ? null
    : { kind: 'with', of, updates, type, span: tree.span };
}

/** `{ a, b }` and `[a, b]`: the items share the expected element type, or join theirs. */
export function collection(
  tree: Tree & { kind: 'setLiteral' | 'seqLiteral' },
  context: Context,
  expected: Type | null,
): Expr | null {
  const kind = tree.kind === 'setLiteral' ? 'set' : 'seq';
  const wanted = expected?.kind === kind ? expected.of : null;
  if (tree.items.length === 0 && wanted === null) {
    if (expected === null) {
      context.world.report(
        errors.infer(
          tree.span,
          kind === 'set' ? 'this empty set' : 'this empty sequence',
          'put the other side first, or give the name a type',
        ),
      );
    } else {
      context.world.report(
        errors.mismatch(
          tree.span,
          expected,
          kind === 'set' ? { kind, of: expected, max: null } : { kind, of: expected, max: 0 },
        ),
      );
    }
    return null;
  }
  const items = itemsOf(tree.items, context, wanted);
  if (items === null) return null;
  const of =
    items.reduce<Type | undefined>(
      (type, item) => (type === undefined ? item.type : join(type, item.type)),
      undefined,
    ) ?? wanted;
  if (of === undefined || of === null) {
    context.world.report(
      errors.infer(tree.span, 'the items', 'all items of a set or sequence have one type'),
    );
    return null;
  }
  const type: Type = kind === 'set' ? { kind, of, max: null } : { kind, of, max: items.length };
  return kind === 'set'
    ? { kind, items, type, span: tree.span }
    : { kind, items, type, span: tree.span };
}

function itemsOf(
  trees: readonly Tree[],
  context: Context,
  wanted: Type | null,
): readonly Expr[] | null {
  const first = trees.find(item => selfTyped(item, context.scope));
  const type =
    wanted ??
    (first === undefined
      ? null
      : (context.world.elaborate(first, context, null)?.type ?? undefined));
  if (type === undefined) return null;
  const items = trees.map(item => context.world.elaborate(item, context, type));
  if (items.some(item => item === null)) return null;
  const sound = items.flatMap(item => {
    if (item === null) return [];
    if (type === null || alike(item.type, type)) return [item];
    return fitted(item, type, context) ?? [];
  });
  return sound.length < items.length ? null : sound;
}
