/** What stands in the variables of the machine between steps. */
import type { Thread } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import type { Form } from './form.ts';
import { index, nested } from './indexes.ts';
import { type Column, cell, view } from './layout.ts';
import type { Program, Scope } from './scope.ts';
import type { Text } from './text.ts';

/** What stands in a variable. */
export function ofVariable(program: Program, id: number): Form {
  const layout = program.layouts[id];
  const type = program.machine.variables[id]?.type;
  if (layout === undefined || type === undefined)
    throw new Error('broken promise: the variable is in the machine');
  return view(program.names, layout, type, null);
}

/** Where it says where an instance of a thread is. */
export function placeSpot(
  { machine, layouts }: Program,
  thread: Thread,
  scope: Scope,
): { readonly text: Text; readonly type: Type; readonly column: Column } {
  let at: Text | null = null;
  let layout = layouts[thread.place];
  let type = machine.variables[thread.place]?.type;
  for (const p of thread.params) {
    if (layout?.kind !== 'map' || type?.kind !== 'map') break;
    const key = scope.env.get(p.id);
    if (key !== undefined) at = nested(at, layout.span, index(type.key, key));
    layout = layout.of;
    type = type.value;
  }
  if (layout?.kind !== 'cell' || type === undefined)
    throw new Error('broken promise: a thread has a place');
  return { text: cell(layout.column, at), type, column: layout.column };
}
