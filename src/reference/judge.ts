/**
 * What a state or a transition breaks, or reaches: the one place that decides it, for
 * the search, for the choice of the counterexample and for its replay.
 */
import type { Machine, Property } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import { inState } from './context.ts';
import { truth } from './evaluate.ts';
import { type Fault, isFault } from './fault.ts';
import type { State } from './state.ts';
import { isDeadlock, type Transition } from './successors.ts';

/** The property that a fault breaks: its code, or its assert. */
export function brokenBy(machine: Machine, fault: Fault): PropertyRef {
  if (fault.kind === 'runtime') return { kind: 'runtime', name: fault.code };
  const index = fault.assert;
  return { kind: 'assert', name: machine.asserts[index]?.name ?? '', index };
}

/**
 * Invariants that are false in a state, covers that are true in it, and run-time errors
 * inside either. Transition properties are passed over.
 */
export function judgeState(
  machine: Machine,
  properties: readonly Property[],
  state: State,
): readonly PropertyRef[] {
  return properties.flatMap(({ kind, name, formula }): readonly PropertyRef[] => {
    if (kind === 'transition') return [];
    const holds = truth(formula, inState(machine, state));
    if (isFault(holds)) return [brokenBy(machine, holds)];
    return holds === (kind === 'cover') ? [{ kind, name }] : [];
  });
}

/**
 * What a transition breaks: by failing, or the transition properties that are false of
 * it and the run-time errors inside them. Other properties are passed over.
 */
export function judgeTransition(
  machine: Machine,
  properties: readonly Property[],
  state: State,
  transition: Transition,
): readonly PropertyRef[] {
  const after = transition.outcome;
  if (isFault(after)) return [brokenBy(machine, after)];
  return properties.flatMap(({ kind, name, formula }): readonly PropertyRef[] => {
    if (kind !== 'transition') return [];
    const holds = truth(formula, { machine, state, after, environment: null });
    if (isFault(holds)) return [brokenBy(machine, holds)];
    return holds ? [] : [{ kind, name }];
  });
}

/** A deadlock, where there is one. */
export function judgeEnd(
  machine: Machine,
  state: State,
  transitions: readonly Transition[],
): readonly PropertyRef[] {
  return isDeadlock(machine, state, transitions) ? [{ kind: 'deadlock', name: 'deadlock' }] : [];
}
