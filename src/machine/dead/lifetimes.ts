/**
 * Where the owned variables of a thread are live: some way on from there reads them before
 * it overwrites them. The textbook's backward analysis on the thread's nodes, a bit for each
 * variable, to the least solution; what only feeds dead variables is not read, unless it may fail.
 */
import { present } from '../../base/assertion.ts';
import type { BinderRef, VariableId } from '../expr.ts';
import type { LocationId, Machine, Node, NodeId, Thread } from '../machine.ts';
import { hazardsOf } from './faults.ts';
import { expressionsOf, nextsOf, reachableFrom } from './nodes.ts';
import { nodesOfThread, type Owned } from './owned.ts';
import { ownReadsOf } from './uses.ts';

/** Sets of owned variables: bit i is the i-th of them. */
export type Bits = bigint;

/** What is live, and what is useless. */
export interface Lifetimes {
  /** At each location. */
  readonly liveAt: (location: LocationId) => Bits;
  /** Assignments whose value nobody reads, and which cannot fail. */
  readonly useless: ReadonlySet<NodeId>;
}

type Assign = Extract<Node, { readonly kind: 'assign' }>;

/** The lifetimes of the owned variables of a thread. */
export function lifetimesOf(machine: Machine, thread: Thread, owned: readonly Owned[]): Lifetimes {
  const { params } = thread;
  const bits = bitsOf(owned);
  const ids = nodesOfThread(machine, thread);
  const inTurns = bodiesOf(machine, ids);
  const live = new Map<NodeId, Bits>();
  const at = (id: NodeId): Bits => live.get(id) ?? 0n;
  const liveAt = (location: LocationId): Bits => {
    const here = present(thread.locations[location], 'a thread stops at a location');
    return at(here.enter);
  };
  const facts = { machine, params, bits, inTurns };
  const before = (id: NodeId): Bits => {
    const node = nodeAt(machine, id);
    if (node.kind === 'stop') return liveAt(node.location);
    const after = nextsOf(node).reduce((sum, next) => sum | at(next), 0n);
    return node.kind === 'assign' && !inTurns.has(id)
      ? beforeAssign(facts, node, after)
      : after | readBy(facts, node);
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const id of ids.toReversed()) {
      const now = before(id);
      if (now !== at(id)) changed = true;
      live.set(id, now);
    }
  }
  const useless = ids.filter(id => {
    const node = nodeAt(machine, id);
    return node.kind === 'assign' && !inTurns.has(id) && isUseless(facts, node, at(node.next));
  });
  return { liveAt, useless: new Set(useless) };
}

interface Facts {
  readonly machine: Machine;
  readonly params: readonly BinderRef[];
  readonly bits: ReadonlyMap<VariableId, Bits>;
  /** Nodes in the turns of loops without order: what runs before them is not what stands before. */
  readonly inTurns: ReadonlySet<NodeId>;
}

/** The bit of each owned variable. */
export const bitsOf = (owned: readonly Owned[]): ReadonlyMap<VariableId, Bits> =>
  new Map(owned.map(({ id }, i) => [id, 1n << BigInt(i)] as const));

/** The nodes in turns of `each`. */
export function bodiesOf(machine: Machine, ids: readonly NodeId[]): ReadonlySet<NodeId> {
  const bodies = ids.flatMap(id => {
    const node = nodeAt(machine, id);
    return node.kind === 'each' ? [node.body] : [];
  });
  return new Set(reachableFrom(machine.nodes, bodies));
}

const nodeAt = ({ nodes }: Machine, id: NodeId): Node =>
  present(nodes[id], 'a node leads to nodes');

function readBy({ machine, params, bits }: Facts, node: Node): Bits {
  let sum = 0n;
  for (const expr of expressionsOf(node))
    for (const id of ownReadsOf(machine, expr, params).own) sum |= bits.get(id) ?? 0n;
  return sum;
}

const isUseless = ({ machine, bits }: Facts, { place, value }: Assign, after: Bits): boolean => {
  const bit = bits.get(place.variable);
  return bit !== undefined && (after & bit) === 0n && hazardsOf(machine, place, value).length === 0;
};

function beforeAssign(facts: Facts, node: Assign, after: Bits): Bits {
  if (isUseless(facts, node, after)) return after;
  const { place } = node;
  const bit = facts.bits.get(place.variable) ?? 0n;
  const depth = facts.machine.variables[place.variable]?.depth ?? 0;
  const whole = place.steps.length === depth;
  const content = place.steps.some(s => s.kind === 'item' || s.kind === 'inner');
  const kept = whole ? after & ~bit : after;
  return kept | readBy(facts, node) | (content ? bit : 0n);
}
