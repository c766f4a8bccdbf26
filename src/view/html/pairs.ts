/**
 * Which runs a page lays side by side: of each counterexample that was replayed, the other
 * variant's own run to the same property, if it has one, and the replay; else two different
 * counterexamples to one property; else one alone. A line of a pair is the same step on both
 * sides, or a step of one. What the lines look like is for others.
 */
import { unreachable } from '../../base/assertion.ts';
import type { Replayed } from '../../check/alignments.ts';
import { compared } from '../../check/table.ts';
import type { Judged, Result } from '../../check/verdict.ts';
import type { Machine } from '../../machine/machine.ts';
import type { State } from '../../reference/state.ts';
import type { AlignedRow } from '../../trace/align/aligned.ts';
import { columnsOf, rowKey } from '../../trace/align/columns.ts';
import type { Trace, TraceStep } from '../../trace/trace.ts';
import { replayedLines } from '../align-text.ts';
import { nameOf } from '../compare-grid.ts';
import type { CompareReport } from '../compare-report.ts';
import { beginning, failureLines } from '../counterexample.ts';
import { shownIn } from '../family-text.ts';
import { propertyText } from '../phrases.ts';
import { unfinished } from '../states.ts';

/** One side: a run of one variant. */
export interface Side {
  readonly name: string;
  readonly machine: Machine;
  /** Null where it does not begin. */
  readonly start: State | null;
}

/** The same step on both sides, or a step of one side; not both are null. */
export interface Line {
  readonly left: TraceStep | null;
  readonly right: TraceStep | null;
}

/** Two runs, or one. */
export interface Pair {
  readonly title: string;
  readonly judged: Judged;
  /** All that have this counterexample, the side that is called `left` first. */
  readonly leaders: readonly Result[];
  readonly followers: readonly Result[];
  readonly left: Side;
  readonly right: Side | null;
  readonly lines: readonly Line[];
  /** The line on which they go apart, from 0; null where they do not, or there is one. */
  readonly fork: number | null;
  /** Why, as the report says it. */
  readonly reason: readonly string[];
  /** What is false at the end of each run. */
  readonly ends: readonly [readonly string[], readonly string[]];
}

/** The pairs of a report, in the order of its results and their properties. */
export function pairsOf(report: CompareReport): readonly Pair[] {
  const { results, replayed, family } = report;
  const replays = replayed.flatMap(one => [...ownPair(one, results), replayPair(one, results)]);
  const told = new Set(replayed.map(one => one.judged));
  const shown = family === null ? null : shownIn(family);
  const rest = results.flatMap(result =>
    result.properties.flatMap(judged => {
      const { trace, verdict } = judged;
      const wanted = !told.has(judged) && (shown === null || shown.has(judged));
      return verdict === 'violated' && trace !== null && wanted ? [{ result, judged, trace }] : [];
    }),
  );
  const order = compared(results).properties.map(propertyText);
  const rank = ({ judged }: Pair): number => order.indexOf(propertyText(judged.property));
  return [...replays, ...unreplayed(rest, results)].sort((a, b) => rank(a) - rank(b));
}

const sideOf = (result: Result, start: State | null, results: readonly Result[]): Side => ({
  name: nameOf(result, results),
  machine: result.machine,
  start,
});

function replayPair(one: Replayed, results: readonly Result[]): Pair {
  const { leader, follower, judged, trace, alignment } = one;
  const names = { leader: nameOf(leader, results), follower: nameOf(follower, results) };
  const lines = alignment.rows.flatMap(linesOf);
  return {
    title: `${propertyText(judged.property)}: ${names.leader}, and the same steps on ${names.follower}`,
    judged,
    leaders: [leader],
    followers: [],
    left: sideOf(leader, trace.initial, results),
    right: sideOf(follower, alignment.start, results),
    lines,
    fork: forkOf(one, lines),
    reason: replayedLines(one, names),
    ends: [failureLines(leader.machine, trace), endOf(one)],
  };
}

// Where it breaks there too: what is false then.
const endOf = ({ alignment: { outcome }, follower }: Replayed): readonly string[] =>
  outcome.kind === 'breaks' ? failureLines(follower.machine, outcome.trace) : [];

const linesOf = ({ row, own, same }: AlignedRow): readonly Line[] => [
  ...own.map(({ step }) => ({ left: null, right: step })),
  { left: row, right: same },
];

