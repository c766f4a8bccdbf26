/** Which parts of a text were executed: by the places of what was evaluated and of the steps that fired. */
import type { Span } from '../../../src/base/source.ts';
import type { Type } from '../../../src/machine/types.ts';
import type { Place } from './spy.ts';

export interface Fired {
  /** An expression that stands exactly there. */
  readonly is: (span: Span) => boolean;
  /** Anything in there. */
  readonly within: (span: Span) => boolean;
  /** The expression that stands exactly there. */
  readonly at: (span: Span) => Place | undefined;
  readonly types: readonly Type[];
}

/** What was evaluated, and the places of the steps that fired. */
export function firedOf(executed: Iterable<Place>, steps: readonly Span[]): Fired {
  const places = [...executed];
  const known = new Map(places.map(place => [keyOf(place.span), place] as const));
  const ends = new Map<number, number>();
  for (const { start, end } of [...places.map(place => place.span), ...steps]) {
    ends.set(start, Math.min(end, ends.get(start) ?? end));
  }
  const starts = [...ends.keys()].sort((a, b) => a - b);
  const fits = (start: number, span: Span): boolean =>
    (ends.get(start) ?? span.end + 1) <= span.end;
  return {
    is: span => known.has(keyOf(span)),
    within: span =>
      starts.some(start => start >= span.start && start < span.end && fits(start, span)),
    at: span => known.get(keyOf(span)),
    types: places.map(place => place.type),
  };
}

const keyOf = ({ start, end }: Span): string => `${start}:${end}`;
