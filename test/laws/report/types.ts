/** The constructs of types whose values were computed. */
import type { Type } from '../../../src/machine/types.ts';

/** What a type is made of, in the words of the report. */
export function typeConstructs(type: Type): readonly string[] {
  switch (type.kind) {
    case 'bool':
    case 'range':
    case 'enum':
    case 'scalarset':
      return [`type ${type.kind}`];
    case 'struct':
      return [
        type.name.includes('.') ? 'type payload' : 'type struct',
        ...type.fields.flatMap(f => typeConstructs(f.type)),
      ];
    case 'union':
      return [
        'type union',
        ...type.cases.flatMap(c => c.fields.flatMap(f => typeConstructs(f.type))),
      ];
    case 'option':
      return ['type option', ...typeConstructs(type.of)];
    case 'map':
      return [
        `type map from ${type.key.kind}`,
        ...(type.value.kind === 'map' ? ['type map of maps'] : []),
        ...typeConstructs(type.value),
      ];
    case 'set':
      return [type.max === null ? 'type set' : 'type set max', ...typeConstructs(type.of)];
    case 'seq':
      return ['type seq', ...typeConstructs(type.of)];
    case 'int':
    case 'place':
      return [];
  }
}

/** All that a report must have. */
export const typeNames: readonly string[] = [
  ...[
    'bool',
    'range',
    'enum',
    'scalarset',
    'struct',
    'payload',
    'union',
    'option',
    'set',
    'set max',
    'seq',
  ],
  ...['range', 'enum', 'scalarset', 'option', 'bool'].map(key => `map from ${key}`),
  'map of maps',
].map(name => `type ${name}`);
