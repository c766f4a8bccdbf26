/**
 * Anchors: `@ file name` in a doc comment says which function (or macro, or struct) of the
 * code a part of the model stands for. They are found in the text, wherever doc comments
 * stand: before declarations and statements, in patches too, also in what does not parse.
 * Whether the code has them is for others to say.
 */
import type { Source, Span } from '../base/source.ts';
import { scan } from './scanner.ts';
import type { Comment } from './tree.ts';

/** A place of the code that the model names. */
export interface Anchor {
  /** As written, from the root of the code's tree. */
  readonly file: string;
  /** Null where no name stands behind the file, which is a slip. */
  readonly name: string | null;
  /** From the `@` to the end of the name. */
  readonly span: Span;
}

// A path has a folder or an ending, so that an `@` in prose is none.
const anchorAt = /(?<!\S)@\s+([\w.+/-]*[./][\w.+/-]*)(?:\s+([A-Za-z_]\w*))?/g;

/** The anchors of a source in the order of their places; an anchor may be wrapped over lines. */
export function anchorsOf(source: Source): readonly Anchor[] {
  const docs = scan(source).comments.filter(({ kind }) => kind === 'doc');
  return runsOf(source, docs).flatMap(run =>
    [...textOf(run).matchAll(anchorAt)].map(found => anchorOf(run, found)),
  );
}

// Doc comments with nothing but white space between them are one text.
function runsOf(source: Source, docs: readonly Comment[]): readonly Span[] {
  const runs: Span[] = [];
  for (const { span } of docs) {
    const last = runs.at(-1);
    const joins = last !== undefined && source.text.slice(last.end, span.start).trim() === '';
    if (joins) runs[runs.length - 1] = { ...last, end: span.end };
    else runs.push(span);
  }
  return runs;
}

// Without its marks and of the same length, so that places in it are places in the source.
const textOf = ({ source, start, end }: Span): string =>
  source.text.slice(start, end).replace(/^([ \t]*)\/\/\//gm, '$1   ');

function anchorOf({ source, start }: Span, found: RegExpExecArray): Anchor {
  const [whole, file = '', name] = found;
  const at = start + found.index;
  return { file, name: name ?? null, span: { source, start: at, end: at + whole.length } };
}
