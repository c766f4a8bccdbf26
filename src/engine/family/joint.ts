/**
 * Machines that are to be explored together, one a variant: what they have in common gets
 * common numbers, so that states and code of one mean the same in another. Any numbers are
 * right, as long as each machine's own things keep apart; those that are alike in more
 * machines let more be shared. Families: Classen et al., "Featured transition systems", 2013.
 */
import { present } from '../../base/assertion.ts';
import type { Machine, Thread, Variable } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import { encode } from '../../machine/value.ts';
import { instances } from '../lower/expand.ts';
import type { Numbering } from '../lower/numbering.ts';
import type { ActorInstance } from '../program.ts';
import { Common } from './common.ts';

/** The numbers of one machine's things among those of all. */
export interface Place {
  readonly machine: Machine;
  /** By VariableId, the joint number. */
  readonly variables: readonly number[];
  /** By index into `Machine.steps` and `Machine.asserts`. */
  readonly steps: readonly number[];
  readonly asserts: readonly number[];
  /** By number of the instance. */
  readonly actors: readonly number[];
  readonly instances: readonly ActorInstance[];
  /** By index into `Machine.properties`. */
  readonly properties: readonly number[];
  /** By thread, then by location. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** A variable of some of the machines. */
export interface JointVariable {
  /** One of those that it is; its places are counted over all machines. */
  readonly variable: Variable;
  /** Every machine has it. */
  readonly everywhere: boolean;
}

/** What machines have together. */
export interface Joint {
  readonly places: readonly Place[];
  readonly variables: readonly JointVariable[];
  readonly steps: number;
  readonly asserts: number;
  readonly actors: readonly ActorInstance[];
  readonly properties: number;
}

/** Gives numbers to all things of these machines. */
export function jointOf(machines: readonly Machine[]): Joint {
  const [variables, steps, asserts, actors, properties] = [
    new Common<Variable>(),
    new Common<null>(),
    new Common<null>(),
    new Common<ActorInstance>(),
    new Common<null>(),
  ];
  const threads = new Map<string, Common<null>>();
  const places = machines.map((machine): Place => {
    const own = instances(machine);
    return {
      machine,
      variables: variables.numbers(machine.variables, variableKey, v => v),
      steps: steps.numbers(machine.steps, ({ actor, name }) => `${actor} ${name}`, nothing),
      asserts: asserts.numbers(machine.asserts, ({ step, name }) => `${step} ${name}`, nothing),
      actors: actors.numbers(
        own,
        a => actorKey(machine, a),
        a => a,
      ),
      instances: own,
      properties: properties.numbers(machine.properties, p => `${p.kind} ${p.name}`, nothing),
      places: placesOf(machine, threads),
    };
  });
  const counts = new Map([...threads].map(([name, common]) => [name, common.size] as const));
  return {
    places,
    variables: variables.all.map(({ first, machines: having }) => ({
      variable: { ...first, type: counted(first.type, counts) },
      everywhere: having === machines.length,
    })),
    steps: steps.size,
    asserts: asserts.size,
    actors: actors.all.map(({ first }) => first),
    properties: properties.size,
  };
}

const nothing = (): null => null;

const variableKey = ({ name, role, actor, type }: Variable): string =>
  `${role} ${actor ?? ''} ${name} ${typeKey(type)}`;

const typeKey = (type: Type): string =>
  JSON.stringify(type, (key, value: unknown) =>
    key === 'count' ? undefined : typeof value === 'bigint' ? `${value}` : value,
  );

const actorKey = ({ actors }: Machine, { actor, instance }: ActorInstance): string => {
  const { kind, name } = present(actors[actor], 'an instance is of an actor');
  return `${kind} ${name} ${instance.map(encode).join()}`;
};

function placesOf(
  machine: Machine,
  threads: Map<string, Common<null>>,
): ReadonlyMap<string, readonly number[]> {
  const isThread = (actor: Machine['actors'][number]): actor is Thread => actor.kind === 'thread';
  return new Map(
    machine.actors.filter(isThread).map(({ name, locations, finished }) => {
      const common = threads.get(name) ?? new Common<null>();
      threads.set(name, common);
      const key = ({ steps }: Thread['locations'][number], location: number): string =>
        location === finished ? 'finished' : steps.map(id => machine.steps[id]?.name).join();
      return [name, common.numbers(locations, key, nothing)] as const;
    }),
  );
}

// With as many places as all machines have.
function counted(type: Type, counts: ReadonlyMap<string, number>): Type {
  if (type.kind === 'place') return { ...type, count: counts.get(type.thread) ?? type.count };
  return type.kind === 'map' ? { ...type, value: counted(type.value, counts) } : type;
}

/** How code of this machine says what it means. */
export const numberingOf = ({ steps, asserts, actors, places }: Place): Numbering => ({
  step: id => present(steps[id], 'a step has its number'),
  place: (thread, location) =>
    present(places.get(thread)?.[location], 'a place of a thread has its number'),
  assert: index => present(asserts[index], 'an assert has its number'),
  actor: number => present(actors[number], 'an instance has its number'),
});
