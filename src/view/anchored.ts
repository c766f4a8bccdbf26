/** What `anchors` has to report, for its text and its JSON form. */
import type { Span } from '../base/source.ts';
import type { Sort } from '../check/standing.ts';
import type { SpecDigest } from './report.ts';

/** A place of the tree where a name stands. */
export interface Place {
  /** From the root of the tree. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly as: Sort;
}

/** What a model names and the tree does not have there. */
export type Missing = 'file' | 'name';

/** What became of an anchor. */
export type Fate =
  | { readonly kind: 'stands'; readonly at: Place }
  /** It stands elsewhere: where it is defined, else declared, else mentioned; the nearest first. */
  | {
      readonly kind: 'moved';
      readonly missing: Missing;
      readonly to: readonly [Place, ...Place[]];
      /** Places of the same sort that are not in the list. */
      readonly more: number;
    }
  | { readonly kind: 'gone'; readonly missing: Missing }
  /** It does not stand there; the search for it was interrupted. */
  | { readonly kind: 'unknown'; readonly missing: Missing }
  /** No name stands behind the file. */
  | { readonly kind: 'malformed' };

/** What a model names, once, with all places that name it. */
export interface Anchored {
  readonly file: string;
  readonly name: string | null;
  /** In the specification, at least one. */
  readonly places: readonly Span[];
  readonly fate: Fate;
}

/** A run of `anchors`. */
export interface AnchorsReport {
  readonly version: string;
  /** As the user named the root file and the tree. */
  readonly file: string;
  readonly tree: string;
  readonly spec: SpecDigest;
  /** In the order in which the specification names them first. */
  readonly anchors: readonly Anchored[];
  /** Files that were read to find what moved; null where nothing had to be looked for. */
  readonly searchedFiles: number | null;
  readonly exit: number;
  /** Null leaves it out. */
  readonly elapsedMs: number | null;
}

/** How many anchors have such a fate. */
export const countOf = (anchors: readonly Anchored[], kind: Fate['kind']): number =>
  anchors.filter(({ fate }) => fate.kind === kind).length;