// Where it is blocked or fails; else the first line that one side alone has, or after which
// values differ, or else places of threads.
function forkOf(one: Replayed, lines: readonly Line[]): number | null {
  const { outcome, first } = one.alignment;
  const lineOf = (row: number): number => lines.findIndex(({ left }) => left?.index === row);
  switch (outcome.kind) {
    case 'blocked':
    case 'fails':
      return lineOf(outcome.row);
    case 'unbegun':
      return lines.length === 0 ? null : 0;
    case 'breaks':
    case 'passes': {
      const lone = lines.findIndex(({ left, right }) => left === null || right === null);
      const apart = first === null ? -1 : lineOf(first.row);
      const found = [lone, apart].filter(line => line >= 0);
      return found.length === 0 ? threadsPart(one, lines) : Math.min(...found);
    }
    default:
      return unreachable(outcome);
  }
}

function threadsPart({ leader, follower }: Replayed, lines: readonly Line[]): number | null {
  const found = lines.findIndex(({ left, right }) => {
    if (!left?.state || !right?.state) return false;
    const [a, b] = [
      unfinished(leader.machine, left.state),
      unfinished(follower.machine, right.state),
    ];
    return a.join() !== b.join();
  });
  return found < 0 ? null : found;
}

function ownPair(one: Replayed, results: readonly Result[]): readonly Pair[] {
  const { own, leader, follower, trace, judged } = one;
  if (own === null || own.columns.lines.length === 0) return [];
  return [
    columnPair(
      { judged, trace, results: [leader], side: sideOf(leader, trace.initial, results) },
      {
        judged,
        trace: own.trace,
        results: [follower],
        side: sideOf(follower, own.trace.initial, results),
      },
    ),
  ];
}

/** A counterexample with all that have it. */
interface Shared {
  readonly judged: Judged;
  readonly trace: Trace;
  readonly results: readonly Result[];
  readonly side: Side;
}

function columnPair(a: Shared, b: Shared): Pair {
  const columns = columnsOf(a.trace.steps, b.trace.steps);
  const names = { leader: a.side.name, follower: b.side.name };
  const prefix = columns.prefix.map((left, i) => ({ left, right: b.trace.steps[i] ?? null }));
  return {
    title: `${propertyText(a.judged.property)}: the runs of ${names.leader} and ${names.follower}`,
    judged: a.judged,
    leaders: a.results,
    followers: b.results,
    left: a.side,
    right: b.side,
    lines: [...prefix, ...columns.lines],
    fork: prefix.length,
    reason: [],
    ends: [failureLines(a.side.machine, a.trace), failureLines(b.side.machine, b.trace)],
  };
}

// The same run to the same end is shown once, and beside the next other one to that property.
function unreplayed(
  some: readonly { readonly result: Result; readonly judged: Judged; readonly trace: Trace }[],
  results: readonly Result[],
): readonly Pair[] {
  const runs = new Map<string, Map<string, Shared>>();
  for (const { result, judged, trace } of some) {
    const title = propertyText(judged.property);
    const alike = runs.get(title) ?? new Map<string, Shared>();
    const key = JSON.stringify([beginning(result.machine, trace), trace.steps.map(rowKey)]);
    const known = alike.get(key);
    const side = known?.side ?? sideOf(result, trace.initial, results);
    const all = [...(known?.results ?? []), result];
    const name = all.map(one => nameOf(one, results)).join(', ');
    alike.set(key, { judged, trace: known?.trace ?? trace, results: all, side: { ...side, name } });
    runs.set(title, alike);
  }
  return [...runs.values()].flatMap(alike => {
    const all = [...alike.values()];
    return all.length === 1
      ? all.map(lonePair)
      : all.slice(1).flatMap((b, i) => {
          const a = all[i];
          return a === undefined ? [] : [columnPair(a, b)];
        });
  });
}

const lonePair = ({ judged, trace, results, side }: Shared): Pair => ({
  title: `${propertyText(judged.property)}: the run of ${side.name}`,
  judged,
  leaders: results,
  followers: [],
  left: side,
  right: null,
  lines: trace.steps.map(left => ({ left, right: null })),
  fork: null,
  reason: [],
  ends: [failureLines(side.machine, trace), []],
});
