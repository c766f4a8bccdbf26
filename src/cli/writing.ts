/**
 * What an export comes to: a text, a folder, or what could not be said. Law: where something
 * could not be said, nothing is written.
 */
import { unreachable } from '../base/assertion.ts';
import { place, type Span } from '../base/source.ts';
import { type Leaf, write, writeInto } from './files.ts';
import { misused, type Refusal, unwritable } from './refusal.ts';
import type { World } from './world.ts';

/** What is to be written, or why nothing is. */
export type Writing =
  /** One text; null is standard output. */
  | { readonly kind: 'text'; readonly text: string; readonly output: string | null }
  | { readonly kind: 'folder'; readonly folder: string; readonly leaves: readonly Leaf[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A thing of the model that the other language has no words for; the place may be unknown. */
export interface Unsaid {
  readonly span: Span | null;
  readonly message: string;
}

/** The refusal that names all that could not be said, each once. */
export function unsaid(tool: string, all: readonly Unsaid[]): Writing {
  const lines = all.map(({ span, message }) =>
    span === null ? message : `${place(span)}: ${message}`,
  );
  const reasons = [...new Set(lines)].join('\n  ');
  return { kind: 'refused', refusal: misused(`${tool} has no words for\n  ${reasons}`) };
}

/** Writes it; what keeps it from being written, or null. */
export function handOver(writing: Writing, world: World): Refusal | null {
  switch (writing.kind) {
    case 'refused':
      return writing.refusal;
    case 'folder': {
      const failed = writeInto(writing.folder, writing.leaves);
      return failed === null ? null : unwritable(failed.path, failed.reason);
    }
    case 'text': {
      const { output, text } = writing;
      if (output === null) {
        world.out(text);
        return null;
      }
      const reason = write(output, text);
      return reason === undefined ? null : unwritable(output, reason);
    }
    default:
      return unreachable(writing);
  }
}
