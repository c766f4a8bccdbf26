/**
 * Scenarios, what is expected of variants, and the settings that both take: matched
 * text to Tree.
 */
import type { Around } from '../comments.ts';
import type { Node } from '../grammar.ts';
import type {
  ExpectClaim,
  ExpectDecl,
  ExpectTarget,
  Expr,
  Name,
  ScenarioDecl,
  ScenarioRow,
  Setting,
} from '../tree.ts';
import { paramsOf } from './bodies.ts';
import { expressionOf, pathOf } from './expressions.ts';
import {
  attached,
  type Finish,
  itemsOf,
  maybe,
  members,
  nameOf,
  optional,
  type Reading,
  spanOf,
  textOf,
} from './reading.ts';
import { blockOf } from './statements.ts';

// Settings = withK NonemptyListOf<Setting, ",">
/** `with K = 1, L = 2`. */
export function settingsOf(reading: Reading, node: Node): readonly Setting[] {
  return itemsOf(node.child(1)).map(setting => ({
    // Setting = name eq Expr
    name: nameOf(reading, setting.child(0)),
    value: expressionOf(reading, setting.child(2)),
  }));
}

// Scenario = scenarioK string Params? Settings? From? ScenarioBody outcome ";"?
/** A run that exists, or does not. */
export function scenarioOf(reading: Reading, node: Node, finish: Finish): ScenarioDecl {
  const from = optional(node.child(4));
  // ScenarioBody = "{" Row* ellipsis? "}"
  const body = node.child(5);
  const rows = members(reading, spanOf(reading, body), body.child(1).children, rowOf);
  return {
    kind: 'scenario',
    text: textOf(node.child(1)),
    params: maybe(reading, node.child(2), paramsOf) ?? [],
    settings: maybe(reading, node.child(3), settingsOf) ?? [],
    from: from === undefined ? null : blockOf(reading, from.child(1)),
    rows: rows.items,
    gapAtEnd: optional(body.child(2)) !== undefined,
    possible: node.child(6).sourceString === 'possible',
    ...finish(rows.inside),
  };
}

// Row = ellipsis? Path RowArgs? Then?
function rowOf(reading: Reading, node: Node, around: Around): ScenarioRow {
  const span = spanOf(reading, node);
  const then = optional(node.child(3));
  return {
    gap: optional(node.child(0)) !== undefined,
    path: pathOf(reading, node.child(1)),
    args: maybe(reading, node.child(2), rowArgsOf),
    then: then === undefined ? null : expressionOf(reading, then.child(1)),
    span,
    comments: attached(reading, span, around),
  };
}

// RowArgs = "(" ListOf<RowArg, ","> ")";  RowArg = underscore | Expr
function rowArgsOf(reading: Reading, node: Node): readonly (Expr | null)[] {
  return itemsOf(node.child(1)).map(arg =>
    arg.child(0).ctorName === 'underscore' ? null : expressionOf(reading, arg.child(0)),
  );
}

/** What a variant must show. */
export function expectOf(reading: Reading, node: Node, finish: Finish): ExpectDecl {
  const form = node.child(0);
  const { claims, settings, inside } = claimsOf(reading, form);
  const braces = form.ctorName === 'Expect_settings' || form.ctorName === 'Expect_braces';
  const variant = memberOf(reading, form.child(1));
  return { kind: 'expect', variant, braces, claims, settings, ...finish(inside) };
}

// Member = name ("." number)?
function memberOf(reading: Reading, node: Node): Name {
  const place = optional(node.child(2));
  const text = node.child(0).sourceString + (place === undefined ? '' : `.${place.sourceString}`);
  return { text, span: spanOf(reading, node) };
}

function claimsOf(reading: Reading, form: Node) {
  switch (form.ctorName) {
    // expectK Member violatesK Target (inK number)? Settings? ";"
    case 'Expect_violates': {
      const length = lengthOf(form.child(5));
      const claims = [claimOf(reading, form.child(3), 'violated', length)];
      return { claims, settings: maybe(reading, form.child(6), settingsOf) ?? [] };
    }
    // expectK Member holdsK ListOf<Target, ","> Settings? ";"
    case 'Expect_holds': {
      const targets = itemsOf(form.child(3));
      const named = targets.map(target => claimOf(reading, target, 'holds', null));
      const claims = targets.length > 0 ? named : [claimOf(reading, form.child(2), 'holds', null)];
      return { claims, settings: maybe(reading, form.child(4), settingsOf) ?? [] };
    }
    // expectK Member ClaimsBody Settings ";" | expectK Member ClaimsBody ";"?
    default: {
      const body = form.child(2);
      const rows = body.child(1).children;
      const { items, inside } = members(reading, spanOf(reading, body), rows, claimRowOf);
      const settled = form.ctorName === 'Expect_settings';
      const settings = settled ? settingsOf(reading, form.child(3)) : [];
      return { claims: items, settings, inside };
    }
  }
}

// One claim of the short forms, which has no comments; at `holds` alone it has no target.
function claimOf(
  reading: Reading,
  node: Node,
  verdict: ExpectClaim['verdict'],
  length: number | null,
): ExpectClaim {
  const target = node.ctorName === 'Target' ? targetOf(reading, node) : null;
  const comments = { before: [], after: [], inside: [] };
  return { target, verdict, length, span: spanOf(reading, node), comments };
}

// Claim = Target violatedK (inK number)? ";" | Target holdsK ";"
function claimRowOf(reading: Reading, node: Node, around: Around): ExpectClaim {
  const form = node.child(0);
  const span = spanOf(reading, node);
  const violated = form.ctorName === 'Claim_violated';
  return {
    target: targetOf(reading, form.child(0)),
    verdict: violated ? 'violated' : 'holds',
    length: violated ? lengthOf(form.child(3)) : null,
    span,
    comments: attached(reading, span, around),
  };
}

function lengthOf(node: Node): number | null {
  const digits = optional(node);
  return digits === undefined ? null : Number(digits.sourceString);
}

// Target = assertK Path | errorCode | deadlockK | name
function targetOf(reading: Reading, node: Node): ExpectTarget {
  const form = node.child(0);
  const span = spanOf(reading, form);
  switch (form.ctorName) {
    case 'Target_assert':
      return { kind: 'assert', path: pathOf(reading, form.child(1)), span };
    case 'Target_code':
      return { kind: 'code', code: form.sourceString.replace(/\s+/g, ''), span };
    case 'Target_deadlock':
      return { kind: 'deadlock', span };
    default:
      return { kind: 'named', name: nameOf(reading, form), span };
  }
}
