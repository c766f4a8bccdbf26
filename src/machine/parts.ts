/**
 * The one walk over expressions: `partsOf` gives the direct parts of an expression
 * in the order of evaluation; whoever asks something of a whole expression (does it
 * read the state? which names are in it?) recurses with it. Bodies of functions are
 * no parts of their calls.
 */
import { unreachable } from '../base/assertion.ts';
import type { Expr } from './expr.ts';

/** The expressions directly below this one, as they are evaluated. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'constant':
    case 'binder':
    case 'variable':
    case 'domain':
      return [];
    case 'field':
    case 'payload':
    case 'isCase':
    case 'isSome':
    case 'unwrap':
    case 'some':
    case 'not':
    case 'negative':
    case 'count':
    case 'head':
    case 'tail':
    case 'last':
    case 'next':
    case 'fit':
      return [expr.of];
    default:
      return partsOfSeveral(expr);
  }
}

type Several = Exclude<
  Expr,
  | { readonly kind: 'constant' | 'binder' | 'variable' | 'domain' }
  | { readonly kind: 'field' | 'payload' | 'isCase' | 'isSome' | 'unwrap' | 'some' | 'next' }
  | { readonly kind: 'not' | 'negative' | 'count' | 'head' | 'tail' | 'last' | 'fit' }
>;

function partsOfSeveral(expr: Several): readonly Expr[] {
  switch (expr.kind) {
    case 'lookup':
      return [expr.of, expr.key];
    case 'item':
      return [expr.of, expr.index];
    case 'struct':
    case 'case':
      return expr.fields;
    case 'set':
    case 'seq':
      return expr.items;
    case 'with':
      return [expr.of, ...expr.updates.map(u => u.value)];
    case 'if':
      return [expr.test, expr.then, expr.otherwise];
    case 'let':
      return [expr.value, expr.body];
    case 'call':
      return expr.args;
    case 'append':
      return [expr.of, expr.item];
    case 'at':
      return [expr.place];
    default:
      return partsOfPairs(expr);
  }
}

type Pair = Exclude<
  Several,
  | { readonly kind: 'lookup' | 'item' | 'struct' | 'case' | 'set' | 'seq' | 'with' }
  | { readonly kind: 'if' | 'let' | 'call' | 'append' | 'at' }
>;

function partsOfPairs(expr: Pair): readonly Expr[] {
  switch (expr.kind) {
    case 'arithmetic':
    case 'order':
    case 'equal':
    case 'and':
    case 'or':
    case 'implies':
    case 'subset':
    case 'union':
    case 'intersect':
    case 'minus':
      return [expr.left, expr.right];
    case 'interval':
      return [expr.low, expr.high];
    case 'in':
      return [expr.item, expr.set];
    case 'filter':
      return [expr.domain, expr.where];
    case 'image':
      return [expr.domain, ...(expr.where === null ? [] : [expr.where]), expr.body];
    case 'mapOf':
      return [expr.body];
    case 'forall':
    case 'exists':
      return [expr.domain, expr.body];
    default:
      return unreachable(expr);
  }
}
