/**
 * Expressions of the machine: names resolved, types known, functions kept as calls,
 * quantifiers ungrounded. An expression reads a state (and, under `next`, its
 * successor) and an environment of binders; it gives a value of its type or
 * fails with a run-time error at its span. It changes nothing.
 *
 * Order of evaluation is left to right; `and or implies if` stop early.
 */
import type { Span } from '../base/source.ts';
import type { Type } from './types.ts';
import type { Value } from './value.ts';

/** Index into `Machine.variables`. */
export type VariableId = number & { readonly brand?: 'VariableId' };

/** A name bound by a quantifier, a parameter, a `let` or a pick: unique in a machine. */
export interface BinderRef {
  readonly id: number;
  readonly name: string;
  readonly type: Type;
}

export type ArithmeticOp = '+' | '-' | '*' | '/' | '%';
export type OrderOp = '<' | '<=' | '>' | '>=';

interface Typed {
  readonly type: Type;
  readonly span: Span;
}

export type Expr = Typed &
  (
    | { readonly kind: 'constant'; readonly value: Value }
    | { readonly kind: 'binder'; readonly binder: BinderRef }
    /** The whole variable: of a family, the map over its instances. */
    | { readonly kind: 'variable'; readonly variable: VariableId }
    /** `m[k]` of a map; k outside the key type fails (`runtime/index`). */
    | { readonly kind: 'lookup'; readonly of: Expr; readonly key: Expr }
    /** `q[i]` of a sequence; i outside 0 .. len - 1 fails (`runtime/index`). */
    | { readonly kind: 'item'; readonly of: Expr; readonly index: Expr }
    /** The field at this index of a struct or payload. */
    | { readonly kind: 'field'; readonly of: Expr; readonly field: number }
    /** The payload struct of a union value known to be in this case. */
    | { readonly kind: 'payload'; readonly of: Expr; readonly tag: number }
    | { readonly kind: 'isCase'; readonly of: Expr; readonly tag: number }
    | { readonly kind: 'isSome'; readonly of: Expr }
    /** `x!`; `none` fails (`runtime/none`). */
    | { readonly kind: 'unwrap'; readonly of: Expr }
    | { readonly kind: 'some'; readonly of: Expr }
    | { readonly kind: 'struct'; readonly fields: readonly Expr[] }
    | { readonly kind: 'case'; readonly tag: number; readonly fields: readonly Expr[] }
    /** `e with { f: v }` of a struct. */
    | {
        readonly kind: 'with';
        readonly of: Expr;
        readonly updates: readonly { readonly field: number; readonly value: Expr }[];
      }
    | { readonly kind: 'not'; readonly of: Expr }
    | { readonly kind: 'negative'; readonly of: Expr }
    /** Exact; `/ %` truncate as in C and fail on 0 (`runtime/division`). */
    | {
        readonly kind: 'arithmetic';
        readonly op: ArithmeticOp;
        readonly left: Expr;
        readonly right: Expr;
      }
    | { readonly kind: 'order'; readonly op: OrderOp; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'equal'; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'and' | 'or' | 'implies'; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'if'; readonly test: Expr; readonly then: Expr; readonly otherwise: Expr }
    | {
        readonly kind: 'let';
        readonly binder: BinderRef;
        readonly value: Expr;
        readonly body: Expr;
      }
    | { readonly kind: 'call'; readonly fun: string; readonly args: readonly Expr[] }
    /** All values of a type, as a set. */
    | { readonly kind: 'domain'; readonly of: Type }
    /** `lo .. hi` as a set of integers; empty when lo > hi. */
    | { readonly kind: 'interval'; readonly low: Expr; readonly high: Expr }
    | { readonly kind: 'set'; readonly items: readonly Expr[] }
    | { readonly kind: 'seq'; readonly items: readonly Expr[] }
    | { readonly kind: 'in'; readonly item: Expr; readonly set: Expr }
    | {
        readonly kind: 'subset' | 'union' | 'intersect' | 'minus';
        readonly left: Expr;
        readonly right: Expr;
      }
    | {
        readonly kind: 'filter';
        readonly binder: BinderRef;
        readonly domain: Expr;
        readonly where: Expr;
      }
    | {
        readonly kind: 'image';
        readonly binder: BinderRef;
        readonly domain: Expr;
        readonly where: Expr | null;
        readonly body: Expr;
      }
    /** `[i in A: e]`: a map whose key type is the binder's. */
    | { readonly kind: 'mapOf'; readonly binder: BinderRef; readonly body: Expr }
    /**
     * Over the elements of a set in their order. When an element decides (false for
     * `forall`, true for `exists`) that is the value; else the first error, if any.
     */
    | {
        readonly kind: 'forall' | 'exists';
        readonly binder: BinderRef;
        readonly domain: Expr;
        readonly body: Expr;
      }
    /** Of a set or a sequence. */
    | { readonly kind: 'count'; readonly of: Expr }
    /** Of a sequence, or of a set in its order; empty fails (`runtime/underflow`). `tail` drops the head. */
    | { readonly kind: 'head' | 'tail' | 'last'; readonly of: Expr }
    /** `q + [e]`, the appended sequence; more than `max` items fail when stored. */
    | { readonly kind: 'append'; readonly of: Expr; readonly item: Expr }
    /** Of the state after a step; only in transition properties and scenarios. */
    | { readonly kind: 'next'; readonly of: Expr }
    /** `place` is one of these locations: `t at step`, `finished(t)`. */
    | { readonly kind: 'at'; readonly place: Expr; readonly locations: readonly number[] }
    /**
     * Checks that a value fits its type before it is stored, passed or used: bounds of
     * ranges (`runtime/range`), slots of sets and sequences (`runtime/overflow`).
     */
    | { readonly kind: 'fit'; readonly of: Expr }
  );

/** A place that can be assigned: a variable, then a way into its value. */
export interface Place {
  readonly variable: VariableId;
  readonly steps: readonly PlaceStep[];
  /** Of what stands there. */
  readonly type: Type;
  readonly span: Span;
}

export type PlaceStep =
  | { readonly kind: 'key'; readonly key: Expr; readonly type: Type }
  | { readonly kind: 'item'; readonly index: Expr; readonly type: Type }
  | { readonly kind: 'field'; readonly field: number; readonly type: Type }
  /** Into `some v`; `none` fails. */
  | { readonly kind: 'inner'; readonly type: Type };
