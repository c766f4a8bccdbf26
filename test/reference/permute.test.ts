import { List } from 'immutable';
import { describe, expect, it } from 'vitest';
import { domain } from '../../src/machine/domain.ts';
import { permute } from '../../src/machine/permute.ts';
import type { Type } from '../../src/machine/types.ts';
import { encode, type Value } from '../../src/machine/value.ts';
import { canonicalBy } from '../../src/reference/canonical.ts';
import { permutations } from '../../src/reference/permute.ts';
import {
  Builder,
  bool,
  mapType,
  num,
  option,
  range,
  scalarset,
  seqType,
  setType,
  struct,
} from '../support/machines.ts';

const Page = scalarset('Page', 3);
const Cpu = scalarset('Cpu', 2);
const turn = new Map([['Page', [1, 2, 0]]]);
const turned = (type: Type, value: Value): string => encode(permute(type, value, turn));

describe('a permutation', () => {
  it('moves members wherever they stand', () => {
    expect(turned(Page, 2)).toBe('0');
    expect(turned(option(Page), null)).toBe('-');
    expect(turned(option(Page), List([0]))).toBe('[1,]');
    expect(turned(seqType(Page, 3), List([2, 0]))).toBe('[0,1,]');
    expect(turned(struct('S', { p: Page, n: range(0, 9) }), List([1, 1]))).toBe('[2,1,]');
  });

  it('sorts a set again', () => {
    expect(turned(setType(Page), List([0, 2]))).toBe('[0,1,]');
  });

  it('moves the entries of a map with their keys', () => {
    expect(turned(mapType(Page, range(0, 9)), List([7, 8, 9]))).toBe('[9,7,8,]');
    expect(turned(mapType(Page, Page), List([0, 0, 0]))).toBe('[1,1,1,]');
    expect(turned(mapType(option(Page), bool), List([true, false, false, false]))).toBe(
      '[t,f,f,f,]',
    );
  });

  it('leaves the members of other scalarsets where they are', () => {
    expect(turned(mapType(Cpu, Page), List([0, 2]))).toBe('[1,0,]');
  });
});

describe('all permutations', () => {
  it('are as many as the product of the factorials, the identity first', () => {
    const all = permutations([Page, Cpu]);
    expect(all).toHaveLength(12);
    expect(all[0]?.get('Page')).toEqual([0, 1, 2]);
  });
});

describe('orbits', () => {
  const type = mapType(Page, mapType(Cpu, range(0, 1)));
  const b = new Builder(Page, Cpu);
  b.shared('m', type, num(0));
  b.shared('s', setType(Page), num(0));
  const states = domain(type).flatMap(m => domain(setType(Page)).map(s => List<Value>([m, s])));
  const all = permutations([Page, Cpu]);
  const canonical = canonicalBy(b.machine(), all);
  const keys = new Map(
    states.map(state => [canonical(state).key, canonical(state).orbit] as const),
  );

  it('partition the states: their sizes add up', () => {
    const sum = [...keys.values()].reduce((a, c) => a + c);
    expect(sum).toBe(states.length);
    expect(keys.size).toBeLessThan(states.length / 5);
  });

  it('have one least form, which the permutation given leads to', () => {
    for (const state of states) {
      const { key, permutation } = canonical(state);
      const least = [type, setType(Page)].map((t, i) =>
        encode(permute(t, state.get(i) ?? null, permutation)),
      );
      expect(least.join()).toBe(key);
    }
  });
});
