/**
 * Matched expressions to `Expr`: one small reader a rule, found by the rule's name.
 * What is wrong with an expression but matches the grammar is told here: comparisons
 * that chain, `{ p in S }` without `where`, temporal words, which come later.
 */
import { present } from '../../base/assertion.ts';
import { cover } from '../../base/source.ts';
import * as errors from '../errors.ts';
import type { Node } from '../grammar.ts';
import { levels, type Operand, type Prefix, treeOf } from '../precedence.ts';
import type { BinaryOp, Binder, Expr, FieldInit, Path, Pattern, UnaryOp } from '../tree.ts';
import {
  itemsOf,
  maybe,
  nameOf,
  oneOrMore,
  optional,
  type Reader,
  type Reading,
  spanOf,
} from './reading.ts';

type Table<T> = Readonly<Record<string, Reader<T>>>;

/** Reads any expression. */
export function expressionOf(reading: Reading, node: Node): Expr {
  const reader = readers[node.ctorName];
  if (reader !== undefined) return reader(reading, node);
  // A rule that only chooses hands on what it chose.
  return expressionOf(reading, present(node.children[0], `a reader for ${node.ctorName}`));
}

const expr = expressionOf;

const readers: Table<Expr> = {
  // Expr = Flat "?" Expr ":" Expr
  Expr_conditional: (r, n) => ({
    kind: 'conditional',
    test: expr(r, n.child(0)),
    then: expr(r, n.child(2)),
    otherwise: expr(r, n.child(4)),
    span: spanOf(r, n),
  }),
  // Flat = Operand (binaryOp Operand)*
  Flat: (r, n) =>
    treeOf(
      {
        operands: [n.child(0), ...n.child(2).children].map(o => operandOf(r, o)),
        operators: n.child(1).children.map(o => operatorOf(r, o)),
      },
      span => r.report(errors.chainedComparison(span)),
    ),
  // Postfix = Primary Suffix*
  Postfix: (r, n) => n.child(1).children.reduce((of, s) => suffixed(r, s, of), expr(r, n.child(0))),
  // Place = name PlacePart*
  Place: (r, n) => n.child(1).children.reduce((of, s) => suffixed(r, s, of), expr(r, n.child(0))),
  name: (r, n) => ({ kind: 'name', name: nameOf(r, n), span: spanOf(r, n) }),
  // What a patch replaces, in the expression that replaces it.
  originalK: (r, n) => ({ kind: 'name', name: nameOf(r, n), span: spanOf(r, n) }),
  number: (r, n) => ({ kind: 'number', value: BigInt(n.sourceString), span: spanOf(r, n) }),
  noneK: (r, n) => ({ kind: 'none', span: spanOf(r, n) }),
  trueK: (r, n) => ({ kind: 'truth', value: true, span: spanOf(r, n) }),
  falseK: (r, n) => ({ kind: 'truth', value: false, span: spanOf(r, n) }),
  // Some = someK Postfix
  Some: (r, n) => ({ kind: 'some', of: expr(r, n.child(1)), span: spanOf(r, n) }),
  // Parenthesised = "(" Expr ")"
  Parenthesised: (r, n) => ({ kind: 'parenthesised', of: expr(r, n.child(1)), span: spanOf(r, n) }),
  // CallExpr = name Args
  CallExpr: (r, n) => call(r, n),
  // Original = originalK Args
  Original: (r, n) => call(r, n),
  // Construct = name RecordBody
  Construct: (r, n) => ({
    kind: 'construct',
    tag: nameOf(r, n.child(0)),
    fields: fieldsOf(r, n.child(1)),
    span: spanOf(r, n),
  }),
  // Quantified = quantifier NonemptyListOf<Binder, ","> ":" Expr
  Quantified: (r, n) => ({
    kind: 'quantified',
    quantifier: n.child(0).sourceString === 'forall' ? 'forall' : 'exists',
    binders: oneOrMore(r, n.child(1), binderOf),
    body: expr(r, n.child(3)),
    span: spanOf(r, n),
  }),
  // Braced = RecordBody
  Braced_record: (r, n) => ({
    kind: 'record',
    fields: fieldsOf(r, n.child(0)),
    span: spanOf(r, n),
  }),
  // Braced = "{" name inK Expr Where "}"
  Braced_filter: (r, n) => ({
    kind: 'filter',
    name: nameOf(r, n.child(1)),
    domain: expr(r, n.child(3)),
    where: expr(r, n.child(4).child(1)),
    span: spanOf(r, n),
  }),
  // Braced = "{" Expr forK name inK Expr Where? "}"
  Braced_image: (r, n) => ({
    kind: 'image',
    of: expr(r, n.child(1)),
    name: nameOf(r, n.child(3)),
    domain: expr(r, n.child(5)),
    where: maybe(r, n.child(6), whereOf),
    span: spanOf(r, n),
  }),
  // Braced = "{" ListOf<Expr, ","> ","? "}"
  Braced_set: (r, n) => setLiteral(r, n),
  // Bracketed = "[" name inK Expr ":" Expr "]"
  Bracketed_map: (r, n) => ({
    kind: 'mapLiteral',
    name: nameOf(r, n.child(1)),
    domain: expr(r, n.child(3)),
    body: expr(r, n.child(5)),
    span: spanOf(r, n),
  }),
  // Bracketed = "[" ListOf<Expr, ","> ","? "]"
  Bracketed_seq: (r, n) => ({
    kind: 'seqLiteral',
    items: itemsOf(n.child(1)).map(item => expr(r, item)),
    span: spanOf(r, n),
  }),
  // Bound = BoundAtom (arith BoundAtom)*
  Bound: (r, n) =>
    treeOf(
      {
        operands: [n.child(0), ...n.child(2).children].map(o => ({
          prefixes: [],
          expr: expr(r, o),
        })),
        operators: n.child(1).children.map(o => operatorOf(r, o)),
      },
      () => {},
    ),
  // BoundAtom = minus BoundAtom
  BoundAtom_negative: (r, n) => ({
    kind: 'unary',
    op: '-',
    of: expr(r, n.child(1)),
    span: spanOf(r, n),
  }),
  // BoundAtom = "(" Bound ")"
  BoundAtom_parenthesised: (r, n) => ({
    kind: 'parenthesised',
    of: expr(r, n.child(1)),
    span: spanOf(r, n),
  }),
  // BoundAtom = name Args
  BoundAtom_call: (r, n) => call(r, n),
};

