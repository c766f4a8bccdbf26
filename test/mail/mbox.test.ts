/** An mbox is cut where a mail begins, and nowhere else. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitMbox, unescapeFrom } from '../../src/mail/mbox.ts';
import { mbox } from './manglers.ts';

const from = 'From jane@example.org Fri Aug 15 09:46:00 2025\n';

describe('a mail begins', () => {
  test.each([
    ['asctime', 'From jane@example.org Fri Aug 15 09:46:00 2025'],
    ['asctime with one digit', 'From jane@example.org Fri Aug  5 09:46:00 2025'],
    ['a zone before the year', 'From jane@example.org Fri Aug 15 09:46:00 CEST 2025'],
    ['a zone behind it', 'From jane@example.org Fri Aug 15 09:46:00 2025 +0200'],
    ['blanks in the sender', 'From Jane Doe Fri Aug 15 09:46 2025'],
    ['format-patch', `From ${'1'.repeat(40)} Mon Sep 17 00:00:00 2001`],
    ['public-inbox', 'From mboxrd@z Thu Jan  1 00:00:00 1970'],
    ['public-inbox without a date', 'From mboxrd@z'],
    ['CRLF', 'From mboxrd@z\r'],
  ])('at a From line: %s', (_, line) => {
    expect(splitMbox(`${from}a\n\n${line}\nb\n`)).toEqual(['a\n', 'b\n']);
  });

  test('not in the middle of a paragraph, nor without a date', () => {
    for (const text of [`a\n${from}b\n`, 'a\n\nFrom here on it walks.\n', 'a\n\n>From x\n'])
      expect(splitMbox(from + text)).toEqual([unescapeFrom(text)]);
  });

  test('not in a file that does not begin with one: a patch pasted into a mail stays there', () => {
    const mail = `Subject: x\n\na\n\n${from}Subject: [PATCH]\n`;
    expect(splitMbox(mail)).toEqual([mail]);
  });
});

test('one mark is taken off what was escaped, in an mbox only', () => {
  expect(splitMbox(`${from}a\n>From b\n>>From c\n> From d\n`)).toEqual([
    'a\nFrom b\n>From c\n> From d\n',
  ]);
  expect(splitMbox('a\n>From b\n')).toEqual(['a\n>From b\n']);
});

test('only the blank line of the mbox is taken away', () => {
  expect(splitMbox(`${from}a\n\n\n${from}b\r\n\r\n${from}c`)).toEqual(['a\n\n', 'b\r\n', 'c']);
});

test('mails come back, with From lines in their text', () => {
  const line = fc.constantFrom(
    '',
    'a',
    from.trim(),
    `>${from.trim()}`,
    '>>From b',
    'From mboxrd@z',
    '> x',
  );
  const mail = fc.array(line, { minLength: 1, maxLength: 8 }).map(lines => `${lines.join('\n')}\n`);
  fc.assert(
    fc.property(fc.array(mail, { minLength: 1, maxLength: 5 }), mails => {
      // An mbox cannot say whether there was a blank line at the end.
      const ended = mails.map(m => m.replace(/\n*$/, '\n'));
      expect(splitMbox(mbox(ended))).toEqual(ended);
    }),
  );
});
