/**
 * The types of the machine: all finite and closed. Sizes are numbers here;
 * parameters were filled in by `semantics`. `int` is the type of intermediate
 * results only: integers without bounds, exact.
 */

export interface Field {
  readonly name: string;
  readonly type: Type;
}

export interface Case {
  readonly name: string;
  readonly fields: readonly Field[];
}

/** A scalarset (Ip and Dill 1996): `size` members without names and without order. */
export interface Scalarset {
  readonly kind: 'scalarset';
  readonly name: string;
  readonly size: number;
}

/** Bounds are numbers where they are safe integers, else bigints; see value.ts. */
export type Int = number | bigint;

export type Type =
  | { readonly kind: 'bool' }
  | { readonly kind: 'int' }
  | { readonly kind: 'range'; readonly low: Int; readonly high: Int }
  | { readonly kind: 'enum'; readonly name: string; readonly members: readonly string[] }
  | Scalarset
  /** Also the payload of a union case, named `Union.case`. */
  | { readonly kind: 'struct'; readonly name: string; readonly fields: readonly Field[] }
  | { readonly kind: 'union'; readonly name: string; readonly cases: readonly Case[] }
  | { readonly kind: 'option'; readonly of: Type }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  /** `max` is the number of slots of `set of T max n`, else null. */
  | { readonly kind: 'set'; readonly of: Type; readonly max: number | null }
  | { readonly kind: 'seq'; readonly of: Type; readonly max: number }
  /** The places of a thread: indexes into its `locations`. */
  | { readonly kind: 'place'; readonly thread: string; readonly count: number };
