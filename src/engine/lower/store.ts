/**
 * Writing: what is to be written where, so that a store holds a value. What is not in
 * use is written as 0.
 */
import { unreachable } from '../../base/assertion.ts';
import { sizeOf } from '../../machine/domain.ts';
import type { Bool, Field, Num } from '../ir/code.ts';
import {
  add,
  all,
  asNum,
  count,
  equal,
  less,
  no,
  number,
  selectBool,
  selectNum,
  sub,
  yes,
} from '../ir/fold.ts';
import type { Store } from '../layout/layout.ts';
import { bitsOfMember, indexOfMember } from './merge.ts';
import { fewOf, setOf, setOver } from './sets.ts';
import { as, type FewSym, type SetSym, type Sym, type SymOf } from './sym.ts';
import { isCleanFor } from './zeros.ts';

/** A leaf and what it is to hold. */
export type Writes = Map<Field, Num | Bool>;

/** Collects what has to be written; where `active` is false all is 0. */
export function store(into: Store, sym: Sym, active: Bool, writes: Writes): void {
  switch (into.kind) {
    case 'bool':
      putTruth(into.field, all([active, as('bool', sym).value]), writes);
      return;
    case 'number':
      putNumber(into.field, sub(as('num', sym).value, number(into.low)), active, writes);
      return;
    case 'member': {
      const index = indexOfMember(as('member', sym));
      putNumber(into.field, add(index, number(into.base)), active, writes);
      return;
    }
    case 'oneHot': {
      const bits = bitsOfMember(as('member', sym));
      for (const [i, field] of into.bits.entries()) {
        putTruth(field, all([active, bits[i] ?? no]), writes);
      }
      return;
    }
    case 'struct':
      storeAll(into.fields, as('struct', sym).fields, active, writes);
      return;
    case 'union':
      storeUnion(into, as('union', sym), active, writes);
      return;
    case 'option':
      storeOption(into, as('option', sym), active, writes);
      return;
    case 'map':
      storeAll(into.entries, as('map', sym).entries, active, writes);
      return;
    case 'set':
    case 'slots':
      storeSet(into, setOf(sym), active, writes);
      return;
    case 'seq':
      storeSeq(into, as('seq', sym), active, writes);
      return;
    default:
      unreachable(into);
  }
}

function putTruth(field: Field, value: Bool, writes: Writes): void {
  writes.set(field, value);
}

function putNumber(field: Field, value: Num, active: Bool, writes: Writes): void {
  if (field.width > 0) writes.set(field, selectNum(active, value, number(0)));
}

function storeAll(
  stores: readonly Store[],
  syms: readonly Sym[],
  active: Bool,
  writes: Writes,
): void {
  for (const [i, one] of stores.entries()) {
    const sym = syms[i];
    if (sym !== undefined) store(one, sym, active, writes);
  }
}

function storeOption(
  into: Extract<Store, { kind: 'option' }>,
  { some, of, clean }: SymOf<'option'>,
  active: Bool,
  writes: Writes,
): void {
  if (into.some !== null) putTruth(into.some, all([active, some]), writes);
  // What was read from such a store has no raw bits where there is none.
  if (of === null) clear(into.of, writes);
  else store(into.of, of, isCleanFor(clean, into) ? active : all([active, some]), writes);
}

/** All leaves of a store become 0. */
function clear(into: Store, writes: Writes): void {
  for (const field of leavesOf(into))
    if (field.width > 0) writes.set(field, field.width === 1 ? no : number(0));
}

// Cases may share fields: each gets what the case in use says.
function storeUnion(
  into: Extract<Store, { kind: 'union' }>,
  { tag, cases }: SymOf<'union'>,
  active: Bool,
  writes: Writes,
): void {
  if (into.tag.width > 0) putNumber(into.tag, tag, active, writes);
  for (const field of into.cases.flat().flatMap(leavesOf)) {
    if (field.width > 0) writes.set(field, field.width === 1 ? no : number(0));
  }
  for (const [i, stores] of into.cases.entries()) {
    const here = all([active, equal(tag, number(i))]);
    const own: Writes = new Map();
    storeAll(stores, cases[i] ?? [], yes, own);
    for (const [field, value] of own) writes.set(field, either(here, value, writes.get(field)));
  }
}

function either(test: Bool, then: Num | Bool, otherwise: Num | Bool | undefined): Num | Bool {
  const [a, b] = [then, otherwise ?? no];
  if (!isNum(a) && !isNum(b)) return selectBool(test, a, b);
  return selectNum(test, isNum(a) ? a : asNum(a), isNum(b) ? b : asNum(b));
}

/** Numbers have bounds. */
export const isNum = (value: Num | Bool): value is Num => 'low' in value;

function storeSet(
  into: Extract<Store, { kind: 'set' | 'slots' }>,
  set: SetSym | FewSym,
  active: Bool,
  writes: Writes,
): void {
  const over = setOver(into.of, set);
  if (into.kind === 'slots') {
    storeSlots(into, fewOf(over), active, writes);
    return;
  }
  if (over.kind === 'set') {
    for (const [i, field] of into.bits.entries()) {
      putTruth(field, all([active, over.bits[i] ?? no]), writes);
    }
    return;
  }
  for (const [i, field] of into.bits.entries()) {
    const inside = over.items.map(({ index, here }) => all([here, equal(index, number(i))]));
    putTruth(field, less(number(0), count([...inside].map(one => all([active, one])))), writes);
  }
}

// Ascending: an element stands behind all that are less.
function storeSlots(
  { items: fields, of }: Extract<Store, { kind: 'slots' }>,
  { items }: FewSym,
  active: Bool,
  writes: Writes,
): void {
  if (sizeOf(of) === 0) return;
  const ranks = items.map(({ index, here }) => ({
    index,
    here,
    rank: count(items.map(other => all([other.here, less(other.index, index)]))),
  }));
  for (const [slot, field] of fields.entries()) {
    const value = ranks.reduce<Num>(
      (rest, { index, here, rank }) =>
        selectNum(all([here, equal(rank, number(slot))]), add(index, number(1)), rest),
      number(0),
    );
    putNumber(field, value, active, writes);
  }
}

function storeSeq(
  into: Extract<Store, { kind: 'seq' }>,
  { length, items, clean }: SymOf<'seq'>,
  active: Bool,
  writes: Writes,
): void {
  if (into.length.width > 0) putNumber(into.length, length, active, writes);
  const asItIs = isCleanFor(clean, into);
  for (const [i, one] of into.items.entries()) {
    const item = items[i];
    const within = asItIs ? active : all([active, less(number(i), length)]);
    if (item === undefined) clear(one, writes);
    else store(one, item, within, writes);
  }
}

/** The fields of a store. */
export function leavesOf(into: Store): readonly Field[] {
  switch (into.kind) {
    case 'bool':
    case 'number':
    case 'member':
      return [into.field];
    case 'oneHot':
    case 'set':
      return into.bits;
    case 'slots':
      return into.items;
    case 'struct':
      return into.fields.flatMap(leavesOf);
    case 'union':
      return [into.tag, ...into.cases.flat().flatMap(leavesOf)];
    case 'option':
      return [...(into.some === null ? [] : [into.some]), ...leavesOf(into.of)];
    case 'map':
      return into.entries.flatMap(leavesOf);
    case 'seq':
      return [into.length, ...into.items.flatMap(leavesOf)];
    default:
      return unreachable(into);
  }
}
