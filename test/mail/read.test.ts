/** Mails as mailers mangle them are read as they were written; bombs are read like any other. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { octetsOf } from '../../src/mail/octets.ts';
import { limits } from '../../src/mail/parts.ts';
import { longestMail, type Mail, readMails } from '../../src/mail/read.ts';
import { sayRemark } from '../../src/mail/remark.ts';
import {
  attached,
  bombs,
  bytes,
  head,
  type Mangler,
  manglers,
  mbox,
  multipart,
  withFooter,
} from './manglers.ts';

function read(octets: string): Mail {
  const found = readMails(bytes(octets));
  const [mail] = found;
  if (found.length !== 1 || mail?.kind !== 'mail') throw new Error('not one mail');
  return mail;
}

const words = (text: string): readonly string[] => text.split(/\s+/).filter(word => word !== '');
const kinds = (mail: Mail): readonly string[] => mail.remarks.map(r => r.kind);

/** Lines of what stands in kernel mail: quotations, code, tables, dashes. */
const piece = fc.constantFrom(
  ...[
    'a',
    'walk(C)',
    '=3D',
    '=',
    '--',
    '-----',
    '<--',
    '&amp;',
    '<b>',
    'From',
    '[...]',
    '->',
    '"',
    "'",
    '\\',
    '.',
    '1',
    'begin',
    '\t',
    '  ',
    '@',
  ],
);
const wide = fc.constantFrom('ü', 'Ł', '–', '字', '😀', 'é');
const lineOf = (cell: fc.Arbitrary<string>) =>
  fc
    .tuple(
      fc.constantFrom('', '', '> ', '>> ', '>>> '),
      fc.array(cell, { maxLength: 25 }).map(cells => cells.join(' ').trimEnd()),
    )
    .map(([marks, text]) => (marks + text).trimEnd());
// A `>` alone, and one that is no quotation, are tested by themselves.
const bodyOf = (cell: fc.Arbitrary<string>) =>
  fc
    .array(lineOf(cell), { minLength: 1, maxLength: 12 })
    // In place of a part without text another one is read.
    .filter(lines => lines.some(line => line.trim() !== ''))
    .map(lines => `${lines.join('\n')}\n`);

const ascii = bodyOf(piece);
const mixed = bodyOf(fc.oneof(piece, wide));

describe('a body comes back', () => {
  const law = ({ keeps, mangle }: Mangler) =>
    fc.property(keeps === 'ascii' ? ascii : mixed, fc.nat(), (body, seed) => {
      const text = read(mangle(body, seed)).body;
      if (keeps === 'words') expect(words(text).slice(0, words(body).length)).toEqual(words(body));
      else expect(text.replace(/\n*$/, '')).toBe(body.replace(/\n*$/, ''));
    });

  test.each(manglers)('$name', mangler => {
    fc.assert(law(mangler), { numRuns: 60 });
  });
});

test('an mbox gives its mails back, whatever stands in them', () => {
  fc.assert(
    fc.property(fc.array(ascii, { minLength: 1, maxLength: 4 }), bodies => {
      const found = readMails(bytes(mbox(bodies.map(body => head() + body))));
      expect(found.map(mail => mail.body)).toEqual(bodies);
    }),
  );
});

describe('headers', () => {
  const { headers } = read(`${head()}x`);

  test('are unfolded, decoded, and cleared of comments', () => {
    expect(headers).toEqual({
      from: { name: 'Doe, Jane', address: 'jane@example.org' },
      to: [
        { name: '', address: 'list@example.org' },
        { name: 'Max Muster', address: 'max@example.org' },
      ],
      cc: [{ name: 'Jürgen', address: 'juergen@example.org' }],
      subject: '[PATCH v2 3/7] mm: Defer the freeing of page tables',
      messageId: '20250815.3@example.org',
      references: ['20250815.1@example.org', '20250815.2@example.org'],
      date: 'Fri, 15 Aug 2025 09:46:00 +0000',
    });
  });

  test('without References the parent is the thread', () => {
    const mail = read('From: a@example.org\nIn-Reply-To: Your mail <1@example.org> of today\n\nx');
    expect(mail.headers.references).toEqual(['1@example.org']);
  });

  test('a decoded line break is no line break', () => {
    const mail = read(
      'From: =?utf-8?q?A=0ABcc=3A_b?= <a@example.org>\nSubject: =?utf-8?q?x=0D=0Ay?=\n\n',
    );
    expect(mail.headers.from?.name).toBe('A Bcc: b');
    expect(mail.headers.subject).toBe('x y');
  });

  test('raw UTF-8 and raw latin1 are read', () => {
    expect(read('From: J\xc3\xbcrgen <a@example.org>\n\n').headers.from?.name).toBe('Jürgen');
    expect(read('From: J\xfcrgen <a@example.org>\n\n').headers.from?.name).toBe('Jürgen');
  });
});

