/**
 * Names whose values change while a loop runs: a local for each leaf. A slot takes its
 * shape from the type of the name, or, where that has integers without bounds, from the
 * first value that it gets.
 */
import { domain } from '../../machine/domain.ts';
import type { Type } from '../../machine/types.ts';
import type { Bool, LocalId, Num } from '../ir/code.ts';
import { flag, local, no, number } from '../ir/fold.ts';
import { isDense, zeroSym } from './constant.ts';
import { mapLeaves } from './hold.ts';
import { bitsOfMember, indexOfMember } from './merge.ts';
import { denseOver, fewOf, setOf, setOver } from './sets.ts';
import { type Sink, Unable } from './sink.ts';
import { isNum } from './store.ts';
import { as, type Sym } from './sym.ts';

/** Integers without bounds are kept within these. */
const mostInt = 2 ** 45;

/** A Sym all of whose leaves are locals of its own. */
export interface Slot {
  readonly sym: Sym;
  readonly locals: readonly LocalId[];
}

/** A slot for values of a type; `first` is the first of them. */
export function slotFor(type: Type, first: Sym, sink: Sink): Slot {
  const locals: LocalId[] = [];
  const wide = mapLeaves(template(type, first), {
    number: value => {
      const id = sink.numberLocal();
      locals.push(id);
      return { kind: 'local', local: id, low: value.low, high: value.high };
    },
    truth: () => {
      const id = sink.flagLocal();
      locals.push(id);
      return flag(id);
    },
  });
  return { sym: wide, locals };
}

const open = (low: number, high: number): Num => ({ kind: 'local', local: 0, low, high });
const undecided: Bool = flag(0);

// A Sym with the shape and the bounds of all values of the type.
function template(type: Type, first: Sym | null): Sym {
  switch (type.kind) {
    case 'bool':
      return { kind: 'bool', value: undecided };
    case 'int':
      return { kind: 'num', value: open(-mostInt, mostInt) };
    case 'range':
      return { kind: 'num', value: open(Number(type.low), Number(type.high)) };
    case 'enum':
      return { kind: 'num', value: open(0, type.members.length - 1) };
    case 'place':
      return { kind: 'num', value: open(0, type.count - 1) };
    case 'scalarset':
      return { kind: 'member', set: type, index: open(0, type.size - 1), bits: null };
    case 'struct':
      return { kind: 'struct', fields: type.fields.map(f => template(f.type, null)) };
    case 'union': {
      const cases = type.cases.map(c => c.fields.map(f => template(f.type, null)));
      return { kind: 'union', tag: open(0, cases.length - 1), cases };
    }
    case 'option':
      return { kind: 'option', some: undecided, of: template(type.of, null), clean: false };
    case 'map':
      return { kind: 'map', entries: domain(type.key).map(() => template(type.value, null)) };
    case 'set':
      return setTemplate(type.of, first);
    case 'seq': {
      const items = Array.from({ length: type.max }, () => template(type.of, null));
      return { kind: 'seq', length: open(0, type.max), items, clean: false };
    }
    default:
      return zeroSym(type);
  }
}

function setTemplate(of: Type, first: Sym | null): Sym {
  const set = first === null ? null : setOf(first);
  const type = of.kind === 'int' ? set?.of : of;
  if (type === undefined) throw new Unable('a set of integers without bounds changes in a loop');
  if (isDense(type)) return { kind: 'set', of: type, bits: domain(type).map(() => undecided) };
  if (set === null) throw new Unable('a set over a large type changes in a loop');
  const items = fewOf(set).items.map(() => {
    return { index: open(-1, domain(type).length), here: undecided };
  });
  return { kind: 'few', of: type, items };
}

/** Gives a slot a value; what the value reads of the slot is what was in it before. */
export function setSlot(slot: Slot, sym: Sym, sink: Sink): void {
  const values = leavesAlong(slot.sym, sym);
  const held = values.map(value => (isNum(value) ? sink.number(value) : sink.truth(value)));
  const fresh = held.map((value, i) => {
    const id = value.kind === 'local' || value.kind === 'flag' ? value.local : null;
    if (id === null || !slot.locals.includes(id) || slot.locals[i] === id) return value;
    return isNum(value) ? copyOf(value, sink) : copyOfTruth(value, sink);
  });
  for (const [i, value] of fresh.entries()) {
    const id = slot.locals[i];
    if (id !== undefined) sink.put({ kind: 'set', local: id, value });
  }
}

function copyOf(value: Num, sink: Sink): Num {
  const id = sink.numberLocal();
  sink.put({ kind: 'set', local: id, value });
  return local(id, value.low, value.high);
}

function copyOfTruth(value: Bool, sink: Sink): Bool {
  const id = sink.flagLocal();
  sink.put({ kind: 'set', local: id, value });
  return flag(id);
}

// The leaves of a value in the order and the number of the slot's leaves.
function leavesAlong(slot: Sym, sym: Sym): readonly (Num | Bool)[] {
  switch (slot.kind) {
    case 'bool':
      return [as('bool', sym).value];
    case 'num':
      return [bounded(as('num', sym).value, slot.value)];
    case 'member':
      return slot.bits === null
        ? [indexOfMember(as('member', sym))]
        : [...bitsOfMember(as('member', sym))];
    case 'struct':
      return along(slot.fields, as('struct', sym).fields);
    case 'union': {
      const { tag, cases } = as('union', sym);
      return [tag, ...slot.cases.flatMap((fields, i) => along(fields, cases[i] ?? []))];
    }
    case 'option': {
      const { some, of } = as('option', sym);
      if (slot.of === null) return [some];
      return [some, ...(of === null ? zerosOf(slot.of) : leavesAlong(slot.of, of))];
    }
    case 'map':
      return along(slot.entries, as('map', sym).entries);
    case 'set': {
      const { bits } = denseOver(slot.of, setOf(sym));
      return slot.bits.map((_, i) => bits[i] ?? no);
    }
    case 'few': {
      const { items } = fewOf(setOver(slot.of, setOf(sym)));
      if (items.length > slot.items.length)
        throw new Unable('a set over a large type grows in a loop');
      return slot.items.flatMap((_, i) => {
        const item = items[i];
        return [item?.index ?? number(0), item?.here ?? no];
      });
    }
    case 'seq': {
      const { length, items } = as('seq', sym);
      const own = slot.items.flatMap((one, i) => {
        const item = items[i];
        return item === undefined ? zerosOf(one) : leavesAlong(one, item);
      });
      return [length, ...own];
    }
    default:
      return [];
  }
}

const along = (slots: readonly Sym[], syms: readonly Sym[]): readonly (Num | Bool)[] =>
  slots.flatMap((slot, i) => {
    const sym = syms[i];
    return sym === undefined ? zerosOf(slot) : leavesAlong(slot, sym);
  });

function zerosOf(slot: Sym): readonly (Num | Bool)[] {
  const zeros: (Num | Bool)[] = [];
  mapLeaves(slot, {
    number: value => {
      zeros.push(number(0));
      return value;
    },
    truth: value => {
      zeros.push(no);
      return value;
    },
  });
  return zeros;
}

function bounded(value: Num, within: Num): Num {
  if (value.low >= -mostInt && value.high <= mostInt) return value;
  if (within.low > -mostInt && within.high < mostInt) return value;
  throw new Unable('an integer that changes in a loop has no bounds');
}
