/** What variables and places in them are called: `use`, `cpu0.pmd`, `reader[Cpu0].pos[Slot1]`. */
import type { Variable } from './machine.ts';

/** A local is known by its actor too, for other actors may have one of the same name. */
export const variableName = ({ name, actor }: Variable): string => withActor(actor, '', name);

/**
 * A place in a variable. `way` leads there from the whole value: `[Page0]`, `.next`; of a
 * local of a family the first parts name the instance and stand behind the actor.
 */
export function placeName({ name, actor, depth }: Variable, way: readonly string[]): string {
  return `${withActor(actor, way.slice(0, depth).join(''), name)}${way.slice(depth).join('')}`;
}

const withActor = (actor: string | null, instance: string, name: string): string =>
  actor === null ? name : `${actor}${instance}.${name}`;
