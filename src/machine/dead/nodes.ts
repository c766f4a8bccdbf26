/**
 * The one walk over nodes, as parts.ts is for expressions: what a node evaluates, where it
 * leads, and the same node leading elsewhere. Whoever changes a graph builds on these.
 */
import { unreachable } from '../../base/assertion.ts';
import type { Expr, Place } from '../expr.ts';
import type { Machine, Node, NodeId } from '../machine.ts';

/** What a place evaluates on the way into its variable, from left to right. */
export const keysOf = ({ steps }: Place): readonly Expr[] =>
  steps.flatMap(step => {
    if (step.kind === 'key') return [step.key];
    return step.kind === 'item' ? [step.index] : [];
  });

/** What a node evaluates, in order. */
export function expressionsOf(node: Node): readonly Expr[] {
  switch (node.kind) {
    case 'stop':
    case 'done':
    case 'step':
    case 'choose':
    case 'turn':
      return [];
    case 'assign':
      return [...keysOf(node.place), node.value];
    case 'bind':
      return [node.value];
    case 'guard':
    case 'branch':
    case 'assert':
      return [node.test];
    case 'pick':
      return node.where === null ? [node.domain] : [node.domain, node.where];
    case 'each':
      return [node.domain];
    default:
      return unreachable(node);
  }
}

/** The nodes that a node names; of an `each` its body first. */
export function nextsOf(node: Node): readonly NodeId[] {
  switch (node.kind) {
    case 'stop':
    case 'done':
      return [];
    case 'branch':
      return [node.then, node.otherwise];
    case 'choose':
      return node.options;
    case 'each':
      return [node.body, node.next];
    default:
      return [node.next];
  }
}

/** The node with the nodes that it names replaced. */
export function leadingTo(node: Node, to: (id: NodeId) => NodeId): Node {
  switch (node.kind) {
    case 'stop':
    case 'done':
      return node;
    case 'branch':
      return { ...node, then: to(node.then), otherwise: to(node.otherwise) };
    case 'choose':
      return { ...node, options: node.options.map(to) };
    case 'each':
      return { ...node, body: to(node.body), next: to(node.next) };
    default:
      return { ...node, next: to(node.next) };
  }
}

/** The nodes that can be reached from these, themselves included, in the order of their numbers. */
export function reachableFrom(nodes: readonly Node[], roots: readonly NodeId[]): readonly NodeId[] {
  const seen = new Set<NodeId>(roots);
  for (const id of seen) {
    const node = nodes[id];
    if (node !== undefined) for (const next of nextsOf(node)) seen.add(next);
  }
  return [...seen].sort((a, b) => a - b);
}

/** The machine with these nodes, and every way into them led elsewhere. */
export function withNodes(
  machine: Machine,
  nodes: readonly Node[],
  to: (id: NodeId) => NodeId,
): Machine {
  return {
    ...machine,
    nodes: nodes.map(node => leadingTo(node, to)),
    init: machine.init === null ? null : to(machine.init),
    actors: machine.actors.map(actor =>
      actor.kind === 'thread'
        ? {
            ...actor,
            start: to(actor.start),
            locations: actor.locations.map(l => ({ ...l, enter: to(l.enter) })),
          }
        : { ...actor, actions: actor.actions.map(a => ({ ...a, enter: to(a.enter) })) },
    ),
    scenarios: machine.scenarios.map(s => (s.from === null ? s : { ...s, from: to(s.from) })),
  };
}

/**
 * The machine without some of its nodes: whoever went there goes on behind them. Their
 * numbers stay, for nobody; a circle of such nodes alone cannot be, for loops have turns.
 */
export function withoutNodes(machine: Machine, gone: ReadonlySet<NodeId>): Machine {
  const to = (id: NodeId): NodeId => {
    let here = id;
    for (let node = machine.nodes[here]; gone.has(here) && node !== undefined; ) {
      here = nextsOf(node)[0] ?? here;
      node = machine.nodes[here];
    }
    return here;
  };
  const nodes = machine.nodes.map((node, id): Node => (gone.has(id) ? { kind: 'done' } : node));
  return withNodes(machine, nodes, to);
}
