/**
 * The report of `check` for people: a verdict a variant, with the counterexamples
 * and what to doubt; of a sweep, one table. The last line alone changes from run to run.
 */
import { doubts, fullName } from '../check/vacuity.ts';
import { firstViolated, type Judged, type LeftOut, type Result } from '../check/verdict.ts';
import { isUntold } from '../machine/asked.ts';
import { namesOf, withoutDead } from '../machine/dead/drop.ts';
import type { Machine } from '../machine/machine.ts';
import { show } from '../machine/show.ts';
import { assumptions } from './assumptions.ts';
import type { Paint } from './colour.ts';
import { beginning, counterexample } from './counterexample.ts';
import { partsLines } from './necessary-text.ts';
import { cellText, doubtText, judgedText, propertyText, verdictText, wayOn } from './phrases.ts';
import type { Reasons, Report } from './report.ts';
import { tableLines } from './table.ts';
import { reasonLines } from './why-text.ts';
import { count, labelled, text } from './wrap.ts';

/** What of it is wanted. */
export interface CheckView {
  /** Runs to covers too. */
  readonly witnesses: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly paint: Paint;
}

/** The whole report. */
export function checkText(report: Report, view: CheckView): string {
  const body = report.sweep
    ? sweepTable(report.results)
    : report.results.flatMap((result, i) => [
        ...(i === 0 ? [] : ['']),
        ...variantLines(result, view, report.reasons),
        ...partsLines(report.parts?.get(result)),
      ]);
  return text([...heading(report), '', ...body, '', ...closing(report, view)]);
}

/** The module and the parameters that all results share. */
export function heading(report: Report): readonly string[] {
  const shared = sharedParameters(report.results).map(([name, value]) => `${name} = ${value}`);
  return labelled('', [`module ${report.module}`, ...shared].join(', '));
}

/** What was assumed, and the line that `-q` drops. */
export function closing(report: Report, view: { readonly quiet: boolean }): readonly string[] {
  const { engine, elapsedMs } = report.frame;
  const seconds = ((elapsedMs ?? 0) / 1000).toFixed(2);
  const symmetry = engine.symmetry ? 'symmetry on' : 'symmetry off';
  const name = engine.version ? `${engine.kind} ${engine.version}` : `${engine.kind} engine`;
  const last = `${seconds} s, ${name}, ${count(engine.workers, 'worker')}, ${symmetry}`;
  const assumed = assumptions(report.results.map(r => r.machine));
  return [
    ...labelled('assumed: ', assumed.join('; ')),
    ...leftOutLines(report.results.flatMap(r => r.leftOut ?? [])),
    ...(view.quiet ? [] : [last]),
  ];
}

/** What `--drop-dead` left out, those of all variants once each; nothing where it was not given. */
export function leftOutLines(all: readonly LeftOut[]): readonly string[] {
  if (all.length === 0) return [];
  const unread = [...new Set(all.flatMap(one => one.unread))];
  const reset = [...new Set(all.flatMap(one => one.reset))];
  return [
    ...labelled('dead variables left out: ', unread.join(', ') || 'none'),
    ...(reset.length === 0
      ? []
      : labelled('forgotten where overwritten before read: ', reset.join(', '))),
  ];
}

function variantLines(result: Result, view: CheckView, reasons?: Reasons): readonly string[] {
  const painted = view.paint(result.verdict, verdictText(result));
  const shown = result.properties.filter(p => isShown(p, view));
  return [
    `${result.machine.variant}: ${painted}`,
    ...labelled('  ', countsText(result)),
    ...wayLines(result),
    ...shown.flatMap((judged, i) => [
      ...judgedLines(judged, result, shown.length > 1, beginningOf(shown[i - 1], result)),
      ...(judged.trace === null ? [] : reasonLines(result.machine, judged.trace, reasons)),
    ]),
    ...coverLines(result, view),
    ...doubts(result).flatMap(doubt => labelled('  warning: ', doubtText(doubt))),
    ...(view.verbose ? [...coverage(result), ...forgettable(result)] : []),
  ];
}

function wayLines({ verdict, limit }: Result): readonly string[] {
  const way = verdict === 'unknown' ? wayOn(limit) : '';
  return way === '' ? [] : labelled('  ', way);
}

const isShown = (judged: Judged, view: CheckView): boolean =>
  judged.trace !== null && (judged.verdict === 'violated' || view.witnesses);

