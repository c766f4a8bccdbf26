/**
 * What people call an actor: `reader[Cpu0]` wherever it must be exact, and the head
 * of its column, which the specification may choose ("CPU%i").
 */
import { domain } from '../machine/domain.ts';
import type { Actor, Machine } from '../machine/machine.ts';
import { show } from '../machine/show.ts';
import type { Type } from '../machine/types.ts';
import { numberOf, type Value } from '../machine/value.ts';
import type { Argument } from '../trace/trace.ts';

/** An actor with the values of its parameters. */
export interface Instance {
  readonly actor: string;
  readonly instance: readonly Argument[];
}

/** `kworker`, `reader[Cpu0]`: as the language writes it. */
export const actorName = ({ actor, instance }: Instance): string =>
  `${actor}${instance.map(a => `[${show(a.type, a.value)}]`).join('')}`;

/** The title with `%i` replaced by the value of the parameter `i`, else the actor's name. */
export function headOf(machine: Machine, who: Instance): string {
  const title = machine.actors.find(a => a.name === who.actor)?.title ?? null;
  if (title === null) return actorName(who);
  const longestFirst = [...who.instance].sort((a, b) => b.name.length - a.name.length);
  return longestFirst.reduce(
    (head, { name, type, value }) => head.replaceAll(`%${name}`, () => inTitle(type, value)),
    title,
  );
}

// A member of a scalarset by its number alone: "CPU%c" reads CPU0, not CPUCpu0.
const inTitle = (type: Type, value: Value): string =>
  type.kind === 'scalarset' ? `${numberOf(value)}` : show(type, value);

/** All instances of an actor, in the order of their parameters' values. */
export function instancesOf(actor: Actor): readonly Instance[] {
  let all: readonly (readonly Argument[])[] = [[]];
  for (const { name, type } of actor.params) {
    all = all.flatMap(some => domain(type).map(value => [...some, { name, type, value }]));
  }
  return all.map(instance => ({ actor: actor.name, instance }));
}
