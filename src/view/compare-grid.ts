/**
 * The table of `compare` as words, for its text and its Markdown form: a row a variant, a
 * column a property; and which covers a variant does not reach.
 */
import type { Comparison } from '../check/table.ts';
import type { Judged, Result } from '../check/verdict.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import { show } from '../machine/show.ts';
import { sharedParameters } from './check-text.ts';
import { limitText, propertyText } from './phrases.ts';
import { count } from './wrap.ts';

/** The table; the first column names the row. */
export interface Grid {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Covers say little where they are reached: they have columns only if they are all there is. */
export const hasClaims = ({ properties }: Comparison): boolean =>
  properties.some(ref => ref.kind !== 'cover');

/** The table with its rows called so; `-` where a variant does not have the property. */
export function gridOf(all: Comparison, nameOf: (result: Result) => string): Grid {
  const claims = hasClaims(all);
  const columns = [...all.properties.entries()].filter(
    ([, ref]) => !claims || ref.kind !== 'cover',
  );
  return {
    heads: ['variant', ...columns.map(([, ref]) => headText(ref))],
    rows: all.rows.map(({ result, cells }) => [
      nameOf(result),
      ...columns.map(([i]) => cellText(cells[i] ?? null, result)),
    ]),
  };
}

const headText = (ref: PropertyRef): string =>
  ref.kind === 'assert' || ref.kind === 'cover' ? propertyText(ref) : ref.name;

// `violated in 6`, `holds (57 states)`, `unknown (depth)`.
function cellText(judged: Judged | null, { counts }: Result): string {
  if (judged === null) return '-';
  const cover = judged.property.kind === 'cover';
  if (judged.verdict === 'unknown') {
    return `unknown (${judged.limit ?? limitText(null)})`;
  }
  const states = count(counts.states, 'state');
  if (judged.verdict === 'violated') {
    const length = judged.shortest ? judged.depth : `${judged.depth} or less`;
    return cover ? `not reached (${states})` : `violated in ${length}`;
  }
  return cover ? `reached in ${judged.depth}` : `holds (${states})`;
}

/** Covers of one variant that were not reached, or of which that is not known. */
export interface Missed {
  readonly result: Result;
  readonly verdict: 'violated' | 'unknown';
  /** At least one. */
  readonly covers: readonly string[];
}

/** What each variant misses, in the order of the rows. */
export function missedIn({ rows }: Comparison): readonly Missed[] {
  return rows.flatMap(({ result, cells }) =>
    (['violated', 'unknown'] as const).flatMap(verdict => {
      const covers = cells.flatMap(cell =>
        cell?.property.kind === 'cover' && cell.verdict === verdict ? [cell.property.name] : [],
      );
      return covers.length === 0 ? [] : [{ result, verdict, covers }];
    }),
  );
}

/** Parameters of a machine as text. */
export const parametersOf = (machine: Machine): readonly (readonly [string, string])[] =>
  machine.parameters.map(({ name, type, value }) => [name, show(type, value)] as const);

/** The parameters that tell rows of one variant apart; none where there is one such row. */
export function sweptIn({ machine }: Result, results: readonly Result[]): ReadonlySet<string> {
  const rows = results.filter(r => r.machine.variant === machine.variant);
  const shared = new Set(sharedParameters(rows).map(([name]) => name));
  return new Set(parametersOf(machine).flatMap(([name]) => (shared.has(name) ? [] : [name])));
}

/** The variant, and in a sweep the parameters that tell its rows apart. */
export function nameOf(result: Result, results: readonly Result[]): string {
  const { machine } = result;
  const swept = sweptIn(result, results);
  const own = parametersOf(machine).filter(([name]) => swept.has(name));
  return [machine.variant, ...own.map(([name, value]) => `${name}=${value}`)].join(' ');
}
