/**
 * What one transition reads and writes: its way through the nodes is gone again with an
 * observer. Of a pick only the element that was chosen counts, for the step with that
 * choice depends on no other; a thread's step reads and writes where its thread is.
 */
import { present } from '../base/assertion.ts';
import type { Machine, Thread } from '../machine/machine.ts';
import { equal } from '../machine/value.ts';
import { advance } from './advance.ts';
import { boundAll, type Observer, type Spot, withName } from './context.ts';
import { type Cursor, contextOf, startAt } from './cursor.ts';
import { evaluate } from './evaluate.ts';
import { wayTo } from './instances.ts';
import { bodyOf } from './run.ts';
import type { State } from './state.ts';
import { placeOf, type Transition } from './successors.ts';

/** Spots in the order in which they were touched, each once. */
export interface Footprint {
  readonly reads: readonly Spot[];
  readonly writes: readonly Spot[];
  /** Of the writes, those that leave nothing of what was there. */
  readonly covers: readonly Spot[];
}

/** The footprint of a transition out of a state. */
export function footprintOf(machine: Machine, state: State, transition: Transition): Footprint {
  const sink = new Sink();
  let cursor: Cursor | undefined = { ...startOf(machine, state, transition, sink), observer: sink };
  while (cursor !== undefined && cursor.fault === null) {
    const node = present(machine.nodes[cursor.node], 'a node leads to nodes of its machine');
    if (node.kind === 'stop' || node.kind === 'done') break;
    cursor = onward(machine, cursor, transition, sink);
  }
  return sink.footprint();
}

/** Whether one spot is a part of the other, or the same. */
export const overlaps = (a: Spot, b: Spot): boolean => isWithin(a, b) || isWithin(b, a);

/** Whether the first spot is the second or a part of it. */
export const isWithin = (part: Spot, whole: Spot): boolean =>
  part.variable === whole.variable && whole.way.every((index, i) => part.way[i] === index);

/** Gathers spots. */
export class Sink implements Observer {
  private readonly reads = new Map<string, Spot>();
  private readonly writes = new Map<string, Spot>();
  private readonly covers = new Map<string, Spot>();

  read(spot: Spot): void {
    note(this.reads, spot);
  }

  wrote(spot: Spot, whole: boolean): void {
    note(this.writes, spot);
    if (whole) note(this.covers, spot);
  }

  /** What was told so far. */
  footprint(): Footprint {
    const { reads, writes, covers } = this;
    return {
      reads: [...reads.values()],
      writes: [...writes.values()],
      covers: [...covers.values()],
    };
  }
}

const note = (spots: Map<string, Spot>, spot: Spot): void => {
  spots.set(`${spot.variable}/${spot.way.join('/')}`, spot);
};

function startOf(machine: Machine, state: State, transition: Transition, sink: Sink): Cursor {
  const { instance, step, choices, args } = transition;
  const actor = present(machine.actors[transition.actor], 'a transition is of an actor');
  const environment = boundAll(null, actor.params, instance);
  if (actor.kind === 'thread') {
    const place = placeSpot(actor, transition);
    sink.read(place);
    sink.wrote(place, true);
    const location = actor.locations[placeOf(actor, instance, state)];
    return startAt(
      present(location, 'a thread is at one of its locations').enter,
      state,
      environment,
    );
  }
  const action = present(
    actor.actions.find(a => a.step === step),
    'a step of a device is an action',
  );
  const { params, enter } = action;
  const own = choices.slice(0, params.length);
  const start = startAt(enter, state, boundAll(environment, params, own));
  return { ...start, choices: own, args: args.slice(0, params.length) };
}

/** Where a thread's place stands in a state. */
export const placeSpot = (thread: Thread, { instance }: Pick<Transition, 'instance'>): Spot => ({
  variable: thread.place,
  way: wayTo(thread.params, instance),
});

// The way on that made the choices of the transition.
function onward(
  machine: Machine,
  cursor: Cursor,
  { choices }: Transition,
  sink: Sink,
): Cursor | undefined {
  const node = present(machine.nodes[cursor.node], 'a node leads to nodes of its machine');
  if (node.kind === 'stop' || node.kind === 'done') return undefined;
  const isChosen = ({ choices: [...made] }: Cursor): boolean =>
    made.every((value, i) => equal(value, choices[i] ?? null));
  if (node.kind !== 'pick') return advance(machine, cursor, node, bodyOf).find(isChosen);
  const context = contextOf(machine, cursor);
  evaluate(node.domain, context);
  const silent = { ...cursor, observer: undefined };
  const next = advance(machine, silent, node, bodyOf).find(isChosen);
  const value = choices[cursor.choices.length];
  if (node.where !== null && value !== undefined && next !== undefined) {
    evaluate(node.where, withName(context, node.binder, value));
  }
  return next === undefined ? undefined : { ...next, observer: sink };
}
