/**
 * Random types, named and not, small enough that a state has few bits. Types of the
 * machine serve as their own description; `typeText` writes them.
 */
import { describe } from '../../../src/machine/describe.ts';
import { sizeOf } from '../../../src/machine/domain.ts';
import type { Field, Type } from '../../../src/machine/types.ts';
import type { Scope, World } from './model.ts';

/** A type as the text writes it, at times by an alias. */
export function typeText(w: World, type: Type): string {
  const alias = w.types.aliases.find(({ type: of }) => describe(of) === describe(type));
  if (alias !== undefined && w.dice.chance(70)) return alias.name;
  switch (type.kind) {
    case 'option':
      return `${inner(w, type.of)}?`;
    case 'map':
      return `${inner(w, type.key)} -> ${typeText(w, type.value)}`;
    case 'set':
      return `set of ${inner(w, type.of)}${type.max === null ? '' : ` max ${type.max}`}`;
    case 'seq':
      return `seq of ${inner(w, type.of)} max ${type.max}`;
    default:
      return describe(type);
  }
}

function inner(w: World, type: Type): string {
  const text = typeText(w, type);
  return /^\w+$/.test(text) ? text : `(${text})`;
}

/** A range from about 0. */
export function rangeType(w: World): Extract<Type, { kind: 'range' }> {
  const { dice, types } = w;
  if (types.aliases.length > 0 && dice.chance(50)) return dice.of(types.aliases).type;
  const low = dice.count(1, 12, 2) - 1;
  return { kind: 'range', low, high: low + dice.between(1, 3) };
}

/** Without parts: truth values, ranges, enums, scalarsets. */
export function plainType(w: World): Type {
  const { dice, types } = w;
  return dice.weighed<() => Type>([
    [2, () => ({ kind: 'bool' })],
    [4, () => rangeType(w)],
    [types.enums.length > 0 ? 3 : 0, () => dice.of(types.enums)],
    [types.scalarsets.length > 0 ? 3 : 0, () => dice.of(types.scalarsets)],
  ])();
}

/** Of a key, an instance, an argument. */
export function keyType(w: World): Type {
  const { dice, types } = w;
  return dice.weighed<() => Type>([
    [5, () => rangeType(w)],
    [types.enums.length > 0 ? 4 : 0, () => dice.of(types.enums)],
    [types.scalarsets.length > 0 ? 12 : 0, () => dice.of(types.scalarsets)],
    [1, () => ({ kind: 'bool' })],
  ])();
}

/** Of a variable: at most `most` values, and none for which no initial value can be written. */
export function variableType(w: World, most: number): Type {
  for (let turn = 0; turn < 8; turn++) {
    const type = anyType(w, 2);
    if (sizeOf(type) <= most && canStart(w, type)) return type;
  }
  return { kind: 'bool' };
}

function anyType(w: World, depth: number): Type {
  const { dice, types } = w;
  const below = (): Type => (depth > 0 ? anyType(w, depth - 1) : plainType(w));
  return dice.weighed<() => Type>([
    [8, () => plainType(w)],
    [4, () => ({ kind: 'option', of: plainType(w) })],
    [7, () => ({ kind: 'map', key: mapKey(w), value: dice.chance(12) ? nested(w) : below() })],
    [
      4,
      () => ({ kind: 'set', of: setElement(w), max: dice.chance(30) ? dice.between(1, 2) : null }),
    ],
    [3, () => ({ kind: 'seq', of: plainType(w), max: dice.between(1, 2) })],
    [types.structs.length > 0 ? 4 : 0, () => dice.of(types.structs)],
    [types.unions.length > 0 ? 5 : 0, () => dice.of(types.unions)],
  ])();
}

// Of few entries.
const nested = (w: World): Type => ({ kind: 'map', key: keyType(w), value: { kind: 'bool' } });

function mapKey(w: World): Type {
  const key = keyType(w);
  return w.dice.chance(20) ? { kind: 'option', of: key } : key;
}

function setElement(w: World): Type {
  const { dice, types } = w;
  if (types.structs.length > 0 && dice.chance(6)) return dice.of(types.structs);
  return keyType(w);
}

/** Declares enums, scalarsets, aliases, structs and unions; the text of their declarations. */
export function declareTypes(w: World): readonly string[] {
  const { dice } = w;
  const text: string[] = [];
  const scalarsets = dice.count(3, 8, 4, 1);
  for (let i = 0; i < scalarsets; i++) text.push(...declareScalarset(w, scalarsets));
  for (let i = dice.between(0, 2); i > 0; i--) text.push(declareEnum(w));
  for (let i = dice.between(0, 1); i > 0; i--) text.push(declareAlias(w));
  if (dice.chance(40)) text.push(declareStruct(w));
  if (dice.chance(60)) text.push(declareUnion(w));
  return text;
}

