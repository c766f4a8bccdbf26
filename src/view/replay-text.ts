/** The report of `replay` for people: whether the schedule runs, the run, and how it ends. */
import { counterexample, rowText } from './counterexample.ts';
import { propertyText } from './phrases.ts';
import type { ReplayReport, Stop } from './replayed.ts';
import { count, labelled, text } from './wrap.ts';

/** The whole report. */
export function replayText(report: ReplayReport, view: { readonly quiet: boolean }): string {
  const { machine, trace, stopped, elapsedMs } = report;
  const seconds = ((elapsedMs ?? 0) / 1000).toFixed(2);
  return text([
    ...labelled('', `${machine.variant}: ${outcome(report)}`),
    ...(stopped === null ? [] : stopLines(stopped)),
    ...(trace === null ? [] : ['', ...counterexample(machine, trace)]),
    ...(trace === null ? [] : labelled('  path:   ', trace.path.join('/'))),
    ...(view.quiet ? [] : ['', `${seconds} s`]),
  ]);
}

function outcome({ rows, stopped, property }: ReplayReport): string {
  if (stopped !== null) return 'does not run';
  const end =
    property === null
      ? 'nothing is violated'
      : `${propertyText(property)} ${property.kind === 'cover' ? 'reached' : 'violated'}`;
  return `runs, ${count(rows, 'step')}; at its end ${end}`;
}

const mostEnabled = 12;

function stopLines({ row, text: written, reason, enabled }: Stop): readonly string[] {
  const where = row === 0 ? 'beginning' : `row ${row}, ${written}`;
  const shown = enabled.slice(0, mostEnabled).map(rowText);
  const more = enabled.length > mostEnabled ? [`and ${enabled.length - mostEnabled} more`] : [];
  const can = [...shown, ...more].join(', ');
  return [
    ...labelled('  ', `${where}: ${reason}`),
    ...(enabled.length === 0 ? [] : labelled('  possible there: ', can)),
  ];
}
