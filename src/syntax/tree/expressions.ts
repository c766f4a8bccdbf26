/** Types and expressions of the Tree. */
import type { Span } from '../../base/source.ts';
import type { Name } from './parts.ts';

/** A type; parentheses are not kept. */
export type TypeExpr =
  | { readonly kind: 'boolType'; readonly span: Span }
  | { readonly kind: 'namedType'; readonly name: Name; readonly span: Span }
  | { readonly kind: 'rangeType'; readonly low: Expr; readonly high: Expr; readonly span: Span }
  | {
      readonly kind: 'mapType';
      readonly key: TypeExpr;
      readonly value: TypeExpr;
      readonly span: Span;
    }
  | { readonly kind: 'optionType'; readonly of: TypeExpr; readonly span: Span }
  | {
      readonly kind: 'setType';
      readonly of: TypeExpr;
      readonly max: Expr | null;
      readonly span: Span;
    }
  | { readonly kind: 'seqType'; readonly of: TypeExpr; readonly max: Expr; readonly span: Span };

/** The operators between two operands; `&&` and `||` are `and` and `or`. */
export type BinaryOp =
  | 'leads to'
  | 'until'
  | 'implies'
  | 'or'
  | 'and'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not in'
  | 'subset'
  | '..'
  | 'union'
  | 'minus'
  | 'intersect'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

/** The operators before an operand; `!` is `not`. */
export type UnaryOp = 'not' | '-' | 'always' | 'eventually';

/** `i, j in S where e` of a quantifier. */
export interface Binder {
  readonly names: readonly Name[];
  readonly domain: Expr;
  readonly where: Expr | null;
}

/** `f: v` in `{ f: v }`. */
export interface FieldInit {
  readonly name: Name;
  readonly value: Expr;
}

/** `some p`, `none`, `walking w`; `_` binds nothing and is `binding: null`. */
export type Pattern =
  | { readonly kind: 'nonePattern'; readonly span: Span }
  | { readonly kind: 'somePattern'; readonly binding: Name | null; readonly span: Span }
  | {
      readonly kind: 'casePattern';
      readonly tag: Name;
      readonly binding: Name | null;
      readonly span: Span;
    };

/** `kworker.invalidate_all.inv`, one or more names. */
export interface Path {
  readonly names: readonly [Name, ...Name[]];
  readonly span: Span;
}

/** An expression. */
export type Expr =
  | { readonly kind: 'number'; readonly value: bigint; readonly span: Span }
  | { readonly kind: 'truth'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'none'; readonly span: Span }
  | { readonly kind: 'some'; readonly of: Expr; readonly span: Span }
  | { readonly kind: 'name'; readonly name: Name; readonly span: Span }
  /** Also `count(s)`, `head(q)`, `next(x)`, `finished(t)`, `original(x)`. */
  | {
      readonly kind: 'call';
      readonly callee: Name;
      readonly args: readonly Expr[];
      readonly span: Span;
    }
  | { readonly kind: 'index'; readonly of: Expr; readonly index: Expr; readonly span: Span }
  /** Also `E.member` and `thread.local`. */
  | { readonly kind: 'field'; readonly of: Expr; readonly name: Name; readonly span: Span }
  | { readonly kind: 'unwrap'; readonly of: Expr; readonly span: Span }
  | { readonly kind: 'is'; readonly of: Expr; readonly pattern: Pattern; readonly span: Span }
  /** `t at step`, `t[i] at proc.step`. */
  | { readonly kind: 'at'; readonly of: Expr; readonly path: Path; readonly span: Span }
  | { readonly kind: 'unary'; readonly op: UnaryOp; readonly of: Expr; readonly span: Span }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp;
      readonly left: Expr;
      readonly right: Expr;
      readonly span: Span;
    }
  /** `c ? a : b`. */
  | {
      readonly kind: 'conditional';
      readonly test: Expr;
      readonly then: Expr;
      readonly otherwise: Expr;
      readonly span: Span;
    }
  | {
      readonly kind: 'quantified';
      readonly quantifier: 'forall' | 'exists';
      readonly binders: readonly [Binder, ...Binder[]];
      readonly body: Expr;
      readonly span: Span;
    }
  /** `[i in A: e]`. */
  | {
      readonly kind: 'mapLiteral';
      readonly name: Name;
      readonly domain: Expr;
      readonly body: Expr;
      readonly span: Span;
    }
  | { readonly kind: 'seqLiteral'; readonly items: readonly Expr[]; readonly span: Span }
  | { readonly kind: 'setLiteral'; readonly items: readonly Expr[]; readonly span: Span }
  /** `{ p in S where e }`. */
  | {
      readonly kind: 'filter';
      readonly name: Name;
      readonly domain: Expr;
      readonly where: Expr;
      readonly span: Span;
    }
  /** `{ f(p) for p in S where e }`. */
  | {
      readonly kind: 'image';
      readonly of: Expr;
      readonly name: Name;
      readonly domain: Expr;
      readonly where: Expr | null;
      readonly span: Span;
    }
  /** `{ f: v, ... }`, a struct by expected type. */
  | { readonly kind: 'record'; readonly fields: readonly FieldInit[]; readonly span: Span }
  /** `walking { at: p }`, a union case with its payload, or a struct by name. */
  | {
      readonly kind: 'construct';
      readonly tag: Name;
      readonly fields: readonly FieldInit[];
      readonly span: Span;
    }
  /** `e with { f: v }`. */
  | {
      readonly kind: 'with';
      readonly of: Expr;
      readonly fields: readonly FieldInit[];
      readonly span: Span;
    }
  /** `(e)`, kept so that `format` gives back what was written. */
  | { readonly kind: 'parenthesised'; readonly of: Expr; readonly span: Span };
