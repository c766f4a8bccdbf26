/**
 * Runs what `replay` was given, on one machine: how far it runs, and what is broken at
 * its end. A run that says what it shows must show that.
 */
import { runtimeCodes } from '../base/codes.ts';
import { breaks, traceOf } from '../check/ending.ts';
import { ran, type Schedule } from '../check/schedule.ts';
import type { Machine } from '../machine/machine.ts';
import type { Path, PropertyRef } from '../machine/search.ts';
import { isMismatch, replay as replayPath } from '../trace/replay.ts';
import type { Trace } from '../trace/trace.ts';
import type { ReplayReport, Stop } from '../view/replayed.ts';
import type { Given } from './given.ts';
import { rowText, type SavedRun, scheduleOf } from './schedule-itf.ts';
import { writtenIn } from './schedule-text.ts';

/** What became of it. */
export type Outcome = Pick<ReplayReport, 'rows' | 'stopped' | 'property' | 'trace'>;

/** Runs it. */
export function replayed(machine: Machine, given: Given): Outcome {
  if (given.kind === 'path') return alongPath(machine, given.path);
  if (given.kind === 'saved') {
    const { run } = given;
    return alongRows(machine, scheduleOf(run, machine), run.steps.map(rowText), run.property);
  }
  const { begins, rows } = writtenIn(given.text, machine);
  if (rows.length === 0 && begins === null) {
    return stopAt({ row: 0, text: '', reason: 'there are no rows in it', enabled: [] }, null, 0);
  }
  const schedule: Schedule = { begins: begins ?? (() => true), rows: rows.map(r => r.fits) };
  const texts = rows.map(r => r.text);
  return alongRows(machine, schedule, texts, null);
}

const stopAt = (stopped: Stop, trace: Trace | null, rows: number): Outcome => ({
  rows,
  stopped,
  property: null,
  trace,
});

function alongPath(machine: Machine, path: Path): Outcome {
  const rows = path.length - 1;
  for (let length = path.length; length > 0; length--) {
    const trace = traceOf(machine, path.slice(0, length));
    if (trace === undefined) continue;
    if (length === path.length) return ended(trace, rows);
    const text = `choice ${path[length]}`;
    return stopAt(
      { row: length, text, reason: 'there is no such choice', enabled: [] },
      trace,
      rows,
    );
  }
  return stopAt(
    { row: 0, text: '', reason: `there is no initial state ${path[0]}`, enabled: [] },
    null,
    rows,
  );
}

const ended = (trace: Trace, rows: number): Outcome => ({
  rows,
  stopped: null,
  property: breaks(trace) ? trace.property : null,
  trace,
});

function alongRows(
  machine: Machine,
  schedule: Schedule,
  texts: readonly string[],
  recorded: SavedRun['property'],
): Outcome {
  const result = ran(machine, schedule);
  const rows = texts.length;
  if (result.kind === 'stuck') {
    const { row, enabled } = result;
    const trace = row === 0 ? null : (traceOf(machine, result.path) ?? null);
    const reason =
      row === 0
        ? 'no initial state is the recorded one'
        : reasonOf(
            texts[row - 1] ?? '',
            enabled.map(s => `${s.actor}.${s.step}`),
          );
    return stopAt({ row, text: texts[row - 1] ?? '', reason, enabled }, trace, rows);
  }
  const { paths } = result;
  return recorded === null
    ? endedAt(machine, paths, rows)
    : endedAsRecorded(machine, paths, recorded, rows);
}

// Whether the step is there at all, with other arguments or to another state.
const reasonOf = (text: string, enabled: readonly string[]): string =>
  enabled.some(
    name => name === text.replace(/\(.*$/s, '') || name.endsWith(`.${text.replace(/\(.*$/s, '')}`),
  )
    ? 'the step can be taken, but not with these arguments or not to the recorded state'
    : 'the step cannot be taken there';

// Of several ways that the rows leave open, one to a violation is what was meant.
function endedAt(machine: Machine, paths: Paths, rows: number): Outcome {
  const traces = paths.flatMap(path => traceOf(machine, path) ?? []);
  const trace = traces.find(breaks) ?? traces[0];
  if (trace === undefined) throw new Error('broken promise: a schedule that ran is a run');
  return ended(trace, rows);
}

type Paths = readonly [Path, ...Path[]];

function endedAsRecorded(
  machine: Machine,
  paths: Paths,
  recorded: { readonly kind: string; readonly name: string },
  rows: number,
): Outcome {
  for (const property of refsOf(machine, recorded)) {
    const traces = paths.map(path => replayPath(machine, property, path));
    const trace = traces.find(t => !isMismatch(t));
    if (trace !== undefined && !isMismatch(trace)) return { rows, stopped: null, property, trace };
  }
  const { trace } = endedAt(machine, paths, rows);
  const what = recorded.kind === 'cover' ? 'is not reached' : 'is not violated';
  const reason = `it runs, but ${recorded.kind} ${recorded.name} ${what} at its end`;
  return stopAt({ row: rows, text: 'the end', reason, enabled: [] }, trace, rows);
}

// All asserts of the recorded text; of other kinds the one of that name.
function refsOf(
  machine: Machine,
  { kind, name }: { readonly kind: string; readonly name: string },
): readonly PropertyRef[] {
  const asserts = machine.asserts.flatMap((a, index): readonly PropertyRef[] =>
    kind === 'assert' && a.name === name ? [{ kind: 'assert', name, index }] : [],
  );
  const declared = machine.properties
    .filter(p => p.kind === kind && p.name === name)
    .map((p): PropertyRef => ({ kind: p.kind, name: p.name }));
  const codes = runtimeCodes.filter(code => kind === 'runtime' && code === name);
  const deadlock: readonly PropertyRef[] = kind === 'deadlock' ? [{ kind, name: 'deadlock' }] : [];
  return [
    ...declared,
    ...asserts,
    ...codes.map((code): PropertyRef => ({ kind: 'runtime', name: code })),
    ...deadlock,
  ];
}
