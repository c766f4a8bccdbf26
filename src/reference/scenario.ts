/**
 * Scenarios: is there a run whose steps are these rows, in order? Breadth first over
 * the states, each with the rows behind it and the values that the scenario's names
 * stand for; without symmetry, for the names tell members apart. Different names of
 * one type stand for different values. A step that fails is no row.
 */
import { present } from '../base/assertion.ts';
import type { Expr } from '../machine/expr.ts';
import { everyNth, meter } from '../machine/limit.ts';
import type { Machine, Scenario, ScenarioRow } from '../machine/machine.ts';
import { same } from '../machine/relate.ts';
import type { Limit, Limits, Path, Watch } from '../machine/search.ts';
import { encode, equal, type Value } from '../machine/value.ts';
import { boundAll, type Context } from './context.ts';
import { startAt } from './cursor.ts';
import { evaluate, truth } from './evaluate.ts';
import { type Fault, isFault } from './fault.ts';
import { initialStates } from './initial.ts';
import { instancesOf } from './instances.ts';
import { run } from './run.ts';
import type { State } from './state.ts';
import { successors, type Transition } from './successors.ts';

export type ScenarioRun =
  /** The first number of the path counts the `scenarioStarts`. */
  | { readonly kind: 'found'; readonly path: Path }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly limit: Limit }
  /** `from` fails wherever it is run, so that nothing could be looked for. */
  | { readonly kind: 'failed'; readonly fault: Fault };

/** Where a scenario's runs begin: a state after `from`, and what its names stand for. */
export interface ScenarioStart {
  readonly state: State;
  /** By position of the parameters. */
  readonly values: readonly Value[];
}

/** All of them in order: by the values of the names, then the initial state, then the ways of `from`. */
export function scenarioStarts(
  machine: Machine,
  scenario: Scenario,
): { readonly starts: readonly ScenarioStart[]; readonly faults: readonly Fault[] } {
  const { params, from } = scenario;
  const initial = initialStates(machine);
  const ends = instancesOf(params)
    .filter(values => differ(scenario, values))
    .flatMap(values =>
      initial.states.flatMap(state => {
        if (from === null) return [{ outcome: state, values }];
        const start = startAt(from, state, boundAll(null, params, values));
        return run(machine, start).ways.map(({ outcome }) => ({ outcome, values }));
      }),
    );
  const starts = ends.flatMap(({ outcome, values }) =>
    isFault(outcome) ? [] : [{ state: outcome, values }],
  );
  const faults = ends.flatMap(({ outcome }) => (isFault(outcome) ? [outcome] : []));
  return { starts, faults: [...initial.faults, ...faults] };
}

const differ = ({ params }: Scenario, values: readonly Value[]): boolean =>
  params.every((a, i) =>
    params.every(
      (b, j) => i >= j || !same(a.type, b.type) || !equal(values[i] ?? null, values[j] ?? null),
    ),
  );

/** A run that has `row` rows behind it. */
interface Stage {
  readonly start: number;
  readonly state: State;
  readonly row: number;
  /** How it came here; null for a start. */
  readonly before: { readonly stage: Stage; readonly choice: number } | null;
  readonly length: number;
}

/** The first of the shortest runs of a scenario, if there is one. */
export function scenarioRun(
  machine: Machine,
  scenario: Scenario,
  limits: Limits,
  watch: Watch = {},
): ScenarioRun {
  const { starts, faults } = scenarioStarts(machine, scenario);
  const [fault] = faults;
  if (starts.length === 0 && fault !== undefined) return { kind: 'failed', fault };
  const stop = meter(limits, watch, everyNth(512));
  const queue: Stage[] = starts.map(({ state }, start) => ({
    start,
    state,
    row: 0,
    before: null,
    length: 0,
  }));
  const seen = new Set(queue.map(stage => keyOf(stage, starts)));
  let cut = false;
  for (const [i, stage] of queue.entries()) {
    if (stage.row === scenario.rows.length) return { kind: 'found', path: pathTo(stage) };
    const progress = { states: seen.size, transitions: i, depth: stage.length };
    const limit = stop({ ...progress, queue: queue.length - i });
    if (limit !== null) return { kind: 'unknown', limit };
    if (stage.length === limits.maxDepth) cut = true;
    else for (const next of stagesAfter(machine, scenario, stage, starts)) add(next);
  }
  return cut ? { kind: 'unknown', limit: 'depth' } : { kind: 'none' };

  // The queue grows while it is walked.
  function add(stage: Stage): void {
    const key = keyOf(stage, starts);
    if (!seen.has(key)) queue.push(stage);
    seen.add(key);
  }
}

const keyOf = ({ start, state, row }: Stage, starts: readonly ScenarioStart[]): string =>
  `${row} ${(starts[start]?.values ?? []).map(encode).join()} ${encode(state)}`;

function pathTo(stage: Stage): Path {
  const choices: number[] = [];
  let here = stage;
  for (; here.before !== null; here = here.before.stage) choices.push(here.before.choice);
  return [here.start, ...choices.reverse()];
}

// A step may be the next row and, where steps may stand between, also none.
function stagesAfter(
  machine: Machine,
  scenario: Scenario,
  stage: Stage,
  starts: readonly ScenarioStart[],
): readonly Stage[] {
  const { values } = present(starts[stage.start], 'a stage has a start');
  const environment = boundAll(null, scenario.params, values);
  const context: Context = { machine, state: stage.state, after: null, environment };
  const row = present(scenario.rows[stage.row], 'a stage that is not at the end has a next row');
  return successors(machine, stage.state).flatMap((transition, choice) => {
    const state = transition.outcome;
    if (isFault(state)) return [];
    const on = { start: stage.start, state, before: { stage, choice }, length: stage.length + 1 };
    const rows = [
      ...(isRow(row, transition, context) ? [stage.row + 1] : []),
      ...(row.gap ? [stage.row] : []),
    ];
    return rows.map(next => ({ ...on, row: next }));
  });
}

function isRow(row: ScenarioRow, transition: Transition, context: Context): boolean {
  const actor = context.machine.actors[transition.actor];
  const args = transition.args.map(({ value }) => value);
  return (
    actor?.name === row.actor &&
    row.steps.includes(transition.step) &&
    agree(row.instance, transition.instance, context) &&
    agree(row.args, args, context) &&
    (row.then === null || holdsAfter(row.then, transition.outcome, context))
  );
}

function agree(
  wanted: readonly (Expr | null)[],
  values: readonly Value[],
  context: Context,
): boolean {
  return wanted.every((expr, i) => {
    if (expr === null) return true;
    const value = evaluate(expr, context);
    const given = values[i];
    return given !== undefined && !isFault(value) && equal(value, given);
  });
}

// Also where it speaks of `next`: the state after the step.
function holdsAfter(then: Expr, after: State | Fault, context: Context): boolean {
  return !isFault(after) && truth(then, { ...context, state: after, after }) === true;
}
