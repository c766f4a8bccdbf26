/** Where a text stopped being this language: what messages are made from. */
import type { Source, Span } from '../base/source.ts';
import type { Token } from './scanner.ts';

/** Some tokens of a source: those of the text that did not match. */
export interface Passage {
  readonly source: Source;
  readonly tokens: readonly Token[];
  readonly from: number;
  readonly to: number;
}

/** The place where matching a passage ended: at the token `at`, or at its end. */
export interface Stumble extends Passage {
  readonly at: number;
  /** Whether ohm would have taken it: `";"`, `a name`. */
  wants(expected: string): boolean;
}

/** Where a token stands. */
export function spanOf({ source }: { readonly source: Source }, { start, end }: Token): Span {
  return { source, start, end };
}
