/**
 * Makes code expressions that are as small as what is known allows: constants are folded,
 * bounds decide comparisons, constants move out of sums, so that what is left are
 * tests of fields, which back ends merge into masks. Every maker keeps the meaning of
 * its operands; bounds are exact intervals, and a bound that is no safe integer is the
 * business of whoever asks for the Num.
 */
import type { Bool, Field, File, LocalId, Num, Site } from './code.ts';

export const no: Bool = { kind: 'truth', value: false };
export const yes: Bool = { kind: 'truth', value: true };

export const truth = (value: boolean): Bool => (value ? yes : no);

/** A constant. */
export const number = (value: number): Num => ({ kind: 'number', value, low: value, high: value });

/** The bits of a field. */
export const read = (file: File, field: Field): Num => ({
  kind: 'read',
  file,
  field,
  low: 0,
  high: 2 ** field.width - 1,
});

/** A field that holds 0 to `high`. */
export const readUpTo = (file: File, field: Field, high: number): Num => ({
  kind: 'read',
  file,
  field,
  low: 0,
  high,
});

export const bit = (file: File, field: Field): Bool => ({ kind: 'bit', file, field });
export const flag = (local: LocalId): Bool => ({ kind: 'flag', local });
export const rank = (site: Site): Num => ({ kind: 'rank', site, low: 1, high: 2 ** 31 });

export const local = (id: LocalId, low: number, high: number): Num =>
  low === high ? number(low) : { kind: 'local', local: id, low, high };

export const isTrue = (b: Bool): boolean => b.kind === 'truth' && b.value;
export const isFalse = (b: Bool): boolean => b.kind === 'truth' && !b.value;

/** The number that a Num always is, if it is known. */
export const known = (n: Num): number | null => (n.kind === 'number' ? n.value : null);

const bounded = (n: Num, low: number, high: number): Num =>
  low === high && Number.isSafeInteger(low) ? number(low) : { ...n, low, high };

export function add(left: Num, right: Num): Num {
  const [a, b] = [known(left), known(right)];
  if (a !== null && b !== null) return number(a + b);
  if (a !== null) return add(right, left);
  if (b === 0) return left;
  // (x + c) + b
  if (b !== null && left.kind === 'add') {
    const c = known(left.right);
    if (c !== null) return add(left.left, number(c + b));
  }
  const sum: Num = { kind: 'add', left, right, low: 0, high: 0 };
  return bounded(sum, left.low + right.low, left.high + right.high);
}

export function sub(left: Num, right: Num): Num {
  const b = known(right);
  if (b !== null) return add(left, number(-b));
  const difference: Num = { kind: 'sub', left, right, low: 0, high: 0 };
  return bounded(difference, left.low - right.high, left.high - right.low);
}

export function mul(left: Num, right: Num): Num {
  const [a, b] = [known(left), known(right)];
  if (a !== null && b !== null) return number(a * b + 0);
  if (a !== null) return mul(right, left);
  if (b === 1) return left;
  if (b === 0) return number(0);
  const corners = [
    left.low * right.low,
    left.low * right.high,
    left.high * right.low,
    left.high * right.high,
  ];
  const product: Num = { kind: 'mul', left, right, low: 0, high: 0 };
  return bounded(product, Math.min(...corners) + 0, Math.max(...corners) + 0);
}

/** As in C; where the right side may be 0 the caller has made sure that it is not. */
export function div(left: Num, right: Num): Num {
  const [a, b] = [known(left), known(right)];
  if (b === 0) return number(0);
  if (a !== null && b !== null) return number(Math.trunc(a / b) + 0);
  if (b === 1) return left;
  const most = Math.max(Math.abs(left.low), Math.abs(left.high));
  const least = left.low >= 0 && right.low >= 0 ? 0 : -most;
  return bounded({ kind: 'div', left, right, low: 0, high: 0 }, least, most);
}

export function rem(left: Num, right: Num): Num {
  const [a, b] = [known(left), known(right)];
  if (b === 0) return number(0);
  if (a !== null && b !== null) return number((a % b) + 0);
  const most = Math.min(
    Math.max(Math.abs(left.low), Math.abs(left.high)),
    Math.max(Math.abs(right.low), Math.abs(right.high)) - 1,
  );
  const low = left.low >= 0 ? 0 : -most;
  const high = left.high <= 0 ? 0 : most;
  return bounded({ kind: 'rem', left, right, low: 0, high: 0 }, low, high);
}

export const negative = (of: Num): Num => sub(number(0), of);

/** How many of these are true. */
export function count(of: readonly Bool[]): Num {
  const open = of.filter(b => b.kind !== 'truth');
  const sure = of.filter(isTrue).length;
  if (open.length === 0) return number(sure);
  return add({ kind: 'count', of: open, low: 0, high: open.length }, number(sure));
}

export function selectNum(test: Bool, then: Num, otherwise: Num): Num {
  if (test.kind === 'truth') return test.value ? then : otherwise;
  if (sameNum(then, otherwise)) return then;
  if (test.kind === 'not') return selectNum(test.of, otherwise, then);
  const chosen: Num = { kind: 'select', test, then, otherwise, low: 0, high: 0 };
  return {
    ...chosen,
    low: Math.min(then.low, otherwise.low),
    high: Math.max(then.high, otherwise.high),
  };
}

