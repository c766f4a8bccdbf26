/**
 * Which patch removes which violating runs. Runs are the counterexamples of a variant and of
 * that variant with each patch; they are grouped into classes of runs that differ by the
 * order of steps that commute. A patch removes a class when none of these orders, replayed
 * with the patch, breaks the property. Law: where a class stays there is a run that shows it.
 */
import { align } from '../trace/align/align.ts';
import type { Alignment } from '../trace/align/aligned.ts';
import type { Authors } from '../trace/align/ledger.ts';
import { classKey } from '../trace/classes/class-key.ts';
import { sameRuns } from '../trace/classes/orders.ts';
import type { Trace } from '../trace/trace.ts';
import type { Judged, Result } from './verdict.ts';

/** The start with one patch, and what that patch requires beyond the start. */
export interface Patched {
  readonly patch: string;
  readonly result: Result;
}

/** What a patch does to a class. */
export interface Fate {
  readonly patch: string;
  /** `opens`: the start does not have it, and with this patch it was found or can be run. */
  readonly kind: 'stays' | 'removes' | 'opens' | 'absent';
  /** Of the run that is shown. */
  readonly alignment: Alignment;
  /** There are more orders, or more ways, than were tried. */
  readonly cut: boolean;
}

/** Runs that are one race. */
export interface RunClass {
  /** The run that is shown, and where it was found. */
  readonly judged: Judged;
  readonly trace: Trace;
  readonly result: Result;
  /** Whether the start itself has it. */
  readonly inStart: boolean;
  /** In the order of the patches. */
  readonly fates: readonly Fate[];
}

// A class of ten steps that all commute has 3,628,800 orders; few classes have many.
const mostOrders = 32;

/** The classes of runs of the start and of its patched variants, those of the start first. */
export function fixesOf(
  start: Result,
  patched: readonly Patched[],
  authors: Authors,
): readonly RunClass[] {
  const found = new Map<string, Found>();
  for (const result of [start, ...patched.map(one => one.result)]) {
    for (const run of runsOf(result, start, authors)) {
      const key = classKey(run.machine, run.trace);
      if (!found.has(key)) found.set(key, { ...run, key });
    }
  }
  const classes = [...found.values()].sort((a, b) => Number(b.inStart) - Number(a.inStart));
  return classes.map(({ judged, trace, result, inStart, machine }) => {
    const orders = sameRuns(machine, trace, mostOrders);
    const fates = patched.map(one => fateOf({ machine, trace, orders, inStart }, one, authors));
    return { judged, trace, result, inStart, fates };
  });
}

interface Run extends Pick<RunClass, 'judged' | 'trace' | 'result' | 'inStart'> {
  /** Of which `trace` is a run: the start's, where that has the run too. */
  readonly machine: Result['machine'];
}

interface Found extends Run {
  readonly key: string;
}

function runsOf(result: Result, start: Result, authors: Authors): readonly Run[] {
  return result.properties.flatMap((judged): readonly Run[] => {
    const { trace, verdict, property } = judged;
    const isRun = trace !== null && trace.initial !== null && trace.steps.length > 0;
    if (!isRun || verdict !== 'violated' || property.kind === 'cover') return [];
    if (result === start) {
      return [{ judged, trace, result, inStart: true, machine: start.machine }];
    }
    const { outcome } = align(result.machine, trace, start.machine, authors);
    return outcome.kind === 'breaks'
      ? [{ judged, trace: outcome.trace, result, inStart: true, machine: start.machine }]
      : [{ judged, trace, result, inStart: false, machine: result.machine }];
  });
}

interface Orders {
  readonly machine: Result['machine'];
  readonly trace: Trace;
  readonly orders: readonly Trace[];
  readonly inStart: boolean;
}

function fateOf(
  { machine, trace, orders, inStart }: Orders,
  { patch, result }: Patched,
  authors: Authors,
): Fate {
  const first = align(machine, trace, result.machine, authors);
  let breaks = first.outcome.kind === 'breaks';
  let cut = first.cut || orders.length === mostOrders;
  for (const other of orders.slice(1)) {
    if (breaks) break;
    const alignment = align(machine, other, result.machine, authors);
    breaks = alignment.outcome.kind === 'breaks';
    cut ||= alignment.cut;
  }
  const kind = inStart ? (breaks ? 'stays' : 'removes') : breaks ? 'opens' : 'absent';
  return { patch, kind, alignment: first, cut: cut && !breaks };
}
