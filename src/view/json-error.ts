/** `patchproof/error/1`: why a command could not do its work. */
import type { Diagnostic } from '../base/diagnostic.ts';
import { positionOf, type Span } from '../base/source.ts';
import type { Json } from '../machine/show.ts';
import { page, toolJson } from './json-check.ts';
import type { ErrorReport } from './report.ts';

/** The report as JSON. */
export function errorJson({ version, message, diagnostics, exit }: ErrorReport): string {
  return page({
    format: 'patchproof/error/1',
    ...toolJson({ version }),
    message,
    diagnostics: diagnostics.map(diagnosticJson),
    exit,
  });
}

/** One diagnostic as JSON. */
export function diagnosticJson({ severity, code, span, message, help, notes }: Diagnostic): Json {
  return {
    severity,
    code,
    message,
    location: locationJson(span),
    help: help ?? null,
    notes: (notes ?? []).map(note => ({ message: note.text, location: locationJson(note.span) })),
  };
}

// `column` counts from 1, and `end` is the first place after what is meant.
function locationJson(span: Span): Json {
  const end = positionOf(span.source, span.end);
  return { file: span.source.path, ...positionOf(span.source, span.start), end: { ...end } };
}
