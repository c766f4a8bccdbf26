/** What other readers of mail make of the mangled mails: postal-mime's own way, and python's. */
import { spawnSync } from 'node:child_process';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { readMails } from '../../src/mail/read.ts';
import { bytes, manglers } from './manglers.ts';

const body =
  '> > a quotation with =3D and =\n> an answer – in UTF-8\n\n\tint x;  /* & <b> */\n'.repeat(9);
// HTML is stripped by each in its own way; nobody else guesses charsets or opens an mbox.
const common = manglers.filter(m => !/HTML|saved|says|mbox|empty/.test(m.name));
const ends = (text: string) => text.replace(/\r\n/g, '\n').replace(/\n*$/, '');

test.each(common.filter(m => !m.name.startsWith('flowed')))(
  'postal-mime reads the same: $name',
  async ({ mangle }) => {
    const mail = bytes(mangle(body, 5));
    const theirs = await PostalMime.parse(mail);
    const [ours] = readMails(mail);
    if (ours?.kind !== 'mail') throw new Error('no mail');
    // It ends each part with a line end more than RFC 2046 has it.
    const dense = (text: string) => ends(text).replace(/\n+/g, '\n');
    expect(dense(ours.body)).toBe(dense(theirs.text ?? ''));
    expect(ours.headers.subject).toBe(theirs.subject);
    expect(ours.headers.to).toEqual(theirs.to);
    expect(`<${ours.headers.messageId}>`).toBe(theirs.messageId);
  },
);

const python = spawnSync('python3', ['--version']).status === 0;
const script = `
import email, email.policy, sys
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
parts = [p.get_content() for p in m.walk() if p.get_content_type() == 'text/plain']
sys.stdout.buffer.write('\\n'.join(parts).encode())
`;

test.skipIf(!python).each(common.filter(m => !m.name.startsWith('flowed')))(
  "python's email package reads the same: $name",
  ({ mangle }) => {
    const mail = bytes(mangle(body, 5));
    const run = spawnSync('python3', ['-c', script], { input: mail, encoding: 'utf8' });
    expect(ends(readMails(mail)[0]?.body ?? '')).toBe(ends(run.stdout));
  },
);
test.skipIf(python)('python3 is not installed: no mail was read by it', () => {});
