/** Soft breaks are joined as RFC 3676 has it, one depth of quotation at a time. */
import { expect, test } from 'vitest';
import { unflow } from '../../src/mail/flowed.ts';

test.each([
  ['a soft break keeps its blank', 'one \ntwo\nthree', 'one two\nthree', false],
  ['with DelSp it does not', 'Donau \ndampf\nthree', 'Donaudampf\nthree', true],
  [
    'quote marks are taken off before joining',
    '> one \n> two\n> three',
    '> one two\n> three',
    false,
  ],
  ['marks without a blank are the same', '>one \n>two', '> one two', false],
  ['another depth ends a paragraph', '> one \n>> two\nthree', '> one \n>> two\nthree', false],
  ['stuffed blanks go', ' From here\n  two\n one', 'From here\n two\none', false],
  ['a stuffed mark is no quotation', ' >x', ' >x', false],
  ['blanks behind a quotation mark stay but one', '>   x', '>   x', false],
  ['an empty quoted line', '>\n> ', '>\n>', false],
  ["a signature's separator stands alone", 'one \n-- \nJane \nDoe', 'one \n-- \nJane Doe', false],
  ['a soft break at the end', 'one ', 'one ', false],
  ['nothing', '', '', false],
] as const)('%s', (_, text, expected, delSp) => {
  expect(unflow(text, delSp)).toBe(expected);
});
