/** The configuration of TLC for a module. */
import type { Machine } from '../../machine/machine.ts';
import type { How } from './how.ts';
import type { Named } from './naming.ts';

/** The text of the `.cfg`. */
export function configText(
  machine: Machine,
  names: Named,
  how: How,
  needed: ReadonlySet<string>,
): string {
  const of = (kind: string): readonly string[] =>
    machine.properties
      .filter(p => p.kind === kind)
      .map(p => names.properties.get(p.name) ?? p.name);
  const constants = [
    ...machine.scalarsets.map(({ name }) => {
      const members = names.members.get(name) ?? [];
      return `${names.speech.types.get(name) ?? name} = {${members.join(', ')}}`;
    }),
    ...(needed.has('none') ? ['none = none'] : []),
  ];
  const moves = machine.scalarsets.some(s => s.size > 1);
  const covers = machine.properties.flatMap(p => names.never.get(p.name) ?? []);
  return [
    `\\* For TLC: java -jar tla2tools.jar -config ${names.module}.cfg ${names.module}.tla`,
    ...section('CONSTANTS', constants),
    'SPECIFICATION Spec',
    ...(moves ? [`${how.symmetry ? '' : '\\* '}SYMMETRY Symmetry`] : []),
    ...section('INVARIANTS', ['TypeOK', ...of('invariant')]),
    ...section('PROPERTIES', of('transition')),
    `CHECK_DEADLOCK ${machine.deadlockAllowed ? 'FALSE' : 'TRUE'}`,
    ...(covers.length === 0
      ? []
      : [
          '\\* A run that reaches a cover is the trace of its "violation": take in one of these.',
          ...covers.map(name => `\\* INVARIANT ${name}`),
        ]),
    '',
  ].join('\n');
}

const section = (word: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [word, ...lines.map(line => `  ${line}`)];
