/**
 * The actors of a program under permutations: an instance is named by values, and where
 * those are members of scalarsets a permutation makes another instance of it.
 */
import { present } from '../../base/assertion.ts';
import type { Machine } from '../../machine/machine.ts';
import { type Permutation, permute } from '../../machine/permute.ts';
import { hasScalarset } from '../../machine/relate.ts';
import { encode } from '../../machine/value.ts';
import type { Program } from '../program.ts';

/** By scalarset and member, where each goes. */
export type Images = readonly (readonly number[])[];

export interface Actors {
  /** The number of an instance; `actor` is an index into `Machine.actors`. */
  numberOf(actor: number, instance: readonly unknown[]): number;
  /** The number of the instance that a permutation makes of this one. */
  image(actor: number, images: Images): number;
}

export function actorsOf(machine: Machine, { actors, layout }: Program): Actors {
  const key = (actor: number, instance: Parameters<typeof encode>[0][]): string =>
    `${actor} ${instance.map(encode).join()}`;
  const numbers = new Map(actors.map(({ actor, instance }, i) => [key(actor, [...instance]), i]));
  const numberOf = (actor: number, instance: Parameters<typeof encode>[0][]): number =>
    present(numbers.get(key(actor, instance)), 'an instance is one of the program');
  const moves = actors.map(({ actor }) =>
    (machine.actors[actor]?.params ?? []).some(({ type }) => hasScalarset(type)),
  );
  const known = actors.map(() => new Map<string, number>());

  return {
    numberOf: (actor, instance) => numberOf(actor, instance as never),
    image(number, images) {
      if (moves[number] !== true) return number;
      const memory = present(known[number], 'by number');
      const asked = images.join('/');
      const before = memory.get(asked);
      if (before !== undefined) return before;
      const made = permuted(number, images);
      if (memory.size > mostKnown) memory.clear();
      memory.set(asked, made);
      return made;
    },
  };

  function permuted(number: number, images: Images): number {
    const { actor, instance } = present(actors[number], 'by number');
    const permutation: Permutation = new Map(
      layout.scalarsets.map(({ name }, set) => [name, images[set] ?? []]),
    );
    const params = machine.actors[actor]?.params ?? [];
    return numberOf(
      actor,
      instance.map((value, i) =>
        permute(present(params[i], 'a value each').type, value, permutation),
      ),
    );
  }
}

// A bound on memory, not on meaning.
const mostKnown = 10_000;
