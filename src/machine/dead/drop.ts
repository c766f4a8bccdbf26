/**
 * A smaller machine that does the same: variables that nobody reads are left out, and
 * what is overwritten before it is read is forgotten. States of the one and of the other
 * have the same steps, in the same order, and break the same properties; there are only
 * fewer of them. What it costs is that counts are of the smaller machine.
 */

import type { VariableId } from '../expr.ts';
import type { Machine } from '../machine.ts';
import { variableName } from '../names.ts';
import { leaveOut } from './leave-out.ts';
import { resetDead } from './reset.ts';
import { unreadIn } from './unread.ts';

/** The smaller machine, and what it lacks. Variables keep their numbers. */
export interface Dropped {
  readonly machine: Machine;
  /** Nobody reads them: they have one value in it. */
  readonly unread: ReadonlySet<VariableId>;
  /** They are put to rest where they are overwritten before they are read. */
  readonly reset: ReadonlySet<VariableId>;
}

const known = new WeakMap<Machine, Dropped>();

/** Leaves out what is dead; of each machine once. */
export function withoutDead(machine: Machine): Dropped {
  const before = known.get(machine);
  if (before !== undefined) return before;
  const unread = unreadIn(machine);
  const small = resetDead(leaveOut(machine, unread));
  const dropped = { machine: small.machine, unread: unread.variables, reset: small.variables };
  known.set(machine, dropped);
  return dropped;
}

/** What variables of a machine are called, in their order. */
export const namesOf = (
  { variables }: Machine,
  ids: ReadonlySet<VariableId>,
): readonly string[] => [
  ...new Set(variables.flatMap((variable, id) => (ids.has(id) ? [variableName(variable)] : []))),
];
