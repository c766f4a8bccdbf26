/**
 * What a step changed, place by place: entries of maps and fields of structs each for
 * itself, all else (sets, sequences, options, unions) as a whole. Where threads are and
 * what their bindings hold is left out; the steps tell it.
 */
import { present } from '../base/assertion.ts';
import { domain } from '../machine/domain.ts';
import type { Machine } from '../machine/machine.ts';
import { placeName } from '../machine/names.ts';
import { show } from '../machine/show.ts';
import type { Type } from '../machine/types.ts';
import { equal, listOf, type Value } from '../machine/value.ts';
import type { State } from '../reference/state.ts';
import type { Change } from './trace.ts';

/** The places at which two states differ, in the order of the variables. */
export function changesBetween(
  machine: Machine,
  from: State,
  to: State,
  bindings: 'no bindings' | 'bindings too' = 'no bindings',
): readonly Change[] {
  return machine.variables.flatMap((variable, i) => {
    if (variable.role === 'place') return [];
    if (variable.role === 'binding' && bindings === 'no bindings') return [];
    return differences(variable.type, from.get(i) ?? null, to.get(i) ?? null).map(
      ({ way, ...change }) => ({ place: placeName(variable, way), ...change }),
    );
  });
}

/** A place of a state, and what stands there. */
export type Shown = Pick<Change, 'place' | 'type'> & { readonly value: Value };

/** Every place that `changesBetween` tells apart, in the same order. */
export function placesOf(machine: Machine, state: State): readonly Shown[] {
  return machine.variables.flatMap((variable, i) => {
    if (variable.role !== 'shared' && variable.role !== 'local') return [];
    return leavesOf(variable.type, state.get(i) ?? null).map(({ way, ...leaf }) => ({
      place: placeName(variable, way),
      ...leaf,
    }));
  });
}

function leavesOf(
  type: Type,
  value: Value,
): readonly { readonly way: readonly string[]; readonly type: Type; readonly value: Value }[] {
  return (
    partsOf(type)?.flatMap(({ name, type: inner }, i) =>
      leavesOf(inner, item(value, i)).map(leaf => ({ ...leaf, way: [name, ...leaf.way] })),
    ) ?? [{ way: [], type, value }]
  );
}

interface Difference {
  /** `[Page0]`, `.next`. */
  readonly way: readonly string[];
  readonly type: Type;
  readonly from: Value;
  readonly to: Value;
}

function differences(type: Type, from: Value, to: Value): readonly Difference[] {
  if (equal(from, to)) return [];
  return (
    partsOf(type)?.flatMap(({ name, type: inner }, i) =>
      differences(inner, item(from, i), item(to, i)).map(d => ({ ...d, way: [name, ...d.way] })),
    ) ?? [{ way: [], type, from, to }]
  );
}

const item = (value: Value, i: number): Value => present(listOf(value).get(i), 'a part is there');

/** The places of a value, each entry and field for itself: `use[Page0]`. */
export function placesIn(machine: Machine, state: State): ReadonlyMap<string, TypedValue> {
  const found = new Map<string, TypedValue>();
  for (const [i, variable] of machine.variables.entries()) {
    if (variable.role !== 'shared' && variable.role !== 'local') continue;
    for (const { way, ...at } of leaves(variable.type, state.get(i) ?? null)) {
      found.set(placeName(variable, way), at);
    }
  }
  return found;
}

/** A value with what it is of. */
export interface TypedValue {
  readonly type: Type;
  readonly value: Value;
}

function leaves(type: Type, value: Value): readonly (TypedValue & Pick<Difference, 'way'>)[] {
  return (
    partsOf(type)?.flatMap(({ name, type: inner }, i) =>
      leaves(inner, item(value, i)).map(leaf => ({ ...leaf, way: [name, ...leaf.way] })),
    ) ?? [{ way: [], type, value }]
  );
}

function partsOf(type: Type): readonly { readonly name: string; readonly type: Type }[] | null {
  if (type.kind === 'map') {
    return domain(type.key).map(key => ({ name: `[${show(type.key, key)}]`, type: type.value }));
  }
  if (type.kind === 'struct') {
    return type.fields.map(field => ({ name: `.${field.name}`, type: field.type }));
  }
  return null;
}