// Operand = prefix* Postfix
function operandOf(reading: Reading, node: Node): Operand {
  const prefixes = node.child(0).children.map(prefix => prefixOf(reading, prefix));
  return { prefixes, expr: expr(reading, node.child(1)) };
}

const unaryOps: Readonly<Record<string, UnaryOp>> = { not: 'not', '!': 'not', '-': '-' };

function prefixOf(reading: Reading, node: Node): Prefix {
  const word = node.sourceString;
  const span = spanOf(reading, node);
  if (word === 'always' || word === 'eventually') {
    reading.report(errors.later(span, `\`${word}\` is`));
    return { op: word, loose: true, span };
  }
  return { op: present(unaryOps[word], 'a prefix'), loose: word === 'not', span };
}

const spellings: ReadonlyMap<string, BinaryOp> = new Map<string, BinaryOp>([
  ['&&', 'and'],
  ['||', 'or'],
  ...[...levels.keys()].map((op): [string, BinaryOp] => [op, op]),
]);

function operatorOf(reading: Reading, node: Node) {
  const span = spanOf(reading, node);
  const op = present(spellings.get(node.sourceString.replace(/\s+/g, ' ')), 'an operator');
  if (op === 'leads to' || op === 'until') reading.report(errors.later(span, `\`${op}\` is`));
  return { op, span };
}

