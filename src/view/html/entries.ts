/**
 * What a drawing is of, from the types of the state alone. A type whose members are held by
 * something in the state (a scalarset, or an enum that is an index too) has its members drawn
 * as boxes; what is indexed by a member stands in its box, and everything else that holds one
 * has a box of its own: a shared variable, or an actor with what it has at hand. A type
 * with one member is left out, for to hold that one says nothing.
 */
import { present } from '../../base/assertion.ts';
import { domain } from '../../machine/domain.ts';
import type { Machine, Variable } from '../../machine/machine.ts';
import { placeName } from '../../machine/names.ts';
import { show } from '../../machine/show.ts';
import type { Type } from '../../machine/types.ts';
import { listOf, numberOf, type Value } from '../../machine/value.ts';
import type { State } from '../../reference/state.ts';
import { brief, partsIn } from './brief.ts';

/** A type with members and an index for each. */
export type Members = Extract<Type, { readonly kind: 'scalarset' | 'enum' }>;

/** A member that has a box. */
export interface Member {
  readonly of: Members;
  readonly index: number;
}

/** An entry of a variable (all of it, where it is no map) in a state. */
export interface Entry {
  /** Of the place, the same in every state. */
  readonly id: string;
  /** The box it stands in. */
  readonly box: string;
  /** The member whose box that is; null for a holder. */
  readonly owner: Member | null;
  /** Within the box; empty where the box is this entry. */
  readonly label: string;
  readonly role: Variable['role'];
  /** Where it is, as the reads of an evaluation have it. */
  readonly variable: number;
  readonly way: readonly number[];
  readonly type: Type;
  readonly value: Value;
  /** The members it holds, each once. */
  readonly targets: readonly Member[];
  readonly text: string;
}

/** One name for a member. */
export const memberName = ({ of, index }: Member): string => show(of, index);

/** The types whose members have boxes, by name. */
export function memberTypes(machine: Machine): ReadonlyMap<string, Members> {
  const found = new Map<string, Members>();
  const keys = new Set(machine.variables.flatMap(({ type }) => keysOf(type)));
  for (const { type, role } of machine.variables) {
    if (role === 'place') continue;
    for (const held of mentioned(leafOf(type))) {
      const size = held.kind === 'enum' ? held.members.length : held.size;
      if (size > 1 && (held.kind === 'scalarset' || keys.has(held.name)))
        found.set(held.name, held);
    }
  }
  return found;
}

/** What stands behind all keys of a type. */
export const leafOf = (type: Type): Type => (type.kind === 'map' ? leafOf(type.value) : type);

const keysOf = (type: Type): readonly string[] =>
  type.kind === 'map'
    ? [...(type.key.kind === 'enum' ? [type.key.name] : []), ...keysOf(type.value)]
    : [];

/** The member types that values of a type may hold. */
export function mentioned(type: Type): readonly Members[] {
  if (type.kind === 'scalarset' || type.kind === 'enum') return [type];
  if (type.kind === 'struct') return type.fields.flatMap(field => mentioned(field.type));
  if (type.kind === 'union')
    return type.cases.flatMap(one => one.fields.flatMap(field => mentioned(field.type)));
  if (type.kind === 'map') return [...mentioned(type.key), ...mentioned(type.value)];
  return 'of' in type ? mentioned(type.of) : [];
}

/** The entries of a state, in the order of the variables; bindings out of scope are left out. */
export function entriesOf(
  machine: Machine,
  types: ReadonlyMap<string, Members>,
  state: State,
): readonly Entry[] {
  return machine.variables.flatMap((variable, i) => {
    if (variable.role === 'place') return [];
    const value = present(state.get(i), 'a state gives every variable a value');
    return leaves(variable.type, value).flatMap((leaf): readonly Entry[] => {
      if (variable.role === 'binding' && leaf.value === null) return [];
      return [{ ...placed(variable, leaf, types), ...said(variable, leaf, types), variable: i }];
    });
  });
}

interface Leaf {
  readonly way: readonly number[];
  readonly keys: readonly { readonly type: Type; readonly value: Value }[];
  readonly type: Type;
  readonly value: Value;
}

function leaves(type: Type, value: Value): readonly Leaf[] {
  if (type.kind !== 'map') return [{ way: [], keys: [], type, value }];
  return domain(type.key).flatMap((key, i) => {
    const entry = present(listOf(value).get(i), 'a map is total');
    return leaves(type.value, entry).map(leaf => ({
      ...leaf,
      way: [i, ...leaf.way],
      keys: [{ type: type.key, value: key }, ...leaf.keys],
    }));
  });
}

function placed(
  variable: Variable,
  { keys }: Leaf,
  types: ReadonlyMap<string, Members>,
): Pick<Entry, 'id' | 'box' | 'owner' | 'label' | 'role'> {
  const { name, actor, depth, role } = variable;
  const exact = keys.map(key => `[${show(key.type, key.value)}]`);
  const parts = keys.map(key => `[${brief(key.type, key.value, new Map())}]`);
  const id = placeName(variable, exact);
  if (actor !== null) {
    const box = `${actor}${exact.slice(0, depth).join('')}`;
    return { id, box, owner: null, label: `${name}${parts.slice(depth).join('')}`, role };
  }
  const [first] = keys;
  const owner = first === undefined ? null : memberOf(first.type, first.value, types);
  return owner === null
    ? { id, box: name, owner, label: parts.join(''), role }
    : { id, box: memberName(owner), owner, label: `${name}${parts.slice(1).join('')}`, role };
}

function said(
  { role }: Variable,
  { way, type, value }: Leaf,
  types: ReadonlyMap<string, Members>,
): Pick<Entry, 'way' | 'type' | 'value' | 'targets' | 'text'> {
  const bound = role === 'binding' && type.kind === 'option';
  const inner = bound ? type.of : type;
  const held = bound ? (listOf(value).get(0) ?? null) : value;
  const all = partsIn(inner, held).flatMap(part => memberOf(part.type, part.value, types) ?? []);
  const targets = [...new Map(all.map(one => [memberName(one), one] as const)).values()];
  return { way, type, value, targets, text: brief(inner, held, types) };
}

function memberOf(type: Type, value: Value, types: ReadonlyMap<string, Members>): Member | null {
  if (type.kind !== 'scalarset' && type.kind !== 'enum') return null;
  const of = types.get(type.name);
  return of === undefined ? null : { of, index: numberOf(value) };
}
