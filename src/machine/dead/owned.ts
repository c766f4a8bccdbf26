/**
 * Variables of threads that only their own instance ever reads or writes: what one of
 * them holds matters to nobody else, so it may be forgotten where its thread has no use
 * for it. Each comes with the value that it then has.
 */
import { present } from '../../base/assertion.ts';
import type { Expr, VariableId } from '../expr.ts';
import type { Machine, NodeId, Thread, Variable } from '../machine.ts';
import type { Type } from '../types.ts';
import { mayFail } from './faults.ts';
import { firstOf } from './first.ts';
import { expressionsOf, reachableFrom } from './nodes.ts';
import { isOwnPlace, ownReadsOf, readsOf } from './uses.ts';

/** A variable that belongs to the instances of one thread alone. */
export interface Owned {
  readonly id: VariableId;
  /** What it holds while it is not needed, in terms of the thread's parameters. */
  readonly rest: Expr;
  /** It begins with that. */
  readonly begins: boolean;
}

/** The nodes that a thread runs. */
export const nodesOfThread = ({ nodes }: Machine, thread: Thread): readonly NodeId[] =>
  reachableFrom(nodes, [thread.start, ...thread.locations.map(l => l.enter)]);

/** The owned variables of a thread. */
export function ownedBy(machine: Machine, thread: Thread): readonly Owned[] {
  const own = new Set(nodesOfThread(machine, thread));
  const seen = seenByOthers(machine, thread, own);
  return machine.variables.flatMap((variable, id): readonly Owned[] => {
    const { role, actor } = variable;
    if (actor !== thread.name || (role !== 'local' && role !== 'binding') || seen.has(id))
      return [];
    const rest = restOf(machine, thread, variable);
    if (rest === undefined) return [];
    const { initial } = variable;
    return [{ id, rest, begins: initial.kind === 'value' && initial.expr === rest }];
  });
}

function seenByOthers(
  machine: Machine,
  thread: Thread,
  own: ReadonlySet<NodeId>,
): ReadonlySet<VariableId> {
  const seen = new Set<VariableId>();
  const all = (expr: Expr): void => {
    for (const id of readsOf(machine, expr).variables) seen.add(id);
  };
  for (const [id, node] of machine.nodes.entries()) {
    const place = node.kind === 'assign' ? node.place : null;
    if (!own.has(id)) {
      expressionsOf(node).forEach(all);
      if (place !== null) seen.add(place.variable);
      continue;
    }
    for (const expr of expressionsOf(node))
      for (const v of ownReadsOf(machine, expr, thread.params).foreign) seen.add(v);
    if (place !== null && !isOwnPlace(variableOf(machine, place.variable), place, thread.params))
      seen.add(place.variable);
  }
  for (const { initial } of machine.variables)
    all(initial.kind === 'value' ? initial.expr : initial.set);
  for (const { body } of machine.funs) all(body);
  for (const { formula } of machine.properties) all(formula);
  for (const { test } of machine.assumes) all(test);
  for (const { rows } of machine.scenarios)
    for (const { instance, args, then } of rows)
      for (const expr of [...instance, ...args, then]) if (expr !== null) all(expr);
  return seen;
}

const variableOf = ({ variables }: Machine, id: VariableId): Variable =>
  present(variables[id], 'a variable is in the machine');

// The initial value, where it is one for each instance; else the first of the type.
function restOf(machine: Machine, thread: Thread, variable: Variable): Expr | undefined {
  const { initial, span, params } = variable;
  const same = params.every((p, i) => p.id === thread.params[i]?.id);
  if (initial.kind === 'value' && same) {
    const { expr } = initial;
    if (!mayFail(machine, expr) && readsOf(machine, expr).variables.size === 0) return expr;
  }
  const type = entryType(variable.type, variable.depth);
  const value = firstOf(type);
  return value === undefined ? undefined : { kind: 'constant', value, type, span };
}

/** What an instance has of a variable of this type, nested over so many parameters. */
export function entryType(type: Type, depth: number): Type {
  return depth > 0 && type.kind === 'map' ? entryType(type.value, depth - 1) : type;
}
