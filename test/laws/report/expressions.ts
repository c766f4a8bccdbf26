/** The constructs of expressions, as the text has them. */
import type { Expr } from '../../../src/syntax/tree.ts';

/** What an expression itself is called in the report; what lies in it is asked for itself. */
export function expressionConstructs(expr: Expr): readonly string[] {
  switch (expr.kind) {
    case 'call':
      return builtins.includes(expr.callee.text) ? [`${expr.callee.text}()`] : ['call of a fun'];
    case 'binary':
      return [`op ${expr.op}`];
    case 'unary':
      return [`prefix ${expr.op}`];
    case 'is':
      return isConstructs(expr);
    case 'quantified': {
      const { quantifier, binders } = expr;
      return [
        quantifier,
        ...(binders.some(b => b.where !== null) ? ['quantifier where'] : []),
        ...(binders.length > 1 || binders[0].names.length > 1 ? ['quantifier of several'] : []),
      ];
    }
    case 'image':
      return [expr.where === null ? 'image' : 'image where'];
    case 'number':
    case 'truth':
      return [`literal ${expr.kind}`];
    case 'index':
    case 'field':
    case 'name':
      return [`read ${expr.kind}`];
    default:
      return [expr.kind];
  }
}

function isConstructs({ pattern }: Expr & { readonly kind: 'is' }): readonly string[] {
  if (pattern.kind === 'nonePattern') return ['is none'];
  const binds = pattern.binding === null ? '' : ' binding';
  return [pattern.kind === 'somePattern' ? `is some${binds}` : `is case${binds}`];
}

const builtins = ['count', 'len', 'head', 'tail', 'last', 'next', 'finished'];

const operators = '== != < <= > >= in subset union minus intersect + - * / % and or implies'.split(
  ' ',
);

/** All that a report must have. */
export const expressionNames: readonly string[] = [
  ...builtins.map(name => `${name}()`),
  ...[...operators, 'not in', '..'].map(op => `op ${op}`),
  ...['prefix not', 'prefix -', 'forall', 'exists', 'quantifier where', 'quantifier of several'],
  ...['is none', 'is some', 'is some binding', 'is case', 'is case binding', 'call of a fun'],
  ...[
    'image',
    'image where',
    'filter',
    'mapLiteral',
    'seqLiteral',
    'setLiteral',
    'record',
    'construct',
  ],
  ...['with', 'conditional', 'some', 'none', 'unwrap', 'at', 'parenthesised'],
  ...['literal number', 'literal truth', 'read name', 'read index', 'read field'],
];
