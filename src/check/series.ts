/**
 * A series commit by commit: which one opens a hole, and which one closes it. A hole is a
 * stretch of prefixes that violate one property, as long as it goes. Law: the prefix before
 * a hole that was opened does not violate the property, nor does the one that closes it.
 */
import type { PropertyRef } from '../machine/search.ts';
import { compared } from './table.ts';
import type { Judged, Result } from './verdict.ts';

/** A stretch of prefixes that violate a property. */
export interface Hole {
  readonly property: PropertyRef;
  /** The first prefix that has it; 0 where it is there before the first patch. */
  readonly from: number;
  /** The prefix that has it no more; null where it stays. */
  readonly until: number | null;
  /** The violation in the first prefix. */
  readonly judged: Judged;
  /** No: a limit left open whether the prefix before, or the one after, has it too. */
  readonly sure: boolean;
}

/** The holes of a series, the prefixes from none of its patches to all. */
export function holesIn(prefixes: readonly Result[]): readonly Hole[] {
  const { properties, rows } = compared(prefixes);
  return properties.flatMap((property, column) =>
    property.kind === 'cover'
      ? []
      : stretches(
          property,
          rows.map(row => row.cells[column] ?? null),
        ),
  );
}

function stretches(property: PropertyRef, cells: readonly (Judged | null)[]): readonly Hole[] {
  const broken = cells.map(cell => cell?.verdict === 'violated');
  const isOpen = (i: number | null): boolean => i !== null && cells[i]?.verdict === 'unknown';
  return cells.flatMap((judged, from): readonly Hole[] => {
    if (judged === null || broken[from] !== true || broken[from - 1] === true) return [];
    const end = broken.findIndex((one, i) => i > from && !one);
    const until = end < 0 ? null : end;
    const before = from === 0 ? null : from - 1;
    return [{ property, from, until, judged, sure: !isOpen(before) && !isOpen(until) }];
  });
}

/** Opened by a patch of the series and closed by a later one: a commit that does not stand alone. */
export const isTransient = ({ from, until }: Hole): boolean => from > 0 && until !== null;
