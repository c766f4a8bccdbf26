/** Drafts are mails of the thread that other programs read the same way. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Mailbox, mailboxOf } from '../../src/mail/address.ts';
import { octetsOfText } from '../../src/mail/octets.ts';
import { quoteMail } from '../../src/mail/quote.ts';
import { type Mail, readMail } from '../../src/mail/read.ts';
import { type ReplyParts, sayReplyFault, writeReply } from '../../src/mail/reply.ts';
import { scratch } from '../support/scratch.ts';
import { head } from './manglers.ts';

function mailOf(octets: string): Mail {
  const mail = readMail(octets);
  if (mail.kind !== 'mail') throw new Error('no mail');
  return mail;
}

const parent = mailOf(`${head()}Is this complete?\n`);

function partsOf(given: Partial<ReplyParts>): ReplyParts {
  const mail = given.parent ?? parent;
  const quoted = quoteMail(mail, { pattern: null, unit: 'line' });
  return {
    parent: mail,
    from: { name: 'A. Reviewer', address: 'a.reviewer@example.org' },
    quote: quoted.kind === 'quoted' ? quoted.quote : null,
    body: 'No.  There is a second hole.\n',
    date: null,
    host: 'example.org',
    ...given,
  };
}

function draftOf(given: Partial<ReplyParts>): string {
  const reply = writeReply(partsOf(given));
  if (reply.kind !== 'draft') throw new Error(reply.faults.map(sayReplyFault).join('; '));
  return reply.text;
}

function faults(given: Partial<ReplyParts>): readonly string[] {
  const reply = writeReply(partsOf(given));
  return reply.kind === 'refused' ? reply.faults.map(sayReplyFault) : [];
}

const withHeaders = (headers: Partial<Mail['headers']>): Mail => ({
  ...parent,
  headers: { ...parent.headers, ...headers },
});

test('a whole draft', () => {
  expect(
    draftOf({ date: new Date(Date.UTC(2025, 7, 18, 10, 15)) }),
  ).toBe(`From: "A. Reviewer" <a.reviewer@example.org>
To: "Doe, Jane" <jane@example.org>
Cc: list@example.org, Max Muster <max@example.org>, =?utf-8?q?J=C3=BCrgen?=
 <juergen@example.org>
Subject: Re: [PATCH v2 3/7] mm: Defer the freeing of page tables
Date: Mon, 18 Aug 2025 10:15:00 +0000
Message-ID: <7bf7c1c007c869d402ed2ddc8dae5d49@example.org>
In-Reply-To: <20250815.3@example.org>
References: <20250815.1@example.org> <20250815.2@example.org>
 <20250815.3@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=us-ascii
Content-Transfer-Encoding: 7bit

On Fri, 15 Aug 2025 09:46:00 +0000, Doe, Jane wrote:
> Is this complete?

No.  There is a second hole.
`);
});

describe('who gets it', () => {
  const fields = (given: Partial<ReplyParts>) => {
    const { from, to, cc } = mailOf(octetsOfText(draftOf(given))).headers;
    return { from: from?.address, to: to.map(m => m.address), cc: cc.map(m => m.address) };
  };

  test('is the parent, and everybody else once, but not the sender', () => {
    const me: Mailbox = { name: '', address: 'Max@Example.org' };
    const to = [...parent.headers.to, ...parent.headers.to];
    expect(fields({ from: me, parent: withHeaders({ to }) })).toEqual({
      from: 'Max@Example.org',
      to: ['jane@example.org'],
      cc: ['list@example.org', 'juergen@example.org'],
    });
  });

  test('without a sender a placeholder stands there that cannot be sent from', () => {
    expect(fields({ from: null }).from).toBe('your.name@example.invalid');
  });

  test('there is no Cc when there is nobody', () => {
    expect(draftOf({ parent: withHeaders({ to: [], cc: [] }) })).not.toContain('Cc:');
  });

  test('an address that no header can hold is left out and told', () => {
    const cc: readonly Mailbox[] = [{ name: 'J', address: 'jürgen@example.org' }];
    const reply = writeReply(partsOf({ parent: withHeaders({ cc }) }));
    expect(reply).toMatchObject({ kind: 'draft', left: cc });
  });

  test('a mailbox is read as a user types it', () => {
    expect(mailboxOf('Jürgen, the Tester <j@example.org>')).toBeNull();
    expect(mailboxOf('Jürgen Tester <j@example.org>')).toEqual({
      name: 'Jürgen Tester',
      address: 'j@example.org',
    });
    expect(mailboxOf('nobody')).toBeNull();
  });
});

describe('the thread', () => {
  test.each([
    ['Re: x', 'Re: x'],
    ['RE: re: Re[2]: x', 'Re: x'],
    ['Regarding: x', 'Re: Regarding: x'],
    ['', 'Re: (no subject)'],
  ])('a reply to "%s" is "%s"', (subject, expected) => {
    expect(mailOf(draftOf({ parent: withHeaders({ subject }) })).headers.subject).toBe(expected);
  });

  test('has the parent at its end, and loses its middle when it is long', () => {
    const references = Array.from({ length: 100 }, (_, i) => `${i}@example.org`);
    const { headers } = mailOf(draftOf({ parent: withHeaders({ references }) }));
    expect(headers.references.slice(0, 2)).toEqual(['0@example.org', '52@example.org']);
    expect(headers.references.at(-1)).toBe(parent.headers.messageId);
    expect(headers.references.length).toBe(50);
  });

  test('has an id that only the content and the host decide', () => {
    const id = (given: Partial<ReplyParts>) => mailOf(draftOf(given)).headers.messageId;
    expect(id({})).toBe(id({}));
    expect(id({})).not.toBe(id({ body: 'Yes.' }));
    expect(id({ host: 'mail.example.org' })).toMatch(/^[0-9a-f]{32}@mail\.example\.org$/);
  });
});

describe('refused is', () => {
  test('a line over 78 columns, tabs counted as they are shown', () => {
    expect(faults({ body: `${'x'.repeat(78)}\n\t${'y'.repeat(71)}\n` })).toEqual([
      'line 2 of the body has 79 columns, at most 78 are allowed',
    ]);
  });

  test('what is not ASCII, with its place', () => {
    expect(faults({ body: 'a\nb – c\nd\re\n' })).toEqual([
      'line 2 of the body has U+2013 at column 3; a reply is text, and outside quotations ASCII',
      'line 3 of the body has U+000D at column 2; a reply is text, and outside quotations ASCII',
    ]);
  });

  test('neither of them in a quotation, but what no mail can hold', () => {
    expect(faults({ body: `> ${'ü'.repeat(200)}\n` })).toEqual([]);
    expect(faults({ body: `> ${'ü'.repeat(600)}\n> a\0\n` })).toEqual([
      'line 1 of the body has 1202 bytes, a mail holds at most 998',
      'line 2 of the body has U+0000 at column 4; a reply is text, and outside quotations ASCII',
    ]);
  });

  test('a reply to nobody, or to no mail of a thread', () => {
    expect(faults({ parent: withHeaders({ from: null, messageId: null }) })).toEqual([
      'the mail has no From header, so there is nobody to reply to',
      'the mail has no Message-ID, so a reply would not be in its thread; take the mail from an archive',
    ]);
  });

  test('a host that is none, a sender that no header holds', () => {
    expect(faults({ host: 'a b', from: { name: '', address: 'ü@example.org' } })).toEqual([
      '`a b` is no host name for a Message-ID',
      '`ü@example.org` is no address that a mail header can hold',
    ]);
  });
});

test('the draft says UTF-8 if and only if what is quoted is not ASCII', () => {
  const quote = { attribution: ['On 1 Jan, J wrote:'], lines: ['> é'] };
  expect(draftOf({ quote })).toContain('charset=utf-8\nContent-Transfer-Encoding: 8bit\n');
  expect(draftOf({})).toContain('charset=us-ascii\nContent-Transfer-Encoding: 7bit\n');
});

/** What may stand in names and subjects of a mail that was decoded. */
const cell = fc.constantFrom(
  ...[
    'a',
    'B',
    ' ',
    ' ',
    '"',
    '\\',
    ',',
    '<',
    '>',
    '@',
    '(',
    ')',
    ':',
    ';',
    '.',
    '=?',
    '?=',
    '=?utf-8?q?x?=',
    '_',
    '\n',
    '\r\nBcc: x',
    'ü',
    '字',
    '😀',
    'x'.repeat(90),
  ],
);
const line = fc.array(cell, { maxLength: 25 }).map(cells => cells.join(''));
const clean = (text: string) => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
const mailbox = fc.record({
  name: line,
  address: fc.constantFrom('a@example.org', 'b+c@example.org'),
});
const parents = fc.record({
  from: mailbox,
  subject: line,
  cc: fc.array(mailbox, { maxLength: 5 }),
});

