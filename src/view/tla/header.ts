/** The head of a module: where it comes from, how to run it, how to read it. */
import type { Machine } from '../../machine/machine.ts';
import { show } from '../../machine/show.ts';
import type { How } from './how.ts';
import type { Named } from './naming.ts';
import { comment } from './words.ts';

/** Lines of comment. */
export function headerText(machine: Machine, { module }: Named, how: How): readonly string[] {
  const parameters = machine.parameters.map(p => `${p.name} = ${show(p.type, p.value)}`).join(', ');
  const patches = machine.patches.length === 0 ? '' : ` (${machine.patches.join(', ')})`;
  const scenarios = machine.scenarios.length;
  const lines = [
    `The variant ${machine.variant}${patches} of ${machine.module}${parameters === '' ? '' : `, ${parameters}`}.`,
    ...how.origin,
    '',
    `Run: java -XX:+UseParallelGC -jar tla2tools.jar -config ${module}.cfg ${module}.tla`,
    'TLC finds as many distinct states as patchproof, with SYMMETRY as many as there are',
    'orbits. Asserts of the model and its run-time errors are assertions of TLC.',
    ...(scenarios === 0 ? [] : [`Not here: ${scenarios} scenario(s); patchproof test runs them.`]),
  ];
  return comment(lines.join('\n'));
}
