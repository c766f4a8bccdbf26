/**
 * Damages of whole mails, with the numbers of the list: what transfer codings, MIME and limits do
 * to a block, and what `verify` then finds. Mails are made here; nothing is taken from anybody.
 */
import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { carriedBy } from '../../../src/cli/verify-blocks.ts';
import { block, five } from './cases.ts';

const head = (...fields: readonly string[]): string =>
  [
    'From: A Reader <a.reader@example.org>',
    'To: Ann Author <ann.author@example.org>',
    'Subject: Re: [PATCH 1/2] mm: free later',
    'Message-ID: <20250818101500.1@example.org>',
    'MIME-Version: 1.0',
    ...fields,
    '',
    '',
  ].join('\n');

const printable = (text: string): string =>
  text
    .replace(/[=\u0080-\uffff]/g, c =>
      [...Buffer.from(c)].map(b => `=${b.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
    )
    .split('\n')
    .map(line => line.replace(/(.{72})(?=.)/g, '$1=\n'))
    .join('\n');

const base64 = (text: string): string =>
  Buffer.from(text.replaceAll('\n', '\r\n'))
    .toString('base64')
    .replace(/(.{76})/g, '$1\n');

// As a mailer that sends format=flowed breaks it: soft at 60, a blank before what begins with one.
const flowed = (text: string): string =>
  text
    .split('\n')
    .map(line => line.replace(/(.{40,60}) (?=\S)/g, '$1 \n').replace(/^(?=[ >]|From )/gm, ' '))
    .join('\n');

const html = (text: string): string =>
  `<html><body><pre>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</pre></body></html>\n`;

const parts = (kind: string, ...all: readonly string[]): string =>
  head(`Content-Type: multipart/${kind}; boundary="b"`) +
  [...all.map(part => `--b\n${part}`), '--b--\n'].join('\n');

const part = (type: string, text: string, more = ''): string =>
  `Content-Type: ${type}\n${more}\n${text}\n`;

const text = `See below.\n\n${block}\n\nRegards\n`;
const plain = 'Content-Type: text/plain; charset=us-ascii';

const wide = (mail: string): Uint8Array => {
  const [, body = ''] = mail.split(/\n\n([\s\S]*)/);
  return Buffer.concat([
    Buffer.from(
      head('Content-Type: text/plain; charset=utf-16le', 'Content-Transfer-Encoding: 8bit'),
    ),
    Buffer.from(`\ufeff${body}`, 'utf16le'),
  ]);
};

const cases: readonly (readonly [string, 'exact' | 'damaged' | 'none', string | Uint8Array])[] = [
  [
    '23 quoted-printable',
    'exact',
    head(plain, 'Content-Transfer-Encoding: quoted-printable') + printable(text),
  ],
  ['25 base64', 'exact', head(plain, 'Content-Transfer-Encoding: base64') + base64(text)],
  [
    '27 flowed',
    'exact',
    head('Content-Type: text/plain; charset=us-ascii; format=flowed') + flowed(text),
  ],
  [
    '28 flowed, quoted',
    'exact',
    head('Content-Type: text/plain; charset=us-ascii; format=flowed') +
      flowed(text).replace(/^ ?/gm, '> '),
  ],
  [
    '51 alternative with only HTML good',
    'exact',
    parts(
      'alternative',
      part('text/plain', text.replace(/^ {2}3 .*\n/m, '')),
      part('text/html', html(text)),
    ),
  ],
  [
    '52 attached',
    'exact',
    parts(
      'mixed',
      part('text/plain', 'See the file.'),
      part('text/plain', text, 'Content-Disposition: attachment; filename=run.txt\n'),
    ),
  ],
  [
    '53b cut inside the rows',
    'damaged',
    head(plain) + text.replace(/^ {2}4 [\s\S]*/m, '-- \nA.\n'),
  ],
  ['54 UTF-16', 'exact', wide(head() + text)],
  ['62 as octets of no kind', 'none', parts('mixed', part('application/octet-stream', text))],
];

const shown = (mail: string | Uint8Array): string =>
  Buffer.from(mail)
    .toString('latin1')
    .replace(/[^ -~\n]/g, c => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);

describe('a mail', () => {
  test.each(cases)('%s: %s', async (name, outcome, mail) => {
    const { blocks } = carriedBy(Buffer.from(mail));
    const kinds = blocks.map(({ found }) => (found.kind === 'intact' ? 'exact' : 'damaged'));
    expect(kinds).toEqual(outcome === 'none' ? [] : [outcome]);
    for (const { found } of blocks) if (found.kind === 'intact') expect(found.claim).toEqual(five);
    const told = blocks.map(({ found, place }) =>
      found.kind === 'intact'
        ? `intact: ${found.claim.name}, mail ${place.mail}, line ${place.line}`
        : `damaged: ${found.name}, line ${place.line}: ${found.reason}`,
    );
    await expect(`${shown(mail)}\n\n=> ${told.join('\n=> ')}\n`).toMatchFileSnapshot(
      `../../golden/block/${name.replaceAll(' ', '-').replaceAll(',', '')}.txt`,
    );
  });

  test('of a thousand quoted copies is read in no more than its length', () => {
    const mail = head(plain) + `${text.replace(/^/gm, '> ')}\n`.repeat(1000);
    expect(carriedBy(Buffer.from(mail)).blocks).toMatchObject([{ copies: 1000 }]);
  });
});
