/**
 * One of two values, or of several, by a test that is not known yet; and whether two
 * values are equal. Both go down the shapes and end in code at the leaves.
 */
import { unreachable } from '../../base/assertion.ts';
import type { Bool, Num } from '../ir/code.ts';
import {
  all,
  any,
  equal,
  implies,
  known,
  less,
  no,
  not,
  number,
  same,
  selectBool,
  selectNum,
} from '../ir/fold.ts';
import { alike, fewOf, setOf, within } from './sets.ts';
import {
  as,
  type Clean,
  type FewSym,
  type OptionSym,
  type SeqSym,
  type SetSym,
  type Sym,
  type SymOf,
  type UnionSym,
} from './sym.ts';
import { hasZerosOf } from './zeros.ts';

/** `then` where the test is true, else `otherwise`; of one type but for bounds of ranges. */
export function select(test: Bool, then: Sym, otherwise: Sym): Sym {
  if (test.kind === 'truth') return test.value ? then : otherwise;
  if (then === otherwise) return then;
  switch (then.kind) {
    case 'bool':
      return { kind: 'bool', value: selectBool(test, then.value, as('bool', otherwise).value) };
    case 'num':
      return { kind: 'num', value: selectNum(test, then.value, as('num', otherwise).value) };
    case 'member':
      return selectMember(test, then, as('member', otherwise));
    case 'struct':
      return {
        kind: 'struct',
        fields: selectAll(test, then.fields, as('struct', otherwise).fields),
      };
    case 'union': {
      const other = as('union', otherwise);
      const cases = then.cases.map((fields, i) => selectAll(test, fields, other.cases[i] ?? []));
      const tag = selectNum(test, then.tag, other.tag);
      return { kind: 'union', tag, cases };
    }
    case 'option':
      return selectOption(test, then, as('option', otherwise));
    case 'map':
      return { kind: 'map', entries: selectAll(test, then.entries, as('map', otherwise).entries) };
    case 'set':
    case 'few':
      return selectSet(test, then, otherwise);
    case 'seq':
      return selectSeq(test, then, as('seq', otherwise));
    default:
      return unreachable(then);
  }
}

const selectAll = (test: Bool, then: readonly Sym[], otherwise: readonly Sym[]): readonly Sym[] =>
  then.map((one, i) => select(test, one, otherwise[i] ?? one));

function selectMember(test: Bool, a: SymOf<'member'>, b: SymOf<'member'>): Sym {
  const bits =
    a.bits !== null && b.bits !== null
      ? a.bits.map((bit, i) => selectBool(test, bit, b.bits?.[i] ?? no))
      : null;
  const index = bits === null ? selectNum(test, indexOfMember(a), indexOfMember(b)) : null;
  return { kind: 'member', set: a.set, bits, index };
}

function selectOption(test: Bool, a: OptionSym, b: OptionSym): Sym {
  const some = selectBool(test, a.some, b.some);
  if (a.of === null || b.of === null)
    return { kind: 'option', some, of: a.of ?? b.of, clean: false };
  return { kind: 'option', some, of: select(test, a.of, b.of), clean: bothClean(a.clean, b.clean) };
}

// What is out of use in either must be 0 for one and the same store.
function bothClean(a: Clean, b: Clean): Clean {
  if (a === b || b === 'in use') return a;
  if (a === 'in use') return b;
  return a !== false && b !== false && hasZerosOf(a, b) ? a : false;
}

function selectSeq(test: Bool, a: SeqSym, b: SeqSym): Sym {
  const [long, short] = a.items.length >= b.items.length ? [a.items, b.items] : [b.items, a.items];
  const items = long.map((item, i) => {
    const other = short[i];
    if (other === undefined) return item;
    return long === a.items ? select(test, item, other) : select(test, other, item);
  });
  const clean = a.items.length === b.items.length && bothClean(a.clean, b.clean);
  return { kind: 'seq', length: selectNum(test, a.length, b.length), items, clean };
}

function selectSet(test: Bool, a: SetSym | FewSym, b: Sym): Sym {
  const [left, right] = alike(a, setOf(b));
  if (left.kind === 'set' && right.kind === 'set') {
    return { ...left, bits: left.bits.map((bit, i) => selectBool(test, bit, right.bits[i] ?? no)) };
  }
  const [x, y] = [fewOf(left), fewOf(right)];
  const items = [
    ...x.items.map(({ index, here }) => ({ index, here: all([test, here]) })),
    ...y.items.map(({ index, here }) => ({ index, here: all([not(test), here]) })),
  ];
  return { kind: 'few', of: x.of, items };
}

/** Which member it is. */
export function indexOfMember({ index, bits }: SymOf<'member'>): Num {
  if (index !== null) return index;
  return (bits ?? []).reduceRight<Num>(
    (rest, bit, i) => (i === 0 ? selectNum(bit, number(0), rest) : selectNum(bit, number(i), rest)),
    number((bits ?? []).length - 1),
  );
}

/** Whether it is this member, for each. */
export function bitsOfMember({ index, bits, set }: SymOf<'member'>): readonly Bool[] {
  if (bits !== null) return bits;
  const at = index ?? number(0);
  return Array.from({ length: set.size }, (_, i) => equal(at, number(i)));
}

/** Two values of one type (but for bounds) are equal. */
export function equalSyms(a: Sym, b: Sym): Bool {
  switch (a.kind) {
    case 'bool':
      return same(a.value, as('bool', b).value);
    case 'num':
      return equal(a.value, as('num', b).value);
    case 'member':
      return equalMembers(a, as('member', b));
    case 'struct':
      return equalAll(a.fields, as('struct', b).fields);
    case 'union':
      return equalUnions(a, as('union', b));
    case 'option': {
      const other = as('option', b);
      if (a.of === null || other.of === null) return same(a.some, other.some);
      return all([same(a.some, other.some), implies(a.some, equalSyms(a.of, other.of))]);
    }
    case 'map':
      return equalAll(a.entries, as('map', b).entries);
    case 'set':
    case 'few': {
      const [left, right] = alike(a, setOf(b));
      return all([within(left, right), within(right, left)]);
    }
    case 'seq':
      return equalSeqs(a, as('seq', b));
    default:
      return unreachable(a);
  }
}

const equalAll = (a: readonly Sym[], b: readonly Sym[]): Bool =>
  all(a.map((one, i) => equalSyms(one, b[i] ?? one)));

function equalMembers(a: SymOf<'member'>, b: SymOf<'member'>): Bool {
  const [x, y] = [a.index && known(a.index), b.index && known(b.index)];
  if (x !== null) return bitsOfMember(b)[x] ?? no;
  if (y !== null) return bitsOfMember(a)[y] ?? no;
  if (a.bits !== null && b.bits !== null) {
    return any(a.bits.map((bit, i) => all([bit, b.bits?.[i] ?? no])));
  }
  return equal(indexOfMember(a), indexOfMember(b));
}

function equalUnions(a: UnionSym, b: UnionSym): Bool {
  const inside = a.cases.map((fields, i) =>
    implies(equal(a.tag, number(i)), equalAll(fields, b.cases[i] ?? [])),
  );
  return all([equal(a.tag, b.tag), ...inside]);
}

function equalSeqs(a: SeqSym, b: SeqSym): Bool {
  const shared = Math.min(a.items.length, b.items.length);
  const items = a.items.slice(0, shared).map((item, i) => {
    const other = b.items[i];
    return other === undefined ? no : implies(less(number(i), a.length), equalSyms(item, other));
  });
  return all([equal(a.length, b.length), ...items]);
}
