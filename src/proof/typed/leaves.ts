/**
 * The places of a state that take their values independently: entries of maps and fields of
 * structs each for itself, everything else as a whole. A state is a value for each of them.
 */
import { domain, sizeOf } from '../../machine/domain.ts';
import type { VariableId } from '../../machine/expr.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import { listFrom, listOf, type Value } from '../../machine/value.ts';
import { written } from '../../reference/assign.ts';
import type { State } from '../../reference/state.ts';

/** Index into `Leaves.all`. */
export type LeafId = number & { readonly brand?: 'LeafId' };

export interface Leaf {
  readonly variable: VariableId;
  /** Indexes into the lists that its variable's value is made of. */
  readonly way: readonly number[];
  /** All that its type has, in order. */
  readonly values: readonly Value[];
}

/** The leaves of a machine. */
export interface Leaves {
  readonly all: readonly Leaf[];
  /** The leaves of a part of a variable; none where the way leads into a leaf or nowhere. */
  readonly under: (variable: VariableId, way: readonly number[]) => readonly LeafId[];
  /** A state in which every leaf has its first value. */
  readonly first: State;
}

// What `domain` gives at most.
const mostValues = 65_536;

/** The leaves of all variables, or what has too many values for one: a clause. */
export function leavesOf(machine: Machine): Leaves | string {
  const all: Leaf[] = [];
  const ids = new Map<string, LeafId[]>();
  for (const [variable, { name, type }] of machine.variables.entries()) {
    for (const { way, type: own } of partsOf(type)) {
      if (sizeOf(own) > mostValues) return `a part of ${name} has more than ${mostValues} values`;
      const id = all.push({ variable, way, values: domain(own) }) - 1;
      for (let end = 0; end <= way.length; end++) {
        const key = keyOf(variable, way.slice(0, end));
        ids.set(key, [...(ids.get(key) ?? []), id]);
      }
    }
  }
  const first = listFrom(machine.variables.map(({ type }) => firstOf(type)));
  return { all, under: (variable, way) => ids.get(keyOf(variable, way)) ?? [], first };
}

const keyOf = (variable: VariableId, way: readonly number[]): string => [variable, ...way].join();

interface Part {
  readonly way: readonly number[];
  readonly type: Type;
}

function partsOf(type: Type): readonly Part[] {
  const parts = directPartsOf(type);
  if (parts === null) return [{ way: [], type }];
  return parts.flatMap((part, i) =>
    partsOf(part).map(({ way, type: own }) => ({ way: [i, ...way], type: own })),
  );
}

function directPartsOf(type: Type): readonly Type[] | null {
  if (type.kind === 'struct') return type.fields.map(field => field.type);
  if (type.kind === 'map') return domain(type.key).map(() => type.value);
  return null;
}

function firstOf(type: Type): Value {
  const parts = directPartsOf(type);
  return parts === null ? (domain(type)[0] ?? null) : listFrom(parts.map(firstOf));
}

/** The state with another value at a leaf. */
export const withLeaf = (state: State, { variable, way }: Leaf, value: Value): State =>
  listOf(written(state, [variable, ...way], value));