test('whatever stands in the parent, its names and its subject come back, and no other field', () => {
  fc.assert(
    fc.property(parents, headers => {
      const draft = draftOf({ parent: withHeaders(headers), quote: null });
      const mail = mailOf(draft);
      expect(mail.headers.to).toEqual([{ ...headers.from, name: clean(headers.from.name) }]);
      const subject = clean(headers.subject).replace(/^(?:re\s*:\s*)+/i, '') || '(no subject)';
      expect(mail.headers.subject).toBe(`Re: ${subject}`);
      expect(mail.body).toBe('No.  There is a second hole.\n');
      const [top] = draft.split('\n\n');
      const names = (top ?? '').split('\n').filter(l => !l.startsWith(' '));
      expect(names.map(l => l.split(':')[0])).toEqual(
        'From To Cc Subject Message-ID In-Reply-To References MIME-Version Content-Type Content-Transfer-Encoding'.split(
          ' ',
        ),
      );
      for (const l of (top ?? '').split('\n')) expect(l).toMatch(/^[\x20-\x7e]{0,78}$/);
    }),
  );
});

const here = scratch();
const has = (program: string) => spawnSync(program, ['--version']).status === 0;
const samples: readonly (readonly [string, Partial<ReplyParts>])[] = [
  ['ASCII', {}],
  [
    'names, a subject and a quotation that are not ASCII',
    {
      parent: withHeaders({
        from: { name: 'Jürgen "J." Müller, 字', address: 'j@example.org' },
        subject:
          '[PATCH] größer: ein Betreff, der über viele Zeilen geht und übel viele Umlaute hat, größer',
      }),
      quote: { attribution: ['On 1 Jan, Jürgen wrote:'], lines: ['> é 字', '>', '> x'] },
    },
  ],
  [
    'a body with a block, a signature and dashes',
    { body: '----- begin x -----\ntool    x\n----- end x -----\n\n  a\n\tb\n-- \nA.\n' },
  ],
];

