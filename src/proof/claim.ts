/**
 * What a mail can carry: a claim about one property of one variant, with what a reader
 * needs to check it again. A claim proves nothing by itself; its check does. Nothing here
 * knows how a claim is written (`block`) or checked.
 */

/** What is claimed about, the same for both kinds. */
export interface Subject {
  /** The block's name: a letter, then letters, digits, `_`, `.` and `-`. */
  readonly name: string;
  /** The program that wrote it: `name version format`, for blame and not for trust. */
  readonly tool: string;
  /** The specification: the name of its file, without folders, and 40 hex digits of its digest. */
  readonly spec: { readonly file: string; readonly digest: string };
  readonly variant: string;
  /**
   * Every parameter that is a number or has not the value of its declaration, in the order of
   * declaration, as `NAME=VALUE` prints it.
   */
  readonly params: readonly { readonly name: string; readonly value: string }[];
  readonly check: { readonly kind: PropertyKind; readonly name: string };
}

/** As `--json` calls them. */
export type PropertyKind = 'invariant' | 'transition' | 'assert' | 'deadlock' | 'runtime' | 'cover';

/** One row of a schedule: its number, from 1 (0 chooses the initial state), and the action. */
export interface Row {
  readonly number: number;
  /** `step(a=x, b=y)` or `actor.step(...)`: all that is chosen stands in it. Single blanks only. */
  readonly action: string;
}

/** A run that breaks the property: replayed step by step, without a search. */
export interface Violation extends Subject {
  readonly kind: 'violation';
  /** The length, as `check` defines it; equals the number of the last row. */
  readonly length: number;
  readonly rows: readonly Row[];
  /** The first row of the loop of a lasso; null for a finite run. */
  readonly loop: number | null;
}

/** That the property holds in every reachable state, within the parameters. */
export interface Safety extends Subject {
  readonly kind: 'safety';
  readonly symmetry: boolean;
  /** Stored states (orbits under symmetry), transitions, greatest distance. */
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** 32 hex digits: the sum of hashes over the canonical states, see `spec/claims.md`. */
  readonly set: string;
  /** A declared function without parameters, claimed inductive; with the states tried and satisfying. */
  readonly inductive: {
    readonly name: string;
    readonly typed: number;
    readonly satisfying: number;
  } | null;
}

/** What a block says. */
export type Claim = Violation | Safety;
