/**
 * A state of the machine as Rumur prints one of the exported model: a name and a value for
 * each simple part. The inverse of what `types.ts` and `store.ts` lay down; what is not
 * there is `Undefined`. So a run of Rumur's can be compared with ours, state by state.
 */
import { unreachable } from '../../base/assertion.ts';
import { domain } from '../../machine/domain.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import { equal, listOf, numberOf, type Value } from '../../machine/value.ts';
import type { Types } from './types.ts';

/** What a part of a state is called, and its value: `use[Page_0]`, `linked`. */
export type Components = ReadonlyMap<string, string>;

/** The word of Rumur for what has no value. */
export const undefinedWord = 'Undefined';

/** What a state is told by: the exported names. */
export interface Naming {
  readonly machine: Machine;
  readonly types: Types;
  /** By VariableId. */
  readonly variables: readonly string[];
  /** The variables that are undefined in place of `none`. */
  readonly bare: ReadonlySet<number>;
}

/** No value: what stands there is undefined. */
const nothing = Symbol('no value');
type Held = Value | typeof nothing;

/** The components of a state, given by the values of its variables. */
export function componentsOf(naming: Naming, state: readonly Value[]): Components {
  const found = new Map<string, string>();
  for (const [id, variable] of naming.machine.variables.entries()) {
    const value = state[id] ?? null;
    const path = naming.variables[id] ?? '';
    if (naming.bare.has(id)) bare({ naming, found }, path, variable.type, value, variable.depth);
    else walk({ naming, found }, path, variable.type, value);
  }
  return found;
}

interface Walk {
  readonly naming: Naming;
  readonly found: Map<string, string>;
}

// Below the maps of its family a binding has its value, and none is undefined.
function bare(at: Walk, path: string, type: Type, value: Value, depth: number): void {
  if (depth > 0 && type.kind === 'map') {
    for (const [i, key] of domain(type.key).entries())
      bare(at, spot(at, path, type.key, key), type.value, item(value, i), depth - 1);
  } else if (type.kind === 'option') {
    walk(at, path, type.of, value === null ? nothing : item(value, 0));
  } else walk(at, path, type, value);
}

function walk(at: Walk, path: string, type: Type, value: Held): void {
  switch (type.kind) {
    case 'bool':
    case 'int':
    case 'range':
    case 'enum':
    case 'scalarset':
    case 'place':
      at.found.set(path, value === nothing ? undefinedWord : simple(at, type, value));
      return;
    case 'map':
      for (const [i, key] of domain(type.key).entries())
        walk(at, spot(at, path, type.key, key), type.value, part(value, i));
      return;
    case 'set':
      for (const key of domain(type.of)) {
        const held = value !== nothing && listOf(value).some(one => equal(one, key));
        at.found.set(
          spot(at, path, type.of, key),
          value === nothing ? undefinedWord : String(held),
        );
      }
      return;
    case 'struct':
      fields(at, path, type, value, 0);
      return;
    case 'option':
      at.found.set(`${path}.some`, value === nothing ? undefinedWord : String(value !== null));
      walk(at, `${path}.value`, type.of, value === null ? nothing : part(value, 0));
      return;
    case 'union':
      union(at, path, type, value);
      return;
    case 'seq':
      sequence(at, path, type, value);
      return;
    default:
      unreachable(type);
  }
}

function fields(
  at: Walk,
  path: string,
  type: Extract<Type, { kind: 'struct' }>,
  value: Held,
  from: number,
): void {
  const names = at.naming.types.fieldsOf(type);
  for (const [i, field] of type.fields.entries())
    walk(at, `${path}.${names[i]}`, field.type, part(value, from + i));
}

function union(at: Walk, path: string, type: Extract<Type, { kind: 'union' }>, value: Held): void {
  const { types } = at.naming;
  const tag = value === nothing ? null : numberOf(item(value, 0));
  at.found.set(
    `${path}.tag`,
    tag === null ? undefinedWord : (types.membersOf(type)[tag] ?? undefinedWord),
  );
  const names = types.fieldsOf(type);
  for (const [i, one] of type.cases.entries()) {
    if (one.fields.length === 0) continue;
    const struct = {
      kind: 'struct',
      name: `${type.name}.${one.name}`,
      fields: one.fields,
    } as const;
    fields(at, `${path}.${names[i]}`, struct, i === tag ? value : nothing, 1);
  }
}

function sequence(at: Walk, path: string, type: Extract<Type, { kind: 'seq' }>, value: Held): void {
  const items = value === nothing ? null : listOf(value);
  at.found.set(`${path}.length`, items === null ? undefinedWord : String(items.size));
  for (let i = 0; i < type.max; i++) {
    const held = items === null || i >= items.size ? nothing : (items.get(i) ?? null);
    walk(at, `${path}.items[${i}]`, type.of, held);
  }
}

/** Where the entry of a key stands in an array, as `Types.text` nests them. */
function spot(at: Walk, path: string, type: Type, key: Value): string {
  const { types } = at.naming;
  switch (type.kind) {
    case 'struct':
      return type.fields.reduce((to, f, i) => spot(at, to, f.type, item(key, i)), path);
    case 'option':
      return key === null ? `${path}.none` : spot(at, `${path}.some`, type.of, item(key, 0));
    case 'union': {
      const tag = numberOf(item(key, 0));
      const of = type.cases[tag]?.fields ?? [];
      return of.reduce(
        (to, f, i) => spot(at, to, f.type, item(key, i + 1)),
        `${path}.${types.fieldsOf(type)[tag]}`,
      );
    }
    default:
      return `${path}[${simple(at, type, key)}]`;
  }
}

function simple(at: Walk, type: Type, value: Value): string {
  const { types } = at.naming;
  switch (type.kind) {
    case 'scalarset':
      return `${types.text(type)}_${numberOf(value)}`;
    case 'enum':
    case 'place':
      return types.membersOf(type)[numberOf(value)] ?? undefinedWord;
    default:
      return String(value);
  }
}

const item = (value: Value, i: number): Value => listOf(value).get(i) ?? null;

const part = (value: Held, i: number): Held => (value === nothing ? nothing : item(value, i));
