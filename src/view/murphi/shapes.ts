/**
 * The values of a type by their simple parts: of a struct all its fields together, of an
 * option or a union one shape for each case. So loops, arguments and arrays of Murphi,
 * which know only members and numbers, go over composed values too.
 */
import type { Type } from '../../machine/types.ts';
import type { Types } from './types.ts';
import { atom, type Form, isSimple, plain } from './value.ts';

/** Values that have the same simple parts. */
export interface Shape {
  readonly names: readonly { readonly name: string; readonly type: Type }[];
  readonly build: (names: readonly string[]) => Form;
}

/** The shapes of a type; `name` is what a simple value is called. */
export function shapesOf(types: Types, type: Type, name: string): readonly Shape[] {
  if (isSimple(type)) return [{ names: [{ name, type }], build: ([n = '']) => plain(atom(n)) }];
  switch (type.kind) {
    case 'struct':
      return product(types, type.fields).map(({ names, build }) => ({
        names,
        build: n => ({ kind: 'struct', fields: build(n) }),
      }));
    case 'option':
      return [
        { names: [], build: () => ({ kind: 'none' }) },
        ...shapesOf(types, type.of, name).map(({ names, build }) => ({
          names,
          build: (n: readonly string[]): Form => ({ kind: 'some', of: build(n) }),
        })),
      ];
    case 'union':
      return type.cases.flatMap((c, tag) =>
        product(types, c.fields).map(({ names, build }) => ({
          names,
          build: (n: readonly string[]): Form => ({ kind: 'case', tag, fields: build(n) }),
        })),
      );
    default:
      types.refused.push(
        `all values of ${types.label(type)}: loops, arguments and arrays of Murphi are over members and numbers`,
      );
      return [];
  }
}

interface Product {
  readonly names: Shape['names'];
  readonly build: (names: readonly string[]) => readonly Form[];
}

function product(
  types: Types,
  fields: readonly { readonly name: string; readonly type: Type }[],
): readonly Product[] {
  return fields.reduce<readonly Product[]>(
    (sofar, f) =>
      sofar.flatMap(p =>
        shapesOf(types, f.type, f.name).map(s => ({
          names: [...p.names, ...s.names],
          build: (n: readonly string[]) => [
            ...p.build(n.slice(0, p.names.length)),
            s.build(n.slice(p.names.length)),
          ],
        })),
      ),
    [{ names: [], build: () => [] }],
  );
}
