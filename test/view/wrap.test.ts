/** Text in columns. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tableLines } from '../../src/view/table.ts';
import { labelled, listed, oneLine, wrap } from '../../src/view/wrap.ts';

describe('wrapping', () => {
  test('breaks at blanks and cuts what has none', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij']);
    expect(wrap('', 5)).toEqual(['']);
  });

  test('keeps further lines under the first', () => {
    expect(labelled('  with:  ', 'p = 1 q = 2', 14)).toEqual(['  with:  p = 1', '         q = 2']);
  });

  test('breaks a list between its items', () => {
    expect(listed('x: ', ['a = 1', 'b = 2', 'c = some { d: 3 }'], 16)).toEqual([
      'x: a = 1, b = 2,',
      '   c = some { d:',
      '   3 }',
    ]);
  });

  test('makes one line of source text, without its comments', () => {
    expect(oneLine('a and  // why\n  /* not */ b')).toBe('a and b');
  });
});

describe('a table', () => {
  test('that is too wide goes on below, with its key columns', () => {
    const long = 'a property of some length';
    const table = {
      heads: ['variant', long, long, long],
      keys: 1,
      rows: [['v', 'holds', 'holds', 'violated in 6']],
    };
    expect(tableLines(table)).toEqual([
      '  variant  a property of some length  a property of some length',
      '  v        holds                      holds',
      '',
      '  variant  a property of some length',
      '  v        violated in 6',
    ]);
  });

  test('is never wider than 72 columns', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'abc '), maxLength: 60 });
    const tables = fc.integer({ min: 1, max: 7 }).chain(n =>
      fc.record({
        keys: fc.integer({ min: 1, max: Math.min(3, n) }),
        heads: fc.array(cell, { minLength: n, maxLength: n }),
        rows: fc.array(fc.array(cell, { minLength: n, maxLength: n }), { maxLength: 5 }),
      }),
    );
    fc.assert(
      fc.property(tables, table => {
        expect(tableLines(table).filter(line => line.length > 72)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
