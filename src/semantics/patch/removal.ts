/** One thing that can be taken out of a variant, and how people name it. */
import { positionOf, type Span, spanText } from '../../base/source.ts';
import type { Decl } from '../../syntax/tree.ts';

/** What is taken out. */
export type RemovalKind = 'step' | 'call' | 'action' | 'guard' | 'edit';

/** A step or a call, an action of a device, a conjunct of a guard, or an edit of a patch. */
export interface Removal {
  readonly kind: RemovalKind;
  /** `file.pspec:41`, with `:7` where the line has several; `--without` takes it. */
  readonly name: string;
  /** `work.splice`, of a guard the step that it guards, of an edit its patch. */
  readonly path: string;
  /** Where it was written. Two removals of a variant never stand at one place. */
  readonly span: Span;
  /** The statement around it; of all but guards, itself. */
  readonly around: Span;
  /** The declaration that it stands in. */
  readonly decl: Decl;
}

/** One text for one place. */
export const keyOf = ({ source, start, end }: Span): string => `${source.path} ${start} ${end}`;

/** What is taken out, on one line. */
export const removedText = ({ span }: Removal): string =>
  spanText(span).replaceAll(/\s+/g, ' ').trim();

/**
 * What a word of the command line means: a name, a place with or without its column and with
 * more or less of the path of its file, or the path of a step. More than one where it is ambiguous.
 */
export function removalsNamed(removals: readonly Removal[], word: string): readonly Removal[] {
  const exact = removals.filter(one => one.name === word);
  if (exact.length > 0) return exact;
  const steps = removals.filter(one => one.path === word && !['guard', 'edit'].includes(one.kind));
  if (steps.length > 0) return steps;
  return removals.filter(({ span }) => {
    const { line, column } = positionOf(span.source, span.start);
    const { path } = span.source;
    return [`${path}:${line}`, `${path}:${line}:${column}`].some(
      place => place === word || place.endsWith(`/${word}`),
    );
  });
}
