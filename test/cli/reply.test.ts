/** What `reply` drafts is a mail of its thread, and its claims are what a reader finds again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readMails } from '../../src/mail/read.ts';
import { read } from '../../src/proof/block/read.ts';
import { scratch } from '../support/scratch.ts';
import { patchproof } from './patchproof.ts';

const thread = 'test/golden/cli/thread.eml';
const model = 'models/kva/kva.pspec';
const { folder } = scratch();

const mailIn = (text: string) => {
  const [mail] = readMails(Buffer.from(text));
  if (mail?.kind !== 'mail') throw new Error('no mail');
  return mail;
};

const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const counting = `module long;
var x: 0 .. 60 = 0;
thread counter { forever { step: x = x + 1; } }
invariant low = x < 60;
`;

test('a draft is in the thread of the mail, with one claim that is read again', async () => {
  const { status, out } = await patchproof('reply', thread, model, '--variant', 'draft');
  expect(status).toBe(0);
  const { headers, body } = mailIn(out);
  expect(headers.subject).toBe('Re: [PATCH v3 1/1] mm: free kernel page tables from a worker');
  expect(headers.references.at(-1)).toBe('20250815094600.2@example.org');
  expect(headers.cc.map(({ address }) => address)).toContain('max.moe@example.org');
  const found = read(body);
  expect(found).toMatchObject([{ kind: 'intact', claim: { kind: 'violation', length: 6 } }]);
});

test('the command that a draft names checks the claim in the draft again', async () => {
  const draft = join(folder, 'draft.eml');
  await patchproof('reply', thread, model, '--variant', 'draft', '--output', draft);
  expect(readFileSync(draft, 'utf8')).toContain('$ patchproof verify this-mail.eml --spec kva.psp');
  const again = await patchproof('verify', draft, '--spec', model, '-q');
  expect([again.status, again.err]).toEqual([0, '']);
  const { status, out } = await patchproof('replay', model, draft, '--variant', 'draft', '-q');
  expect(status).toBe(0);
  expect(out).toContain('no_stale');
});

test('a long run is a mail of its own, and the reply has a table that is no claim', async () => {
  const spec = written('long.pspec', counting);
  const draft = join(folder, 'reply.eml');
  const { status, err } = await patchproof('reply', thread, spec, '--output', draft);
  expect(err).toContain('reply-run.eml first');
  expect(status).toBe(0);
  const reply = mailIn(readFileSync(draft, 'utf8'));
  const whole = mailIn(readFileSync(join(folder, 'reply-run.eml'), 'utf8'));
  expect(read(reply.body)).toEqual([]);
  expect(reply.body).toContain(`<${whole.headers.messageId}>`);
  expect(reply.body.split('\n').length).toBeLessThanOrEqual(100);
  expect(read(whole.body)).toMatchObject([{ kind: 'intact', claim: { length: 60 } }]);
  const alone = await patchproof('reply', thread, spec);
  expect([alone.status, alone.out]).toEqual([2, '']);
  expect(alone.err).toContain('--output');
});

test.each([
  ['a mail without its headers', 153, ['--variant', 'draft'], 'Just text.\n'],
  [
    'a mail without an id',
    2,
    ['--variant', 'draft'],
    'From: a@example.org\nTo: b@example.org\n\nHm.\n',
  ],
  ['two variants', 2, [], null],
  ['a quotation of nothing', 2, ['--variant', 'draft', '--quote', 'zebra'], null],
  ['a pattern that may take for ever', 2, ['--variant', 'draft', '--quote', '(a+)+b'], null],
  ['a search that was cut', 30, ['--variant', 'spliced', '--max-states', '5'], null],
])('%s gives no draft', async (_, status, words, text) => {
  const mail = text === null ? thread : written('other.eml', text);
  const ran = await patchproof('reply', mail, model, ...words);
  expect([ran.status, ran.out]).toEqual([status, '']);
  expect(ran.err).toMatch(/^patchproof: .+/);
});

test('a name of a specification that a list does not take is refused', async () => {
  const spec = written('höher.pspec', counting);
  const { status, out, err } = await patchproof('reply', thread, spec);
  expect([status, out]).toEqual([2, '']);
  expect(err).toContain("no plain ASCII in 'spec'");
});
