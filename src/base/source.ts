/**
 * A text with a name, and places in it. Offsets count UTF-16 units from 0;
 * lines and columns, which people read, count from 1. Everything that speaks
 * of a place holds a Span, so messages never need to ask which file was meant.
 */

/** One file, or standard input, as it was read. */
export interface Source {
  /** As the user named it; shown in messages. */
  readonly path: string;
  readonly text: string;
}

/** The half-open range `start .. end` of a source. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** A place as people read it; `line` and `column` from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStarts = new WeakMap<Source, readonly number[]>();

function startsOf(source: Source): readonly number[] {
  const known = lineStarts.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  for (let i = source.text.indexOf('\n'); i >= 0; i = source.text.indexOf('\n', i + 1)) {
    starts.push(i + 1);
  }
  lineStarts.set(source, starts);
  return starts;
}

/** The line and column of an offset; an offset past the end is at the end. */
export function positionOf(source: Source, offset: number): Position {
  const starts = startsOf(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The text of a line (from 1), without its line end. */
export function lineText(source: Source, line: number): string {
  const starts = startsOf(source);
  const start = starts[line - 1];
  if (start === undefined) return '';
  const end = starts[line] ?? source.text.length;
  return source.text.slice(start, end).replace(/\r?\n$/, '');
}

/** The text that a span covers. */
export function spanText(span: Span): string {
  return span.source.text.slice(span.start, span.end);
}

/** `file:line:col`, as compilers write it. */
export function place(span: Span): string {
  const { line, column } = positionOf(span.source, span.start);
  return `${span.source.path}:${line}:${column}`;
}

/** The smallest span that covers both; they must lie in one source. */
export function cover(first: Span, last: Span): Span {
  return {
    source: first.source,
    start: Math.min(first.start, last.start),
    end: Math.max(first.end, last.end),
  };
}
