import { List } from 'immutable';
import { describe, expect, it } from 'vitest';
import { show, toJson } from '../../src/machine/show.ts';
import type { Type } from '../../src/machine/types.ts';
import type { Value } from '../../src/machine/value.ts';

const Page: Type = { kind: 'scalarset', name: 'Page', size: 3 };
const Use: Type = { kind: 'enum', name: 'Use', members: ['linked', 'free'] };
const bool: Type = { kind: 'bool' };
const int: Type = { kind: 'int' };
const Walk: Type = {
  kind: 'union',
  name: 'Walk',
  cases: [
    { name: 'idle', fields: [] },
    { name: 'walking', fields: [{ name: 'at', type: Page }] },
  ],
};
const Entry: Type = {
  kind: 'struct',
  name: 'Entry',
  fields: [
    { name: 'next', type: { kind: 'option', of: Page } },
    { name: 'user', type: bool },
  ],
};

const shown: readonly (readonly [string, unknown, Type, Value])[] = [
  ['true', true, bool, true],
  ['-3', -3, int, -3],
  ['9007199254740993', '9007199254740993', int, 9007199254740993n],
  ['Page0', 'Page0', Page, 0],
  ['free', 'free', Use, 1],
  ['none', null, { kind: 'option', of: Page }, null],
  ['some Page1', { some: 'Page1' }, { kind: 'option', of: Page }, List([1])],
  ['{Page0, Page2}', ['Page0', 'Page2'], { kind: 'set', of: Page, max: null }, List([0, 2])],
  ['[2, 1]', [2, 1], { kind: 'seq', of: int, max: 4 }, List([2, 1])],
  ['idle', { tag: 'idle', value: {} }, Walk, List([0])],
  ['walking { at: Page2 }', { tag: 'walking', value: { at: 'Page2' } }, Walk, List([1, 2])],
  ['{ next: none, user: true }', { next: null, user: true }, Entry, List([null, true])],
  [
    '[Page0: free, Page1: linked, Page2: free]',
    [
      ['Page0', 'free'],
      ['Page1', 'linked'],
      ['Page2', 'free'],
    ],
    { kind: 'map', key: Page, value: Use },
    List([1, 0, 1]),
  ],
];

describe('a value', () => {
  it.each(shown)('is read as %s', (text, json, type, value) => {
    expect(show(type, value)).toBe(text);
    expect(toJson(type, value)).toEqual(json);
  });
});