/** `57 states (208 without symmetry), 165 transitions (612), depth 6`. */
export function countsText({ counts, limit }: Result): string {
  const atLeast = limit === null || limit === 'depth' ? '' : 'at least ';
  const states =
    counts.states === counts.fullStates ? '' : ` (${counts.fullStates} without symmetry)`;
  const transitions =
    counts.transitions === counts.fullTransitions ? '' : ` (${counts.fullTransitions})`;
  const parts = [
    `${atLeast}${count(counts.states, 'state')}${states}`,
    ...(isUntold(counts, 'transitions')
      ? []
      : [`${count(counts.transitions, 'transition')}${transitions}`]),
    ...(isUntold(counts, 'depth') ? [] : [`depth ${counts.depth}`]),
  ];
  return parts.join(', ');
}

/** A property's own line, where it says more than the verdict did, and its run. */
export function judgedLines(
  judged: Judged,
  result: Result,
  several: boolean,
  above?: string,
): readonly string[] {
  const { machine } = result;
  const said = describing(machine, judged);
  const title = several ? `${propertyText(judged.property)} ${judgedText(judged)}` : '';
  const lines = [title, said].filter(line => line !== '').flatMap(line => labelled('  ', line));
  const run = judged.trace === null ? [] : counterexample(machine, judged.trace, above);
  const path = judged.trace === null ? [] : labelled('  path:   ', judged.trace.path.join('/'));
  return [...(several ? [''] : []), ...lines, '', ...run, ...path];
}

/** Where the run of a property begins, if it has one. */
export const beginningOf = (judged: Judged | undefined, { machine }: Result): string | undefined =>
  judged?.trace ? beginning(machine, judged.trace) : undefined;

// The text that the author gave the property, in quotes.
function describing(machine: Machine, { property: { kind, name } }: Judged): string {
  const declared = machine.properties.find(p => p.kind === kind && p.name === name);
  return declared?.text ? `"${declared.text}"` : '';
}

// Covers that were not reached are what a reader must see; the others with -v.
function coverLines(result: Result, view: CheckView): readonly string[] {
  const inTheVerdict = firstViolated(result) ?? result.properties[0];
  const covers = result.properties.filter(p => p.property.kind === 'cover' && p !== inTheVerdict);
  return covers
    .filter(
      p => (p.verdict !== 'holds' && p.limit === null && !result.noInitialState) || view.verbose,
    )
    .flatMap(p => labelled('  ', `${propertyText(p.property)} ${judgedText(p)}`));
}

function coverage({ machine, counts }: Result): readonly string[] {
  if (isUntold(counts, 'fired')) return [];
  const rows = machine.steps.map((step, i) => [`${counts.fired[i] ?? 0}`, fullName(step)]);
  const width = Math.max(0, ...rows.map(([fired = '']) => fired.length));
  return ['  fired:', ...rows.map(([fired = '', name]) => `    ${fired.padStart(width)}  ${name}`)];
}

// What `--drop-dead` would forget, so that one need not try.
function forgettable({ machine, leftOut }: Result): readonly string[] {
  const names = leftOut === null ? namesOf(machine, withoutDead(machine).reset) : [];
  return names.length === 0
    ? []
    : labelled('  overwritten before read (see --drop-dead): ', names.join(', '));
}

/** Parameters as text that have one value in all results. */
export function sharedParameters(
  results: readonly Result[],
): readonly (readonly [string, string])[] {
  const [first, ...rest] = results.map(r => parameters(r.machine));
  return (first ?? []).filter(([name, value]) =>
    rest.every(other => other.some(([n, v]) => n === name && v === value)),
  );
}

const parameters = (machine: Machine): readonly (readonly [string, string])[] =>
  machine.parameters.map(({ name, type, value }) => [name, show(type, value)] as const);

function sweepTable(results: readonly Result[]): readonly string[] {
  const shared = new Set(sharedParameters(results).map(([name]) => name));
  const swept = (results[0]?.machine.parameters ?? []).map(p => p.name).filter(n => !shared.has(n));
  const rows = results.map(result => {
    const values = new Map(parameters(result.machine));
    const { states, depth } = result.counts;
    const deep = isUntold(result.counts, 'depth') ? '-' : `${depth}`;
    return [
      ...swept.map(name => values.get(name) ?? '-'),
      result.machine.variant,
      cellText(result),
      `${states}`,
      deep,
    ];
  });
  return tableLines({
    heads: [...swept, 'variant', 'verdict', 'states', 'depth'],
    keys: swept.length + 1,
    rows,
  });
}
