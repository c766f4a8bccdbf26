/**
 * The shape of a step's graph: where branches join again, where loops begin, whether there
 * is a choice ahead. The nodes of one routine are few, so sets are simply iterated.
 */
import { present } from '../../base/assertion.ts';
import type { Machine, Node, NodeId, StepId } from '../../machine/machine.ts';

export const nodeAt = (machine: Machine, id: NodeId): Node =>
  present(machine.nodes[id], 'a node leads to nodes of its machine');

/** Where a run can go on from a node. */
export function onward(node: Node): readonly NodeId[] {
  if (node.kind === 'choose') return node.options;
  if (node.kind === 'branch') return [node.then, node.otherwise];
  return 'next' in node ? [node.next] : [];
}

/** All nodes that a run can come to from here, itself only where it comes back. */
export function ahead(
  machine: Machine,
  from: NodeId,
  ends: ReadonlySet<NodeId> = new Set(),
): ReadonlySet<NodeId> {
  const seen = new Set<NodeId>();
  const pending = [...onward(nodeAt(machine, from))];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (!ends.has(id)) pending.push(...onward(nodeAt(machine, id)));
  }
  return seen;
}

/** The nodes of the loop that this node begins; none where a run does not come back. */
export function loopOf(
  machine: Machine,
  head: NodeId,
  ends: ReadonlySet<NodeId>,
): ReadonlySet<NodeId> {
  const after = ahead(machine, head, new Set([...ends, head]));
  if (!after.has(head)) return new Set();
  return new Set(
    [head, ...after].filter(
      id => id === head || (!ends.has(id) && ahead(machine, id, ends).has(head)),
    ),
  );
}

/** The first steps that a run can come to. */
export function firstSteps(machine: Machine, from: NodeId): ReadonlySet<StepId> {
  const found = new Set<StepId>();
  const seen = new Set<NodeId>();
  const pending = [from];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = nodeAt(machine, id);
    if (node.kind === 'step') found.add(node.step);
    else pending.push(...onward(node).toReversed());
  }
  return found;
}

/** There is a choice from here on. */
export const hasChoice = (machine: Machine, from: NodeId): boolean =>
  [from, ...ahead(machine, from)].some(id => {
    const { kind } = nodeAt(machine, id);
    return kind === 'choose' || kind === 'pick';
  });

/** The node at which all ways from a branch join, before any of `ends`; null where they do not. */
export function joinOf(machine: Machine, branch: NodeId, ends: ReadonlySet<NodeId>): NodeId | null {
  const nodes = [branch, ...ahead(machine, branch, ends)];
  const every = new Set<NodeId>(nodes);
  const after = new Map<NodeId, ReadonlySet<NodeId>>(nodes.map(id => [id, every]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const id of nodes.toReversed()) {
      const next = ends.has(id) && id !== branch ? [] : onward(nodeAt(machine, id));
      const common = next
        .map(n =>
          n === branch && ends.has(n) ? new Set<NodeId>() : (after.get(n) ?? new Set<NodeId>()),
        )
        .reduce(
          (a, b) => new Set([...a].filter(x => b.has(x))),
          next.length === 0 ? new Set<NodeId>() : every,
        );
      const now = new Set([...common, id]);
      if (now.size !== after.get(id)?.size) {
        after.set(id, now);
        changed = true;
      }
    }
  }
  const mine = [...(after.get(branch) ?? [])].filter(id => id !== branch);
  // The nearest is the one behind which all the others lie.
  return mine.find(id => mine.every(other => after.get(id)?.has(other))) ?? null;
}
