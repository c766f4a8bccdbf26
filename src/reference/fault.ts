/**
 * What goes wrong while a model runs: a run-time error or an assert that is false.
 * A fault is a value that evaluation gives in place of its result; nothing is thrown.
 * It ends the step in which it happens, or spoils the property.
 */
import type { RuntimeCode } from '../base/codes.ts';
import type { Span } from '../base/source.ts';
import type { Expr } from '../machine/expr.ts';
import type { Context, Environment } from './context.ts';

export type Fault =
  | {
      readonly kind: 'runtime';
      readonly code: RuntimeCode;
      readonly span: Span;
      /** Lower case, no full stop. */
      readonly message: string;
      /** What was bound where it happened. */
      readonly environment: Environment;
    }
  | {
      readonly kind: 'assert';
      /** Index into `Machine.asserts`. */
      readonly assert: number;
      readonly span: Span;
      /** What was false, and where. */
      readonly test: Expr;
      readonly context: Context;
    };

/** Results are values, lists and arrays; only a fault has a kind. */
export function isFault<T>(result: T | Fault): result is Fault {
  return typeof result === 'object' && result !== null && 'kind' in result;
}

/** A run-time error, before it is known what was bound around it. */
export const fault = (code: RuntimeCode, span: Span, message: string): Fault => ({
  kind: 'runtime',
  code,
  span,
  message,
  environment: null,
});

/** The result; a run-time error keeps what was bound where it happened. */
export function within<T>(environment: Environment, result: T | Fault): T | Fault {
  if (!isFault(result) || result.kind !== 'runtime') return result;
  return { ...result, environment: result.environment ?? environment };
}

/**
 * Of two faults the one that stands first in the text. Where several elements of a
 * set fail this one counts, whatever the order of the elements: so no error depends
 * on the numbers of members of a scalarset.
 */
export function firstInText(a: Fault | null, b: Fault): Fault {
  if (a === null) return b;
  const order =
    compareTexts(a.span.source.path, b.span.source.path) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    compareTexts(a.kind, b.kind) ||
    compareTexts(rank(a), rank(b));
  return order <= 0 ? a : b;
}

const rank = (f: Fault): string => (f.kind === 'runtime' ? f.code : String(f.assert));

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
