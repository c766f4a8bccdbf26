/**
 * What stands in the braces of declarations: members of enums, structs, unions and
 * devices, the locals and statements of threads; and parameters.
 */
import type { Around } from '../comments.ts';
import * as errors from '../errors.ts';
import type { Node } from '../grammar.ts';
import type {
  ActionDecl,
  Block,
  Comment,
  EnumMember,
  Fairness,
  FieldDecl,
  Param,
  Stmt,
  UnionCase,
  VarDecl,
} from '../tree.ts';
import { expressionOf } from './expressions.ts';
import {
  attached,
  type Finish,
  itemsOf,
  type MemberReader,
  maybe,
  members,
  nameOf,
  optional,
  type Reading,
  spanOf,
} from './reading.ts';
import { blockOf, statementOf } from './statements.ts';
import { typeOf } from './types.ts';

/** The items of a body with the comments before its end. */
export interface Body<T> {
  readonly items: readonly T[];
  readonly inside: readonly Comment[];
}

// "{" NonemptyListOf<item, ","> ","? "}"
function listed<T>(reading: Reading, body: Node, reader: MemberReader<T>): Body<T> {
  return members(reading, spanOf(reading, body), itemsOf(body.child(1)), reader);
}

// EnumBody = "{" NonemptyListOf<name, ","> ","? "}"
/** The members of an enum. */
export function enumMembersOf(reading: Reading, body: Node): Body<EnumMember> {
  return listed(reading, body, (r, node, around) => {
    const span = spanOf(r, node);
    return { name: nameOf(r, node), span, comments: attached(r, span, around) };
  });
}

// FieldsBody = "{" NonemptyListOf<FieldDecl, ","> ","? "}"
/** The fields of a struct or a case; those that a patch added have values. */
export function fieldsOf(reading: Reading, body: Node): Body<FieldDecl> {
  return listed(reading, body, fieldOf);
}

// FieldDecl = anyName ":" Type Default?;  Default = eq Expr
function fieldOf(reading: Reading, node: Node, around: Around): FieldDecl {
  const span = spanOf(reading, node);
  const value = optional(node.child(3));
  return {
    name: nameOf(reading, node.child(0)),
    type: typeOf(reading, node.child(2)),
    value: value === undefined ? null : expressionOf(reading, value.child(1)),
    span,
    comments: attached(reading, span, around),
  };
}

// CasesBody = "{" NonemptyListOf<Case, ","> ","? "}"
/** The cases of a union. */
export function casesOf(reading: Reading, body: Node): Body<UnionCase> {
  return listed(reading, body, (r, node, around) => {
    // Case = name FieldsBody?
    const span = spanOf(r, node);
    const fields = maybe(r, node.child(1), fieldsOf) ?? { items: [], inside: [] };
    const comments = attached(r, span, around, fields.inside);
    return { name: nameOf(r, node.child(0)), fields: fields.items, span, comments };
  });
}

// DeviceBody = "{" (Var | Action)* "}"
/** The variables and actions of a device. */
export function deviceMembersOf(reading: Reading, body: Node): Body<VarDecl | ActionDecl> {
  return members(reading, spanOf(reading, body), body.child(1).children, (r, node, around) =>
    node.ctorName === 'Var' ? localOf(r, node, around) : actionOf(r, node, around),
  );
}

// VarsBody = "{" Var* "}"
/** The variables that a patch adds to a thread. */
export function localsOf(reading: Reading, body: Node): Body<VarDecl> {
  return members(reading, spanOf(reading, body), body.child(1).children, localOf);
}

// ThreadBody = "{" Var* Stmt* "}"
/** The variables of a thread and its statements. */
export function threadBodyOf(
  reading: Reading,
  body: Node,
): { readonly locals: readonly VarDecl[]; readonly body: Block } {
  const span = spanOf(reading, body);
  const nodes = [...body.child(1).children, ...body.child(2).children];
  const { items, inside } = members<VarDecl | Stmt>(reading, span, nodes, (r, node, around) =>
    node.ctorName === 'Var' ? localOf(r, node, around) : statementOf(r, node, around),
  );
  const locals: VarDecl[] = [];
  const statements: Stmt[] = [];
  for (const item of items) {
    if (item.kind === 'var') locals.push(item);
    else statements.push(item);
  }
  return { locals, body: { statements, span, inside } };
}

function localOf(reading: Reading, node: Node, around: Around): VarDecl {
  const span = spanOf(reading, node);
  return varOf(reading, node, () => ({ span, comments: attached(reading, span, around) }));
}

// Var = varK name ":" Type Initial? ";"
/** A variable. */
export function varOf(reading: Reading, node: Node, finish: Finish): VarDecl {
  return {
    kind: 'var',
    name: nameOf(reading, node.child(1)),
    type: typeOf(reading, node.child(3)),
    initial: maybe(reading, node.child(4), initialOf),
    ...finish(),
  };
}

// Initial = eq Expr | inK Expr
function initialOf(reading: Reading, node: Node): NonNullable<VarDecl['initial']> {
  const form = node.child(0);
  const expr = expressionOf(reading, form.child(1));
  return { kind: form.ctorName === 'Initial_value' ? 'value' : 'oneOf', expr };
}

// Action = fairness? actionK name Params? Guard? Block
function actionOf(reading: Reading, node: Node, around: Around): ActionDecl {
  const span = spanOf(reading, node);
  const guard = optional(node.child(4));
  return {
    kind: 'action',
    fairness: maybe(reading, node.child(0), fairnessOf),
    name: nameOf(reading, node.child(2)),
    params: maybe(reading, node.child(3), paramsOf) ?? [],
    guard: guard === undefined ? null : expressionOf(reading, guard.child(1)),
    body: blockOf(reading, node.child(5)),
    span,
    comments: attached(reading, span, around),
  };
}

// Params = "(" ListOf<Param, ","> ")"
/** Parameters in parentheses. */
export function paramsOf(reading: Reading, node: Node): readonly Param[] {
  return itemsOf(node.child(1)).map(param => ({
    // Param = varK? name ":" Type
    isVar: optional(param.child(0)) !== undefined,
    name: nameOf(reading, param.child(1)),
    type: typeOf(reading, param.child(3)),
    span: spanOf(reading, param),
  }));
}

// fairness = fairK | unfairK | strongFair
/** A fairness word, which comes with a later version. */
export function fairnessOf(reading: Reading, node: Node): Fairness {
  const span = spanOf(reading, node);
  const word = node.sourceString.replace(/\s+/g, ' ');
  reading.report(errors.later(span, `\`${word}\` is`));
  if (word === 'fair' || word === 'unfair') return word;
  return 'strong fair';
}
