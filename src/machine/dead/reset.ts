/**
 * Puts owned variables to rest where their thread has no use for them: before it stops at
 * a location at which a variable is dead, the variable gets one value, the same wherever
 * that happens. So states differ in nothing that is overwritten before it is read.
 */
import { present } from '../../base/assertion.ts';
import type { Expr, PlaceStep, VariableId } from '../expr.ts';
import type { LocationId, Machine, Node, NodeId, Thread } from '../machine.ts';
import { type Bits, bitsOf, bodiesOf, lifetimesOf } from './lifetimes.ts';
import { nextsOf, withoutNodes } from './nodes.ts';
import { entryType, nodesOfThread, type Owned, ownedBy } from './owned.ts';

/** The machine, and which variables lose values on the way. */
export interface Reset {
  readonly machine: Machine;
  readonly variables: ReadonlySet<VariableId>;
}

/** Does it for every thread. */
export function resetDead(machine: Machine): Reset {
  let here = machine;
  const variables = new Set<VariableId>();
  for (const actor of machine.actors) {
    if (actor.kind !== 'thread') continue;
    const one = resetIn(here, actor.name);
    here = one.machine;
    for (const id of one.variables) variables.add(id);
  }
  return { machine: here, variables };
}

function resetIn(machine: Machine, name: string): Reset {
  const owned = ownedBy(machine, threadOf(machine, name));
  if (owned.length === 0) return { machine, variables: new Set() };
  const { liveAt, useless } = lifetimesOf(machine, threadOf(machine, name), owned);
  const trimmed = withoutNodes(machine, useless);
  const thread = threadOf(trimmed, name);
  const nodes = [...trimmed.nodes];
  for (const [id, dead] of deadAtStops(trimmed, thread, owned, liveAt))
    putBefore(
      nodes,
      id,
      dead.map(one => resetting(trimmed, thread, one)),
    );
  return { machine: { ...trimmed, nodes }, variables: forgottenIn(machine, name, owned, liveAt) };
}

// The others are put to rest by the text itself, where they go out of scope.
function forgottenIn(
  machine: Machine,
  name: string,
  owned: readonly Owned[],
  liveAt: LiveAt,
): ReadonlySet<VariableId> {
  const stops = deadAtStops(machine, threadOf(machine, name), owned, liveAt);
  return new Set([...stops.values()].flatMap(dead => dead.map(one => one.id)));
}

type LiveAt = (location: LocationId) => Bits;

/** At each stop: the dead variables that may hold something else than their value at rest. */
function deadAtStops(
  machine: Machine,
  thread: Thread,
  owned: readonly Owned[],
  liveAt: LiveAt,
): ReadonlyMap<NodeId, readonly Owned[]> {
  const stops = new Map<NodeId, readonly Owned[]>();
  for (const [id, bits] of heldBy(machine, thread, owned, liveAt)) {
    const node = machine.nodes[id];
    if (node?.kind !== 'stop') continue;
    const dead = bits & ~liveAt(node.location);
    if (dead !== 0n)
      stops.set(
        id,
        owned.filter((_, i) => ((dead >> BigInt(i)) & 1n) === 1n),
      );
  }
  return stops;
}

function threadOf({ actors }: Machine, name: string): Thread {
  const found = actors.find(a => a.name === name);
  if (found?.kind !== 'thread') throw new Error('broken promise: the thread is in the machine');
  return found;
}

/**
 * Which variables may hold something else than their value at rest, before each node: from
 * the start forward, over every stop at which the dead ones are put to rest.
 */
function heldBy(
  machine: Machine,
  thread: Thread,
  owned: readonly Owned[],
  liveAt: LiveAt,
): ReadonlyMap<NodeId, Bits> {
  const bits = bitsOf(owned);
  let setInTurns = 0n;
  for (const id of bodiesOf(machine, nodesOfThread(machine, thread))) {
    const node = machine.nodes[id];
    if (node?.kind === 'assign') setInTurns |= bits.get(node.place.variable) ?? 0n;
  }
  const rests = new Map(owned.map(one => [one.id, one.rest] as const));
  const held = new Map<NodeId, Bits>();
  const open: NodeId[] = [];
  const reach = (id: NodeId, more: Bits): void => {
    const before = held.get(id);
    const now = (before ?? 0n) | more;
    if (now === before) return;
    held.set(id, now);
    open.push(id);
  };
  reach(
    thread.start,
    owned.reduce((sum, { id, begins }) => sum | (begins ? 0n : (bits.get(id) ?? 0n)), 0n),
  );
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = present(machine.nodes[id], 'a node leads to nodes');
    const here = held.get(id) ?? 0n;
    if (node.kind === 'stop') {
      const at = present(thread.locations[node.location], 'a thread stops at a location');
      reach(at.enter, here & liveAt(node.location));
      continue;
    }
    const onward = node.kind === 'assign' ? after(node, here) : here;
    // What the turns of a loop leave is held behind it.
    const turns = node.kind === 'each' ? setInTurns : 0n;
    for (const next of nextsOf(node)) reach(next, onward | turns);
  }
  return held;

  function after({ place, value }: Extract<Node, { kind: 'assign' }>, here: Bits): Bits {
    const bit = bits.get(place.variable) ?? 0n;
    const rest = rests.get(place.variable);
    const whole = place.steps.length === machine.variables[place.variable]?.depth;
    return rest !== undefined && whole && isSame(rest, value) ? here & ~bit : here | bit;
  }
}

// Only what is plainly the same: a constant without parts.
const isSame = (a: Expr, b: Expr): boolean =>
  a.kind === 'constant' && b.kind === 'constant' && a.value === b.value;

function resetting({ variables }: Machine, thread: Thread, { id, rest }: Owned): AssignNode {
  const { type: whole, depth, span } = present(variables[id], 'an owned variable is there');
  const steps = thread.params.slice(0, depth).map(
    (binder, i): PlaceStep => ({
      kind: 'key',
      key: { kind: 'binder', binder, type: binder.type, span },
      type: entryType(whole, i + 1),
    }),
  );
  const place = { variable: id, steps, type: entryType(whole, depth), span };
  return { kind: 'assign', place, value: rest, next: 0 };
}

type AssignNode = Extract<Node, { readonly kind: 'assign' }>;

// The assignments take the place of the node, which comes last.
function putBefore(nodes: Node[], id: NodeId, assigns: readonly AssignNode[]): void {
  const node = present(nodes[id], 'the node is there');
  let here = id;
  for (const assign of assigns) {
    const next = nodes.length;
    nodes.push({ kind: 'done' });
    nodes[here] = { ...assign, next };
    here = next;
  }
  nodes[here] = node;
}
