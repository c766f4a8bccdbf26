/** What names can range over: types by name, intervals, sets in force. */
import { isInteger } from '../../../src/machine/relate.ts';
import type { Type } from '../../../src/machine/types.ts';
import type { Weighted } from './dice.ts';
import type { Scope, World } from './model.ts';
import { readAny } from './reads.ts';

/** A domain as text, and the type of its elements. */
export interface Domain {
  readonly text: string;
  readonly of: Type;
  /** Known before the run: it can be the keys of a map literal. */
  readonly isFixed: boolean;
}

/** Something to range over, with few elements. */
export function domainOf(w: World, scope: Scope, depth: number): Domain {
  const { dice, types } = w;
  const named = [...types.scalarsets, ...types.scalarsets, ...types.enums];
  const choices: readonly Weighted<() => Domain | undefined>[] = [
    [named.length > 0 ? 6 : 0, () => wholeType(dice.of(named))],
    [types.aliases.length > 0 ? 2 : 0, () => aliased(w)],
    [2, () => interval(w)],
    [3, () => setInForce(w, scope, depth)],
  ];
  for (let turn = 0; turn < 3; turn++) {
    const domain = dice.weighed(choices)();
    if (domain !== undefined) return domain;
  }
  return interval(w);
}

/** All values of a type with a name. */
export const wholeType = (type: Type & { readonly name: string }): Domain => ({
  text: type.name,
  of: type,
  isFixed: true,
});

function aliased(w: World): Domain {
  const { name, type } = w.dice.of(w.types.aliases);
  return { text: name, of: type, isFixed: true };
}

function interval(w: World): Domain {
  const high = w.dice.between(1, 2);
  return { text: `0 .. ${high}`, of: { kind: 'range', low: 0, high }, isFixed: true };
}

/** A set that a name in force leads to. */
export function setInForce(w: World, scope: Scope, depth: number): Domain | undefined {
  const set = readAny(w, scope, depth, type => type.kind === 'set');
  return set?.type.kind === 'set' ? { text: set.text, of: set.type.of, isFixed: false } : undefined;
}

/** The domain of exactly a type, where one can be written. */
export function allOf(w: World, type: Type): Domain | undefined {
  if (type.kind === 'enum' || type.kind === 'scalarset') return wholeType(type);
  if (type.kind === 'union') return wholeType(type);
  // The payload of a case has no name of its own.
  if (type.kind === 'struct') return type.name.includes('.') ? undefined : wholeType(type);
  if (type.kind !== 'range' || !isInteger(type)) return undefined;
  const alias = w.types.aliases.find(a => a.type.low === type.low && a.type.high === type.high);
  if (alias !== undefined && w.dice.chance(70))
    return { text: alias.name, of: type, isFixed: true };
  return { text: `${type.low} .. ${type.high}`, of: type, isFixed: true };
}
