/**
 * What can happen next in a state: the transitions, in the order of actors, instances,
 * steps and choices. The order is part of the meaning: a Path counts in it, and the
 * least counterexample is least by it.
 */
import { present } from '../base/assertion.ts';
import type { Actor, Device, Machine, StepId, Thread } from '../machine/machine.ts';
import { listOf, numberOf, type Value } from '../machine/value.ts';
import { written } from './assign.ts';
import { boundAll, type Observer } from './context.ts';
import { type Choice, type Cursor, startAt } from './cursor.ts';
import { type Fault, isFault } from './fault.ts';
import { compareRows, instancesOf, wayTo } from './instances.ts';
import { type Run, run, type Way } from './run.ts';
import type { State } from './state.ts';

/** One execution of one step; it fails where the outcome is a fault. */
export interface Transition {
  /** Index into `Machine.actors`. */
  readonly actor: number;
  /** The values of the actor's parameters. */
  readonly instance: readonly Value[];
  readonly step: StepId;
  /** Parameters of the action, then picks and branches in order. */
  readonly choices: readonly Value[];
  /** The choices that have names. */
  readonly args: readonly Choice[];
  /** It passed an `assume` statement. */
  readonly assumed: boolean;
  readonly outcome: State | Fault;
}

/** What can happen, and what could have but for an empty pick. */
export interface Expansion {
  readonly transitions: readonly Transition[];
  readonly emptyPicks: readonly StepId[];
}

/** The transitions out of a state, in their order; the indexes of a Path. */
export const successors = (machine: Machine, state: State): readonly Transition[] =>
  expand(machine, state).transitions;

/** Is somebody interested in this step of an instance of an actor (index into `Machine.actors`)? */
export type Wanted = (actor: number, instance: readonly Value[], step: StepId) => boolean;

/** Those of the successors that are wanted, and perhaps others, in their order. */
export const someSuccessors = (
  machine: Machine,
  state: State,
  wanted?: Wanted,
): readonly Transition[] => expand(machine, state, { wanted }).transitions;

/** What is beside the state. */
interface Beside {
  /** Hears what is read. */
  readonly observer?: Observer | undefined;
  readonly wanted?: Wanted | undefined;
}

/** The transitions out of a state, and the steps that empty picks kept from being taken. */
export function expand(machine: Machine, state: State, beside: Beside = {}): Expansion {
  const here = { machine, state, ...beside };
  const parts = machine.actors.flatMap((actor, index) =>
    instancesOf(actor.params).map(instance => {
      const found =
        actor.kind === 'thread'
          ? ofThread(here, actor, instance)
          : ofDevice(here, actor, instance, index);
      return { ...found, transitions: transitionsOf(machine, index, instance, found.ways) };
    }),
  );
  return {
    transitions: parts.flatMap(part => part.transitions),
    emptyPicks: parts.flatMap(part => part.emptyPicks),
  };
}

/** No step is enabled, and some thread is unfinished; without threads, no step is enabled. */
export function isDeadlock(
  machine: Machine,
  state: State,
  transitions: readonly Transition[],
): boolean {
  if (transitions.length > 0) return false;
  const threads = machine.actors.filter(actor => actor.kind === 'thread');
  return threads.length === 0 || threads.some(thread => unfinished(thread, state));
}

const unfinished = (thread: Thread, state: State): boolean =>
  instancesOf(thread.params).some(i => placeOf(thread, i, state) !== thread.finished);

/** Where an instance of a thread is: an index into its locations. */
export function placeOf(thread: Thread, instance: readonly Value[], state: State): number {
  const way = [thread.place, ...wayTo(thread.params, instance)];
  return numberOf(way.reduce((value: Value, i) => listOf(value).get(i) ?? null, state));
}

/** The state with the ways' thread at the location where each ended. */
export function arrived(thread: Thread, instance: readonly Value[], way: Way): State | Fault {
  if (isFault(way.outcome) || way.location === null) return way.outcome;
  const place = [thread.place, ...wayTo(thread.params, instance)];
  return listOf(written(way.outcome, place, way.location));
}

interface Here extends Beside {
  readonly machine: Machine;
  readonly state: State;
}

function ofThread(here: Here, thread: Thread, instance: readonly Value[]): Run {
  const { machine, state, observer } = here;
  const [start] = startsOf(thread, instance, state);
  if (start === undefined) return { ways: [], emptyPicks: [] };
  const { ways, emptyPicks } = run(machine, { ...start, observer });
  return {
    ways: ways.map(way => ({ ...way, outcome: arrived(thread, instance, way) })),
    emptyPicks,
  };
}

function ofDevice(here: Here, device: Device, instance: readonly Value[], index: number): Run {
  const { machine, state, observer, wanted } = here;
  const actions = device.actions.filter(({ step }) => wanted?.(index, instance, step) ?? true);
  const runs = startsOf({ ...device, actions }, instance, state).map(start =>
    run(machine, { ...start, observer }),
  );
  return {
    ways: runs.flatMap(found => found.ways),
    emptyPicks: runs.flatMap(found => found.emptyPicks),
  };
}

/**
 * Where an instance of an actor may begin its next step: of a thread, its place, and nowhere
 * when it is finished; of a device, each action with each choice of arguments.
 */
export function startsOf(
  actor: Actor,
  instance: readonly Value[],
  state: State,
): readonly Cursor[] {
  const environment = boundAll(null, actor.params, instance);
  if (actor.kind === 'thread') {
    const place = placeOf(actor, instance, state);
    if (place === actor.finished) return [];
    const location = present(actor.locations[place], 'a thread is at one of its locations');
    return [startAt(location.enter, state, environment)];
  }
  return actor.actions.flatMap(({ enter, params }) =>
    instancesOf(params).map(choices => {
      const args = params.map((binder, i) => ({ binder, value: choices[i] ?? null }));
      const start = startAt(enter, state, boundAll(environment, params, choices));
      return { ...start, choices, args };
    }),
  );
}

function transitionsOf(
  machine: Machine,
  actor: number,
  instance: readonly Value[],
  ways: readonly Way[],
): readonly Transition[] {
  const transitions = ways.map(
    ({ step, choices, args, assumed, outcome }): Transition => ({
      actor,
      instance,
      step: present(step ?? undefined, 'every way of an actor executes a step'),
      choices,
      args,
      assumed,
      outcome,
    }),
  );
  return transitions.length < 2 ? transitions : transitions.sort((a, b) => byStep(machine, a, b));
}

function byStep(machine: Machine, a: Transition, b: Transition): number {
  const order = (t: Transition): number => machine.steps[t.step]?.order ?? 0;
  return order(a) - order(b) || compareRows(a.choices, b.choices);
}

/** The order of rows in a run: actor, instance, step, choices. */
export function compareTransitions(machine: Machine, a: Transition, b: Transition): number {
  return a.actor - b.actor || compareRows(a.instance, b.instance) || byStep(machine, a, b);
}
