/**
 * Names in expressions: values and variables in force, types (as the set of their
 * values), members and cases by the expected type, and the dotted forms
 * `Enum.member`, `Union.case`, `device.local`, `thread[i].local`.
 */
import type { Span } from '../../base/source.ts';
import type { Expr } from '../../machine/expr.ts';
import { hasScalarset } from '../../machine/relate.ts';
import type { Type } from '../../machine/types.ts';
import type { Name, Expr as Tree } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { checkDomain } from '../types.ts';
import {
  type ActorEntity,
  type Context,
  type Entity,
  lookup,
  namesIn,
  type Scope,
} from '../world.ts';
import { elaborated, literal, read, variable } from './make.ts';

/** A bare name. */
export function name(
  tree: Tree & { kind: 'name' },
  context: Context,
  expected: Type | null,
): Expr | null {
  const { text, span } = tree.name;
  const member = expected === null ? null : memberOf(expected, text, span);
  const found = lookup(context.scope, text);
  if (found === undefined) return member ?? unknown(tree.name, context, expected);
  if (member !== null && found.entity.kind !== 'broken') {
    context.world.report(errors.ambiguous(span, text, member.type));
    return null;
  }
  return entity(found.entity, tree.name, context);
}

function entity(found: Entity, at: Name, context: Context): Expr | null {
  const { report } = context.world;
  switch (found.kind) {
    case 'value':
      return { ...found.expr, span: at.span };
    case 'variable':
      return ownVariable(found.id, at, context);
    case 'place':
      return placed(found, at, context);
    case 'type':
      return typeAsSet(found.type, at.span, context);
    case 'fun':
      report(errors.notAValue(at.span, at.text, 'a function', `call it: \`${at.text}(...)\``));
      return null;
    case 'proc':
      report(
        errors.notAValue(
          at.span,
          at.text,
          'a procedure',
          'a procedure is called in a statement of its own',
        ),
      );
      return null;
    case 'actor':
      report(
        errors.notAValue(
          at.span,
          at.text,
          `a ${found.actor.decl.kind}`,
          `name one of its locals: \`${at.text}.x\``,
        ),
      );
      return null;
    case 'property':
      report(errors.notAValue(at.span, at.text, 'a property'));
      return null;
    case 'broken':
      return null;
  }
}

// What is wrong with its use is wrong here, not where it was passed.
function placed(found: Entity & { kind: 'place' }, at: Name, context: Context): Expr | null {
  const expr = context.world.elaborate(found.tree, found.context, null);
  return expr === null ? null : { ...expr, span: at.span };
}

function ownVariable(id: number, at: Name, context: Context): Expr | null {
  if (context.mode === 'constant') {
    context.world.report(errors.notConstant(at.span, `\`${at.text}\` is a variable and this`));
    return null;
  }
  const declared = context.world.variables[id];
  return variable(
    context.world,
    id,
    (declared?.params ?? []).map(p => read(p, at.span)),
    at.span,
  );
}

function typeAsSet(type: Type, span: Span, context: Context): Expr | null {
  if (!checkDomain(type, span, context)) return null;
  return { kind: 'domain', of: type, type: { kind: 'set', of: type, max: null }, span };
}

/** The member or case without payload of a type, or null when it has none of the name. */
export function memberOf(type: Type, text: string, span: Span): Expr | null {
  if (type.kind === 'enum') {
    const index = type.members.indexOf(text);
    return index < 0 ? null : literal(index, type, span);
  }
  if (type.kind === 'union') {
    const tag = type.cases.findIndex(c => c.name === text && c.fields.length === 0);
    return tag < 0 ? null : { kind: 'case', tag, fields: [], type, span };
  }
  return null;
}

const membersOf = (type: Type): readonly string[] =>
  type.kind === 'enum' ? type.members : type.kind === 'union' ? type.cases.map(c => c.name) : [];

function unknown(at: Name, context: Context, expected: Type | null): null {
  const { report, known, root } = context.world;
  const scalarset = scalarsetOf(at.text, root);
  const homes = [...root.names].flatMap(([typeName, { entity }]) =>
    entity.kind === 'type' && membersOf(entity.type).includes(at.text) ? [typeName] : [],
  );
  if (expected !== null && expected.kind === 'union' && membersOf(expected).includes(at.text)) {
    report(
      errors.infer(
        at.span,
        `the payload of \`${at.text}\``,
        `write \`${at.text} { field: value }\``,
      ),
    );
  } else if (homes.length > 0 && (expected === null || membersOf(expected).length === 0)) {
    report(errors.memberNeedsType(at.span, at.text, homes));
  } else if (context.absent !== null && known.has(at.text)) {
    context.absent(at.text);
  } else if (scalarset !== undefined) {
    report(errors.anonymous(at.span, scalarset));
  } else {
    const near = expected === null ? [] : membersOf(expected);
    report(
      errors.unbound(
        at.span,
        at.text,
        [...near, ...namesIn(context.scope)],
        elsewhere(at.text, context),
      ),
    );
  }
  return null;
}

