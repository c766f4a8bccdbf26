/**
 * Random guarded-command models: what they are made of. Everything is finite and total:
 * no index leaves its array and no value its range, so that four languages with
 * different ideas of errors must agree. An action's assignments read nothing that it has
 * assigned before, so that it does not matter whether they happen at once or in turn.
 */

/** An enumeration by its number, or the integers `0 .. size - 1`. */
export interface Sort {
  readonly kind: 'enum' | 'range';
  /** Of an enumeration: which one. */
  readonly index: number;
  /** How many values it has. */
  readonly size: number;
}

/** A variable: an array if `length` is there, indexed from 0. */
export interface Variable {
  readonly name: string;
  readonly sort: Sort;
  readonly length?: number;
  /** Where its first cell lies among the cells of a state. */
  readonly cell: number;
  /** The initial value of each cell. */
  readonly initial: number;
}

/** An integer or a member of an enumeration. */
export type Term =
  | { readonly kind: 'value'; readonly sort: Sort; readonly value: number }
  | { readonly kind: 'parameter' }
  | { readonly kind: 'read'; readonly place: Place }
  /** `(left + right) % modulus` */
  | { readonly kind: 'sum'; readonly left: Term; readonly right: Term; readonly modulus: number };

export interface Place {
  readonly variable: Variable;
  /** Of an array: always within its bounds. */
  readonly index?: Term;
}

/** One comparison of two terms of a sort. */
export interface Test {
  readonly relation: 'equal' | 'unequal' | 'less';
  readonly left: Term;
  readonly right: Term;
}

export interface Assignment {
  readonly place: Place;
  readonly value: Term;
}

export interface Action {
  readonly name: string;
  /** There is a choice of `0 .. choices - 1` for the parameter; without it there is none. */
  readonly choices?: number;
  /** All must hold. */
  readonly guard: readonly Test[];
  readonly assignments: readonly Assignment[];
}

/** One initial state; the invariants say that the tests of a row are never all true. */
export interface RandomModel {
  readonly name: string;
  readonly enums: readonly Sort[];
  readonly variables: readonly Variable[];
  readonly actions: readonly Action[];
  readonly never: readonly (readonly Test[])[];
}

/** The cells that a variable takes. */
export const cellsOf = (variable: Variable): number => variable.length ?? 1;
