/**
 * Which names are in scope where a thread stands: for each of its locations and each of its
 * bindings, whether it can be `none` there and whether it can be `some`. Found by following
 * the graph of nodes from the thread's start; coarser than runs are, never finer. States in
 * which a name has no value where it is read are no states of the machine.
 */
import type { Expr, VariableId } from '../../machine/expr.ts';
import type { LocationId, Machine, Node, NodeId, Thread } from '../../machine/machine.ts';

/** What a binding can be, as bits: 1 is `none`, 2 is `some`. */
export type Can = number;

const none = 1;
const some = 2;
const both = 3;

/** By location, then by binding. Locations that are never reached are left out. */
export type Scopes = ReadonlyMap<LocationId, ReadonlyMap<VariableId, Can>>;

/** The scopes of a thread. */
export function scopesOf(machine: Machine, thread: Thread): Scopes {
  const free = writtenInLoops(machine, thread);
  const bindings = bindingsOf(machine, thread).map(
    id => [id, free.has(id) ? both : initially(machine, id)] as const,
  );
  const known = new Map<NodeId, Map<VariableId, Can>>();
  const scopes = new Map<LocationId, ReadonlyMap<VariableId, Can>>();
  const pending: { readonly id: NodeId; readonly can: ReadonlyMap<VariableId, Can> }[] = [
    { id: thread.start, can: new Map(bindings) },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const can = joined(known, next.id, next.can);
    const node = machine.nodes[next.id];
    if (can === null || node === undefined) continue;
    const after = node.kind === 'assign' ? assigned(node, can, free) : can;
    if (node.kind === 'stop') scopes.set(node.location, can);
    for (const id of onward(thread, node)) pending.push({ id, can: after });
  }
  return scopes;
}

/** The bindings of a thread. */
export const bindingsOf = (machine: Machine, thread: Thread): readonly VariableId[] =>
  machine.variables.flatMap(({ role, actor }, id) =>
    role === 'binding' && actor === thread.name ? [id] : [],
  );

// Null where nothing new can be there.
function joined(
  known: Map<NodeId, Map<VariableId, Can>>,
  node: NodeId,
  can: ReadonlyMap<VariableId, Can>,
): ReadonlyMap<VariableId, Can> | null {
  const before = known.get(node);
  const now = new Map([...can].map(([id, value]) => [id, value | (before?.get(id) ?? 0)]));
  if (before !== undefined && [...now].every(([id, value]) => before.get(id) === value))
    return null;
  known.set(node, now);
  return now;
}

function onward(thread: Thread, node: Node): readonly NodeId[] {
  switch (node.kind) {
    case 'stop': {
      const enter = thread.locations[node.location]?.enter;
      return enter === undefined || node.location === thread.finished ? [] : [enter];
    }
    case 'done':
      return [];
    case 'branch':
      return [node.then, node.otherwise];
    case 'choose':
      return node.options;
    default:
      return [node.next];
  }
}

type Assign = Extract<Node, { readonly kind: 'assign' }>;

function assigned(
  { place, value }: Assign,
  can: ReadonlyMap<VariableId, Can>,
  free: ReadonlySet<VariableId>,
): ReadonlyMap<VariableId, Can> {
  if (!can.has(place.variable) || free.has(place.variable)) return can;
  const whole = place.steps.every(step => step.kind === 'key') && place.type.kind === 'option';
  return new Map([...can, [place.variable, whole ? kindOf(value) : both]]);
}

function kindOf(value: Expr): Can {
  if (value.kind === 'fit') return kindOf(value.of);
  if (value.kind === 'some') return some;
  return value.kind === 'constant' ? (value.value === null ? none : some) : both;
}

function initially(machine: Machine, id: VariableId): Can {
  const initial = machine.variables[id]?.initial;
  return initial?.kind === 'value' ? kindOf(initial.expr) : both;
}

// The turns of a loop within a step are not followed: what they write can be anything.
function writtenInLoops(machine: Machine, thread: Thread): ReadonlySet<VariableId> {
  const own = new Set(bindingsOf(machine, thread));
  const found = new Set<VariableId>();
  const seen = new Set<NodeId>();
  const pending = machine.nodes.flatMap(node => (node.kind === 'each' ? [node.body] : []));
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const node = machine.nodes[id];
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    if (node.kind === 'assign' && own.has(node.place.variable)) found.add(node.place.variable);
    pending.push(...onward(thread, node));
  }
  return found;
}
