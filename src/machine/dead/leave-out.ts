/**
 * The machine without its unread variables: each keeps its number and has one value only,
 * so that nothing else changes its number and no bit is spent on it. What was assigned to
 * them is forgotten, but not its run-time errors: what may fail is still evaluated.
 */
import { List } from 'immutable';
import { sizeOf } from '../domain.ts';
import type { BinderRef, Expr } from '../expr.ts';
import type { Machine, Node, NodeId, Variable } from '../machine.ts';
import type { Type } from '../types.ts';
import type { Value } from '../value.ts';
import { type Hazard, hazardsOf, mayFail } from './faults.ts';
import { withoutNodes } from './nodes.ts';
import type { Unread } from './unread.ts';

type Assign = Extract<Node, { readonly kind: 'assign' }>;

/** Leaves them out. */
export function leaveOut(machine: Machine, unread: Unread): Machine {
  const nodes = [...machine.nodes];
  const gone = new Set<NodeId>();
  let binderCount = machine.binderCount;
  const fresh = (type: Type): BinderRef => ({ id: binderCount++, name: '_', type });
  for (const [id, node] of machine.nodes.entries()) {
    if (node.kind === 'bind' && unread.binders.has(node.binder.id)) {
      if (!mayFail(machine, node.value)) gone.add(id);
    } else if (node.kind === 'assign' && unread.variables.has(node.place.variable)) {
      const checks = checksOf(machine, node);
      if (checks.length === 0) gone.add(id);
      else chain(nodes, id, checks, node.next, fresh);
    }
  }
  const variables = machine.variables.map((variable, id) =>
    unread.variables.has(id) ? emptied(variable) : variable,
  );
  return withoutNodes({ ...machine, variables, nodes, binderCount }, gone);
}

/** What has to be evaluated of an assignment so that it fails where it did. */
function checksOf(machine: Machine, { place, value }: Assign): readonly Expr[] {
  return hazardsOf(machine, place, value).map(hazard => checkOf(hazard));
}

// `[false, false][key]` fails as the key of the place does.
function checkOf(hazard: Hazard): Expr {
  if (hazard.kind === 'expression') return hazard.expr;
  if (hazard.kind === 'content') throw new Error('broken promise: such a variable is read');
  const { key, of } = hazard;
  const type: Type = { kind: 'map', key: of, value: { kind: 'bool' } };
  const values: readonly Value[] = Array.from({ length: sizeOf(of) }, () => false);
  const map: Expr = { kind: 'constant', value: List(values), type, span: key.span };
  return { kind: 'lookup', of: map, key, type: type.value, span: key.span };
}

// Nodes that evaluate these, where the node was.
function chain(
  nodes: Node[],
  id: NodeId,
  checks: readonly Expr[],
  next: NodeId,
  fresh: (type: Type) => BinderRef,
): void {
  let here = id;
  for (const [i, value] of checks.entries()) {
    const last = i === checks.length - 1;
    const onward = last ? next : nodes.length;
    if (!last) nodes.push({ kind: 'done' });
    nodes[here] = { kind: 'bind', binder: fresh(value.type), value, next: onward };
    here = onward;
  }
}

const single: Type = { kind: 'range', low: 0, high: 0 };

function emptied(variable: Variable): Variable {
  const expr: Expr = { kind: 'constant', value: 0, type: single, span: variable.span };
  const initial = { kind: 'value', expr } as const;
  return { ...variable, type: single, actor: null, depth: 0, params: [], role: 'shared', initial };
}
