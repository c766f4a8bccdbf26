/**
 * Types as people write them, for messages and traces: `Frame -> Slot?`. A range
 * of one value, the type of a number as written, is shown as that number.
 */
import { unreachable } from '../base/assertion.ts';
import type { Type } from './types.ts';

/** The type in the language's own words. */
export function describe(type: Type): string {
  switch (type.kind) {
    case 'bool':
      return 'bool';
    case 'int':
      return 'integer';
    case 'range':
      return `${type.low} .. ${type.high}`;
    case 'enum':
    case 'scalarset':
    case 'struct':
    case 'union':
      return type.name;
    case 'option':
      return `${inner(type.of)}?`;
    case 'map':
      return `${type.key.kind === 'range' ? describe(type.key) : inner(type.key)} -> ${describe(type.value)}`;
    case 'set':
      return `set of ${element(type.of)}${type.max === null ? '' : ` max ${type.max}`}`;
    case 'seq':
      return `seq of ${element(type.of)} max ${type.max}`;
    case 'place':
      return `place of ${type.thread}`;
    default:
      return unreachable(type);
  }
}

// `set of 0 .. 3`, but `(0 .. 3)?`.
const element = (type: Type): string => (type.kind === 'range' ? describe(type) : inner(type));

function inner(type: Type): string {
  const text = describe(type);
  const simple = ['bool', 'enum', 'scalarset', 'struct', 'union', 'option'].includes(type.kind);
  return simple ? text : `(${text})`;
}
