/** Reading: the Sym of what a store holds. */
import { unreachable } from '../../base/assertion.ts';
import type { Type } from '../../machine/types.ts';
import type { Bool, Field, File, Num } from '../ir/code.ts';
import { add, any, asNum, bit, equal, no, not, number, readUpTo, yes } from '../ir/fold.ts';
import type { Store } from '../layout/layout.ts';
import { isDense } from './constant.ts';
import { setOver } from './sets.ts';
import { isNum } from './store.ts';
import type { FewSym, OptionSym, Sym } from './sym.ts';

/** What a field holds now: which of the two files says it, or the value itself. */
export type Reading = (field: Field) => File | Num | Bool;

function raw(field: Field, high: number, reading: Reading): Num {
  if (field.width === 0) return number(0);
  const now = reading(field);
  if (typeof now === 'string') return readUpTo(now, field, high);
  return isNum(now) ? now : asNum(now);
}

function truth(field: Field, reading: Reading): Bool {
  if (field.width === 0) return no;
  const now = reading(field);
  if (typeof now === 'string') return bit(now, field);
  return isNum(now) ? equal(now, number(1)) : now;
}

/** What the store of a variable of this type, or of a part of it, holds. */
export function load(store: Store, type: Type, reading: Reading): Sym {
  switch (store.kind) {
    case 'bool':
      return { kind: 'bool', value: truth(store.field, reading) };
    case 'number': {
      const value = raw(store.field, store.high - store.low, reading);
      return { kind: 'num', value: add(value, number(store.low)) };
    }
    case 'member': {
      const value = raw(store.field, store.set.size - 1 + store.base, reading);
      const index = add(value, number(-store.base));
      return { kind: 'member', set: store.set, index, bits: null };
    }
    case 'oneHot': {
      const bits = store.bits.map(field => truth(field, reading));
      return { kind: 'member', set: store.set, index: null, bits };
    }
    case 'struct':
      return { kind: 'struct', fields: fields(store.fields, typesOf(type), reading) };
    case 'union': {
      const types = type.kind === 'union' ? type.cases : [];
      const cases = store.cases.map((stores, i) =>
        fields(stores, types[i]?.fields.map(f => f.type) ?? [], reading),
      );
      return { kind: 'union', tag: raw(store.tag, cases.length - 1, reading), cases };
    }
    case 'option':
      return option(store, type, reading);
    case 'map': {
      const value = type.kind === 'map' ? type.value : type;
      return { kind: 'map', entries: store.entries.map(entry => load(entry, value, reading)) };
    }
    case 'set': {
      const bits = store.bits.map(field => truth(field, reading));
      const set = { kind: 'set', of: store.of, bits } as const;
      return isDense(store.of) ? set : setOver(store.of, set);
    }
    case 'slots':
      return slots(store, reading);
    case 'seq': {
      const of = type.kind === 'seq' ? type.of : type;
      const items = store.items.map(item => load(item, of, reading));
      return { kind: 'seq', length: raw(store.length, items.length, reading), items, clean: store };
    }
    default:
      return unreachable(store);
  }
}

const typesOf = (type: Type): readonly Type[] =>
  type.kind === 'struct' ? type.fields.map(f => f.type) : [];

const fields = (
  stores: readonly Store[],
  types: readonly Type[],
  reading: Reading,
): readonly Sym[] => stores.map((store, i) => load(store, types[i] ?? { kind: 'bool' }, reading));

function option(
  store: Extract<Store, { kind: 'option' }>,
  type: Type,
  reading: Reading,
): OptionSym {
  const of = load(store.of, type.kind === 'option' ? type.of : type, reading);
  const some = store.some === null ? inUse(store.of, reading) : truth(store.some, reading);
  return { kind: 'option', some, of, clean: store };
}

// The raw bits of a leaf are not all 0.
function inUse(store: Store, reading: Reading): Bool {
  switch (store.kind) {
    case 'number':
      return not(equal(raw(store.field, store.high - store.low, reading), number(0)));
    case 'member':
      return not(equal(raw(store.field, store.set.size, reading), number(0)));
    case 'oneHot':
      return any(store.bits.map(field => truth(field, reading)));
    default:
      return yes;
  }
}

function slots(store: Extract<Store, { kind: 'slots' }>, reading: Reading): FewSym | Sym {
  const items = store.items.map(field => {
    const value = raw(field, 2 ** field.width - 1, reading);
    return { index: add(value, number(-1)), here: not(equal(value, number(0))) };
  });
  const few: FewSym = { kind: 'few', of: store.of, items, ascending: true };
  return setOver(store.of, few);
}
