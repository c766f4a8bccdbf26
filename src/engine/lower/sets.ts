/** Sets while code is made: one bit a value, or the few values that are in it. */
import { domain, indexIn, sizeOf } from '../../machine/domain.ts';
import { same as sameType } from '../../machine/relate.ts';
import type { Type } from '../../machine/types.ts';
import type { Bool, Num } from '../ir/code.ts';
import { add, all, any, atMost, equal, implies, known, less, no, number } from '../ir/fold.ts';
import { isDense, isSparse } from './constant.ts';
import { as, type FewSym, type SetSym, type Sym } from './sym.ts';

/** The set that a value must be. */
export function setOf(sym: Sym): SetSym | FewSym {
  return sym.kind === 'few' ? sym : as('set', sym);
}

/** The same set over a type with other bounds; values that the type has not are left out. */
export function setOver(of: Type, set: SetSym | FewSym): SetSym | FewSym {
  if (set.kind === 'few') {
    const few = fewOver(of, set);
    return isSparse(of, few.items.length) ? few : dense(few);
  }
  if (sameType(of, set.of)) return set;
  const places = domain(set.of).map(value => indexIn(of, value));
  if (!isDense(of)) {
    const items = set.bits.flatMap((here, i) => {
      const place = places[i];
      return place === undefined ? [] : [{ index: number(place), here }];
    });
    return { kind: 'few', of, items };
  }
  const bits: Bool[] = Array.from({ length: sizeOf(of) }, () => no);
  for (const [i, place] of places.entries()) {
    if (place !== undefined) bits[place] = set.bits[i] ?? no;
  }
  return { kind: 'set', of, bits };
}

function fewOver(of: Type, few: FewSym): FewSym {
  if (sameType(of, few.of)) return few;
  return { kind: 'few', of, items: few.items.map(one => moved(one.index, one.here, few.of, of)) };
}

// Only ranges have other bounds and are large.
function moved(index: Num, here: Bool, from: Type, to: Type): FewSym['items'][number] {
  if (from.kind !== 'range' || to.kind !== 'range') return { index, here };
  const at = add(index, number(Number(from.low) - Number(to.low)));
  const inside = all([atMost(number(0), at), less(at, number(sizeOf(to)))]);
  return { index: at, here: all([here, inside]) };
}

function dense(few: FewSym): SetSym {
  const bits = domain(few.of).map((_, i) =>
    any(few.items.map(({ index, here }) => all([here, equal(index, number(i))]))),
  );
  return { kind: 'set', of: few.of, bits };
}

/** The set as the values in it. */
export function fewOf(set: SetSym | FewSym): FewSym {
  if (set.kind === 'few') return set;
  return {
    kind: 'few',
    of: set.of,
    items: set.bits.map((here, i) => ({ index: number(i), here })),
  };
}

/** A bit for each value of a type that has not too many. */
export function denseOver(of: Type, set: SetSym | FewSym): SetSym {
  const over = setOver(of, set);
  return over.kind === 'few' ? dense(over) : over;
}

/** Two sets over one type. */
export function together(
  a: SetSym | FewSym,
  b: SetSym | FewSym,
): [SetSym | FewSym, SetSym | FewSym] {
  const of = joint(a.of, b.of);
  return [setOver(of, a), setOver(of, b)];
}

/** Two sets over one type, kept alike. */
export function alike(a: SetSym | FewSym, b: SetSym | FewSym): [SetSym | FewSym, SetSym | FewSym] {
  const [left, right] = together(a, b);
  if (left.kind === right.kind) return [left, right];
  if (isDense(left.of)) return [denseOver(left.of, left), denseOver(left.of, right)];
  return [fewOf(left), fewOf(right)];
}

function joint(a: Type, b: Type): Type {
  if (a.kind !== 'range' || b.kind !== 'range') return a;
  if (a.high < a.low) return b;
  if (b.high < b.low) return a;
  return {
    kind: 'range',
    low: a.low < b.low ? a.low : b.low,
    high: a.high > b.high ? a.high : b.high,
  };
}

/** The left set is a subset of the right one; they are over one type. */
export function within(left: SetSym | FewSym, right: SetSym | FewSym): Bool {
  if (left.kind === 'set' && right.kind === 'set') {
    return all(left.bits.map((bit, i) => implies(bit, right.bits[i] ?? no)));
  }
  return all(fewOf(left).items.map(({ index, here }) => implies(here, hasIndex(right, index))));
}

/** The value of this index is in the set. */
export function hasIndex(set: SetSym | FewSym, index: Num): Bool {
  const at = known(index);
  if (set.kind === 'set') {
    if (at !== null) return set.bits[at] ?? no;
    return any(set.bits.map((bit, i) => all([bit, equal(index, number(i))])));
  }
  return any(set.items.map(one => all([one.here, equal(one.index, index)])));
}
