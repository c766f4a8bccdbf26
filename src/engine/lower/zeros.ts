/** Whether what is out of use in one store, where it is 0, is 0 when it is copied to another. */
import type { Store } from '../layout/layout.ts';
import type { Clean } from './sym.ts';

/**
 * Stores of one type but for bounds of ranges: do their numbers count from the same, so that
 * the raw 0 of the one is that of the other?
 */
export function hasZerosOf(a: Store, b: Store): boolean {
  switch (a.kind) {
    case 'number':
      return b.kind === 'number' && a.low === b.low;
    case 'member':
      return b.kind === 'member' && a.base === b.base;
    case 'struct':
      return b.kind === 'struct' && each(a.fields, b.fields);
    case 'union':
      return b.kind === 'union' && each(a.cases.flat(), b.cases.flat());
    case 'option':
      return b.kind === 'option' && hasZerosOf(a.of, b.of);
    case 'map':
      return b.kind === 'map' && each(a.entries, b.entries);
    case 'seq':
      return b.kind === 'seq' && each(a.items.slice(0, 1), b.items.slice(0, 1));
    default:
      return a.kind === b.kind;
  }
}

const each = (a: readonly Store[], b: readonly Store[]): boolean =>
  a.every((one, i) => {
    const other = b[i];
    return other === undefined || hasZerosOf(one, other);
  });

/** Written as it is into this store, the value is 0 where it is out of use. */
export const isCleanFor = (clean: Clean, into: Store): boolean =>
  clean === 'in use' || (clean !== false && hasZerosOf(clean, into));