describe.skipIf(!has('git'))('git mailinfo', () => {
  test.each(samples)('reads subject and body unchanged: %s', (_, given) => {
    const draft = draftOf(given);
    const out = (name: string) => join(here.folder, name);
    const run = spawnSync('git', ['mailinfo', '-k', '--encoding=UTF-8', out('msg'), out('patch')], {
      input: draft,
      encoding: 'utf8',
      cwd: here.folder,
    });
    expect(run.status).toBe(0);
    const mail = mailOf(octetsOfText(draft));
    expect(run.stdout).toContain(`Subject: ${mail.headers.subject}\n`);
    const body = spawnSync('cat', [out('msg'), out('patch')], { encoding: 'utf8' }).stdout;
    expect(body).toBe(draft.slice(draft.indexOf('\n\n') + 2));
  });
});
test.skipIf(has('git'))('git is not installed: no draft was read by it', () => {});

const script = `
import email, email.policy, json, sys
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
# It leaves a blank between the encoded words of a name (3.11).
people = lambda n: [[' '.join(a.display_name.split()), a.addr_spec] for h in m.get_all(n, []) for a in h.addresses]
print(json.dumps({'from': people('from'), 'to': people('to'), 'cc': people('cc'),
  'subject': str(m['subject']), 'id': m['message-id'], 'references': m['references'].split(),
  'parent': m['in-reply-to'], 'charset': m.get_content_charset(), 'body': m.get_content(),
  'defects': [str(d) for d in m.defects]}))
`;

describe.skipIf(!has('python3'))("python's email package", () => {
  test.each(samples)('agrees on headers and body: %s', (_, given) => {
    const draft = draftOf(given);
    const { headers, body } = mailOf(octetsOfText(draft));
    const run = spawnSync('python3', ['-c', script], { input: draft, encoding: 'utf8' });
    const pairs = (list: readonly Mailbox[]) => list.map(m => [m.name, m.address]);
    expect(JSON.parse(run.stdout)).toEqual({
      from: pairs(headers.from === null ? [] : [headers.from]),
      to: pairs(headers.to),
      cc: pairs(headers.cc),
      subject: headers.subject,
      id: `<${headers.messageId}>`,
      references: headers.references.map(id => `<${id}>`),
      parent: `<${parent.headers.messageId}>`,
      charset: draft.includes('charset=utf-8') ? 'utf-8' : 'us-ascii',
      body,
      defects: [],
    });
  });
});
test.skipIf(has('python3'))('python3 is not installed: no draft was read by it', () => {});
