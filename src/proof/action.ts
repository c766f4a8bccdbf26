/**
 * What can be chosen in a state, as text: each initial state and each transition has one of
 * its own, so that a row alone says what happens. A text names the actor, the step and every
 * named choice; where that leaves several outcomes open, `either=2` counts them. `either` is
 * a word of the language, so no choice has that name.
 */
import { present } from '../base/assertion.ts';
import { keyOf } from '../machine/asked.ts';
import type { Actor, Machine } from '../machine/machine.ts';
import { show } from '../machine/show.ts';
import { encode, type Value } from '../machine/value.ts';
import { isFault } from '../reference/fault.ts';
import { brokenBy } from '../reference/judge.ts';
import type { State } from '../reference/state.ts';
import { successors, type Transition } from '../reference/successors.ts';
import { placesOf } from '../trace/changes.ts';
import { nameInClaim } from './short.ts';

/** Something that can be chosen. */
export interface Choosable<T> {
  /** No other choice there has it; single blanks only. */
  readonly text: string;
  /** The same without `either`, perhaps shared. */
  readonly plain: string;
  readonly chosen: T;
  /** The choices of a Path that it stands for: alike in text and outcome, the first is `chosen`. */
  readonly choices: readonly number[];
}

/** The transitions out of a state; those alike in text and outcome are one. */
export function actionsIn(machine: Machine, state: State): readonly Choosable<Transition>[] {
  const all = successors(machine, state).map(chosen => ({ call: callOf(machine, chosen), chosen }));
  return told(all, ({ outcome }) =>
    isFault(outcome) ? `fails ${keyOf(brokenBy(machine, outcome))}` : encode(outcome),
  );
}

/**
 * The initial states in their order, each told by the fewest places that tell it from the
 * others. A single one is nothing to choose, and its text says nothing.
 */
export function beginningsOf(
  machine: Machine,
  states: readonly State[],
): readonly Choosable<State>[] {
  const all = states.map(chosen => ({ chosen, places: placesOf(machine, chosen) }));
  const keys = all.map(({ places }) => places.map(({ value }) => encode(value)));
  const calls = all.map(({ chosen, places }, own) => {
    const telling = new Set(tellingPlaces(keys, own));
    const args = places.flatMap(({ place, type, value }, i) =>
      telling.has(i) ? [`${place}=${show(type, value)}`] : [],
    );
    return { chosen, call: { head: 'init', args } };
  });
  return told(calls, state => encode(state));
}

// Step by step the place, first in order, that excludes most of the others that are left.
function tellingPlaces(keys: readonly (readonly string[])[], own: number): readonly number[] {
  const mine = keys[own] ?? [];
  const same = (of: readonly string[]): boolean => mine.every((key, i) => key === of[i]);
  let left = keys.filter(of => !same(of));
  const telling: number[] = [];
  while (left.length > 0) {
    const sharing = mine.map((key, i) => left.filter(of => of[i] === key).length);
    const best = sharing.indexOf(Math.min(...sharing));
    telling.push(best);
    left = left.filter(of => of[best] === mine[best]);
  }
  return telling;
}

/** `cpu0`, `reader[Cpu1]`: an actor's name with the values of its parameters. */
export const actorText = ({ name, params }: Actor, instance: readonly Value[]): string =>
  `${name}${params.map(({ type }, i) => `[${show(type, instance[i] ?? null)}]`).join('')}`;

/** `p=Page0`: a named choice. */
export const argText = ({ binder, value }: Transition['args'][number]): string =>
  `${binder.name}=${show(binder.type, value)}`;

/** The text in front of the bracket, and what stands in it. */
interface Call {
  readonly head: string;
  readonly args: readonly string[];
}

function callOf(machine: Machine, { actor, instance, step, args }: Transition): Call {
  const who = machine.actors[actor];
  const name = nameInClaim(machine, step);
  return { head: `${who && actorText(who, instance)}.${name}`, args: args.map(argText) };
}

const textOf = ({ head, args }: Call): string => `${head}(${args.join(', ')})`;

interface Way<T> {
  readonly call: Call;
  readonly chosen: T;
}

function told<T>(
  all: readonly Way<T>[],
  outcomeOf: (chosen: T) => string,
): readonly Choosable<T>[] {
  const alike = grouped([...all.keys()], i => textOf(present(all[i], 'by index').call));
  return [...alike].flatMap(([plain, ways]) => {
    const outcome = (i: number) => outcomeOf(present(all[i], 'by index').chosen);
    const outcomes = ways.length === 1 ? [ways] : [...grouped(ways, outcome).values()];
    return outcomes.map((choices, i) => {
      const { call, chosen } = present(all[choices[0] ?? 0], 'by index');
      const args = outcomes.length === 1 ? call.args : [...call.args, `either=${i + 1}`];
      return { text: textOf({ ...call, args }), plain, chosen, choices };
    });
  });
}

/** In the order in which each key came first. */
function grouped(
  indexes: readonly number[],
  keyAt: (index: number) => string,
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const index of indexes) {
    const key = keyAt(index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  return groups;
}
