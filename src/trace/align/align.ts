/**
 * The run that breaks one machine, replayed on another: rows side by side, and why the
 * other cannot follow or does not break. Law: every step that is shown of the follower is
 * one that the reference took; `breaks` means that the property was judged broken there.
 */
import { present } from '../../base/assertion.ts';
import type { Machine } from '../../machine/machine.ts';
import type { PropertyRef } from '../../machine/search.ts';
import { show } from '../../machine/show.ts';
import { isFault } from '../../reference/fault.ts';
import { initialStates } from '../../reference/initial.ts';
import { brokenBy } from '../../reference/judge.ts';
import type { State } from '../../reference/state.ts';
import { successors } from '../../reference/successors.ts';
import { placesIn } from '../changes.ts';
import { brokenByStep, brokenInState } from '../ending.ts';
import { explainFault } from '../explain.ts';
import { isMismatch, replay, runAlong, stepOf } from '../replay.ts';
import type { Trace, TraceStep } from '../trace.ts';
import type { AlignedRow, Alignment, Outcome } from './aligned.ts';
import { blockAt } from './blocked.ts';
import { divergencesAt } from './divergence.ts';
import { type Followed, follow, type Here } from './follow.ts';
import type { Authors, Taken } from './ledger.ts';
import { Pair } from './pair.ts';

/** Replays a trace of `leader`, which has an initial state, on `follower`. */
export function align(
  leader: Machine,
  trace: Trace,
  follower: Machine,
  authors: Authors,
): Alignment {
  const initial = present(trace.initial ?? undefined, 'a run that is aligned has begun');
  const led = takenBy(leader, trace, initial);
  const starts = initialStates(follower).states;
  const start = starts.find(state => differing(leader, initial, follower, state).length === 0);
  const pairAt = (followed: readonly Taken[]): Pair =>
    new Pair({ machine: leader, taken: led }, { machine: follower, taken: followed }, authors);
  if (start === undefined) {
    const [first] = starts;
    const readings =
      first === undefined
        ? []
        : differing(leader, initial, follower, first).map(place =>
            pairAt([]).readingOf(place, 0, { leader: initial, follower: first }),
          );
    const outcome: Outcome = { kind: 'unbegun', readings: readings.flatMap(one => one ?? []) };
    return { start: null, rows: trace.steps.map(bare), first: null, outcome, cut: false };
  }
  const followed = follow(leader, follower, trace.steps, start);
  const way = chosen(follower, trace, followed);
  const pair = pairAt(way.taken);
  const states = statesOf(trace, start, way);
  return {
    start,
    rows: rowsOf(pair, trace, way, followed.stuck),
    first: firstDifference(pair, initial, states, trace, followed.stuck),
    outcome: outcomeOf(pair, trace, followed, { ...way, first: starts.indexOf(start) }),
    cut: followed.cut,
  };
}

const bare = (row: TraceStep): AlignedRow => ({ row, own: [], same: null });

function takenBy(machine: Machine, trace: Trace, initial: State): readonly Taken[] {
  const run = runAlong(machine, initial, trace.path.slice(1));
  if (isMismatch(run)) throw new Error(`broken promise: a trace runs again: ${run.reason}`);
  return run.taken.map((last, i) => ({
    row: i + 1,
    before: last.state,
    transition: last.transition,
  }));
}

/** The common places that have different values, by name. */
function differing(a: Machine, inA: State, b: Machine, inB: State): readonly string[] {
  const others = placesIn(b, inB);
  return [...placesIn(a, inA)].flatMap(([place, { type, value }]) => {
    const other = others.get(place);
    return other === undefined || show(other.type, other.value) === show(type, value)
      ? []
      : [place];
  });
}

// One that breaks the property, else one that ends without failing, else the first.
function chosen(follower: Machine, trace: Trace, { ways, stuck }: Followed): Here {
  const breaking = stuck === null ? ways.find(way => breaksAt(follower, trace, way)) : undefined;
  return breaking ?? ways.find(way => !way.failed) ?? ways[0];
}

