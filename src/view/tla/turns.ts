/** A loop within a step: an operator that calls itself with what a turn has changed. */
import type { BinderRef, VariableId } from '../../machine/expr.ts';
import type { NodeId } from '../../machine/machine.ts';
import { wholeOf } from './current.ts';
import { allOf, type Doc } from './doc.ts';
import { known } from './expr.ts';
import { assigned, nodeAt, reachable } from './graph.ts';
import type { Frame, Here } from './here.ts';
import { closed } from './text.ts';
import { freeName } from './words.ts';

/** The turns from the node at the head of a loop; `on` writes a way on from a node. */
export function turns(
  frame: Frame,
  id: NodeId,
  next: NodeId,
  here: Here,
  on: (frame: Frame, id: NodeId, here: Here) => readonly Doc[],
): readonly Doc[] {
  const { machine } = frame.speech;
  const loop = here.loops.get(id);
  const text = (v: VariableId): string =>
    wholeOf(frame.speech, here.scope, frame.actor, v, here.values.get(v)).text;
  const boundText = (b: number): string => here.scope.names.get(b)?.text ?? '';
  if (loop !== undefined) {
    return [applied(loop.name, [...loop.variables.map(text), ...loop.binders.map(boundText)])];
  }
  const round = circle(frame, id);
  const variables = [...assigned(machine, round)];
  const binders = reboundIn(frame, round).filter(b => here.scope.names.has(b.id));
  let used = here.scope.used;
  const give = (wish: string): string => {
    const name = freeName(wish, used);
    used = new Set(used).add(name);
    return name;
  };
  const name = give('Turn');
  const params = variables.map(v => give(`${machine.variables[v]?.name ?? ''}_now`));
  const values = new Map(here.values);
  for (const [i, v] of variables.entries()) {
    values.set(v, { of: 'whole', text: closed(params[i] ?? ''), done: false });
  }
  let { scope } = here;
  for (const binder of binders) {
    const param = give(`${binder.name}_now`);
    params.push(param);
    scope = known(scope, binder, closed(param));
  }
  const inner: Here = {
    ...here,
    scope: { ...scope, used },
    values,
    loops: new Map(here.loops).set(id, { name, variables, binders: binders.map(b => b.id) }),
  };
  const body = allOf(on(frame, next, inner));
  const first = [...variables.map(text), ...binders.map(b => boundText(b.id))];
  return [
    {
      kind: 'let',
      lines: [
        `LET RECURSIVE ${applied(
          name,
          params.map(() => '_'),
        )}`,
      ],
      head: `${applied(name, params)} ==`,
      body,
      call: `IN ${applied(name, first)}`,
    },
  ];
}

const applied = (name: string, args: readonly string[]): string =>
  args.length === 0 ? name : `${name}(${args.join(', ')})`;

/** What is bound anew in each turn. */
function reboundIn(frame: Frame, nodes: readonly NodeId[]): readonly BinderRef[] {
  const found = new Map<number, BinderRef>();
  for (const id of nodes) {
    const node = nodeAt(frame.speech.machine, id);
    if (node.kind === 'bind' || node.kind === 'pick') found.set(node.binder.id, node.binder);
  }
  return [...found.values()];
}

const circle = (frame: Frame, id: NodeId): readonly NodeId[] => {
  const { machine } = frame.speech;
  return [...reachable(machine, [id])].filter(n => reachable(machine, [n]).has(id));
};
