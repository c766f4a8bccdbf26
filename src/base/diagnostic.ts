/**
 * What is wrong with the input, as a value: code, place, one sentence and a way
 * out. Passes do not throw; they send diagnostics to a Report and go on, so that
 * one run tells all. How a diagnostic looks on paper is `render`'s business.
 */
import type { Code } from './codes.ts';
import { lineText, type Position, place, positionOf, type Span } from './source.ts';

/** A remark that points at a second place. */
export interface Note {
  readonly span: Span;
  readonly text: string;
}

/** One thing that is wrong; `error` stops the run, `warning` does not. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly code: Code;
  readonly span: Span;
  /** Lower case, one sentence, no full stop. */
  readonly message: string;
  /** A way out: "did you mean `queued`?". */
  readonly help?: string;
  readonly notes?: readonly Note[];
}

/** Where a pass sends what it finds. */
export type Report = (diagnostic: Diagnostic) => void;

/** A value, or at least one reason why there is none. */
export type Result<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'failed'; readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]] };

export const ok = <T>(value: T): Result<T> => ({ kind: 'ok', value });

/**
 * Runs a pass and gathers what it reports: `ok` with the warnings beside the value
 * when nothing was an error. A pass that gives `undefined` must have reported why.
 */
export function gather<T>(pass: (report: Report) => T | undefined): {
  readonly result: Result<T>;
  readonly warnings: readonly Diagnostic[];
} {
  const found = new Map<string, Diagnostic>();
  const value = pass(diagnostic => {
    const key = `${place(diagnostic.span)} ${diagnostic.code} ${diagnostic.message}`;
    if (!found.has(key)) found.set(key, diagnostic);
  });
  const all = inOrder([...found.values()]);
  const warnings = all.filter(d => d.severity === 'warning');
  const [first, ...rest] = all.filter(d => d.severity === 'error');
  if (first !== undefined)
    return { result: { kind: 'failed', diagnostics: [first, ...rest] }, warnings };
  if (value === undefined) throw new Error('a pass gave nothing and no reason');
  return { result: ok(value), warnings };
}

/** By file in order of first mention, then by place. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = [...new Set(diagnostics.map(d => d.span.source))];
  return [...diagnostics].sort(
    (a, b) =>
      files.indexOf(a.span.source) - files.indexOf(b.span.source) ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end,
  );
}

/**
 * The message as people read it: `file:line:col: error: sentence [code]`, the line
 * with carets under the span, then the way out and the notes, each with its place.
 */
export function render(diagnostic: Diagnostic): string {
  const { severity, code, span, message, help, notes } = diagnostic;
  const lines = [`${place(span)}: ${severity}: ${message} [${code}]`, ...excerpt(span)];
  if (help !== undefined) lines.push(`  help: ${help}`);
  for (const note of notes ?? [])
    lines.push(`${place(note.span)}: note: ${note.text}`, ...excerpt(note.span));
  return `${lines.join('\n')}\n`;
}

// Tabs become single spaces so that the carets stand under what they mean.
function excerpt(span: Span): readonly string[] {
  const start = positionOf(span.source, span.start);
  const text = lineText(span.source, start.line).replaceAll('\t', ' ');
  const width = caretWidth(span, start, text);
  const gutter = `${start.line}`;
  return [
    `  ${gutter} | ${text}`,
    `  ${' '.repeat(gutter.length)} | ${' '.repeat(start.column - 1)}${'^'.repeat(width)}`,
  ];
}

function caretWidth(span: Span, start: Position, text: string): number {
  const end = positionOf(span.source, span.end);
  const last = end.line === start.line ? end.column : text.length + 1;
  return Math.max(1, last - start.column);
}
