/** Statements of the Tree. */
import type { Span } from '../../base/source.ts';
import type { Expr, Pattern, TypeExpr } from './expressions.ts';
import type { Comment, Commented, Name } from './parts.ts';

/** Statements in braces. */
export interface Block {
  readonly statements: readonly Stmt[];
  readonly span: Span;
  /** Before the closing brace. */
  readonly inside: readonly Comment[];
}

/** `case walking w { ... }`. */
export interface MatchArm extends Commented {
  readonly pattern: Pattern;
  readonly body: Block;
}

/** What a statement says, without its label. */
export type StmtBody =
  | {
      readonly kind: 'assign';
      readonly target: Expr;
      readonly op: '=' | '+=' | '-=';
      readonly value: Expr;
    }
  /** `value` may be a call of a procedure with a result. */
  | {
      readonly kind: 'let';
      readonly name: Name;
      readonly type: TypeExpr | null;
      readonly value: Expr;
    }
  | {
      readonly kind: 'pick';
      readonly name: Name;
      readonly domain: Expr;
      readonly where: Expr | null;
    }
  | {
      readonly kind: 'if';
      readonly test: Expr;
      readonly then: Block;
      readonly otherwise: Block | Stmt | null;
    }
  | { readonly kind: 'while'; readonly test: Expr; readonly body: Block }
  | { readonly kind: 'for'; readonly name: Name; readonly domain: Expr; readonly body: Block }
  | { readonly kind: 'forever'; readonly body: Block }
  | { readonly kind: 'either'; readonly branches: readonly Block[] }
  | {
      readonly kind: 'match';
      readonly of: Expr;
      readonly arms: readonly MatchArm[];
      readonly otherwise: Block | null;
    }
  | { readonly kind: 'atomic'; readonly body: Block }
  | { readonly kind: 'block'; readonly body: Block }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'original' }
  | { readonly kind: 'return'; readonly value: Expr | null }
  | { readonly kind: 'waitUntil'; readonly test: Expr }
  | { readonly kind: 'when'; readonly test: Expr }
  | { readonly kind: 'assert'; readonly test: Expr; readonly why: string | null }
  | { readonly kind: 'assume'; readonly test: Expr; readonly why: string | null }
  | { readonly kind: 'call'; readonly callee: Name; readonly args: readonly Expr[] };

/** One statement; `span` covers the label too. `else if` is a Stmt without label. */
export type Stmt = StmtBody &
  Commented & {
    readonly label: Name | null;
    /** The patches that wrote or moved it; empty in text as read. */
    readonly from?: readonly string[];
  };
