/** What every exporter is asked, and what it answers: a text, or by name what it cannot say. */
import type { Span } from '../../base/source.ts';

/** What is asked for beside the machine. */
export interface Wish {
  /** The file, as the header names it. */
  readonly file: string;
  /** Ask no property: failing steps change nothing. */
  readonly properties: boolean;
}

/** What cannot be said, and where it stands. */
export interface Unsaid {
  readonly span: Span;
  readonly message: string;
}

/** The text, or all that it cannot say. */
export type Exported =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unsaid'; readonly unsaid: readonly Unsaid[] };
