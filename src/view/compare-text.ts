/**
 * The report of `compare` for people: variants by properties in one table, then every
 * counterexample, those of several variants that are the same once.
 */
import type { Replayed } from '../check/alignments.ts';
import { type Comparison, compared } from '../check/table.ts';
import { doubts } from '../check/vacuity.ts';
import type { Judged, Result } from '../check/verdict.ts';
import { columnLines, replayedLines } from './align-text.ts';
import { beginningOf, closing, heading, judgedLines } from './check-text.ts';
import { gridOf, hasClaims, missedIn, nameOf, parametersOf, sweptIn } from './compare-grid.ts';
import type { CompareReport } from './compare-report.ts';
import { familyLines, rowNameIn, shownIn } from './family-text.ts';
import { doubtText, propertyText } from './phrases.ts';
import { tableLines } from './table.ts';
import { count, labelled, text } from './wrap.ts';

/** The whole report. */
export function compareText(report: CompareReport, view: { readonly quiet: boolean }): string {
  const { results } = report;
  return text([
    ...heading(report),
    '',
    ...table(report),
    ...(report.family === null ? [] : familyLines(report.family)),
    ...counterexamples(report),
    // Of a family they would be the same again and again; check and compare tell them.
    ...(report.family === null ? warnings(results) : []),
    '',
    ...closing(report, view),
  ]);
}

function table({ results, family }: CompareReport): readonly string[] {
  const all = compared(results);
  const { heads, rows } = gridOf(
    all,
    result => (family === null ? null : rowNameIn(family, result)) ?? nameOf(result, results),
  );
  return [
    ...tableLines({ heads, keys: 1, rows }),
    ...settingLines(results),
    ...(hasClaims(all) ? coverLines(all, results) : []),
  ];
}

/** Which covers every variant that has them reaches, then who misses which. */
function coverLines(all: Comparison, results: readonly Result[]): readonly string[] {
  const missed = missedIn(all);
  const misses = missed.flatMap(({ result, verdict, covers }) => {
    const name = nameOf(result, results);
    const lead = verdict === 'violated' ? `not reached by ${name}` : `unknown in ${name}`;
    return labelled(`  ${lead}: `, covers.join(', '));
  });
  const names = new Set(missed.flatMap(({ covers }) => covers));
  const covers = all.properties.flatMap(ref =>
    ref.kind === 'cover' && !names.has(ref.name) ? [ref.name] : [],
  );
  const reached = covers.length === 0 ? [] : labelled('  covers reached: ', covers.join(', '));
  return reached.length + misses.length === 0 ? [] : ['', ...reached, ...misses];
}

/** What variants set for themselves: a line for each that differs from the first row. */
function settingLines(results: readonly Result[]): readonly string[] {
  const [first, ...others] = results;
  if (first === undefined) return [];
  const usual = new Map(parametersOf(first.machine));
  const lines = others.flatMap(result => {
    const { machine } = result;
    const swept = sweptIn(result, results);
    const own = parametersOf(machine).filter(([n, v]) => usual.get(n) !== v && !swept.has(n));
    return own.length === 0
      ? []
      : [`  ${machine.variant}: ${own.map(([n, v]) => `${n} = ${v}`).join(', ')}`];
  });
  return lines.length === 0 ? [] : ['', ...new Set(lines)];
}

interface Group {
  /** The variants that have the run. */
  readonly names: string[];
  readonly judged: Judged;
  readonly result: Result;
  /** What comes of it on other variants. */
  readonly replayed: Replayed[];
}

// The same run to the same end is shown once, for all variants that have it.
function counterexamples({ results, replayed, family }: CompareReport): readonly string[] {
  const groups = new Map<string, Group>();
  const shown = family === null ? null : shownIn(family);
  for (const result of results) {
    for (const judged of result.properties) {
      if (judged.verdict !== 'violated' || judged.trace === null) continue;
      if (shown !== null && !shown.has(judged)) continue;
      const key = [titleOf(judged), ...judgedLines(judged, result, false)].join('\n');
      const group = groups.get(key) ?? { names: [], judged, result, replayed: [] };
      group.names.push(nameOf(result, results));
      group.replayed.push(...replayed.filter(one => one.judged === judged));
      groups.set(key, group);
    }
  }
  let above: string | undefined;
  const told = new Map<string, string>();
  return [...groups.values()].flatMap(({ names, judged, result, replayed: some }) => {
    const title = labelled('', `${names.join(', ')}: ${titleOf(judged)}`);
    const lines = ['', ...title, ...judgedLines(judged, result, false, above)];
    above = beginningOf(judged, result);
    return [...lines, ...some.flatMap(one => besideLines(one, results, told))];
  });
}

// What was said of the same two variants already is not said again.
function besideLines(
  one: Replayed,
  results: readonly Result[],
  told: Map<string, string>,
): readonly string[] {
  const names = { leader: nameOf(one.leader, results), follower: nameOf(one.follower, results) };
  const lines = replayedLines(one, names);
  const key = JSON.stringify([names, lines]);
  const before = told.get(key);
  told.set(key, before ?? propertyText(one.judged.property));
  const shown =
    before === undefined
      ? lines
      : labelled('', `the same steps on ${names.follower}: as for ${before}`);
  return ['', ...shown, ...(one.own === null ? [] : ['', ...columnLines(one.own.columns, names)])];
}

function titleOf(judged: Judged): string {
  const length =
    judged.depth === 0 ? 'in the initial state' : `in ${count(judged.depth ?? 0, 'step')}`;
  return `${propertyText(judged.property)} violated ${length}`;
}

function warnings(results: readonly Result[]): readonly string[] {
  const lines = results.flatMap(result =>
    doubts(result).flatMap(doubt =>
      labelled('warning: ', `${nameOf(result, results)}: ${doubtText(doubt)}`),
    ),
  );
  return lines.length === 0 ? [] : ['', ...lines];
}
