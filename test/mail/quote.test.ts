/** A reply quotes what a pattern finds, says what it leaves out, and stays mail. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Choice, quoteMail } from '../../src/mail/quote.ts';
import { type Mail, readMail } from '../../src/mail/read.ts';
import { bytes, head } from './manglers.ts';

function mailOf(octets: string): Mail {
  const mail = readMail(Buffer.from(bytes(octets)).toString('latin1'));
  if (mail.kind !== 'mail') throw new Error('no mail');
  return mail;
}

const parent = mailOf(`${head()}Hello,

I'm not sure the criteria how small we consider
acceptable. But leaving an incomplete
fix in code doesn't sound clean.

> kernel_pte_work_func()
>
> > tlb_flush()
It walks.

Thanks,
Jane
-- 
Jane's signature
`);

const quote = (choice: Partial<Choice>, mail = parent) => {
  const found = quoteMail(mail, { pattern: null, unit: 'line', ...choice });
  return found.kind === 'quoted' ? found.quote.lines : found;
};

describe('what is quoted', () => {
  test('is everything above the signature when there is no pattern', () => {
    expect(quote({})).toEqual([
      '> Hello,',
      '>',
      "> I'm not sure the criteria how small we consider",
      '> acceptable. But leaving an incomplete',
      "> fix in code doesn't sound clean.",
      '>',
      '>> kernel_pte_work_func()',
      '>>',
      '>> > tlb_flush()',
      '> It walks.',
      '>',
      '> Thanks,',
      '> Jane',
    ]);
  });

  test('is the lines that match, and two that match together', () => {
    expect(quote({ pattern: /criteria/ })).toEqual([
      '> [...]',
      "> I'm not sure the criteria how small we consider",
      '> [...]',
    ]);
    expect(quote({ pattern: /incomplete fix/ })).toEqual([
      '> [...]',
      '> acceptable. But leaving an incomplete',
      "> fix in code doesn't sound clean.",
      '> [...]',
    ]);
  });

  test('is the paragraphs of one depth that match', () => {
    expect(quote({ pattern: /clean|tlb_flush/, unit: 'paragraph' })).toEqual([
      '> [...]',
      "> I'm not sure the criteria how small we consider",
      '> acceptable. But leaving an incomplete',
      "> fix in code doesn't sound clean.",
      '> [...]',
      '>> > tlb_flush()',
      '> [...]',
    ]);
  });

  test('keeps one blank line where nothing else is left out', () => {
    expect(quote({ pattern: /Hello|criteria|sound|accept/ })).toEqual([
      '> Hello,',
      '>',
      "> I'm not sure the criteria how small we consider",
      '> acceptable. But leaving an incomplete',
      "> fix in code doesn't sound clean.",
      '> [...]',
    ]);
  });

  test('does not depend on how often a pattern was used', () => {
    const pattern = /Hello/gy;
    pattern.lastIndex = 3;
    expect(quote({ pattern })).toEqual(quote({ pattern: /Hello/ }));
  });

  test('is nothing when nothing matches, and when a pattern may take for ever', () => {
    expect(quote({ pattern: /signature/ })).toEqual({ kind: 'nothing' });
    expect(quote({ pattern: /(a+)+$/ })).toMatchObject({ kind: 'risky' });
  });
});

describe('the attribution', () => {
  const attribution = (mail: Mail) => {
    const found = quoteMail(mail, { pattern: null, unit: 'line' });
    return found.kind === 'quoted' ? found.quote.attribution : found;
  };

  test('names the date and the sender', () => {
    expect(attribution(parent)).toEqual(['On Fri, 15 Aug 2025 09:46:00 +0000, Doe, Jane wrote:']);
  });

  test('is in two lines when it is long, and says an address for want of a name', () => {
    const long = `From: ${'Jane '.repeat(12)}<j@example.org>\nDate: Fri, 15 Aug 2025 09:46:00 +0000\n\nx\n`;
    expect(attribution(mailOf(long))).toEqual([
      'On Fri, 15 Aug 2025 09:46:00 +0000,',
      `${'Jane '.repeat(12).trim()} wrote:`,
    ]);
    expect(attribution(mailOf('From: j@example.org\nTo: x\n\nx\n'))).toEqual([
      'j@example.org wrote:',
    ]);
  });
});

describe('lines', () => {
  test('that a mailer made of paragraphs are wrapped under their marks', () => {
    const fields = ['Content-Type: text/plain; format=flowed'];
    const words = Array.from({ length: 40 }, (_, i) => `word${i}`);
    const mail = mailOf(`${head(fields)}> ${words.join(' ')}\n`);
    const lines = quote({}, mail);
    if (!Array.isArray(lines)) throw new Error('nothing quoted');
    expect(lines.every(line => line.startsWith('>> ') && line.length <= 78)).toBe(true);
    expect(lines.map(line => line.slice(3)).join(' ')).toBe(words.join(' '));
  });

  test('are text of at most 998 bytes, whatever the mail holds', () => {
    const text = fc.array(
      fc.constantFrom(
        'x',
        '>',
        ' ',
        '\0',
        '\t',
        '字'.repeat(300),
        'y'.repeat(999),
        '\n',
        '\ud800',
        '😀',
      ),
      {
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(text, pieces => {
        const mail: Mail = { ...parent, body: pieces.join('') };
        const lines = quote({}, mail);
        if (!Array.isArray(lines)) return;
        for (const line of lines) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998);
          expect(line).toMatch(/^>(?:[\t\P{Cc}])*$/u);
          expect(line).not.toMatch(/\p{Cs}/u);
        }
      }),
    );
  });
});
