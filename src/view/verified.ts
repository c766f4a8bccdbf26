/** What `verify` has to report, for its text and its JSON form. */
import type { Claim } from '../proof/claim.ts';
import type { Grade } from '../proof/verify.ts';

/** Where a block was found first. */
export interface Place {
  /** Of the mails in the file, from 1. */
  readonly mail: number;
  /** Of that mail, without `<>`; null where it has none. */
  readonly messageId: string | null;
  /** From 1, in the text of the mail or of its part. */
  readonly line: number;
  /** Marks of quoting before it. */
  readonly depth: number;
}

/** How a specification was had. */
export type Source =
  | { readonly kind: 'file'; readonly path: string }
  /** The mail had it in its text, under this name. */
  | { readonly kind: 'inline'; readonly path: string };

/** What became of one block. Reasons are clauses: lower case, no full stop. */
export type Checked =
  | {
      readonly kind: 'confirmed';
      readonly claim: Claim;
      readonly source: Source;
      /** Each check that confirms it, at least one. */
      readonly grades: readonly Grade[];
      /** What else is to be known of it; an induction that was too large, say. */
      readonly remark: string | null;
    }
  | {
      readonly kind: 'refuted';
      readonly claim: Claim;
      readonly source: Source;
      readonly grade: Grade;
      /** What of it is wrong: `row 4`, `states`, `set`. */
      readonly place: string;
      readonly reason: string;
    }
  | { readonly kind: 'unchecked'; readonly claim: Claim; readonly reason: string }
  | { readonly kind: 'damaged'; readonly name: string; readonly reason: string };

/** A block of the mails, with what became of it. */
export interface Entry {
  readonly place: Place;
  /** How often the mails have it. */
  readonly copies: number;
  readonly flags: readonly 'no-end'[];
  readonly checked: Checked;
}

/** A run of `verify`. */
export interface VerifyReport {
  readonly version: string;
  /** How many mails the file has; pasted text is one. */
  readonly mails: number;
  readonly entries: readonly Entry[];
  readonly exit: number;
  readonly elapsedMs: number | null;
}
