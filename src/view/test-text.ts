/**
 * The report of `test` for people: a line an expectation, under those that are not met
 * what was found instead with its run, and a summary.
 */
import { place } from '../base/source.ts';
import type { Judged } from '../check/verdict.ts';
import { leftOutLines } from './check-text.ts';
import type { Paint } from './colour.ts';
import { counterexample } from './counterexample.ts';
import { judgedText, propertyText } from './phrases.ts';
import type { Tested, TestedFile, TestReport } from './tested.ts';
import { count, labelled, text } from './wrap.ts';

/** What of it is wanted. */
export interface TestView {
  readonly quiet: boolean;
  readonly paint: Paint;
}

/** The whole report. */
export function testText(report: TestReport, view: TestView): string {
  const seconds = ((report.frame.elapsedMs ?? 0) / 1000).toFixed(2);
  return text([
    ...report.files.flatMap(file => [...fileLines(file, view), '']),
    summary(report),
    ...leftOutLines(report.leftOut),
    ...(view.quiet ? [] : [`${seconds} s, ${report.frame.engine.kind} engine`]),
  ]);
}

function fileLines(file: TestedFile, view: TestView): readonly string[] {
  if (file.errors !== null) return [file.path, '  error    the file has errors, which stand above'];
  const lines = file.lines.flatMap(line => lineOf(line, view));
  return [file.path, ...(lines.length === 0 ? ['  expects nothing'] : lines)];
}

const words = {
  met: ['ok', 'holds'],
  unmet: ['not met', 'violated'],
  unknown: ['unknown', 'unknown'],
} as const;

function lineOf(line: Tested, view: TestView): readonly string[] {
  const [word, colour] = words[line.fate];
  const [first = '', ...rest] = labelled(`  ${word.padEnd(7)}  `, line.text);
  const lines = [first.replace(word, () => view.paint(colour, word)), ...rest];
  if (line.fate === 'met') return lines;
  const run = line.trace === null ? [] : ['', ...counterexample(line.machine, line.trace), ''];
  return [
    ...lines,
    ...labelled('           ', `found: ${line.found} (${place(line.span)})`),
    ...run,
  ];
}

/** What was found instead, in words: `no_stale violated in 6 steps`. */
export const foundText = (judged: readonly Judged[]): string =>
  judged.map(j => `${propertyText(j.property)} ${judgedText(j)}`).join('; ') || 'nothing';

function summary(report: TestReport): string {
  const fates = report.files.flatMap(file => file.lines.map(line => line.fate));
  const of = (fate: Tested['fate']): number => fates.filter(f => f === fate).length;
  const broken = report.files.filter(file => file.errors !== null).length;
  return [
    `${count(of('met'), 'expectation')} met`,
    ...(of('unmet') > 0 ? [`${of('unmet')} not met`] : []),
    ...(of('unknown') > 0 ? [`${of('unknown')} unknown`] : []),
    ...(broken > 0 ? [`${count(broken, 'file')} with errors`] : []),
  ].join(', ');
}
