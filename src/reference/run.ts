/**
 * Runs the graph of nodes that a step is. Every choice splits the run, and the ways
 * come out in the order of their choices. A false guard or an empty pick ends a run
 * without a way; a fault ends it as a failing way, also in a guard: what stands first
 * decides.
 */
import { present } from '../base/assertion.ts';
import type { LocationId, Machine, Node, NodeId, StepId } from '../machine/machine.ts';
import type { Value } from '../machine/value.ts';
import { advance } from './advance.ts';
import type { Choice, Cursor } from './cursor.ts';
import type { Fault } from './fault.ts';
import type { State } from './state.ts';

/** One way through a step, to its end or to its fault. */
export interface Way {
  /** The step it executes; null only for bodies outside steps (`init`, starts of threads). */
  readonly step: StepId | null;
  readonly choices: readonly Value[];
  readonly args: readonly Choice[];
  /** It passed an `assume` statement. */
  readonly assumed: boolean;
  /** Where its thread is then; null for bodies that end in `done`. */
  readonly location: LocationId | null;
  readonly outcome: State | Fault;
}

export interface Run {
  readonly ways: readonly Way[];
  /** The steps that were cut off at an empty pick. */
  readonly emptyPicks: readonly StepId[];
}

/** Every way from a cursor to an end, in the order of the choices. */
export function run(machine: Machine, start: Cursor): Run {
  const emptyPicks: StepId[] = [];
  const ends = endsOf(machine, start, cut => {
    const step = stepOf(machine, cut);
    if (nodeAt(machine, cut.node).kind === 'pick' && step !== null) emptyPicks.push(step);
  });
  return { ways: ends.map(end => wayOf(machine, end)), emptyPicks };
}

function endsOf(
  machine: Machine,
  start: Cursor,
  cutOff: (cursor: Cursor) => void,
): readonly Cursor[] {
  const ends: Cursor[] = [];
  const pending = [start];
  for (let cursor = pending.pop(); cursor !== undefined; cursor = pending.pop()) {
    const node = nodeAt(machine, cursor.node);
    if (cursor.fault !== null || node.kind === 'stop' || node.kind === 'done') {
      ends.push(cursor);
      continue;
    }
    const onward = advance(machine, cursor, node, bodyOf);
    if (onward.length === 0) cutOff(cursor);
    for (let i = onward.length - 1; i >= 0; i--) {
      pending.push(present(onward[i], 'a run goes on somewhere'));
    }
  }
  return ends;
}

/** Where a run ends without being a way: before a guard that is false there, or an empty pick. */
export interface Cut {
  readonly node: Extract<Node, { readonly kind: 'guard' | 'pick' }>;
  /** The step that is kept from being taken. */
  readonly step: StepId | null;
  readonly cursor: Cursor;
}

/** All of them, in the order of the choices before them. */
export function cuts(machine: Machine, start: Cursor): readonly Cut[] {
  const found: Cut[] = [];
  endsOf(machine, start, cursor => {
    const node = nodeAt(machine, cursor.node);
    if (node.kind !== 'guard' && node.kind !== 'pick') return;
    found.push({ node, step: stepOf(machine, cursor), cursor });
  });
  return found;
}

/** The ends of a body that has no choices; none when it is cut off. */
export const bodyOf = (machine: Machine, start: Cursor): readonly Cursor[] =>
  endsOf(machine, start, () => {});

function wayOf(machine: Machine, end: Cursor): Way {
  const { choices, args, assumed, state, fault } = end;
  const node = nodeAt(machine, end.node);
  return {
    step: stepOf(machine, end),
    choices,
    args,
    assumed,
    location: node.kind === 'stop' ? node.location : null,
    outcome: fault ?? state,
  };
}

// A run that is cut off or fails before it names its step belongs to the step ahead.
const stepOf = (machine: Machine, cursor: Cursor): StepId | null =>
  cursor.step ?? stepAhead(machine, cursor.node);

/** The first step on the way from a node; null where none is. */
export function stepAhead(machine: Machine, from: NodeId): StepId | null {
  const seen = new Set<NodeId>();
  const pending = [from];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const node = nodeAt(machine, id);
    if (node.kind === 'step') return node.step;
    if (!seen.has(id)) pending.push(...successorsOf(node).toReversed());
    seen.add(id);
  }
  return null;
}

function successorsOf(node: Node): readonly NodeId[] {
  if (node.kind === 'choose') return node.options;
  if (node.kind === 'branch') return [node.then, node.otherwise];
  return 'next' in node ? [node.next] : [];
}

const nodeAt = (machine: Machine, id: NodeId): Node =>
  present(machine.nodes[id], 'a node leads to nodes of its machine');
