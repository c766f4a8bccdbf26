/** How many numbers and indexes the values of a type take. */
import { sizeOf } from '../../machine/domain.ts';
import type { Type } from '../../machine/types.ts';

export type Kind<K extends Type['kind']> = Extract<Type, { readonly kind: K }>;

/** Bounds of a type that is one number, or null. */
export function boundsOf(type: Type): readonly [low: number, high: number] | null {
  switch (type.kind) {
    case 'bool':
      return [0, 1];
    case 'range':
      return [Number(type.low), Number(type.high)];
    case 'enum':
    case 'scalarset':
    case 'place':
      return [0, Math.max(0, sizeOf(type) - 1)];
    case 'int':
      return [-(2 ** 53), 2 ** 53];
    default:
      return null;
  }
}

/** An option of it is one number. */
export function isPacked(of: Type): boolean {
  const bounds = boundsOf(of);
  return bounds !== null && bounds[0] >= 0 && bounds[1] <= 254;
}

/** Sets of at most so many elements are the bits of a number. */
export const mostBits = 31;
export const isMask = (of: Type): boolean => spanOf(of) <= mostBits;

/** How many indexes the values of a type take; some may stand for none. */
export function spanOf(type: Type): number {
  switch (type.kind) {
    case 'struct':
      return type.fields.reduce((n, f) => n * spanOf(f.type), 1);
    case 'union':
      return type.cases.reduce((n, c) => n + c.fields.reduce((m, f) => m * spanOf(f.type), 1), 0);
    case 'option':
      return spanOf(type.of) + 1;
    case 'map':
      return spanOf(type.value) ** spanOf(type.key);
    case 'set':
      return 2 ** spanOf(type.of);
    case 'seq': {
      const one = spanOf(type.of);
      return Array.from({ length: type.max + 1 }, (_, n) => one ** n).reduce((a, b) => a + b, 0);
    }
    default:
      return sizeOf(type);
  }
}
