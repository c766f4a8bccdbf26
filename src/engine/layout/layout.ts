/**
 * How a state lies in 64-bit words: for each variable a tree of stores, the shape of its
 * type with a field at each leaf. Fields never straddle words. Equal states have equal
 * words: what is out of use (the inner value of `none`, the items behind the end of a
 * sequence, the fields of other cases of a union, all bits that no field has) is 0.
 * Cases of a union may share fields.
 */
import type { Scalarset, Type } from '../../machine/types.ts';
import type { Field } from '../ir/code.ts';

/** Where the parts of a value are. */
export type Store =
  | { readonly kind: 'bool'; readonly field: Field }
  /** Ranges, enums, places: the value less `low`. A field of width 0 has no bits and holds 0. */
  | {
      readonly kind: 'number';
      readonly field: Field;
      readonly low: number;
      readonly high: number;
      /** Of a place, where several machines share a layout: what is stored for each of its own. */
      readonly codes?: readonly number[];
    }
  /** A member of a scalarset as its index plus `base`; with base 1, 0 is "out of use". */
  | {
      readonly kind: 'member';
      readonly field: Field;
      readonly set: Scalarset;
      readonly base: 0 | 1;
    }
  /** A member of a scalarset as one bit of several; all 0 when out of use. */
  | { readonly kind: 'oneHot'; readonly bits: readonly Field[]; readonly set: Scalarset }
  | { readonly kind: 'struct'; readonly fields: readonly Store[] }
  | { readonly kind: 'union'; readonly tag: Field; readonly cases: readonly (readonly Store[])[] }
  /**
   * With `some` null, `of` is a number, member or oneHot whose raw bits are never all 0
   * when it is in use: all 0 is `none`.
   */
  | { readonly kind: 'option'; readonly some: Field | null; readonly of: Store }
  /** By index of the key in its domain. */
  | { readonly kind: 'map'; readonly entries: readonly Store[] }
  /** One bit for each value of the element type, by index in its domain. */
  | { readonly kind: 'set'; readonly bits: readonly Field[]; readonly of: Type }
  /**
   * A small set over a large type: indexes in the domain plus 1, ascending, then zeros.
   */
  | { readonly kind: 'slots'; readonly items: readonly Field[]; readonly of: Type }
  | { readonly kind: 'seq'; readonly length: Field; readonly items: readonly Store[] };

/** A member of a scalarset among the keys on the way to a leaf. */
export interface Axis {
  /** Index into `Machine.scalarsets`. */
  readonly set: number;
  readonly member: number;
}

/**
 * A leaf as permutations see it. A permutation takes the cell with axes i, j, ... of a
 * family to the cell of the same family with axes p(i), p(j), ... Its content goes along,
 * and is itself permuted where it is a member.
 */
export interface Cell {
  readonly field: Field;
  /** Cells that are alike but for their axes have one family; numbers from 0. */
  readonly family: number;
  readonly axes: readonly Axis[];
  /** The content is a member of this scalarset (index into `Machine.scalarsets`) plus base; else null. */
  readonly member: { readonly set: number; readonly base: 0 | 1 } | null;
}

/**
 * How the symmetry is reduced. A scalarset is in exactly one of the parts, or in none if
 * it has at most one member or nothing in the state depends on it.
 */
export interface Symmetry {
  /**
   * Scalarsets each of whose cells has that one axis only and no member as content: the
   * element's block lies in one word, and sorting the blocks (as unsigned numbers) is exact.
   */
  readonly sorted: readonly {
    readonly set: number;
    /** Of all members in order: of one width, which holds all cells of the member and no others. */
    readonly blocks: readonly Field[];
  }[];
  /** Those that are canonicalised together, by trying or by refinement; indexes into `Machine.scalarsets`. */
  readonly joint: readonly number[];
}

export interface Layout {
  /** 64-bit words a state, at least 1. */
  readonly words: number;
  /** Bits in use. */
  readonly bits: number;
  /** By VariableId. */
  readonly stores: readonly Store[];
  /** Bits, as halves, that all states have beside those of variables; absent where there are none. */
  readonly always?: Uint32Array;
  readonly scalarsets: readonly Scalarset[];
  readonly cells: readonly Cell[];
  /** Null without symmetry reduction. */
  readonly symmetry: Symmetry | null;
}

/** Why a machine has no layout, or no program: for people. */
export interface Unfit {
  readonly kind: 'unfit';
  /** Lower case, no full stop. */
  readonly reason: string;
}
