/**
 * The value that stands for all values nobody will read. It must not tell the members of
 * a scalarset apart, or symmetry is lost: types that have no such value have none here.
 */
import { List } from 'immutable';
import { unreachable } from '../../base/assertion.ts';
import { domain } from '../domain.ts';
import type { Type } from '../types.ts';
import type { Value } from '../value.ts';

/** The first value of a type that is its own image under every permutation of members. */
export function firstOf(type: Type): Value | undefined {
  switch (type.kind) {
    case 'bool':
      return false;
    case 'range':
      return type.low;
    case 'enum':
    case 'place':
      return 0;
    case 'int':
    case 'scalarset':
      return undefined;
    case 'option':
      return null;
    case 'set':
    case 'seq':
      return List();
    case 'struct':
      return all(type.fields.map(f => firstOf(f.type)));
    case 'union': {
      const found = type.cases.map((c, tag) => all([tag, ...c.fields.map(f => firstOf(f.type))]));
      return found.find(value => value !== undefined);
    }
    case 'map': {
      const value = firstOf(type.value);
      return value === undefined ? undefined : List(domain(type.key).map(() => value));
    }
    default:
      return unreachable(type);
  }
}

function all(values: readonly (Value | undefined)[]): Value | undefined {
  const known = values.filter(value => value !== undefined);
  return known.length === values.length ? List(known) : undefined;
}
