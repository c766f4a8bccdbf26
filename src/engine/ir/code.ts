/**
 * The code that back ends compile: what a machine does, with everything that is known
 * beforehand filled in. Its values are integers and truths; a state is two files of
 * fields, `before` (the state being looked at, never written) and `after` (its
 * successor in the making). Control is structured. Nothing in it fails: what can fail
 * in the model has become an `if` around a `fault`.
 *
 * Back ends may evaluate an expression as often and as early as they like: it has no
 * effect, and what it reads of `after` changes by `write`, `begin` and `load` only.
 */

/** Where a value is stored: `width` bits (1 to 53) of a 64-bit word, from bit `shift` on. */
export interface Field {
  readonly word: number;
  readonly shift: number;
  readonly width: number;
}

/** A local of a body, by its number; numbers and truths are counted together. */
export type LocalId = number & { readonly brand?: 'LocalId' };

export type File = 'before' | 'after';

/** An integer; `low` and `high` bound it. Where both are safe integers, JavaScript can compute it. */
export type Num = { readonly low: number; readonly high: number } & (
  | { readonly kind: 'number'; readonly value: number }
  /** The bits of a field, without sign. */
  | { readonly kind: 'read'; readonly file: File; readonly field: Field }
  | { readonly kind: 'local'; readonly local: LocalId }
  /** `div` and `rem` truncate as in C; the right side is never 0. */
  | {
      readonly kind: 'add' | 'sub' | 'mul' | 'div' | 'rem';
      readonly left: Num;
      readonly right: Num;
    }
  /** How many are true. */
  | { readonly kind: 'count'; readonly of: readonly Bool[] }
  | { readonly kind: 'select'; readonly test: Bool; readonly then: Num; readonly otherwise: Num }
  /** The rank of a fault site: its number in `Program.sites`, from 1. Known when all code is made. */
  | { readonly kind: 'rank'; readonly site: Site }
);

export type Bool =
  | { readonly kind: 'truth'; readonly value: boolean }
  /** A field of width 1. */
  | { readonly kind: 'bit'; readonly file: File; readonly field: Field }
  | { readonly kind: 'flag'; readonly local: LocalId }
  | { readonly kind: 'equal' | 'less' | 'atMost'; readonly left: Num; readonly right: Num }
  | { readonly kind: 'not'; readonly of: Bool }
  /** Conjunction and disjunction of two or more. */
  | { readonly kind: 'all' | 'any'; readonly of: readonly Bool[] }
  /** Both or neither. */
  | { readonly kind: 'same'; readonly left: Bool; readonly right: Bool }
  | { readonly kind: 'select'; readonly test: Bool; readonly then: Bool; readonly otherwise: Bool };

/** Where a model can fail; the place in the text ranks it. */
export interface Site {
  /** A run-time code, or the index of an assert. */
  readonly broken: string | number;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** From 1, by the order of `firstInText` of the language; set when all sites are known. */
  rank: number;
}

export type Label = number & { readonly brand?: 'Label' };

export type Stmt =
  | { readonly kind: 'set'; readonly local: LocalId; readonly value: Num | Bool }
  /** Into `after`; a number fits the field. A Bool is written to a field of width 1. */
  | { readonly kind: 'write'; readonly field: Field; readonly value: Num | Bool }
  /** `after` becomes a copy of `before`. */
  | { readonly kind: 'begin' }
  /** Keeps `after` under a number, and brings it back, within one body. Numbers count from 0. */
  | { readonly kind: 'save' | 'load'; readonly slot: number }
  | {
      readonly kind: 'if';
      readonly test: Bool;
      readonly then: readonly Stmt[];
      readonly otherwise: readonly Stmt[];
    }
  /** Runs the case of this index; an index without a case does nothing. */
  | { readonly kind: 'switch'; readonly on: Num; readonly cases: readonly (readonly Stmt[])[] }
  /** `leave` goes behind the block of this label. */
  | { readonly kind: 'block'; readonly label: Label; readonly body: readonly Stmt[] }
  /** `again` goes to its start; at its end it is left. */
  | { readonly kind: 'loop'; readonly label: Label; readonly body: readonly Stmt[] }
  | { readonly kind: 'leave' | 'again'; readonly label: Label }
  /** Puts `after` and these locals on the stack of the body; `pop` takes them off. */
  | { readonly kind: 'push' | 'pop'; readonly locals: readonly LocalId[] }
  /** Runs `then` if something is on the stack of the body. */
  | {
      readonly kind: 'ifStacked';
      readonly then: readonly Stmt[];
      readonly otherwise: readonly Stmt[];
    }
  /** A transition whose successor is `after`. */
  | { readonly kind: 'emit'; readonly step: number; readonly actor: number }
  /** A transition without successor: it fails at the site of this rank. */
  | { readonly kind: 'fault'; readonly rank: Num; readonly step: number; readonly actor: number }
  /** The step was blocked at an empty pick. */
  | { readonly kind: 'empty'; readonly step: number }
  /** The flag of this number is raised (`Program.flags`). */
  | { readonly kind: 'raise'; readonly flag: Num };

/** A piece of code with locals of its own; at its start numbers are 0 and flags false. */
export interface Body {
  readonly code: readonly Stmt[];
  /** The sort of each local, by LocalId. */
  readonly locals: readonly ('num' | 'bool')[];
  /** How many numbers `save` uses. */
  readonly saves: number;
}
