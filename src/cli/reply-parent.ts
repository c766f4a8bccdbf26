/**
 * The mail that is replied to, and what is quoted of it. Of an mbox it is the last mail that
 * has what `--quote` looks for, and without `--quote` the last mail.
 */
import { patternOf } from '../mail/pattern.ts';
import { type Choice, type Quote, quoteMail } from '../mail/quote.ts';
import { type Mail, readMails } from '../mail/read.ts';
import { sayRemark } from '../mail/remark.ts';
import { read, stdin } from './files.ts';
import { misused, type Refusal, unreadable } from './refusal.ts';
import type { ReplyRequest } from './request.ts';
import type { World } from './world.ts';

/** A mail with what is quoted of it; null where it has no text. */
export interface Parent {
  readonly mail: Mail;
  readonly quote: Quote | null;
}

/** Reads the mail; what reading did to it goes to standard error. */
export function parentOf(request: ReplyRequest, world: World): Parent | Refusal {
  const { mail: path, file, quote } = request;
  if (path === stdin && file === stdin) return misused('only one of the two can be standard input');
  const got = read(path);
  if (got.kind === 'failed') return unreadable(path, got.reason);
  const mails = readMails(got.bytes).flatMap(mail => (mail.kind === 'mail' ? [mail] : []));
  if (mails.length === 0)
    return unreadable(path, 'it has no mail headers; save the whole mail, as `b4 mbox` does');
  const choice: Choice = { pattern: quote === null ? null : patternOf(quote), unit: 'paragraph' };
  const parent = chosen(mails, choice);
  if ('status' in parent) return parent;
  for (const remark of parent.mail.remarks) world.err(`patchproof: ${sayRemark(remark)}\n`);
  return parent;
}

function chosen(mails: readonly Mail[], choice: Choice): Parent | Refusal {
  for (const mail of mails.toReversed()) {
    const quoted = quoteMail(mail, choice);
    if (quoted.kind === 'quoted') return { mail, quote: quoted.quote };
    if (quoted.kind === 'risky') return misused(`--quote is not used: ${quoted.reason}`);
    if (choice.pattern === null) return { mail, quote: null };
  }
  return misused(`--quote matches nothing in ${mails.length === 1 ? 'the mail' : 'the mails'}`);
}
