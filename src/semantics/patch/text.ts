/**
 * The text between two edits, and what an edit may know: values that the files of this
 * folder hand to each other while patches are written in.
 */
import type { Report } from '../../base/diagnostic.ts';
import type { Span } from '../../base/source.ts';
import type { Decl, PatchDecl } from '../../syntax/tree.ts';
import { allPaths } from './bodies.ts';
import type { Mark, Marks } from './marks.ts';
import type { Module } from './module.ts';

/** A name that a replacement took away, to be looked at when the patch is through. */
export interface Loss {
  /** The path of the body. */
  readonly body: string;
  readonly name: string;
  /** The target as the patch wrote it. */
  readonly target: string;
  readonly span: Span;
}

/** Declarations with the traces of the edits so far. */
export interface Text {
  readonly decls: readonly Decl[];
  readonly marks: Marks;
  /** Paths that are no more, with the edit that took each. */
  readonly gone: ReadonlyMap<string, Mark>;
  readonly losses: readonly Loss[];
}

/** What is gone when `decls` follow a text: its paths that are no more, taken by `mark`. */
export function withGone(text: Text, decls: readonly Decl[], mark: Mark): Text['gone'] {
  const kept = new Set(allPaths(decls));
  const lost = allPaths(text.decls).filter(path => !kept.has(path));
  const gone = new Map(text.gone);
  for (const path of lost) gone.set(path, mark);
  return gone;
}

/** Whose edit it is. */
export interface Context {
  readonly module: Module;
  readonly patch: PatchDecl;
  /** The text before the patch: numbers of statements count in it. */
  readonly before: readonly Decl[];
  /** The patch and all that it requires: edits of these may be built on. */
  readonly allowed: ReadonlySet<string>;
  readonly report: Report;
}
