/**
 * Matched statements to `Stmt`: one small reader a rule, found by the rule's name.
 * A reader gives what its statement says; label, span and comments are put around it
 * in one place.
 */
import { present } from '../../base/assertion.ts';
import type { Around } from '../comments.ts';
import type { Node } from '../grammar.ts';
import type { Block, Comment, MatchArm, Stmt, StmtBody } from '../tree.ts';
import { argsOf, expressionOf, patternOf, whereOf } from './expressions.ts';
import {
  attached,
  maybe,
  members,
  nameOf,
  optional,
  type Reader,
  type Reading,
  spanOf,
  textOf,
} from './reading.ts';
import { typeOf } from './types.ts';

// Block = "{" Stmt* "}"
/** Statements in braces; `first` are comments that have no other place than its beginning. */
export function blockOf(reading: Reading, node: Node, first: readonly Comment[] = []): Block {
  const span = spanOf(reading, node);
  const { items, inside } = members(reading, span, node.child(1).children, statementOf);
  const [head, ...rest] = items;
  if (head === undefined) return { statements: [], span, inside: [...first, ...inside] };
  const comments = { ...head.comments, before: [...first, ...head.comments.before] };
  return { statements: [{ ...head, comments }, ...rest], span, inside };
}

// Stmt = (name colon)? Plain
/** One statement with its label and comments. */
export function statementOf(reading: Reading, node: Node, around: Around): Stmt {
  const span = spanOf(reading, node);
  const { body, inside } = bodyOf(reading, node.child(2).child(0));
  const label = maybe(reading, node.child(0), nameOf);
  return { ...body, label, span, comments: attached(reading, span, around, inside) };
}

interface Read {
  readonly body: StmtBody;
  readonly inside: readonly Comment[];
}

function bodyOf(reading: Reading, node: Node): Read {
  if (node.ctorName === 'Match') return matchOf(reading, node);
  const reader = present(readers[node.ctorName], `a reader for ${node.ctorName}`);
  return { body: reader(reading, node), inside: [] };
}

const expr = expressionOf;

const readers: Readonly<Record<string, Reader<StmtBody>>> = {
  Block: (r, n) => ({ kind: 'block', body: blockOf(r, n) }),
  // Atomic = atomicK Block
  Atomic: (r, n) => ({ kind: 'atomic', body: blockOf(r, n.child(1)) }),
  If: (r, n) => ifOf(r, n),
  // While = whileK Expr Block
  While: (r, n) => ({ kind: 'while', test: expr(r, n.child(1)), body: blockOf(r, n.child(2)) }),
  // For = forK name inK Expr Block
  For: (r, n) => ({
    kind: 'for',
    name: nameOf(r, n.child(1)),
    domain: expr(r, n.child(3)),
    body: blockOf(r, n.child(4)),
  }),
  // Forever = foreverK Block
  Forever: (r, n) => ({ kind: 'forever', body: blockOf(r, n.child(1)) }),
  // Either = eitherK Block (orK Block)+
  Either: (r, n) => ({
    kind: 'either',
    branches: [n.child(1), ...n.child(3).children].map(branch => blockOf(r, branch)),
  }),
  // Word = (breakK | continueK | skipK | originalK) ";"
  Word: (_, n) => wordOf(n.child(0).ctorName),
  // Return = returnK Expr? ";"
  Return: (r, n) => ({ kind: 'return', value: maybe(r, n.child(1), expr) }),
  // WaitUntil = waitUntilK Expr ";"
  WaitUntil: (r, n) => ({ kind: 'waitUntil', test: expr(r, n.child(1)) }),
  // When = whenK Expr ";"
  When: (r, n) => ({ kind: 'when', test: expr(r, n.child(1)) }),
  // Pick = pickK name inK Expr Where? ";"
  Pick: (r, n) => ({
    kind: 'pick',
    name: nameOf(r, n.child(1)),
    domain: expr(r, n.child(3)),
    where: maybe(r, n.child(4), whereOf),
  }),
  // Let = letK name (":" Type)? eq Expr ";"
  Let: (r, n) => ({
    kind: 'let',
    name: nameOf(r, n.child(1)),
    type: maybe(r, n.child(3), typeOf),
    value: expr(r, n.child(5)),
  }),
  // Assert = assertK Expr string? ";"
  Assert: (r, n) => ({ kind: 'assert', test: expr(r, n.child(1)), why: quoted(n.child(2)) }),
  // AssumeStmt = assumeK Expr string? ";"
  AssumeStmt: (r, n) => ({ kind: 'assume', test: expr(r, n.child(1)), why: quoted(n.child(2)) }),
  // Assign = Place assignOp Expr ";"
  Assign: (r, n) => ({
    kind: 'assign',
    target: expr(r, n.child(0)),
    op: assignOps[n.child(1).sourceString] ?? '=',
    value: expr(r, n.child(2)),
  }),
  // Call = name Args ";"
  Call: (r, n) => ({ kind: 'call', callee: nameOf(r, n.child(0)), args: argsOf(r, n.child(1)) }),
};

const assignOps: Readonly<Record<string, '=' | '+=' | '-='>> = { '+=': '+=', '-=': '-=' };

function wordOf(keyword: string): StmtBody {
  switch (keyword) {
    case 'breakK':
      return { kind: 'break' };
    case 'continueK':
      return { kind: 'continue' };
    case 'originalK':
      return { kind: 'original' };
    default:
      return { kind: 'skip' };
  }
}

// If = ifK Expr Block (elseK (If | Block))?
function ifOf(reading: Reading, node: Node): StmtBody {
  const test = expr(reading, node.child(1));
  const then = blockOf(reading, node.child(2));
  const tail = optional(node.child(4));
  return { kind: 'if', test, then, otherwise: tail === undefined ? null : elseOf(reading, tail) };
}

// Comments in the head of an `else if` go before the whole chain: they stay in the bag.
function elseOf(reading: Reading, node: Node): Block | Stmt {
  if (node.ctorName !== 'If') return blockOf(reading, node);
  const none = { before: [], after: [], inside: [] };
  return { ...ifOf(reading, node), label: null, span: spanOf(reading, node), comments: none };
}

// Match = matchK Expr "{" Arm* (elseK Block)? "}"
function matchOf(reading: Reading, node: Node): Read {
  const of = expr(reading, node.child(1));
  const otherwise = optional(node.child(5));
  const nodes = [...node.child(3).children, ...(otherwise === undefined ? [] : [otherwise])];
  const braces = { start: spanOf(reading, node.child(2)).start, end: spanOf(reading, node).end };
  // The block of `else` carries no comments: what stands before it opens it.
  const { items, inside } = members(reading, braces, nodes, (r, n, around) =>
    n.ctorName === 'Arm' ? armOf(r, n, around) : blockOf(r, n, around.before),
  );
  const arms: MatchArm[] = [];
  let last: Block | null = null;
  for (const item of items) {
    if ('pattern' in item) arms.push(item);
    else last = item;
  }
  return { body: { kind: 'match', of, arms, otherwise: last }, inside };
}

// Arm = caseK Pattern Block
function armOf(reading: Reading, node: Node, around: Around): MatchArm {
  const pattern = patternOf(reading, node.child(1));
  const body = blockOf(reading, node.child(2));
  const span = spanOf(reading, node);
  return { pattern, body, span, comments: attached(reading, span, around) };
}

/** A text in quotes that may be left out. */
export function quoted(node: Node): string | null {
  const part = optional(node);
  return part === undefined ? null : textOf(part);
}
