/**
 * Runs a Path again, by the reference, and makes the Trace that people see. Nothing is
 * believed: a choice that is not there, a step that fails on the way, a property that
 * does not break at the end are each a mismatch.
 */
import { present } from '../base/assertion.ts';
import { keyOf } from '../machine/asked.ts';
import type { Machine, Scenario } from '../machine/machine.ts';
import type { Path, PropertyRef } from '../machine/search.ts';
import { type Fault, isFault } from '../reference/fault.ts';
import { initialStates } from '../reference/initial.ts';
import { brokenBy } from '../reference/judge.ts';
import { successorsAlong } from '../reference/remembered.ts';
import { scenarioStarts } from '../reference/scenario.ts';
import type { State } from '../reference/state.ts';
import { type Transition } from '../reference/successors.ts';
import { changesBetween } from './changes.ts';
import { type Broken, brokenByStep, brokenInState, type LastStep } from './ending.ts';
import { explainFault } from './explain.ts';
import type { Trace, TraceStep } from './trace.ts';

/** The path is no run of the machine, or shows something else than it should. */
export interface Mismatch {
  readonly kind: 'mismatch';
  /** The row that does not fit, from 1; 0 is the initial state. */
  readonly row: number;
  /** Lower case, no full stop. */
  readonly reason: string;
}

export function isMismatch(result: Trace | Run | Mismatch): result is Mismatch {
  return 'kind' in result;
}

/** The steps of a run and where it ends: after its last step, or with a last step that fails. */
export interface Run {
  readonly steps: readonly TraceStep[];
  /** The same, each with the state that it was taken in. */
  readonly taken: readonly LastStep[];
  readonly last: LastStep | null;
  /** Null after a step that fails. */
  readonly end: State | null;
}

/** The run along a path, if it breaks the property (or reaches the cover) at its end. */
export function replay(machine: Machine, property: PropertyRef, path: Path): Trace | Mismatch {
  const [first] = path;
  const beginning = initialStates(machine);
  if (first === undefined) return unbegun(machine, property, beginning.faults);
  const initial = beginning.states[first];
  if (initial === undefined) return mismatch(0, `there is no initial state ${first}`);
  return replayFrom(machine, property, path, initial);
}

/** The same from an initial state that is known to be the first of the path. */
export function replayFrom(
  machine: Machine,
  property: PropertyRef,
  path: Path,
  initial: State,
): Trace | Mismatch {
  const choices = path.slice(1);
  const run = runAlong(machine, initial, choices);
  if (isMismatch(run)) return run;
  const broken = brokenAtEnd(machine, property, run);
  if (broken === null) return mismatch(choices.length, `${property.name} does not break there`);
  return { property, path, initial, steps: run.steps, loop: null, failure: broken.failure };
}

function brokenAtEnd(machine: Machine, property: PropertyRef, { last, end }: Run): Broken | null {
  return (
    (last && brokenByStep(machine, property, last)) ??
    (end && brokenInState(machine, property, end))
  );
}

// A path without an initial state: initialisation itself fails.
function unbegun(
  machine: Machine,
  property: PropertyRef,
  faults: readonly Fault[],
): Trace | Mismatch {
  const fault = faults.find(f => keyOf(brokenBy(machine, f)) === keyOf(property));
  if (fault === undefined) return mismatch(0, 'no initialisation fails like that');
  const failure = explainFault(fault);
  return { property, path: [], initial: null, steps: [], loop: null, failure };
}

/** The same for a path that a search just found: anything but a trace is a fault of the search. */
export function replayed(machine: Machine, property: PropertyRef, path: Path): Trace {
  const trace = replay(machine, property, path);
  if (!isMismatch(trace)) return trace;
  throw new Error(
    `broken promise: row ${trace.row} of ${path.join('/')} fits the machine: ${trace.reason}`,
  );
}

/** The run that shows a scenario; its property is a cover of the scenario's text. */
export function replayScenario(machine: Machine, scenario: Scenario, path: Path): Trace | Mismatch {
  const [first = 0, ...choices] = path;
  const start = scenarioStarts(machine, scenario).starts[first];
  if (start === undefined) return mismatch(0, `there is no start ${first}`);
  const run = runAlong(machine, start.state, choices);
  if (isMismatch(run)) return run;
  const property: PropertyRef = { kind: 'cover', name: scenario.text };
  return { property, path, initial: start.state, steps: run.steps, loop: null, failure: null };
}

const mismatch = (row: number, reason: string): Mismatch => ({ kind: 'mismatch', row, reason });

/** Takes the choices one after the other; only the last step may fail. */
export function runAlong(
  machine: Machine,
  initial: State,
  choices: readonly number[],
): Run | Mismatch {
  const steps: TraceStep[] = [];
  const taken: LastStep[] = [];
  let end: State | null = initial;
  for (const [i, choice] of choices.entries()) {
    if (end === null) return mismatch(i, 'the step fails');
    const transition: Transition | undefined = successorsAlong(machine, end)[choice];
    if (transition === undefined) return mismatch(i + 1, `there is no choice ${choice}`);
    steps.push(stepOf(machine, i + 1, end, transition));
    taken.push({ state: end, transition });
    end = isFault(transition.outcome) ? null : transition.outcome;
  }
  return { steps, taken, last: taken.at(-1) ?? null, end };
}

/** A transition as a row of a trace. */
export function stepOf(
  machine: Machine,
  index: number,
  before: State,
  transition: Transition,
): TraceStep {
  const actor = present(machine.actors[transition.actor], 'a transition is of an actor');
  const step = present(machine.steps[transition.step], 'a transition is of a step');
  const state = isFault(transition.outcome) ? null : transition.outcome;
  return {
    index,
    actor: actor.name,
    instance: actor.params.map(({ name, type }, i) => {
      return { name, type, value: transition.instance[i] ?? null };
    }),
    step: step.name,
    args: transition.args.map(({ binder: { name, type }, value }) => ({ name, type, value })),
    span: step.span,
    changes: state === null ? [] : changesBetween(machine, before, state),
    state,
  };
}
