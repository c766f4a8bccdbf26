/**
 * States as text: the variables with their values, and where the threads stand.
 * Bindings and places are left out of the former; they are told by the latter.
 */
import { present } from '../base/assertion.ts';
import { domain, indexIn } from '../machine/domain.ts';
import type { Machine, Thread, Variable } from '../machine/machine.ts';
import { placeName, variableName } from '../machine/names.ts';
import { show } from '../machine/show.ts';
import type { Type } from '../machine/types.ts';
import { listOf, numberOf, type Value } from '../machine/value.ts';
import type { State } from '../reference/state.ts';
import { actorName, type Instance, instancesOf } from './actors.ts';

/** A value with what people call its place. */
export interface Shown {
  readonly name: string;
  readonly type: Type;
  readonly value: Value;
}

/** Shared variables, and the locals of every instance: `reader[Cpu0].pos`. */
export const visible = (machine: Machine, state: State): readonly Shown[] =>
  shownVariables(machine, state).flatMap(({ variable, value }) =>
    instancesIn(variable.type, value, variable.depth).map(({ way, type, value }) => ({
      name: placeName(variable, way),
      type,
      value,
    })),
  );

/** `use = linked`, as a declaration would say it: a value alone is a map that has it everywhere. */
export const assignments = (machine: Machine, state: State): readonly string[] =>
  shownVariables(machine, state).map(
    ({ variable, value }) => `${variableName(variable)} = ${brief(variable.type, value)}`,
  );

/** The same of what is bound; what is not in force is left out. */
export const bindings = (machine: Machine, state: State): readonly string[] =>
  machine.variables.flatMap((variable, i) => {
    if (variable.role !== 'binding') return [];
    const { type } = variable;
    const text = brief(type, present(state.get(i), 'a state gives every variable a value'));
    return text === 'none' ? [] : [`${variableName(variable)} = ${text}`];
  });

function shownVariables(
  machine: Machine,
  state: State,
): readonly { readonly variable: Variable; readonly value: Value }[] {
  return machine.variables.flatMap((variable, i) =>
    variable.role === 'shared' || variable.role === 'local'
      ? [{ variable, value: present(state.get(i), 'a state gives every variable a value') }]
      : [],
  );
}

interface Part {
  readonly way: readonly string[];
  readonly type: Type;
  readonly value: Value;
}

// The entries of maps that are nested `depth` deep.
function instancesIn(type: Type, value: Value, depth: number): readonly Part[] {
  if (depth === 0 || type.kind !== 'map') return [{ way: [], type, value }];
  return domain(type.key).flatMap((key, i) => {
    const entry = present(listOf(value).get(i), 'a map is total');
    const inner = instancesIn(type.value, entry, depth - 1);
    return inner.map(part => ({ ...part, way: [`[${show(type.key, key)}]`, ...part.way] }));
  });
}

// Keys with one value stand together: `[Frame0: some Frame1, Frame1, Frame2: none]`.
function brief(type: Type, value: Value): string {
  if (type.kind !== 'map') return show(type, value);
  const keys = new Map<string, string[]>();
  for (const [i, key] of domain(type.key).entries()) {
    const entry = brief(type.value, present(listOf(value).get(i), 'a map is total'));
    keys.set(entry, [...(keys.get(entry) ?? []), show(type.key, key)]);
  }
  const [only, ...others] = keys.keys();
  if (only !== undefined && others.length === 0) return only;
  return `[${[...keys].map(([entry, names]) => `${names.join(', ')}: ${entry}`).join(', ')}]`;
}

/** `kworker at flush`: where each unfinished thread stands. */
export const unfinished = (machine: Machine, state: State): readonly string[] =>
  standings(machine, state).flatMap(({ who, at }) =>
    at === null ? [] : [`${who} at ${at.join(' or ') || 'its end'}`],
  );

/** A thread and the steps that it stands before; null where it has finished. */
export interface Standing {
  readonly who: string;
  readonly at: readonly string[] | null;
}

/** Where every thread stands, in the order of the machine. */
export const standings = (machine: Machine, state: State): readonly Standing[] =>
  machine.actors.flatMap(actor =>
    actor.kind === 'thread'
      ? instancesOf(actor).map(who => standing(machine, actor, who, state))
      : [],
  );

function standing(machine: Machine, thread: Thread, who: Instance, state: State): Standing {
  const places = present(state.get(thread.place), 'a state places every thread');
  const place = who.instance.reduce<Value>((map, { type, value }) => {
    const index = present(indexIn(type, value), 'an instance is in its domain');
    return present(listOf(map).get(index), 'a map is total');
  }, places);
  const location = numberOf(place);
  if (location === thread.finished) return { who: actorName(who), at: null };
  const { steps } = present(thread.locations[location], 'a place is a location of its thread');
  const at = steps.map(step => present(machine.steps[step], 'a location names steps').name);
  return { who: actorName(who), at };
}