// A local is read by its owner's name; what a patch declares, where that patch is.
function elsewhere(text: string, { world }: Context): string | undefined {
  const [owner, actor] = [...world.actors].find(([, { locals }]) => locals.has(text)) ?? [];
  if (owner !== undefined)
    return `\`${text}\` is a local of \`${owner}\`: \`${owner}${'[i]'.repeat(actor?.params.length ?? 0)}.${text}\``;
  return world.strict.size > 0 && world.known.has(text)
    ? 'a patch declares it, and no variant has all the names that stand here'
    : undefined;
}

// `Page0` is what traces call a member, and nothing that a text can say.
function scalarsetOf(text: string, root: Scope): string | undefined {
  const type = text.replace(/\d+$/, '');
  const found = root.names.get(type)?.entity;
  return type !== text && found?.kind === 'type' && found.type.kind === 'scalarset'
    ? type
    : undefined;
}

/** `e.f`: a member, a local of an actor, or a field. */
export function field(tree: Tree & { kind: 'field' }, context: Context): Expr | null {
  const actor = actorOf(tree.of, context);
  if (actor !== null) return local(actor, tree.name, context);
  if (tree.of.kind === 'name') {
    const found = lookup(context.scope, tree.of.name.text)?.entity;
    if (found?.kind === 'type') return qualified(found.type, tree.name, tree.span, context);
  }
  const of = context.world.elaborate(tree.of, context, null);
  if (of === null) return null;
  if (of.type.kind !== 'struct') {
    context.world.report(
      errors.mismatch(
        tree.of.span,
        'a struct',
        of.type,
        of.type.kind === 'option' ? 'unwrap it first: `e!.field`' : undefined,
      ),
    );
    return null;
  }
  const index = of.type.fields.findIndex(f => f.name === tree.name.text);
  const type = of.type.fields[index]?.type;
  if (type === undefined) {
    return absentOr(tree.name, context, () =>
      errors.noMember(
        tree.name.span,
        tree.name.text,
        of.type,
        of.type.kind === 'struct' ? of.type.fields.map(f => f.name) : [],
      ),
    );
  }
  return { kind: 'field', of, field: index, type, span: tree.span };
}

function absentOr(
  at: Name,
  context: Context,
  message: () => ReturnType<typeof errors.unbound>,
): null {
  if (context.absent !== null && context.world.known.has(at.text)) context.absent(at.text);
  else context.world.report(message());
  return null;
}

function qualified(type: Type, at: Name, span: Span, context: Context): Expr | null {
  const member = memberOf(type, at.text, span);
  if (member !== null) return member;
  return absentOr(at, context, () => errors.noMember(at.span, at.text, type, membersOf(type)));
}

/** An actor named in an expression, with the instance where it is one of a family. */
export interface ActorUse {
  readonly actor: ActorEntity;
  readonly instance: readonly Expr[];
  readonly span: Span;
}

/** `t`, `t[i]`, `t[i][j]` when `t` is an actor; null when it is something else. */
export function actorOf(tree: Tree, context: Context): ActorUse | null {
  const keys: Tree[] = [];
  let head = tree;
  while (head.kind === 'index') {
    keys.unshift(head.index);
    head = head.of;
  }
  if (head.kind !== 'name') return null;
  const found = lookup(context.scope, head.name.text)?.entity;
  if (found?.kind !== 'actor') return null;
  const { actor } = found;
  if (keys.length !== actor.params.length) {
    context.world.report(
      errors.argumentCount(tree.span, `${head.name.text}[]`, actor.params.length, keys.length),
    );
    return { actor, instance: [], span: tree.span };
  }
  const instance = keys.flatMap((key, i) => {
    const type = actor.params[i]?.type;
    const expr = type === undefined ? null : elaborated(key, type, context);
    return expr === null ? [] : [expr];
  });
  return { actor, instance, span: tree.span };
}

function local(use: ActorUse, at: Name, context: Context): Expr | null {
  const { actor } = use;
  const id = actor.locals.get(at.text);
  if (id === undefined) {
    return absentOr(at, context, () =>
      errors.unbound(
        at.span,
        at.text,
        actor.locals.keys(),
        actor.locals.size === 0 ? `\`${actor.decl.name.text}\` has no locals` : undefined,
      ),
    );
  }
  if (actor.decl.kind === 'thread' && context.mode === 'code') {
    context.world.report(
      errors.notReadable(
        at.span,
        `a local of thread \`${actor.decl.name.text}\``,
        'only properties may; share a variable instead',
      ),
    );
    return null;
  }
  if (use.instance.length !== actor.params.length) return null;
  return variable(context.world, id, use.instance, at.span);
}

/** For messages about order: the type is a scalarset or holds one. */
export const unordered = (type: Type): boolean => hasScalarset(type);
