/**
 * Values while code is made: the shape of the type, with a code expression at each leaf.
 * What is not in use (the inner value of a `none`, items behind the end of a sequence,
 * the fields of other cases) may be anything, unless the value is marked `clean`: then it
 * is what a store of this shape holds that is 0 there, or there is nothing out of use.
 */
import type { Scalarset, Type } from '../../machine/types.ts';
import type { Bool, Num } from '../ir/code.ts';
import type { Store } from '../layout/layout.ts';

export type Sym =
  | { readonly kind: 'bool'; readonly value: Bool }
  /** Integers, enums and places. */
  | { readonly kind: 'num'; readonly value: Num }
  /** One of the two, or both: the index; which of the members it is. */
  | {
      readonly kind: 'member';
      readonly set: Scalarset;
      readonly index: Num | null;
      readonly bits: readonly Bool[] | null;
    }
  | { readonly kind: 'struct'; readonly fields: readonly Sym[] }
  | UnionSym
  | OptionSym
  | { readonly kind: 'map'; readonly entries: readonly Sym[] }
  | SetSym
  | FewSym
  | SeqSym;

/** No, or what it was read from, or nothing is out of use. */
export type Clean = false | Store | 'in use';

export interface UnionSym {
  readonly kind: 'union';
  readonly tag: Num;
  readonly cases: readonly (readonly Sym[])[];
}

export interface OptionSym {
  readonly kind: 'option';
  readonly some: Bool;
  /** Null when it is always `none`. */
  readonly of: Sym | null;
  readonly clean: Clean;
}

/** Which of the values of the element type, by index in its domain, are in it. */
export interface SetSym {
  readonly kind: 'set';
  readonly of: Type;
  readonly bits: readonly Bool[];
}

/** A set over a large type: different values in no order, by index in the domain of the type. */
export interface FewSym {
  readonly kind: 'few';
  readonly of: Type;
  readonly items: readonly { readonly index: Num; readonly here: Bool }[];
  /** Items that are here come first, and in order. */
  readonly ascending?: true;
}

export interface SeqSym {
  readonly kind: 'seq';
  readonly length: Num;
  readonly items: readonly Sym[];
  readonly clean: Clean;
}

export type SymOf<K extends Sym['kind']> = Extract<Sym, { readonly kind: K }>;

/** The value as it must be by typing. */
export function as<K extends Sym['kind']>(kind: K, sym: Sym): SymOf<K> {
  if (sym.kind !== kind) throw new Error(`broken promise: a ${sym.kind} where a ${kind} must be`);
  return sym as SymOf<K>;
}

export const boolOf = (sym: Sym): Bool => as('bool', sym).value;
export const ofBool = (value: Bool): Sym => ({ kind: 'bool', value });
export const ofNum = (value: Num): Sym => ({ kind: 'num', value });
