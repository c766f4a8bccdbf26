import { List } from 'immutable';
import { describe, expect, it } from 'vitest';
import type { Expr } from '../../src/machine/expr.ts';
import type { Type } from '../../src/machine/types.ts';
import { encode, type Value } from '../../src/machine/value.ts';
import { inState } from '../../src/reference/context.ts';
import { evaluate } from '../../src/reference/evaluate.ts';
import { isFault } from '../../src/reference/fault.ts';
import {
  all,
  and,
  append,
  Builder,
  binder,
  bool,
  choose,
  constant,
  contains,
  eq,
  exists,
  fitted,
  forall,
  get,
  here,
  implies,
  int,
  less,
  mapType,
  minus,
  not,
  num,
  option,
  or,
  over,
  plus,
  range,
  ref,
  scalarset,
  seqType,
  setLiteral,
  setType,
  some,
  struct,
  truth,
  union,
  unwrap,
} from '../support/machines.ts';

const empty = new Builder().machine();

/** The value as text, or the code of the error. */
function result(expr: Expr, state: readonly Value[] = []): string {
  const value = evaluate(expr, inState(empty, List(state)));
  if (!isFault(value)) return encode(value);
  return value.kind === 'runtime' ? value.code : 'assert';
}

const arithmetic = (op: '+' | '-' | '*' | '/' | '%', left: Value, right: Value): Expr => ({
  kind: 'arithmetic',
  op,
  type: int,
  span: here(),
  left: constant(int, left),
  right: constant(int, right),
});
const failing = (): Expr => eq(over(num(1), num(0)), num(1));
const none = (): Expr => eq(unwrap(constant(option(int), null)), num(1));

describe('integers', () => {
  it('divide as in C, towards zero', () => {
    expect(result(arithmetic('/', -7, 2))).toBe('-3');
    expect(result(arithmetic('%', -7, 2))).toBe('-1');
    expect(result(arithmetic('/', 7, -2))).toBe('-3');
    expect(result(arithmetic('%', 7, -2))).toBe('1');
  });

  it('have one zero', () => {
    const zero = evaluate(arithmetic('*', 0, -5), inState(empty, List()));
    expect(Object.is(zero, 0)).toBe(true);
  });

  it('stay exact beyond what a number can hold, and come back', () => {
    const large = 9_007_199_254_740_991;
    expect(result(arithmetic('+', large, 1))).toBe('9007199254740992');
    expect(result(arithmetic('*', large, large))).toBe('81129638414606663681390495662081');
    expect(evaluate(arithmetic('-', 2n ** 53n, 1), inState(empty, List()))).toBe(large);
  });

  it('cannot be divided by 0', () => {
    expect(result(arithmetic('/', 1, 0))).toBe('runtime/division');
    expect(result(arithmetic('%', 1, 0))).toBe('runtime/division');
  });
});

describe('logic', () => {
  it('stops early', () => {
    expect(result(and(truth(false), failing()))).toBe('f');
    expect(result(or(truth(true), failing()))).toBe('t');
    expect(result(implies(truth(false), failing()))).toBe('t');
    expect(result(choose(truth(true), num(1), over(num(1), num(0))))).toBe('1');
  });

  it('meets an error on its left before it looks right', () => {
    expect(result(and(failing(), truth(false)))).toBe('runtime/division');
    expect(
      result(eq(plus(over(num(1), num(0)), unwrap(constant(option(int), null))), num(0))),
    ).toBe('runtime/division');
  });
});

describe('quantifiers', () => {
  const three = range(0, 2);

  it('give what an element decides, whatever the others do', () => {
    const oneOver = (e: Expr) => less(num(0), over(num(1), e));
    expect(result(exists('i', three, oneOver))).toBe('t');
    expect(result(forall('i', three, e => not(oneOver(e))))).toBe('f');
  });

  it('fail when no element decides', () => {
    expect(result(forall('i', three, e => less(num(-1), over(num(1), e))))).toBe(
      'runtime/division',
    );
  });

  it('name the error that stands first in the text, not that of the first element', () => {
    const test = (e: Expr, value: number, fails: Expr) =>
      choose(eq(e, num(value)), fails, truth(true));
    const [first, second] = [failing(), none()];
    expect(result(forall('i', three, e => and(test(e, 0, second), test(e, 1, first))))).toBe(
      'runtime/division',
    );
    expect(result(forall('i', three, e => and(test(e, 1, second), test(e, 0, first))))).toBe(
      'runtime/division',
    );
  });

  it('hold for all of nothing', () => {
    expect(result(forall('i', setLiteral(int), failing))).toBe('t');
    expect(result(exists('i', setLiteral(int), failing))).toBe('f');
  });
});

