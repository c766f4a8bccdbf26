/**
 * A reply as the text of a draft that git send-email, mutt -H and b4 take: plain text, no
 * transfer encoding, headers of the thread. A person edits and sends it; nothing here does.
 * What kernel lists do not take (lines over 78 columns, other characters than ASCII) is
 * refused outside quotations, with its place. The same input gives the same text.
 */
import { createHash } from 'node:crypto';
import { isWritable, type Mailbox, without } from './address.ts';
import { isAscii } from './charset.ts';
import { fold, mailboxWords, textWords } from './fields.ts';
import { plainLine } from './head.ts';
import type { Quote } from './quote.ts';
import type { Mail } from './read.ts';

/** What a reply is made of. */
export interface ReplyParts {
  readonly parent: Mail;
  /** Who replies; null leaves a placeholder that no mail can be sent with. */
  readonly from: Mailbox | null;
  /** What stands above the body. */
  readonly quote: Quote | null;
  /** The reply's own words; lines that begin with `>` are quotations. */
  readonly body: string;
  readonly date: Date | null;
  /** The part of the Message-ID behind `@`. */
  readonly host: string;
}

/** A draft, its lines ended by `\n`, or all that speaks against it. */
export type Reply =
  | {
      readonly kind: 'draft';
      readonly text: string;
      readonly messageId: string;
      /** Who could not be written to: their addresses are not ASCII. */
      readonly left: readonly Mailbox[];
    }
  | { readonly kind: 'refused'; readonly faults: readonly [ReplyFault, ...ReplyFault[]] };

/** One reason for no draft; lines and columns of the body, from 1. */
export type ReplyFault =
  | { readonly kind: 'noSender' }
  | { readonly kind: 'noMessageId' }
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'from'; readonly address: string }
  | { readonly kind: 'wide'; readonly line: number; readonly columns: number }
  | { readonly kind: 'long'; readonly line: number; readonly octets: number }
  | {
      readonly kind: 'character';
      readonly line: number;
      readonly column: number;
      readonly character: string;
    };

/** The widest line outside quotations, in columns; a tab reaches the next multiple of 8. */
export const widestLine = 78;

/** The sender as long as nobody said who it is. */
export const placeholder: Mailbox = { name: 'Your Name', address: 'your.name@example.invalid' };

const longestLine = 998;
const mostReferences = 50;

/** Writes the draft. */
export function writeReply(parts: ReplyParts): Reply {
  const { parent, quote } = parts;
  const sender = parent.headers.from;
  const parentId = parent.headers.messageId;
  const faults = faultsOf(parts);
  const [first, ...rest] = faults;
  if (first !== undefined) return { kind: 'refused', faults: [first, ...rest] };
  if (sender === null || parentId === null) throw new Error('a reply to nobody was not refused');
  const from = parts.from ?? placeholder;
  const cc = without([...parent.headers.to, ...parent.headers.cc], [sender, from]);
  const people = cc.filter(isWritable);
  const above = quote === null ? [] : [...quote.attribution, ...quote.lines, ''];
  const body = `${[...above, parts.body.replace(/\n+$/, '')].join('\n')}\n`;
  const fields = [
    fold('From', mailboxWords([from])),
    fold('To', mailboxWords([sender])),
    ...(people.length > 0 ? [fold('Cc', mailboxWords(people))] : []),
    fold('Subject', textWords(`Re: ${bareSubject(plainLine(parent.headers.subject))}`)),
    ...(parts.date === null ? [] : [`Date: ${dateText(parts.date)}`]),
  ];
  const thread = [
    fold('In-Reply-To', [`<${parentId}>`]),
    fold('References', threadOf(parent.headers.references, parentId)),
  ];
  const messageId = derivedId([...fields, ...thread, '', body].join('\n'), parts.host);
  const id = fold('Message-ID', [`<${messageId}>`]);
  const text = [...fields, id, ...thread, ...mimeOf(body), '', body].join('\n');
  return { kind: 'draft', text, messageId, left: cc.filter(m => !isWritable(m)) };
}

/** The fault as a sentence, lower case, without full stop. */
export function sayReplyFault(fault: ReplyFault): string {
  switch (fault.kind) {
    case 'noSender':
      return 'the mail has no From header, so there is nobody to reply to';
    case 'noMessageId':
      return 'the mail has no Message-ID, so a reply would not be in its thread; take the mail from an archive';
    case 'host':
      return `\`${fault.host}\` is no host name for a Message-ID`;
    case 'from':
      return `\`${fault.address}\` is no address that a mail header can hold`;
    case 'wide':
      return `line ${fault.line} of the body has ${fault.columns} columns, at most ${widestLine} are allowed`;
    case 'long':
      return `line ${fault.line} of the body has ${fault.octets} bytes, a mail holds at most ${longestLine}`;
    case 'character':
      return `line ${fault.line} of the body has ${codeOf(fault.character)} at column ${fault.column}; a reply is text, and outside quotations ASCII`;
  }
}

function faultsOf(parts: ReplyParts): readonly ReplyFault[] {
  const { from, messageId } = parts.parent.headers;
  const faults: ReplyFault[] = [];
  if (from === null || !isWritable(from)) faults.push({ kind: 'noSender' });
  if (messageId === null) faults.push({ kind: 'noMessageId' });
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,100})$/.test(parts.host))
    faults.push({ kind: 'host', host: parts.host });
  if (parts.from !== null && !isWritable(parts.from))
    faults.push({ kind: 'from', address: parts.from.address });
  return [...faults, ...parts.body.split('\n').flatMap((line, i) => lineFaults(line, i + 1))];
}

function lineFaults(line: string, number: number): readonly ReplyFault[] {
  const octets = Buffer.byteLength(line, 'utf8');
  const faults: ReplyFault[] = octets > longestLine ? [{ kind: 'long', line: number, octets }] : [];
  const quoted = line.startsWith('>');
  const at = line.search(quoted ? /(?!\t)\p{Cc}|\p{Cs}/u : /[^\t\x20-\x7e]/);
  if (at >= 0) {
    const character = String.fromCodePoint(line.codePointAt(at) ?? 0);
    faults.push({ kind: 'character', line: number, column: at + 1, character });
  }
  const columns = columnsOf(line);
  return columns > widestLine && !quoted
    ? [...faults, { kind: 'wide', line: number, columns }]
    : faults;
}

function columnsOf(line: string): number {
  let columns = 0;
  for (const character of line) columns += character === '\t' ? 8 - (columns % 8) : 1;
  return columns;
}

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The subject without `Re:`, however often. */
const bareSubject = (subject: string): string =>
  subject.replace(/^(?:re\s*(?:\[\d{1,3}\])?:\s*)+/i, '') || '(no subject)';

// What is left out of a long thread is its middle: mailers thread by the ends.
function threadOf(references: readonly string[], parent: string): readonly string[] {
  const all = [...references.filter(id => id !== parent), parent];
  const kept =
    all.length <= mostReferences ? all : [...all.slice(0, 1), ...all.slice(1 - mostReferences)];
  return kept.map(id => `<${id}>`);
}

const dateText = (date: Date): string => date.toUTCString().replace(/GMT$/, '+0000');

const derivedId = (content: string, host: string): string =>
  `${createHash('sha256').update(content).digest('hex').slice(0, 32)}@${host}`;

const mimeOf = (body: string): readonly string[] => {
  const ascii = isAscii(body);
  return [
    'MIME-Version: 1.0',
    `Content-Type: text/plain; charset=${ascii ? 'us-ascii' : 'utf-8'}`,
    `Content-Transfer-Encoding: ${ascii ? '7bit' : '8bit'}`,
  ];
};
