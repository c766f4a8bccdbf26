/**
 * The report of `compare` for people: variants by properties in one table, then every
 * counterexample, those of several variants that are the same once.
 */
import { type Comparison, compared } from '../check/table.ts';
import { doubts } from '../check/vacuity.ts';
import type { Judged, Result } from '../check/verdict.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import { show } from '../machine/show.ts';
import { beginningOf, closing, heading, judgedLines, sharedParameters } from './check-text.ts';
import { doubtText, limitText, propertyText } from './phrases.ts';
import type { Report } from './report.ts';
import { tableLines } from './table.ts';
import { count, labelled, text } from './wrap.ts';

/** The whole report. */
export function compareText(report: Report, view: { readonly quiet: boolean }): string {
  const { results } = report;
  return text([
    ...heading(report),
    '',
    ...table(results),
    ...counterexamples(results),
    ...warnings(results),
    '',
    ...closing(report, view),
  ]);
}

function table(results: readonly Result[]): readonly string[] {
  const all = compared(results);
  const claims = all.properties.filter(ref => ref.kind !== 'cover');
  // Covers say little where they are reached: they stand in lines below, unless they are all there is.
  const shown = claims.length > 0 ? claims : all.properties;
  const rows = all.rows.map(({ result, cells }) => [
    nameOf(result, results),
    ...shown.map(ref => {
      const judged = cells[all.properties.indexOf(ref)] ?? null;
      return judged === null ? '-' : cellText(judged, result);
    }),
  ]);
  const lines = tableLines({ heads: ['variant', ...shown.map(headText)], keys: 1, rows });
  return [
    ...lines,
    ...settingLines(results),
    ...(claims.length > 0 ? coverLines(all, results) : []),
  ];
}

/** Which covers every variant that has them reaches, then who misses which. */
function coverLines(
  { properties, rows }: Comparison,
  results: readonly Result[],
): readonly string[] {
  const missed = new Set<string>();
  const misses = rows.flatMap(({ result, cells }) => {
    const names = (verdict: Judged['verdict']): string =>
      cells
        .flatMap(c =>
          c?.property.kind === 'cover' && c.verdict === verdict ? [c.property.name] : [],
        )
        .join(', ');
    for (const cell of cells) {
      if (cell?.property.kind === 'cover' && cell.verdict !== 'holds')
        missed.add(cell.property.name);
    }
    const name = nameOf(result, results);
    return [
      ...(names('violated') === ''
        ? []
        : labelled(`  not reached by ${name}: `, names('violated'))),
      ...(names('unknown') === '' ? [] : labelled(`  unknown in ${name}: `, names('unknown'))),
    ];
  });
  const covers = properties.flatMap(ref =>
    ref.kind === 'cover' && !missed.has(ref.name) ? [ref.name] : [],
  );
  const reached = covers.length === 0 ? [] : labelled('  covers reached: ', covers.join(', '));
  return reached.length + misses.length === 0 ? [] : ['', ...reached, ...misses];
}

const headText = (ref: PropertyRef): string =>
  ref.kind === 'assert' || ref.kind === 'cover' ? propertyText(ref) : ref.name;

/** `violated in 6`, `holds (57 states)`, `unknown (depth)`. */
function cellText(judged: Judged, { counts }: Result): string {
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

/** The variant, and in a sweep the parameters that tell its rows apart. */
function nameOf({ machine }: Result, results: readonly Result[]): string {
  const rows = results.filter(r => r.machine.variant === machine.variant);
  const swept = new Set(unshared(rows));
  const own = parametersOf(machine).filter(([name]) => swept.has(name));
  return [machine.variant, ...own.map(([name, value]) => `${name}=${value}`)].join(' ');
}

const parametersOf = (machine: Machine): readonly (readonly [string, string])[] =>
  machine.parameters.map(({ name, type, value }) => [name, show(type, value)] as const);

function unshared(results: readonly Result[]): readonly string[] {
  const shared = new Set(sharedParameters(results).map(([name]) => name));
  const [first] = results;
  return first === undefined
    ? []
    : parametersOf(first.machine).flatMap(([name]) => (shared.has(name) ? [] : [name]));
}

/** What variants set for themselves: a line for each that differs from the first row. */
function settingLines(results: readonly Result[]): readonly string[] {
  const [first, ...others] = results;
  if (first === undefined) return [];
  const usual = new Map(parametersOf(first.machine));
  const lines = others.flatMap(({ machine }) => {
    const rows = results.filter(r => r.machine.variant === machine.variant);
    const swept = new Set(unshared(rows));
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
}

// The same run to the same end is shown once, for all variants that have it.
function counterexamples(results: readonly Result[]): readonly string[] {
  const groups = new Map<string, Group>();
  for (const result of results) {
    for (const judged of result.properties) {
      if (judged.verdict !== 'violated' || judged.trace === null) continue;
      const key = [titleOf(judged), ...judgedLines(judged, result, false)].join('\n');
      const group = groups.get(key) ?? { names: [], judged, result };
      group.names.push(nameOf(result, results));
      groups.set(key, group);
    }
  }
  let above: string | undefined;
  return [...groups.values()].flatMap(({ names, judged, result }) => {
    const title = labelled('', `${names.join(', ')}: ${titleOf(judged)}`);
    const lines = ['', ...title, ...judgedLines(judged, result, false, above)];
    above = beginningOf(judged, result);
    return lines;
  });
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
