import { describe, expect, it } from 'vitest';
import { encode } from '../../src/machine/value.ts';
import { initialStates } from '../../src/reference/initial.ts';
import {
  all,
  Builder,
  binder,
  bool,
  constant,
  enumOf,
  eq,
  everywhere,
  less,
  mapType,
  member,
  num,
  over,
  pick,
  plus,
  range,
  ref,
  scalarset,
  set,
  setLiteral,
  truth,
} from '../support/machines.ts';

const bit = range(0, 1);
const states = (b: Builder): readonly string[] => initialStates(b.machine()).states.map(encode);

describe('initial states', () => {
  it('take the values of the first variable slowest', () => {
    const b = new Builder();
    b.shared('x', bit, { kind: 'each', set: all(bit), entry: bit });
    b.shared('y', bit, { kind: 'each', set: all(bit), entry: bit });
    expect(states(b)).toEqual(['[0,0,]', '[0,1,]', '[1,0,]', '[1,1,]']);
  });

  it('choose for each entry of a map by itself', () => {
    const b = new Builder();
    b.shared('m', mapType(bool, mapType(bool, bit)), {
      kind: 'each',
      set: all(bit),
      entry: bit,
    });
    expect(states(b)).toHaveLength(16);
    expect(states(b)[1]).toBe('[[[0,0,],[0,1,],],]');
  });

  it('may use the parameters of a family, and variables before', () => {
    const b = new Builder();
    const i = binder('i', range(1, 2));
    const x = b.shared('x', range(0, 9), num(5));
    b.local('d', [i], 'y', range(0, 9), plus(x, ref(i)));
    b.device('d', [i], {});
    expect(states(b)).toEqual(['[5,[6,7,],]']);
  });

  it('are what `init` makes of them, each once', () => {
    const b = new Builder();
    const x = b.shared('x', range(0, 3), { kind: 'each', set: all(bit), entry: bit });
    const p = binder('p', bit);
    b.begin(pick(p, all(bit)), set(x, plus(x, ref(p))));
    expect(states(b)).toEqual(['[0,]', '[1,]', '[2,]']);
  });

  it('satisfy the assumptions', () => {
    const b = new Builder();
    const x = b.shared('x', range(0, 3), { kind: 'each', set: all(range(0, 3)), entry: bit });
    b.assume(less(num(1), x));
    expect(states(b)).toEqual(['[2,]', '[3,]']);
  });

  it('are none, and no error, where an assumption about parameters is false', () => {
    const b = new Builder();
    b.shared('x', bit, over(num(1), num(0)));
    b.assume(truth(false));
    expect(initialStates(b.machine())).toEqual({ states: [], faults: [] });
  });

  it('have every thread at its first step', () => {
    const Cpu = scalarset('Cpu', 2);
    const b = new Builder(Cpu);
    b.thread('t', [binder('c', Cpu)], [{ name: 'a', body: [] }]);
    expect(states(b)).toEqual(['[[0,0,],]']);
  });

  it('tell what fails on the way', () => {
    const b = new Builder();
    const x = b.shared('x', bit, { kind: 'each', set: all(bit), entry: bit });
    b.shared('y', range(0, 9), over(num(1), x));
    const { states, faults } = initialStates(b.machine());
    expect(states.map(encode)).toEqual(['[1,1,]']);
    expect(faults.map(f => (f.kind === 'runtime' ? f.code : ''))).toEqual(['runtime/division']);
  });

  it('start from the same value everywhere unless told otherwise', () => {
    const Use = enumOf('Use', 'free', 'used');
    const Page = scalarset('Page', 3);
    const b = new Builder(Page);
    b.shared('use', mapType(Page, Use), everywhere(Page, member(Use, 'used')));
    b.shared('list', { kind: 'set', of: Page, max: null }, setLiteral(Page));
    b.assume(eq(num(1), constant(bit, 1)));
    expect(states(b)).toEqual(['[[1,1,1,],[],]']);
  });
});
