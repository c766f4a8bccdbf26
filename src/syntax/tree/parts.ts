/** What all of the Tree is made with: names, comments, places. */
import type { Span } from '../../base/source.ts';

/** A word of the text with its place. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}

/** One comment; `text` with its delimiters, `///` comments are `doc`. */
export interface Comment {
  readonly kind: 'line' | 'block' | 'doc';
  readonly text: string;
  readonly span: Span;
}

/** The comments that go with a declaration, a statement or a member. */
export interface Comments {
  /** On lines of their own before it. */
  readonly before: readonly Comment[];
  /** Behind it on its last line. */
  readonly after: readonly Comment[];
  /** Before the closing brace of its (last) block. */
  readonly inside: readonly Comment[];
}

/** What may carry comments. */
export interface Commented {
  readonly span: Span;
  readonly comments: Comments;
}
