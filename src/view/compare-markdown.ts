/**
 * The table of `compare` as GitHub writes tables in Markdown, for READMEs: the verdicts and
 * nothing else, so that it changes only when they do. A row is called by its variant and by
 * what it sets otherwise than most rows; covers that a variant misses stand below.
 */
import { compared } from '../check/table.ts';
import type { Result } from '../check/verdict.ts';
import { type Grid, gridOf, hasClaims, missedIn, parametersOf, sweptIn } from './compare-grid.ts';
import type { CompareReport } from './compare-report.ts';
import { rowNameIn } from './family-text.ts';
import { fixesGrid } from './fixes-text.ts';
import { text } from './wrap.ts';

/** The table. */
export function compareMarkdown({
  results,
  family,
}: Pick<CompareReport, 'results' | 'family'>): string {
  const all = compared(results);
  const name = (result: Result): string =>
    (family === null ? null : rowNameIn(family, result)) ?? rowName(result, results);
  const { heads, rows } = gridOf(all, name);
  const misses = hasClaims(all) ? missedIn(all) : [];
  return text([
    ...gridLines({ heads, rows }),
    ...(family?.kind === 'fixes' ? ['', ...gridLines(fixesGrid(family))] : []),
    ...(misses.length === 0 ? [] : ['']),
    ...misses.map(({ result, verdict, covers }) => {
      const word = verdict === 'violated' ? 'Not reached by' : 'Unknown in';
      return `* ${word} ${escaped(name(result))}: ${covers.map(escaped).join(', ')}`;
    }),
  ]);
}

const gridLines = ({ heads, rows }: Grid): readonly string[] => [
  line(heads.map(escaped)),
  `|${'---|'.repeat(heads.length)}`,
  ...rows.map(row => line(row.map(escaped))),
];

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** `sound, DRAIN = false`. */
function rowName(result: Result, results: readonly Result[]): string {
  const { machine } = result;
  const swept = sweptIn(result, results);
  const usual = usualIn(results);
  const own = parametersOf(machine).filter(([n, v]) => swept.has(n) || usual.get(n) !== v);
  return [machine.variant, ...own.map(([name, value]) => `${name} = ${value}`)].join(', ');
}

/** The value of each parameter that most rows have; of several the first. */
function usualIn(results: readonly Result[]): ReadonlyMap<string, string> {
  const times = new Map<string, Map<string, number>>();
  for (const [name, value] of results.flatMap(({ machine }) => parametersOf(machine))) {
    const of = times.get(name) ?? new Map<string, number>();
    times.set(name, of.set(value, (of.get(value) ?? 0) + 1));
  }
  const most = (of: ReadonlyMap<string, number>): string =>
    [...of].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
  return new Map([...times].map(([name, of]) => [name, most(of)] as const));
}

// An underscore within a word means nothing there.
const escaped = (words: string): string =>
  words.replaceAll(/[\\`*<>|[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&');
