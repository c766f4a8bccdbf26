/**
 * Why a run breaks its property, as far as it can be read off the run: which steps matter,
 * what must happen before what, and where else each step could fall. Law: every answer
 * rests on a run that replays to the same violation or on orders that were all tried.
 */
import { present } from '../../base/assertion.ts';
import type { Machine } from '../../machine/machine.ts';
import { isFault } from '../../reference/fault.ts';
import { footprintOf } from '../../reference/footprint.ts';
import type { State } from '../../reference/state.ts';
import { successors, type Transition } from '../../reference/successors.ts';
import type { Trace } from '../trace.ts';
import { criterion } from './criterion.ts';
import { type Edge, happensBefore } from './happens-before.ts';
import { Orders, type Steps } from './orders.ts';
import { type Role, rolesOf } from './slice.ts';
import { type Window, windowsOf } from './windows.ts';

export interface Why {
  /** Between steps of different actors, by their steps. */
  readonly edges: readonly Edge[];
  /** Of each step. */
  readonly roles: readonly Role[];
  /** Of each step; none where one actor acts alone. */
  readonly windows: readonly Window[];
}

/** Reads the run; null where it has no steps. */
export function whyOf(machine: Machine, trace: Trace): Why | null {
  const steps = stepsOf(machine, trace);
  if (steps === null) return null;
  const footprints = statesOf(steps).map((state, i) =>
    footprintOf(machine, state, present(steps.transitions[i], 'a state before each step')),
  );
  const orders = new Orders(steps);
  return {
    edges: happensBefore(steps, footprints, orders),
    roles: rolesOf(steps, footprints, criterion(steps)),
    windows: windowsOf(steps, orders),
  };
}

function stepsOf(machine: Machine, { property, initial, path }: Trace): Steps | null {
  const [first, ...choices] = path;
  if (initial === null || first === undefined || choices.length === 0) return null;
  const transitions: Transition[] = [];
  let here = initial;
  for (const choice of choices) {
    const transition = present(successors(machine, here)[choice], 'a trace is a run');
    transitions.push(transition);
    if (!isFault(transition.outcome)) here = transition.outcome;
  }
  return { machine, property, initial, first, transitions };
}

/** The state before each step. */
const statesOf = ({ initial, transitions }: Steps): readonly State[] =>
  transitions.map((_, i) => {
    const before = transitions[i - 1]?.outcome;
    return before === undefined || isFault(before) ? initial : before;
  });