function declareScalarset(w: World, among: number): readonly string[] {
  const { dice } = w;
  const name = w.fresh('S');
  const size = among === 1 ? dice.between(2, 3) : dice.between(1, among === 2 ? 3 : 2);
  w.types.scalarsets.push({ kind: 'scalarset', name, size });
  if (!dice.chance(30)) return [`symmetric ${name}[${size}];`];
  const config = w.fresh('N');
  w.parameters.push({ name: config, high: 3 });
  w.settings.push({ name: config, values: ['1', '2', '3'] });
  return [`config ${config}: 1 .. 3 = ${size};`, `symmetric ${name}[${config}];`];
}

function declareEnum(w: World): string {
  const { dice } = w;
  const members = Array.from({ length: dice.between(2, 3) }, () => w.fresh('m'));
  const name = w.fresh('E');
  w.types.enums.push({ kind: 'enum', name, members });
  if (dice.chance(35)) w.types.open.add(name);
  return `enum ${name} { ${members.join(', ')} }`;
}

function declareAlias(w: World): string {
  const type = { kind: 'range', low: 0, high: w.dice.between(1, 2) } as const;
  const name = w.fresh('T');
  w.types.aliases.push({ name, type });
  return `type ${name} = ${type.low} .. ${type.high};`;
}

function fields(w: World, count: number): readonly Field[] {
  return Array.from({ length: count }, () => {
    const type = plainType(w);
    const optional = w.dice.chance(20) ? ({ kind: 'option', of: type } as const) : type;
    return { name: w.fresh('f'), type: optional };
  });
}

const fieldText = (w: World, all: readonly Field[]): string =>
  all.map(f => `${f.name}: ${typeText(w, f.type)}`).join(', ');

function declareStruct(w: World): string {
  const name = w.fresh('R');
  const plain = fields(w, w.dice.between(1, 2));
  const text = fieldText(w, plain);
  const hasDefault = w.dice.chance(25);
  const extra: Field = { name: w.fresh('f'), type: { kind: 'bool' } };
  w.types.structs.push({ kind: 'struct', name, fields: hasDefault ? [...plain, extra] : plain });
  if (w.dice.chance(45)) w.types.open.add(name);
  if (!hasDefault) return `struct ${name} { ${text} }`;
  w.types.defaults.add(`${name}.${extra.name}`);
  return `struct ${name} { ${text}, ${extra.name}: bool = ${w.dice.chance(50)} }`;
}

function declareUnion(w: World): string {
  const { dice } = w;
  const name = w.fresh('U');
  const bare = Array.from({ length: dice.between(1, 2) }, () => ({
    name: w.fresh('c'),
    fields: [],
  }));
  const full = Array.from({ length: dice.between(1, 2) }, () => {
    return { name: w.fresh('c'), fields: fields(w, dice.between(1, 2)) };
  });
  const cases = [...bare, ...full];
  w.types.unions.push({ kind: 'union', name, cases });
  if (dice.chance(55)) w.types.open.add(name);
  const text = cases.map(c =>
    c.fields.length === 0 ? c.name : `${c.name} { ${fieldText(w, c.fields)} }`,
  );
  return `union ${name} { ${text.join(', ')} }`;
}

/** The scalarsets of which a name in force is a member. */
export const membersAtHand = (scope: Scope): ReadonlySet<string> =>
  new Set(scope.roots.flatMap(({ type }) => (type.kind === 'scalarset' ? [type.name] : [])));

/** Whether a value of the type can be written with members of these scalarsets at hand. */
export function canWrite(type: Type, members: ReadonlySet<string>): boolean {
  switch (type.kind) {
    case 'scalarset':
      return members.has(type.name);
    case 'struct':
      return type.fields.every(f => canWrite(f.type, members));
    case 'union':
      return type.cases.some(c => c.fields.every(f => canWrite(f.type, members)));
    case 'map': {
      const { key } = type;
      if (!['range', 'enum', 'scalarset'].includes(key.kind)) return false;
      return canWrite(
        type.value,
        key.kind === 'scalarset' ? new Set([...members, key.name]) : members,
      );
    }
    default:
      return true;
  }
}

/** The same with the names that are in force. */
export const canSay = (type: Type, scope: Scope): boolean => canWrite(type, membersAtHand(scope));

/** The innermost type of nested maps: what an initial value gives to each entry. */
export const entryOf = (type: Type): Type => (type.kind === 'map' ? entryOf(type.value) : type);

/** An initial value can be written with the members of at most one scalarset. */
function canStart(w: World, type: Type): boolean {
  const entry = entryOf(type);
  if (canWrite(entry, new Set())) return true;
  return w.types.scalarsets.some(s => canWrite(entry, new Set([s.name])));
}
