/** Small modules that reference and engines must agree on, in every manner. */
import type { Layout } from '../../../src/engine/layout/layout.ts';
import { program } from '../../../src/engine/lower/program.ts';
import type { Program } from '../../../src/engine/program.ts';
import type { Counts } from '../../../src/machine/search.ts';
import { compared, type Engine } from '../../laws/engines/compare.ts';
import { bare, expectedOf, questionOf } from '../../laws/engines/questions.ts';
import { machineOf } from '../../support/spec.ts';

const engines: readonly Engine[] = [
  { kind: 'js', workers: 1 },
  { kind: 'wasm', workers: 1 },
];

const mostStates = 300;

/** What the reference counts, once all engines have said the same; about 300 states are looked at. */
export function agreed(text: string): Counts {
  const machine = machineOf(text);
  const turns = [0, 2, 4].map(turn => expectedOf(machine, mostStates, turn));
  for (const expected of turns) {
    for (const { reason } of compared(machine, expected, engines)) throw new Error(reason);
  }
  const [first] = turns;
  if (first === undefined) throw new Error('broken promise: it was asked');
  return first.findings.counts;
}

/** What the reference finds, once all engines have found the same. */
export function agreedFaults(text: string): readonly string[] {
  agreed(text);
  const { findings } = expectedOf(machineOf(text), mostStates, 0);
  return findings.found.map(({ property, length }) => `${property.name} ${length}`);
}

/** The program of a module without symmetry. */
export function programOf(text: string): Program {
  const machine = machineOf(text);
  const made = program(machine, questionOf(machine, bare, null));
  if ('kind' in made) throw new Error(made.reason);
  return made;
}

export const layoutOf = (text: string): Layout => programOf(text).layout;
