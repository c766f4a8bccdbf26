/**
 * What the graph of a step tells before it is written down: what can still be assigned,
 * where branches meet again, what lies on a circle, and which bindings are never in
 * force between steps.
 */
import { present } from '../../base/assertion.ts';
import type { VariableId } from '../../machine/expr.ts';
import type { LocationId, Machine, Node, NodeId, StepId, Thread } from '../../machine/machine.ts';
import { bindersIn, exprsOf, readsOf } from './walk.ts';

export const nodeAt = (machine: Machine, id: NodeId): Node =>
  present(machine.nodes[id], 'a node leads to nodes of its machine');

/** Where a run may go on from a node; bodies of `each` are within it. */
export function onward(node: Node): readonly NodeId[] {
  if (node.kind === 'choose') return node.options;
  if (node.kind === 'branch') return [node.then, node.otherwise];
  return 'next' in node ? [node.next] : [];
}

/** The nodes that a run from here may meet, without those behind `until`. */
export function reachable(
  machine: Machine,
  from: readonly NodeId[],
  until: NodeId | null = null,
): ReadonlySet<NodeId> {
  const seen = new Set<NodeId>();
  const pending = [...from];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (id === until || seen.has(id)) continue;
    seen.add(id);
    pending.push(...onward(nodeAt(machine, id)));
  }
  return seen;
}

/** A run from the node can come to it again within the step. */
export const onCircle = (machine: Machine, id: NodeId): boolean =>
  reachable(machine, onward(nodeAt(machine, id))).has(id);

/** The first node that every way from here to an end passes, or null. */
export function meeting(machine: Machine, id: NodeId): NodeId | null {
  const starts = onward(nodeAt(machine, id));
  const passed = [...reachable(machine, starts)]
    .filter(node => !isEnd(nodeAt(machine, node)))
    .map(node => ({ node, before: reachable(machine, starts, node) }))
    .filter(({ before }) => [...before].every(n => !isEnd(nodeAt(machine, n))));
  const first = passed.find(({ before }) => passed.every(other => !before.has(other.node)));
  return first?.node ?? null;
}

const isEnd = (node: Node): boolean => node.kind === 'stop' || node.kind === 'done';

/** The variables that these nodes assign, also in bodies of loops. */
export function assigned(machine: Machine, nodes: Iterable<NodeId>): ReadonlySet<VariableId> {
  const found = new Set<VariableId>();
  for (const id of nodes) {
    const node = nodeAt(machine, id);
    if (node.kind === 'assign') found.add(node.place.variable);
    if (node.kind === 'each') {
      for (const v of assigned(machine, reachable(machine, [node.body]))) found.add(v);
    }
  }
  return found;
}

/** The variables that these nodes read. */
export function readBy(machine: Machine, nodes: Iterable<NodeId>): ReadonlySet<VariableId> {
  const found = new Set<VariableId>();
  for (const id of nodes) {
    const node = nodeAt(machine, id);
    for (const expr of exprsOf(node)) for (const v of readsOf(machine, expr)) found.add(v);
    if (node.kind === 'each') {
      for (const v of readBy(machine, reachable(machine, [node.body]))) found.add(v);
    }
  }
  return found;
}

/** The binders that these nodes read. */
export function namesIn(machine: Machine, nodes: Iterable<NodeId>): ReadonlySet<number> {
  const found = new Set<number>();
  for (const id of nodes) {
    const node = nodeAt(machine, id);
    for (const expr of exprsOf(node)) for (const b of bindersIn(expr)) found.add(b);
    if (node.kind === 'each') {
      for (const b of namesIn(machine, reachable(machine, [node.body]))) found.add(b);
    }
  }
  return found;
}

/** A way from the node executes this step. */
export function leadsTo(machine: Machine, id: NodeId, step: StepId): boolean {
  const seen = new Set<NodeId>();
  const visit = (at: NodeId): boolean => {
    if (seen.has(at)) return false;
    seen.add(at);
    const node = nodeAt(machine, at);
    if (node.kind === 'step') return node.step === step;
    return onward(node).some(visit);
  };
  return visit(id);
}

/** The nodes of the ways that execute this step. */
export function nodesOf(machine: Machine, from: NodeId, step: StepId): ReadonlySet<NodeId> {
  const found = new Set<NodeId>();
  const visit = (at: NodeId): void => {
    if (found.has(at)) return;
    const node = nodeAt(machine, at);
    if (node.kind === 'step' ? node.step !== step : !leadsTo(machine, at, step)) return;
    found.add(at);
    if (node.kind === 'step') {
      for (const id of reachable(machine, [node.next])) found.add(id);
    } else onward(node).forEach(visit);
  };
  visit(from);
  return found;
}

/** The locations where a thread can come to rest, as its graph tells. */
export function liveLocations(machine: Machine, thread: Thread): ReadonlySet<LocationId> {
  const found = new Set<LocationId>();
  const pending = [thread.start];
  for (let from = pending.pop(); from !== undefined; from = pending.pop()) {
    for (const id of reachable(machine, [from])) {
      const node = nodeAt(machine, id);
      if (node.kind !== 'stop' || found.has(node.location)) continue;
      found.add(node.location);
      const location = present(thread.locations[node.location], 'a thread stops at its locations');
      pending.push(location.enter);
    }
  }
  return found;
}

/** The bindings that are `none` whenever a thread rests: no part of what can be seen. */
export function neverInForce(machine: Machine): ReadonlySet<VariableId> {
  const entries = machine.actors.flatMap(actor =>
    actor.kind === 'thread'
      ? [actor.start, ...entriesOf(machine, actor)]
      : actor.actions.map(a => a.enter),
  );
  const found = new Set<VariableId>();
  for (const [v, { role }] of machine.variables.entries()) {
    if (role === 'binding' && entries.every(e => !restsBound(machine, e, v))) found.add(v);
  }
  return found;
}

const entriesOf = (machine: Machine, thread: Thread): readonly NodeId[] => {
  const live = liveLocations(machine, thread);
  return thread.locations.flatMap(({ enter }, i) => (live.has(i) ? [enter] : []));
};

// Some way through the graph ends with the binding in force that it made itself.
function restsBound(machine: Machine, from: NodeId, variable: VariableId): boolean {
  const seen = new Set<string>();
  const visit = (id: NodeId, bound: boolean): boolean => {
    const key = `${id} ${bound}`;
    if (seen.has(key)) return false;
    seen.add(key);
    const node = nodeAt(machine, id);
    if (isEnd(node)) return bound;
    const makes = node.kind === 'assign' && node.place.variable === variable;
    const now = makes ? !isNone(node) : bound;
    return onward(node).some(next => visit(next, now));
  };
  return visit(from, false);
}

const isNone = (node: Extract<Node, { kind: 'assign' }>): boolean =>
  node.value.kind === 'constant' && node.value.value === null;