export function selectBool(test: Bool, then: Bool, otherwise: Bool): Bool {
  if (test.kind === 'truth') return test.value ? then : otherwise;
  if (then.kind === 'truth')
    return then.value ? any([test, otherwise]) : all([not(test), otherwise]);
  if (otherwise.kind === 'truth')
    return otherwise.value ? any([not(test), then]) : all([test, then]);
  if (sameBool(then, otherwise)) return then;
  return { kind: 'select', test, then, otherwise };
}

export function not(of: Bool): Bool {
  if (of.kind === 'truth') return truth(!of.value);
  if (of.kind === 'not') return of.of;
  return { kind: 'not', of };
}

export function all(of: readonly Bool[]): Bool {
  const open: Bool[] = [];
  for (const one of of) {
    if (one.kind === 'truth') {
      if (!one.value) return no;
    } else if (one.kind === 'all') open.push(...one.of);
    else if (one.kind === 'not' && one.of.kind === 'any') open.push(...one.of.of.map(not));
    else open.push(one);
  }
  const [first] = open;
  if (first === undefined) return yes;
  return open.length === 1 ? first : { kind: 'all', of: open };
}

export function any(of: readonly Bool[]): Bool {
  const open: Bool[] = [];
  for (const one of of) {
    if (one.kind === 'truth') {
      if (one.value) return yes;
    } else if (one.kind === 'any') open.push(...one.of);
    else if (one.kind === 'not' && one.of.kind === 'all') open.push(...one.of.of.map(not));
    else open.push(one);
  }
  const [first] = open;
  if (first === undefined) return no;
  return open.length === 1 ? first : { kind: 'any', of: open };
}

export const implies = (left: Bool, right: Bool): Bool => any([not(left), right]);

/** Both or neither. */
export function same(left: Bool, right: Bool): Bool {
  if (left.kind === 'truth') return left.value ? right : not(right);
  if (right.kind === 'truth') return same(right, left);
  if (sameBool(left, right)) return yes;
  return { kind: 'same', left, right };
}

export function equal(left: Num, right: Num): Bool {
  const [a, b] = [known(left), known(right)];
  if (a !== null && b !== null) return truth(a === b);
  if (a !== null) return equal(right, left);
  if (left.high < right.low || right.high < left.low) return no;
  if (sameNum(left, right)) return yes;
  if (b === null) return { kind: 'equal', left, right };
  return equalsKnown(left, b);
}

function equalsKnown(left: Num, b: number): Bool {
  switch (left.kind) {
    case 'add': {
      const c = known(left.right);
      if (c !== null) return equal(left.left, number(b - c));
      break;
    }
    case 'select':
      return selectBool(left.test, equal(left.then, number(b)), equal(left.otherwise, number(b)));
    case 'count':
      if (b === 0) return all(left.of.map(not));
      if (b === left.of.length) return all(left.of);
      break;
    case 'read':
      if (left.field.width === 1) {
        const on: Bool = { kind: 'bit', file: left.file, field: left.field };
        return b === 1 ? on : not(on);
      }
      break;
    default:
  }
  return { kind: 'equal', left, right: number(b) };
}

export function less(left: Num, right: Num): Bool {
  if (left.high < right.low) return yes;
  if (left.low >= right.high) return no;
  const b = known(right);
  if (b !== null && left.low === b - 1) return equal(left, number(b - 1));
  const a = known(left);
  if (a !== null && right.high === a + 1) return equal(right, number(a + 1));
  return { kind: 'less', left, right };
}

export const atMost = (left: Num, right: Num): Bool => not(less(right, left));

/** A truth as 1 or 0. */
export const asNum = (of: Bool): Num => selectNum(of, number(1), number(0));

/** The same expression, seen cheaply: equal leaves, or one object. */
export function sameNum(a: Num, b: Num): boolean {
  if (a === b) return true;
  if (a.kind === 'number') return b.kind === 'number' && a.value === b.value;
  if (a.kind === 'local') return b.kind === 'local' && a.local === b.local;
  if (a.kind === 'read')
    return b.kind === 'read' && a.file === b.file && sameField(a.field, b.field);
  if (a.kind === 'rank') return b.kind === 'rank' && a.site === b.site;
  if (a.kind === 'add')
    return b.kind === 'add' && sameNum(a.left, b.left) && sameNum(a.right, b.right);
  return false;
}

/** The same expression, seen cheaply. */
export function sameBool(a: Bool, b: Bool): boolean {
  if (a === b) return true;
  if (a.kind === 'truth') return b.kind === 'truth' && a.value === b.value;
  if (a.kind === 'flag') return b.kind === 'flag' && a.local === b.local;
  if (a.kind === 'bit') return b.kind === 'bit' && a.file === b.file && sameField(a.field, b.field);
  if (a.kind === 'not') return b.kind === 'not' && sameBool(a.of, b.of);
  if (a.kind === 'equal')
    return b.kind === 'equal' && sameNum(a.left, b.left) && sameNum(a.right, b.right);
  return false;
}

export const sameField = (a: Field, b: Field): boolean =>
  a.word === b.word && a.shift === b.shift && a.width === b.width;
