/**
 * The states of the right types: every leaf has any value of its type, and a name that a
 * thread binds has a value exactly where it can have one. How many there are, and the
 * conjuncts that say so.
 */
import { present } from '../../base/assertion.ts';
import type { VariableId } from '../../machine/expr.ts';
import type { LocationId, Machine, Thread } from '../../machine/machine.ts';
import type { Value } from '../../machine/value.ts';
import { listOf } from '../../machine/value.ts';
import { instancesOf, wayTo } from '../../reference/instances.ts';
import type { State } from '../../reference/state.ts';
import { placeOf } from '../../reference/successors.ts';
import type { Conjunct } from './conjuncts.ts';
import type { Leaves } from './leaves.ts';
import { bindingsOf, type Can, type Scopes, scopesOf } from './scopes.ts';

/** The states of the right types of a machine. */
export interface Typed {
  readonly count: bigint;
  readonly conjuncts: readonly Conjunct[];
}

/** Counts them, and says which states they are. */
export function typedStates(machine: Machine, leaves: Leaves): Typed {
  const threads = machine.actors.filter(actor => actor.kind === 'thread');
  const parts = threads.map(thread => typedThread(machine, leaves, thread));
  const told = new Set(threads.flatMap(thread => [thread.place, ...bindingsOf(machine, thread)]));
  const others = leaves.all.filter(({ variable }) => !told.has(variable));
  const rest = others.reduce((product, { values }) => product * BigInt(values.length), 1n);
  return {
    count: parts.reduce((product, { count }) => product * count, rest),
    conjuncts: parts.flatMap(({ conjuncts }) => conjuncts),
  };
}

function typedThread(machine: Machine, leaves: Leaves, thread: Thread): Typed {
  const scopes = scopesOf(machine, thread);
  const bindings = bindingsOf(machine, thread);
  const instances = instancesOf(thread.params);
  let locations = 0n;
  for (const can of scopes.values()) {
    locations += bindings.reduce((product, id) => {
      const options = BigInt(sizeOf(leaves, id, instances.length));
      return product * countOf(can.get(id) ?? 0, options);
    }, 1n);
  }
  return {
    count: locations ** BigInt(instances.length),
    conjuncts: instances.flatMap(instance => [
      reached(leaves, thread, instance, scopes),
      ...bindings.map(id => scoped(leaves, thread, instance, id, scopes)),
    ]),
  };
}

// Values of one instance's binding, `none` among them.
function sizeOf(leaves: Leaves, id: VariableId, instances: number): number {
  const all = leaves.under(id, []);
  return all.length === instances
    ? present(leaves.all[all[0] ?? -1], 'a binding').values.length
    : 1;
}

const countOf = (can: Can, size: bigint): bigint =>
  ((can & 1) === 0 ? 0n : 1n) + ((can & 2) === 0 ? 0n : size - 1n);

function reached(
  leaves: Leaves,
  thread: Thread,
  instance: readonly Value[],
  scopes: Scopes,
): Conjunct {
  return {
    reads: leaves.under(thread.place, wayTo(thread.params, instance)),
    holds: state => scopes.has(placeOf(thread, instance, state)),
  };
}

function scoped(
  leaves: Leaves,
  thread: Thread,
  instance: readonly Value[],
  id: VariableId,
  scopes: Scopes,
): Conjunct {
  const way = wayTo(thread.params, instance);
  return {
    reads: [...leaves.under(thread.place, way), ...leaves.under(id, way)],
    holds(state) {
      const place: LocationId = placeOf(thread, instance, state);
      const can = scopes.get(place)?.get(id) ?? 0;
      return (can & (bindingAt(state, id, way) === null ? 1 : 2)) !== 0;
    },
  };
}

const bindingAt = (state: State, id: VariableId, way: readonly number[]): Value =>
  [id, ...way].reduce<Value>((value, i) => listOf(value).get(i) ?? null, state);