describe('sets', () => {
  const set = (...items: number[]) => setLiteral(int, ...items.map(num));

  it('are sorted and have each element once', () => {
    expect(result(set(3, 1, 3, 2))).toBe('[1,2,3,]');
  });

  it('are joined, reduced and searched', () => {
    expect(result(union(set(1, 3), set(2, 3)))).toBe('[1,2,3,]');
    expect(result(minus(set(1, 2, 3), set(2)))).toBe('[1,3,]');
    expect(result(contains(set(1, 2), num(2)))).toBe('t');
  });

  it('are filtered and mapped', () => {
    const i = binder('i', int);
    const below = (domain: Expr): Expr => ({
      kind: 'filter',
      type: setType(int),
      span: here(),
      binder: i,
      domain,
      where: less(ref(i), num(3)),
    });
    const halves: Expr = {
      kind: 'image',
      type: setType(int),
      span: here(),
      binder: i,
      domain: set(1, 2, 3, 5),
      where: less(ref(i), num(4)),
      body: over(ref(i), num(2)),
    };
    expect(result(below(set(1, 2, 3)))).toBe('[1,2,]');
    expect(result(halves)).toBe('[0,1,]');
  });

  it('of an interval are empty when it ends before it begins, and too large is an error', () => {
    const interval = (low: number, high: number): Expr => ({
      kind: 'interval',
      type: setType(int),
      span: here(),
      low: num(low),
      high: num(high),
    });
    expect(result(interval(2, 4))).toBe('[2,3,4,]');
    expect(result(interval(2, 1))).toBe('[]');
    expect(result(interval(0, 1_000_000))).toBe('runtime/overflow');
  });
});

describe('what is stored', () => {
  const small = range(0, 3);

  it('must be in its range, however deep it lies', () => {
    const record = struct('R', { a: small, m: mapType(bool, small) });
    expect(result(fitted(small, num(3)))).toBe('3');
    expect(result(fitted(small, num(4)))).toBe('runtime/range');
    expect(result(fitted(record, constant(record, List([1, List([0, 3])]))))).toBe('[1,[0,3,],]');
    expect(result(fitted(record, constant(record, List([1, List([0, 4])]))))).toBe('runtime/range');
    expect(result(fitted(option(small), some(num(-1))))).toBe('runtime/range');
    expect(result(fitted(setType(small), setLiteral(int, num(1), num(9))))).toBe('runtime/range');
  });

  it('must find room in slots and sequences', () => {
    const two = constant(seqType(small, 2), List([1, 2]));
    expect(result(fitted(seqType(small, 2), append(two, num(3))))).toBe('runtime/overflow');
    expect(result(fitted(setType(small, 1), setLiteral(int, num(1), num(2))))).toBe(
      'runtime/overflow',
    );
  });
});

describe('access', () => {
  const Page = scalarset('Page', 2);

  it('to a key that is none is an error', () => {
    const map = constant(mapType(range(1, 2), bool), List([true, false]));
    expect(result(get(map, num(2)))).toBe('f');
    expect(result(get(map, num(0)))).toBe('runtime/index');
    expect(result(get(map, constant(int, 2n ** 60n)))).toBe('runtime/index');
  });

  it('to an item before the first or after the last is an error', () => {
    const sequence: Type = seqType(int, 3);
    const item = (index: number): Expr => ({
      kind: 'item',
      type: int,
      span: here(),
      of: constant(sequence, List([7, 8])),
      index: num(index),
    });
    expect(result(item(1))).toBe('8');
    expect(result(item(2))).toBe('runtime/index');
    expect(result(item(-1))).toBe('runtime/index');
  });

  it('to the end of what is empty is an error', () => {
    const head: Expr = {
      kind: 'head',
      type: int,
      span: here(),
      of: constant(seqType(int, 2), List()),
    };
    expect(result(head)).toBe('runtime/underflow');
  });

  it('to the value of none is an error', () => {
    expect(result(unwrap(constant(option(Page), null)))).toBe('runtime/none');
    expect(result(unwrap(some(constant(Page, 1))))).toBe('1');
  });

  it('to a function binds its parameters and nothing else', () => {
    const b = new Builder();
    const x = binder('x', int);
    const double = b.fun('double', [x], plus(ref(x), ref(x)));
    const value = evaluate(double(num(4)), inState(b.machine(), List()));
    expect(value).toBe(8);
  });

  it('to all values of a type goes in their order', () => {
    expect(result(all(Page))).toBe('[0,1,]');
  });
});
