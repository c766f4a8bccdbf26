/**
 * Which properties the words of a command line mean in each machine. A property that
 * exists in some variants only is asked there; a word that no variant knows is wrong.
 */

import { nearest } from '../base/suggest.ts';
import { declared, named, names } from '../check/asked.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';

/** What the words name; no words at all mean everything that is declared. */
export function askedOf(
  machine: Machine,
  properties: readonly string[],
  covers: readonly string[],
): readonly PropertyRef[] {
  if (properties.length + covers.length === 0) return declared(machine);
  return [
    ...properties.flatMap(word => named(machine, word)),
    ...covers.flatMap(word => coversNamed(machine, word)),
  ];
}

const coversNamed = (machine: Machine, word: string): readonly PropertyRef[] =>
  named(machine, word).filter(ref => ref.kind === 'cover');

/** The complaint about the first word that means nothing in any machine. */
export function unknownProperty(
  machines: readonly Machine[],
  properties: readonly string[],
  covers: readonly string[],
): string | undefined {
  const lost = (words: readonly string[], find: typeof named): string | undefined =>
    words.find(word => machines.every(machine => find(machine, word).length === 0));
  const property = lost(properties, named);
  if (property !== undefined) return complaint('property', property, machines.flatMap(names));
  const cover = lost(covers, coversNamed);
  if (cover === undefined) return undefined;
  const known = machines.flatMap(m =>
    m.properties.filter(p => p.kind === 'cover').map(p => p.name),
  );
  return complaint('cover', cover, known);
}

function complaint(what: string, word: string, known: readonly string[]): string {
  const all = [...new Set(known)];
  const near = nearest(word, all);
  const hint =
    near === undefined
      ? `there ${all.length === 0 ? 'is none' : `are ${all.join(', ')}`}`
      : `did you mean ${near}?`;
  return `no ${what} is called ${word}: ${hint}`;
}
