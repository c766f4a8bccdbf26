/** The part of TLA+ that exported modules use, as a tree. */

/** One name or a tuple of bound names never occurs; each bound has a set. */
export interface Bound {
  readonly name: string;
  readonly set: Tla;
}

/** `Name(params) == body`, or `name[bounds] == body`. */
export interface Definition {
  readonly name: string;
  readonly line: number;
  readonly params: readonly { readonly name: string; readonly arity: number }[];
  /** Of a function; null of an operator. */
  readonly bounds: readonly Bound[] | null;
  readonly body: Tla;
}

/** What stands in a LET or a module: `RECURSIVE` declares a name before it is defined. */
export type Unit =
  | { readonly kind: 'define'; readonly definition: Definition }
  | {
      readonly kind: 'recursive';
      readonly name: string;
      readonly arity: number;
      readonly line: number;
    }
  | {
      readonly kind: 'declare';
      readonly what: 'CONSTANT' | 'VARIABLE';
      readonly names: readonly string[];
      readonly line: number;
    };

/** An expression. */
export type Tla =
  | { readonly kind: 'literal'; readonly value: number | string | boolean }
  | {
      readonly kind: 'name';
      readonly name: string;
      readonly line: number;
      readonly args: readonly Tla[];
    }
  | {
      readonly kind: 'lambda';
      readonly params: readonly string[];
      readonly body: Tla;
      readonly line: number;
    }
  | { readonly kind: 'infix'; readonly op: string; readonly left: Tla; readonly right: Tla }
  | { readonly kind: 'prefix'; readonly op: string; readonly of: Tla }
  | { readonly kind: 'prime'; readonly of: Tla }
  | { readonly kind: 'apply'; readonly of: Tla; readonly args: readonly Tla[] }
  | { readonly kind: 'field'; readonly of: Tla; readonly name: string }
  | { readonly kind: 'list'; readonly op: '/\\' | '\\/'; readonly items: readonly Tla[] }
  | { readonly kind: 'if'; readonly test: Tla; readonly then: Tla; readonly otherwise: Tla }
  | { readonly kind: 'let'; readonly units: readonly Unit[]; readonly body: Tla }
  | {
      readonly kind: 'quantifier';
      readonly op: '\\A' | '\\E';
      readonly bounds: readonly Bound[];
      readonly body: Tla;
      readonly line: number;
    }
  | { readonly kind: 'choose'; readonly bound: Bound; readonly body: Tla; readonly line: number }
  | { readonly kind: 'tuple' | 'set'; readonly items: readonly Tla[] }
  | { readonly kind: 'filter'; readonly bound: Bound; readonly test: Tla; readonly line: number }
  | {
      readonly kind: 'image' | 'function';
      readonly bounds: readonly Bound[];
      readonly body: Tla;
      readonly line: number;
    }
  | { readonly kind: 'functions'; readonly from: Tla; readonly to: Tla }
  | { readonly kind: 'record' | 'records'; readonly fields: readonly (readonly [string, Tla])[] }
  | {
      readonly kind: 'except';
      readonly of: Tla;
      readonly changes: readonly { readonly path: readonly Tla[]; readonly value: Tla }[];
    }
  /** `[][action]_vars`. */
  | { readonly kind: 'box'; readonly action: Tla; readonly vars: Tla };

/** A module: its name, what it extends, its units in order. */
export interface Module {
  readonly name: string;
  readonly extends: readonly string[];
  readonly units: readonly Unit[];
}