// Args = "(" ListOf<Expr, ","> ")"
function call(reading: Reading, node: Node): Expr {
  const args = argsOf(reading, node.child(1));
  return {
    kind: 'call',
    callee: nameOf(reading, node.child(0)),
    args,
    span: spanOf(reading, node),
  };
}

/** The arguments of a call. */
export function argsOf(reading: Reading, args: Node): readonly Expr[] {
  return itemsOf(args.child(1)).map(item => expr(reading, item));
}

// Where = whereK Expr
/** The condition behind `where`. */
export function whereOf(reading: Reading, node: Node): Expr {
  return expr(reading, node.child(1));
}

// Suffix = &(...) AnySuffix;  AnySuffix = Index | Field | Unwrap | Is | At | With
function suffixed(reading: Reading, suffix: Node, of: Expr): Expr {
  const node = suffix.ctorName === 'Suffix' ? suffix.child(1).child(0) : suffix.child(0);
  const span = cover(of.span, spanOf(reading, node));
  switch (node.ctorName) {
    case 'Index':
      return { kind: 'index', of, index: expr(reading, node.child(1)), span };
    case 'Field':
      return { kind: 'field', of, name: nameOf(reading, node.child(1)), span };
    case 'Unwrap':
      return { kind: 'unwrap', of, span };
    case 'Is':
      return { kind: 'is', of, pattern: patternOf(reading, node.child(1)), span };
    case 'At':
      return { kind: 'at', of, path: pathOf(reading, node.child(1)), span };
    default:
      return { kind: 'with', of, fields: fieldsOf(reading, node.child(1)), span };
  }
}

// RecordBody = "{" NonemptyListOf<FieldInit, ","> ","? "}"
function fieldsOf(reading: Reading, body: Node): readonly FieldInit[] {
  return itemsOf(body.child(1)).map(field => ({
    name: nameOf(reading, field.child(0)),
    value: expr(reading, field.child(2)),
  }));
}

// Binder = NonemptyListOf<name, ","> inK Expr Where?
function binderOf(reading: Reading, node: Node): Binder {
  return {
    names: itemsOf(node.child(0)).map(name => nameOf(reading, name)),
    domain: expr(reading, node.child(2)),
    where: maybe(reading, node.child(3), whereOf),
  };
}

function setLiteral(reading: Reading, node: Node): Expr {
  const span = spanOf(reading, node);
  const items = itemsOf(node.child(1)).map(item => expr(reading, item));
  const [only] = items;
  if (
    items.length === 1 &&
    only?.kind === 'binary' &&
    only.op === 'in' &&
    only.left.kind === 'name'
  ) {
    reading.report(errors.filterWithoutWhere(span));
  }
  return { kind: 'setLiteral', items, span };
}

// Path = name Step*;  Step = "." (name | number)
/** Names with dots between. */
export function pathOf(reading: Reading, node: Node): Path {
  const steps = node.child(1).children.map(step => nameOf(reading, step.child(1)));
  return { names: [nameOf(reading, node.child(0)), ...steps], span: spanOf(reading, node) };
}

/** `none`, `some p`, `walking w`. */
export function patternOf(reading: Reading, node: Node): Pattern {
  const form = node.child(0);
  const span = spanOf(reading, form);
  // Pattern = noneK | someK (name | underscore) | name (binding | underscore)?
  switch (form.ctorName) {
    case 'Pattern_none':
      return { kind: 'nonePattern', span };
    case 'Pattern_some':
      return { kind: 'somePattern', binding: bound(reading, form.child(1)), span };
    default: {
      const binding = optional(form.child(1));
      return {
        kind: 'casePattern',
        tag: nameOf(reading, form.child(0)),
        binding: binding === undefined ? null : bound(reading, binding),
        span,
      };
    }
  }
}

function bound(reading: Reading, node: Node) {
  return node.sourceString === '_' ? null : nameOf(reading, node);
}