/** The property as the other machine knows it: asserts are known by their text. */
function propertyIn(follower: Machine, property: PropertyRef): readonly PropertyRef[] {
  if (property.kind !== 'assert') return [property];
  return follower.asserts.flatMap(({ name }, index): readonly PropertyRef[] =>
    name === property.name ? [{ kind: 'assert', name, index }] : [],
  );
}

function breaksAt(follower: Machine, trace: Trace, way: Here): boolean {
  const last = way.taken.at(-1);
  const ofLast = last !== undefined && last.row === trace.steps.length ? last : undefined;
  return propertyIn(follower, trace.property).some(property => {
    const step =
      ofLast &&
      brokenByStep(follower, property, { state: ofLast.before, transition: ofLast.transition });
    return (step ?? (way.failed ? null : brokenInState(follower, property, way.state))) !== null;
  });
}

interface Begun extends Here {
  /** The number of its initial state. */
  readonly first: number;
}

function outcomeOf(pair: Pair, trace: Trace, { stuck }: Followed, way: Begun): Outcome {
  const { machine } = pair.follower;
  if (stuck === null && breaksAt(machine, trace, way)) {
    return { kind: 'breaks', trace: broken(machine, trace, way) };
  }
  const last = way.taken.at(-1);
  if (way.failed && last !== undefined && isFault(last.transition.outcome)) {
    const fault = last.transition.outcome;
    const step = stepOf(machine, last.row, last.before, last.transition);
    const property = brokenBy(machine, fault);
    return { kind: 'fails', row: last.row, step, property, failure: explainFault(fault) };
  }
  if (stuck === null) {
    const deadlock = trace.property.kind === 'deadlock';
    const onward = deadlock ? successors(machine, way.state) : [];
    const next = trace.steps.length + 1;
    return {
      kind: 'passes',
      divergences: divergencesAt(pair, trace, way.state),
      end: way.state,
      onward: onward.map(transition => stepOf(machine, next, way.state, transition)),
    };
  }
  const row = present(trace.steps[stuck - 1], 'a row that blocks is a row');
  return { kind: 'blocked', row: stuck, block: blockAt(pair, row, way.state) };
}

// Run again from its path, so that it is shown as any other counterexample.
function broken(machine: Machine, trace: Trace, { first, taken }: Begun): Trace {
  const path = [first, ...taken.map(step => step.choice)];
  for (const property of propertyIn(machine, trace.property)) {
    const run = replay(machine, property, path);
    if (!isMismatch(run)) return run;
  }
  throw new Error(`broken promise: what is judged broken breaks along ${path.join('/')}`);
}

function rowsOf(
  pair: Pair,
  trace: Trace,
  { taken }: Here,
  stuck: number | null,
): readonly AlignedRow[] {
  const { machine } = pair.follower;
  return trace.steps.map(row => {
    const here = taken.filter(one => one.row === row.index);
    const steps = here.map(one => ({
      own: one.own,
      step: stepOf(machine, row.index, one.before, one.transition),
    }));
    const same = steps.find(one => !one.own)?.step ?? null;
    const own = steps.flatMap(({ own, step }) =>
      own ? [{ step, line: pair.ownLine(step, pair.line(step.span)) }] : [],
    );
    return { row, own, same: stuck !== null && row.index >= stuck ? null : same };
  });
}

// The follower's state behind each row, from row 0.
function statesOf(trace: Trace, start: State, { taken }: Here): readonly State[] {
  let here = start;
  return [
    start,
    ...trace.steps.map(({ index }) => {
      const last = taken.filter(one => one.row === index).at(-1)?.transition.outcome;
      if (last !== undefined && !isFault(last)) here = last;
      return here;
    }),
  ];
}

function firstDifference(
  pair: Pair,
  initial: State,
  states: readonly State[],
  trace: Trace,
  stuck: number | null,
): Alignment['first'] {
  const { leader, follower } = pair;
  let before = initial;
  for (const { index, state } of trace.steps.slice(0, (stuck ?? Infinity) - 1)) {
    before = state ?? before;
    const other = present(states[index], 'there is a state behind each row');
    const places = differing(leader.machine, before, follower.machine, other);
    if (places.length === 0 || state === null) continue;
    const at = { leader: before, follower: other };
    const readings = places.flatMap(place => pair.readingOf(place, index, at) ?? []);
    return { row: index, readings };
  }
  return null;
}
