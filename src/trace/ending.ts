/**
 * How a run ends: does its last step or its last state break the property (or reach the
 * cover), and if so, what is false there. Judged anew, by the reference.
 */
import type { Span } from '../base/source.ts';
import { keyOf } from '../machine/asked.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import { type Context, inState } from '../reference/context.ts';
import { evaluate } from '../reference/evaluate.ts';
import { isFault } from '../reference/fault.ts';
import { brokenBy, judgeEnd, judgeState, judgeTransition } from '../reference/judge.ts';
import type { State } from '../reference/state.ts';
import { successors, type Transition } from '../reference/successors.ts';
import { explainFalse, explainFault } from './explain.ts';
import type { Failure } from './trace.ts';

/** The last step of a run and the state it was taken in. */
export interface LastStep {
  readonly state: State;
  readonly transition: Transition;
}

/** What breaks there; no failure of a cover, which is reached. */
export interface Broken {
  readonly failure: Failure | null;
}

/** What the last step breaks: by failing, or of the transition properties. */
export function brokenByStep(
  machine: Machine,
  property: PropertyRef,
  { state, transition }: LastStep,
): Broken | null {
  const broken = judgeTransition(machine, machine.properties, state, transition);
  if (!has(broken, property)) return null;
  const after = transition.outcome;
  if (isFault(after)) return { failure: explainFault(after) };
  return { failure: failureIn(property, { machine, state, after, environment: null }) };
}

/** What a state breaks: invariants, deadlock, errors inside properties. */
export function brokenInState(
  machine: Machine,
  property: PropertyRef,
  state: State,
): Broken | null {
  if (has(judgeState(machine, machine.properties, state), property)) {
    return { failure: failureIn(property, inState(machine, state)) };
  }
  if (property.kind !== 'deadlock') return null;
  const stuck = has(judgeEnd(machine, state, successors(machine, state)), property);
  return stuck ? { failure: stuckAt(machine.actors[0]?.span) } : null;
}

const has = (broken: readonly PropertyRef[], property: PropertyRef): boolean =>
  broken.some(other => keyOf(other) === keyOf(property));

// The failure of the property that is false or, for an error, of the first in which it happens.
function failureIn(property: PropertyRef, context: Context): Failure | null {
  const { machine, after } = context;
  if (property.kind === 'cover') return null;
  for (const { kind, name, formula } of machine.properties) {
    if ((kind === 'transition') !== (after !== null)) continue;
    const value = evaluate(formula, context);
    if (isFault(value)) {
      if (keyOf(brokenBy(machine, value)) === keyOf(property)) return explainFault(value);
    } else if (kind === property.kind && name === property.name) {
      return explainFalse(formula, context);
    }
  }
  return null;
}

const stuckAt = (span: Span | undefined): Failure | null =>
  span === undefined ? null : { span, text: 'no step is enabled', witnesses: [] };
