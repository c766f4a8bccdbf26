/**
 * Matched declarations to `Decl`: one reader a rule, found by the rule's name. What
 * is expected of variants stands in `claims.ts`, what patches do in `edits.ts`.
 */
import { present } from '../../base/assertion.ts';
import * as errors from '../errors.ts';
import type { Node } from '../grammar.ts';
import type { Decl, PropertyDecl } from '../tree.ts';
import {
  casesOf,
  deviceMembersOf,
  enumMembersOf,
  fairnessOf,
  fieldsOf,
  paramsOf,
  threadBodyOf,
  varOf,
} from './bodies.ts';
import { expectOf, scenarioOf, settingsOf } from './claims.ts';
import { expressionOf } from './expressions.ts';
import { type Finish, maybe, nameOf, oneOrMore, type Reading, spanOf, textOf } from './reading.ts';
import { blockOf, quoted } from './statements.ts';
import { typeOf } from './types.ts';

type DeclReader = (reading: Reading, node: Node, finish: Finish) => Decl;

/** Reads a node of any rule that declares. */
export function declarationOf(reading: Reading, node: Node, finish: Finish): Decl {
  const reader = present(readers[node.ctorName], `a reader for ${node.ctorName}`);
  return reader(reading, node, finish);
}

const expr = expressionOf;

const readers: Readonly<Record<string, DeclReader>> = {
  // Module = moduleK name ";"
  Module: (r, n, finish) => ({ kind: 'module', name: nameOf(r, n.child(1)), ...finish() }),
  // Import = importK string ";"
  Import: (r, n, finish) => ({
    kind: 'import',
    path: textOf(n.child(1)),
    pathSpan: spanOf(r, n.child(1)),
    ...finish(),
  }),
  // Symmetric = symmetricK name "[" Expr "]" ";"
  Symmetric: (r, n, finish) => ({
    kind: 'symmetric',
    name: nameOf(r, n.child(1)),
    size: expr(r, n.child(3)),
    ...finish(),
  }),
  // Enum = enumK name EnumBody
  Enum: (r, n, finish) => {
    const { items, inside } = enumMembersOf(r, n.child(2));
    return { kind: 'enum', name: nameOf(r, n.child(1)), members: items, ...finish(inside) };
  },
  // Struct = structK name FieldsBody
  Struct: (r, n, finish) => {
    const { items, inside } = fieldsOf(r, n.child(2));
    return { kind: 'struct', name: nameOf(r, n.child(1)), fields: items, ...finish(inside) };
  },
  // Union = unionK name CasesBody
  Union: (r, n, finish) => {
    const { items, inside } = casesOf(r, n.child(2));
    return { kind: 'union', name: nameOf(r, n.child(1)), cases: items, ...finish(inside) };
  },
  // TypeDef = typeK name eq Type ";"
  TypeDef: (r, n, finish) => ({
    kind: 'type',
    name: nameOf(r, n.child(1)),
    type: typeOf(r, n.child(3)),
    ...finish(),
  }),
  // Config = configK name ":" Type eq Expr ";"
  Config: (r, n, finish) => ({
    kind: 'config',
    name: nameOf(r, n.child(1)),
    type: typeOf(r, n.child(3)),
    value: expr(r, n.child(5)),
    ...finish(),
  }),
  // Const = constK name (":" Type)? eq Expr ";"
  Const: (r, n, finish) => ({
    kind: 'const',
    name: nameOf(r, n.child(1)),
    type: maybe(r, n.child(3), typeOf),
    value: expr(r, n.child(5)),
    ...finish(),
  }),
  Var: (r, n, finish) => varOf(r, n, finish),
  // Fun = funK name Params ":" Type eq Expr ";"
  Fun: (r, n, finish) => ({
    kind: 'fun',
    name: nameOf(r, n.child(1)),
    params: paramsOf(r, n.child(2)),
    result: typeOf(r, n.child(4)),
    body: expr(r, n.child(6)),
    ...finish(),
  }),
  // Proc = procK name Params (":" Type)? Block
  Proc: (r, n, finish) => ({
    kind: 'proc',
    name: nameOf(r, n.child(1)),
    params: paramsOf(r, n.child(2)),
    result: maybe(r, n.child(4), typeOf),
    body: blockOf(r, n.child(5)),
    ...finish(),
  }),
  // Init = initK Block
  Init: (r, n, finish) => ({ kind: 'init', body: blockOf(r, n.child(1)), ...finish() }),
  // Thread = fairness? threadK name Params? string? ThreadBody
  Thread: (r, n, finish) => ({
    kind: 'thread',
    fairness: maybe(r, n.child(0), fairnessOf),
    name: nameOf(r, n.child(2)),
    params: maybe(r, n.child(3), paramsOf) ?? [],
    title: quoted(n.child(4)),
    ...threadBodyOf(r, n.child(5)),
    ...finish(),
  }),
  // Device = deviceK name Params? string? DeviceBody
  Device: (r, n, finish) => {
    const { items, inside } = deviceMembersOf(r, n.child(4));
    const params = maybe(r, n.child(2), paramsOf) ?? [];
    const title = quoted(n.child(3));
    const name = nameOf(r, n.child(1));
    return { kind: 'device', name, params, title, members: items, inside, ...finish() };
  },
  // Property = propertyWord name string? eq Expr ";"
  Property: (r, n, finish) => ({
    kind: propertyKindOf(r, n.child(0)),
    name: nameOf(r, n.child(1)),
    text: quoted(n.child(2)),
    formula: expr(r, n.child(4)),
    ...finish(),
  }),
  Scenario: scenarioOf,
  // Variant = variantK name eq NonemptyListOf<name, "+"> Settings? ";"
  Variant: (r, n, finish) => ({
    kind: 'variant',
    name: nameOf(r, n.child(1)),
    parts: oneOrMore(r, n.child(3), nameOf),
    settings: maybe(r, n.child(4), settingsOf) ?? [],
    ...finish(),
  }),
  // Series = seriesK name eq NonemptyListOf<name, ","> Settings? ";"
  Series: (r, n, finish) => ({
    kind: 'series',
    name: nameOf(r, n.child(1)),
    patches: oneOrMore(r, n.child(3), nameOf),
    settings: maybe(r, n.child(4), settingsOf) ?? [],
    ...finish(),
  }),
  Expect: expectOf,
  // Allow = allowK deadlockK ";" | allowK stuckK name ";"
  Allow: (r, n, finish) => allowOf(r, n.child(0), finish),
  // Assume = assumeK Expr ";"
  Assume: (r, n, finish) => ({ kind: 'assume', test: expr(r, n.child(1)), ...finish() }),
};

// propertyWord = invariantK | transitionK | coverK | propertyK
function propertyKindOf(reading: Reading, node: Node): PropertyDecl['kind'] {
  const word = node.sourceString;
  if (word === 'invariant' || word === 'transition' || word === 'cover') return word;
  reading.report(errors.later(spanOf(reading, node), 'a `property` over runs is'));
  return 'property';
}

function allowOf(reading: Reading, node: Node, finish: Finish): Decl {
  if (node.ctorName === 'Allow_deadlock') {
    return { kind: 'allow', what: 'deadlock', thread: null, ...finish() };
  }
  reading.report(errors.later(spanOf(reading, node), '`allow stuck` is'));
  return { kind: 'allow', what: 'stuck', thread: nameOf(reading, node.child(2)), ...finish() };
}
