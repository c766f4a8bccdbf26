/** What everything in the module of a machine is called. */
import type { Machine, Thread } from '../../machine/machine.ts';
import type { Speech } from './expr.ts';
import { liveLocations } from './graph.ts';
import { fixedNames } from './helpers.ts';
import { everyType } from './walk.ts';
import { Names } from './words.ts';

export interface Named {
  readonly module: string;
  readonly speech: Speech;
  /** Of actions, by StepId. */
  readonly steps: readonly string[];
  /** By the names in the specification. */
  readonly properties: ReadonlyMap<string, string>;
  /** Of the negations of covers, by the names in the specification. */
  readonly never: ReadonlyMap<string, string>;
  /** Of members of scalarsets in the configuration. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

/** Names for a module of that name. `need` is told which definitions are used. */
export function named(machine: Machine, wish: string, need: (name: string) => void): Named {
  const names = new Names();
  for (const name of fixedNames) names.give(name);
  const module = names.give(wish);
  const types = new Map<string, string>();
  for (const type of everyType(machine)) {
    if ('name' in type && !types.has(type.name) && isNamed(type.kind, type.name)) {
      types.set(type.name, names.give(type.name));
    }
  }
  const variables = machine.variables.map(({ name, role, actor }) => {
    if (role === 'place') return names.give(`at_${actor ?? name}`);
    return names.give(actor === null ? name : `${actor}_${name}`);
  });
  const funs = new Map(machine.funs.map(({ name }) => [name, names.give(name)] as const));
  const steps = machine.steps.map(({ actor, name }) => names.give(`${actor}_${name}`));
  const properties = new Map<string, string>();
  const never = new Map<string, string>();
  for (const { name, kind } of machine.properties) {
    properties.set(name, names.give(name));
    if (kind === 'cover') never.set(name, names.give(`never_${name}`));
  }
  const members = new Map(
    machine.scalarsets.map(({ name, size }) => [
      name,
      Array.from({ length: size }, (_, i) => names.give(`${name}${i}`)),
    ]),
  );
  const threads = machine.actors.filter(actor => actor.kind === 'thread');
  const places = new Map(threads.map(thread => [thread.name, placeNames(machine, thread)]));
  const livePlaces = new Map(
    threads.map(thread => {
      const live = liveLocations(machine, thread);
      return [thread.name, (places.get(thread.name) ?? []).filter((_, i) => live.has(i))];
    }),
  );
  const speech: Speech = {
    machine,
    types,
    places,
    livePlaces,
    variables,
    funs,
    used: names.used,
    need,
  };
  return { module, speech, steps, properties, never, members };
}

// Payloads of cases have types of their own, which are written where they stand.
const isNamed = (kind: string, name: string): boolean =>
  ['enum', 'scalarset', 'union'].includes(kind) || (kind === 'struct' && !name.includes('.'));

// Those that a thread can come to are named first.
function placeNames(machine: Machine, thread: Thread): readonly string[] {
  const live = liveLocations(machine, thread);
  const used = new Set<string>(['finished']);
  const names = thread.locations.map(() => 'finished');
  const inTurn = [...thread.locations.entries()].sort(([a], [b]) => rank(a) - rank(b));
  for (const [i, { steps }] of inTurn) {
    if (i === thread.finished) continue;
    const wish = [...new Set(steps.map(s => machine.steps[s]?.name ?? ''))].join(' | ');
    let name = wish;
    for (let n = 2; used.has(name); n++) name = `${wish} (${n})`;
    used.add(name);
    names[i] = name;
  }
  return names;

  function rank(location: number): number {
    return location + (live.has(location) ? 0 : thread.locations.length);
  }
}
