/**
 * A stranger's mail, or text that someone pasted, as headers and text. Never throws, never
 * fails, linear in the length: what is too long, too deep or too many is cut and told. It
 * knows nothing of what the text says; quotation, blocks and claims are others' business.
 */
import { type Mailbox, mailboxesOf } from './address.ts';
import { decodeText } from './charset.ts';
import { type Field, fieldValue, isMailHead, splitHead, textOf } from './head.ts';
import { splitMbox } from './mbox.ts';
import { type Octets, octetsOf } from './octets.ts';
import { plainLines, type Text, textsOf } from './parts.ts';
import type { Remark } from './remark.ts';

/** What a reply needs to know of a mail. Texts are decoded and of one line; ids are without `<>`. */
export interface Headers {
  readonly from: Mailbox | null;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly subject: string;
  readonly messageId: string | null;
  /** The thread up to the parent, oldest first; of `In-Reply-To` when there is no `References`. */
  readonly references: readonly string[];
  /** As the sender wrote it, without comments; empty when there is none. */
  readonly date: string;
}

/** A mail; `body` is what a reader sees first, `others` the attached, forwarded and passed-over texts. */
export interface Mail {
  readonly kind: 'mail';
  readonly headers: Headers;
  readonly body: string;
  readonly others: readonly Text[];
  readonly remarks: readonly Remark[];
}

/** Text without mail headers. */
export interface Pasted {
  readonly kind: 'pasted';
  readonly body: string;
  readonly remarks: readonly Remark[];
}

/** The longest mail that is read whole, in bytes. */
export const longestMail = 4 * 1024 * 1024;

const mostReferences = 200;

/** The mails of a file (mbox, one mail, or pasted text), in order; at least one. */
export const readMails = (bytes: Uint8Array): readonly (Mail | Pasted)[] =>
  splitMbox(octetsOf(bytes)).map(readMail);

/** One mail out of its octets, or pasted text when they begin with no mail's head. */
export function readMail(octets: Octets): Mail | Pasted {
  const long: Remark[] =
    octets.length > longestMail ? [{ kind: 'limit', what: 'size', limit: longestMail }] : [];
  const cut = octets.slice(0, longestMail).replace(/^(?:[ \t]*\r?\n)+/, '');
  const headed = splitHead(cut);
  if (!isMailHead(headed.fields)) return pasted(cut, long);
  const { texts, remarks } = textsOf(headed);
  const bodies = texts.filter(t => t.kind === 'body');
  return {
    kind: 'mail',
    headers: headersOf(headed.fields),
    body: bodies.map(t => t.text).join('\n'),
    others: texts.filter(t => t.kind !== 'body'),
    remarks: unique([...long, ...remarks]),
  };
}

function pasted(octets: Octets, long: readonly Remark[]): Pasted {
  const { text, charset, asSaid } = decodeText(octets, 'utf-8');
  const remarks: readonly Remark[] = asSaid ? [] : [{ kind: 'charset', said: '', used: charset }];
  return { kind: 'pasted', body: plainLines(text), remarks: [...long, ...remarks] };
}

function headersOf(fields: readonly Field[]): Headers {
  const all = (name: string): readonly Mailbox[] =>
    fields.filter(f => f.name === name).flatMap(f => mailboxesOf(f.value));
  const thread = idsOf(fieldValue(fields, 'references'));
  return {
    from: all('from')[0] ?? null,
    to: all('to'),
    cc: all('cc'),
    subject: textOf(fieldValue(fields, 'subject')),
    messageId: idsOf(fieldValue(fields, 'message-id'))[0] ?? null,
    references: thread.length > 0 ? thread : idsOf(fieldValue(fields, 'in-reply-to')).slice(0, 1),
    date: textOf(fieldValue(fields, 'date').replace(/\([^()]*\)/g, '')),
  };
}

// A thread of thousands is no thread; the first and the last ids are what mailers thread by.
function idsOf(value: Octets): readonly string[] {
  const ids = [...value.matchAll(/<([!-;=?-~]{1,250})>/g)].map(m => m[1] ?? '');
  const known = [...new Set(ids)];
  return known.length <= mostReferences
    ? known
    : [...known.slice(0, 1), ...known.slice(1 - mostReferences)];
}

const unique = (remarks: readonly Remark[]): readonly Remark[] => [
  ...new Map(remarks.map(r => [JSON.stringify(r), r])).values(),
];