describe('what is no mail is pasted text', () => {
  test.each([
    ['a block', '----- begin x -----\ntool    patchproof\n'],
    ['an attribution', 'On Fri, Aug 15, 2025, Jane wrote:\n> x\n'],
    ['one line that looks like a field', 'Note: this is text.\n\nMore.\n'],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(readMails(bytes(text))).toEqual([{ kind: 'pasted', body: text, remarks: [] }]);
  });

  test('also when saved as UTF-16 or with a byte order mark', () => {
    for (const charset of ['utf16le', 'utf8'] as const) {
      const [found] = readMails(Buffer.from('\ufeff> ü\r\n', charset));
      expect(found?.body).toBe('> ü\n');
    }
    expect(readMails(Buffer.from('> a\r\n', 'utf16le'))[0]?.body).toBe('> a\n');
  });
});

describe('parts', () => {
  test('an attached text is kept by its name', () => {
    const mail = read(attached('----- begin x -----\n', 7));
    expect(mail.body.trim()).toBe('See the file.');
    expect(mail.others).toEqual([
      { kind: 'attachment', name: 'proof one.txt', text: '----- begin x -----\n' },
    ]);
  });

  test('of alternatives the plain one is the body, and the other is kept aside', () => {
    const { fields, body } = multipart(
      'alternative',
      [
        [['Content-Type: text/plain'], 'plain'],
        [['Content-Type: text/html'], '<b>rich</b>'],
      ],
      1,
    );
    const mail = read(head(fields) + body);
    expect([mail.body, mail.others]).toEqual([
      'plain',
      [{ kind: 'alternative', name: '', text: 'rich' }],
    ]);
    expect(mail.remarks).toEqual([]);
  });

  test('a forwarded mail is no part of the body', () => {
    const { fields, body } = multipart(
      'mixed',
      [
        [['Content-Type: text/plain'], 'see below'],
        [['Content-Type: message/rfc822'], `${head()}inner`],
      ],
      1,
    );
    const mail = read(head(fields) + body);
    expect([mail.body, mail.others]).toEqual([
      'see below',
      [{ kind: 'forwarded', name: '', text: 'inner' }],
    ]);
  });

  test('a part that is no text is told', () => {
    const { fields, body } = multipart(
      'mixed',
      [[['Content-Type: image/png; name=x.png'], 'PNG']],
      1,
    );
    expect(read(head(fields) + body).remarks.map(sayRemark)).toEqual([
      'a part was not read: image/png x.png',
    ]);
  });

  test('a boundary that never comes loses nothing', () => {
    expect(read(`${head(['Content-Type: multipart/mixed; boundary=b'])}x\n`).body).toBe('x\n');
  });

  test('a list footer stays below the body', () => {
    expect(read(withFooter('x\n')).body.startsWith('x\n\n____')).toBe(true);
  });
});

test('what was done to a mail is told', () => {
  const told = (name: string) => {
    const mangler = manglers.find(m => m.name === name);
    return kinds(read(mangler?.mangle('ü\n', 1) ?? ''));
  };
  expect(told('as it is')).toEqual([]);
  expect(told('flowed')).toEqual(['flowed']);
  expect(told('UTF-8 that says latin1')).toEqual(['charset']);
  expect(told('latin1 that says UTF-8')).toEqual(['charset']);
  expect(told('UTF-8 that says nothing')).toEqual([]);
  expect(told('HTML only, preformatted')).toEqual(['html']);
});

describe('bombs', () => {
  test.each(Object.entries(bombs))('%s end', (_, bomb) => {
    for (const mail of readMails(bytes(bomb))) expect(typeof mail.body).toBe('string');
  });

  test('what is left out is told', () => {
    const limit = (name: string) =>
      read(bombs[name] ?? '').remarks.map(r => (r.kind === 'limit' ? r.what : r.kind));
    expect(limit('parts')).toEqual(['parts']);
    expect(limit('nested parts')).toEqual(['nesting']);
    expect(read(`${head()}${'x\n'.repeat(longestMail)}`).remarks).toEqual([
      { kind: 'limit', what: 'size', limit: longestMail },
    ]);
    expect(limits.nesting).toBeGreaterThan(4);
  });
});

test('any bytes are read, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (tail, mail) => {
      const all = mail ? Buffer.concat([bytes('From: '), tail]) : tail;
      expect(readMails(all).length).toBeGreaterThan(0);
      expect(typeof octetsOf(all)).toBe('string');
    }),
  );
});
