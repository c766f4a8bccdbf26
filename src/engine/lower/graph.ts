/** Questions about the graph of nodes that a step is. */
import { present } from '../../base/assertion.ts';
import type { Machine, Node, NodeId, StepId } from '../../machine/machine.ts';

export const nodeAt = (machine: Machine, id: NodeId): Node =>
  present(machine.nodes[id], 'a node leads to nodes of its machine');

/** The nodes that may come next in a run; the body of an `each` is a part of its node. */
export function onward(node: Node): readonly NodeId[] {
  if (node.kind === 'choose') return node.options;
  if (node.kind === 'branch') return [node.then, node.otherwise];
  return 'next' in node ? [node.next] : [];
}

/** The step that a run which is cut off here would have been. */
export function stepAhead(machine: Machine, from: NodeId): StepId | null {
  const seen = new Set<NodeId>();
  const pending = [from];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const node = nodeAt(machine, id);
    if (node.kind === 'step') return node.step;
    if (!seen.has(id)) pending.push(...onward(node).toReversed());
    seen.add(id);
  }
  return null;
}

/** All nodes that a run from here can pass, in the order of a walk; bodies of `each` excluded. */
export function reachable(machine: Machine, from: NodeId): readonly NodeId[] {
  const seen = new Set<NodeId>();
  const pending = [from];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    pending.push(...onward(nodeAt(machine, id)).toReversed());
  }
  return [...seen];
}

const meetings = new WeakMap<Machine, Map<NodeId, NodeId | null>>();

/**
 * Where the two sides of a branch meet again whatever happens, if there is nothing between
 * that would run the rest more than once: no choice, no loop. Else null.
 */
export function meetingOf(machine: Machine, branch: NodeId): NodeId | null {
  const known = meetings.get(machine) ?? new Map<NodeId, NodeId | null>();
  meetings.set(machine, known);
  const before = known.get(branch);
  if (before !== undefined) return before;
  const node = nodeAt(machine, branch);
  const found = node.kind === 'branch' ? meeting(machine, node.then, node.otherwise) : null;
  known.set(branch, found);
  return found;
}

// The first node of the one side through which all runs of both sides go.
function meeting(machine: Machine, then: NodeId, otherwise: NodeId): NodeId | null {
  const candidates = reachable(machine, then);
  const other = new Set(reachable(machine, otherwise));
  for (const candidate of inOrder(machine, then, candidates)) {
    if (!other.has(candidate)) continue;
    const sides = [then, otherwise].map(side => between(machine, side, candidate));
    if (sides.every(nodes => nodes?.every(id => isPlain(nodeAt(machine, id))))) return candidate;
  }
  return null;
}

// Breadth first: what is near comes first.
function inOrder(machine: Machine, from: NodeId, nodes: readonly NodeId[]): readonly NodeId[] {
  const wanted = new Set(nodes);
  const order: NodeId[] = [];
  const seen = new Set<NodeId>();
  const queue = [from];
  for (let i = 0; i < queue.length; i++) {
    const id = queue[i];
    if (id === undefined || seen.has(id)) continue;
    seen.add(id);
    if (wanted.has(id)) order.push(id);
    queue.push(...onward(nodeAt(machine, id)));
  }
  return order;
}

/** The nodes on the ways from one node to another; null if some way ends elsewhere. */
export function between(machine: Machine, from: NodeId, to: NodeId): readonly NodeId[] | null {
  const seen = new Set<NodeId>();
  const pending = [from];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (id === to || seen.has(id)) continue;
    seen.add(id);
    const next = onward(nodeAt(machine, id));
    if (next.length === 0) return null;
    pending.push(...next);
  }
  return [...seen];
}

const isPlain = (node: Node): boolean =>
  ['step', 'assign', 'bind', 'guard', 'assert', 'branch', 'each'].includes(node.kind);
