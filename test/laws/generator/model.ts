/**
 * What the generator knows of the module that it is writing: types and names declared so
 * far, and what may be said at a place. Written by the files of this folder while one
 * module is made; nobody outside sees it.
 */
import type { Scalarset, Type } from '../../../src/machine/types.ts';
import type { Dice } from './dice.ts';

/** An expression as text. */
export interface Term {
  readonly text: string;
  /** How tight its outermost operator binds; see terms.ts. */
  readonly level: number;
  /** As the checker types it; of integers with the bounds that it computes. */
  readonly type: Type;
}

/**
 * A name that can be read: `v1`, or the local of an actor, `d2[k].v3`, whose `depth` keys
 * stand before `tail`. The type is a map over those keys.
 */
export interface Root {
  readonly head: string;
  readonly depth: number;
  readonly tail: string;
  readonly type: Type;
  /** The variable that is read; empty for what never changes. */
  readonly variable: string;
}

/** A function that can be called. */
export interface Fun {
  readonly name: string;
  readonly params: readonly { readonly name: string; readonly type: Type }[];
  readonly result: Type;
  /** The variables it reads. */
  readonly reads: ReadonlySet<string>;
}

/** What an expression may say. */
export interface Scope {
  readonly mode: 'constant' | 'code' | 'property' | 'transition';
  readonly roots: readonly Root[];
  readonly funs: readonly Fun[];
  /** In so many of a hundred cases a read is one that may fail; 1 if not said. */
  readonly risk?: number;
}

/** A procedure that can be called. */
export interface Proc {
  readonly name: string;
  readonly params: readonly { readonly isVar: boolean; readonly type: Type }[];
  readonly result: Type | null;
  readonly owner: Owner;
}

/** Where a patch can edit: a labelled statement and what may be written in its place. */
export interface Label {
  /** `t1.l2`, `p3.l4`, `d5.a6.l7`. */
  readonly path: string;
  readonly name: string;
  readonly flow: Flow;
  /** What it binds for later statements. */
  readonly binds: { readonly name: string; readonly type: Type } | 'several' | null;
  /** Loops need this step, so it is not removed. */
  readonly needed: boolean;
  /** The thread stops before it: `t at l` can be asked. */
  readonly isStep: boolean;
}

/** A body that is being written. */
export interface Owner {
  /** `t1`, `p2`, `d3.a4`, `init`. */
  readonly path: string;
  readonly kind: 'thread' | 'proc' | 'action' | 'init';
  readonly labels: Label[];
  /** Of a procedure: it holds what must not run within one step. */
  stepwise: boolean;
}

/** What a statement may say and do. */
export interface Flow {
  readonly owner: Owner;
  readonly scope: Scope;
  /** What it may assign. */
  readonly places: readonly Root[];
  readonly atomic: boolean;
  /** `wait_until` would come late. */
  readonly assigned: boolean;
  readonly inLoop: boolean;
  /** In a loop within a step, where the ways of choices multiply. */
  readonly inTurns: boolean;
  /** What it may call. */
  readonly procs: readonly Proc[];
  /** A plain `return;`, a `return e;` of a type, or none. */
  readonly returns: 'plain' | 'none' | Type;
  /** How deep blocks may still nest. */
  readonly depth: number;
}

/** Statements as text, and the flow behind them. */
export interface Written {
  readonly text: string;
  readonly flow: Flow;
}

/** An actor as others see it. */
export interface Actor {
  readonly kind: 'thread' | 'device';
  readonly name: string;
  readonly params: readonly { readonly name: string; readonly type: Type }[];
  readonly locals: Root[];
  readonly labels: Label[];
}

type Kind<K extends Type['kind']> = Extract<Type, { readonly kind: K }>;

/** A whole body, and what its statements may say at the start. */
export interface Body {
  readonly owner: Owner;
  readonly flow: Flow;
  /** Of a procedure. */
  readonly result: Type | null;
}

/** The named types. */
export interface Types {
  readonly enums: Kind<'enum'>[];
  readonly scalarsets: Scalarset[];
  readonly structs: Kind<'struct'>[];
  readonly unions: Kind<'union'>[];
  /** `type A = 0 .. 2;` */
  readonly aliases: { readonly name: string; readonly type: Kind<'range'> }[];
  /** Fields that records may leave out, as `Struct.field`. */
  readonly defaults: Set<string>;
  /** Enums and unions that a patch extends: every `match` of them has an `else`. */
  readonly open: Set<string>;
}

/** The module so far. */
export interface World {
  readonly dice: Dice;
  /** A name that stands nowhere else. */
  readonly fresh: (stem: string) => string;
  readonly types: Types;
  /** Integer parameters; their values differ between variants, so they are only compared. */
  readonly parameters: { readonly name: string; readonly high: number }[];
  /** Constants and shared variables. */
  readonly roots: Root[];
  readonly funs: Fun[];
  readonly procs: Proc[];
  readonly actors: Actor[];
  /** Bodies that a patch can replace as a whole. */
  readonly bodies: Body[];
  /** Parameters with other values that they may have. */
  readonly settings: { readonly name: string; readonly values: readonly string[] }[];
  /** Constants of type bool. */
  readonly constants: string[];
  readonly make: Make;
}

/** The makers that need each other, handed round so that files need no circle of imports. */
export interface Make {
  /** Of a type that the place expects. */
  readonly value: (w: World, type: Type, scope: Scope, depth: number) => Term;
  readonly bool: (w: World, scope: Scope, depth: number) => Term;
  readonly integer: (w: World, scope: Scope, depth: number) => Term;
  /** An integer that fits, most of the time. */
  readonly within: (w: World, range: Kind<'range'>, scope: Scope, depth: number) => Term;
  readonly set: (w: World, of: Type, scope: Scope, depth: number) => Term;
  /** `{ ... }` with about so many statements. */
  readonly block: (w: World, flow: Flow, size: number) => string;
  readonly statements: (w: World, flow: Flow, size: number) => Written;
}

/** No name of the module is visible here. */
export const nothing: Scope = { mode: 'constant', roots: [], funs: [] };

/** The scope with one more constant copy. */
export function withName(scope: Scope, name: string, type: Type): Scope {
  const root: Root = { head: name, depth: 0, tail: '', type, variable: '' };
  return { ...scope, roots: [...scope.roots, root] };
}

/** A shared variable. */
export const shared = (name: string, type: Type): Root => ({
  head: name,
  depth: 0,
  tail: '',
  type,
  variable: name,
});
