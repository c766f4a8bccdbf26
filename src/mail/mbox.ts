/**
 * Mails out of one file: an mbox (of the kinds mboxrd and mboxo), or else the file as it
 * is: one mail, or text that someone pasted. A `From ` line begins a mail only at the start
 * of the file or after a blank line, and only if it ends in a date or is public-inbox's
 * `From mboxrd@z`: prose that begins a paragraph with "From " stays prose.
 */
import type { Octets } from './octets.ts';

// asctime, where a zone may stand before or after the year, as format-patch and mailers write it.
const date =
  /[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}(?::\d{2})?(?: (?:[A-Z]{3,5}|[+-]\d{4}))? \d{4}(?: (?:[A-Z]{3,5}|[+-]\d{4}))?$/;
const longestFromLine = 400;

/**
 * The mails of a file in their order, without their `From ` lines and with one `>` taken
 * off what the mbox escaped. Without a `From ` line at the start there is one mail: the file.
 */
export function splitMbox(file: Octets): readonly Octets[] {
  const start = firstLine(file);
  if (!isFromLine(file, start)) return [file];
  const mails: Octets[] = [];
  let begin = afterLine(file, start);
  // A separator stands behind a blank line: the search is for the blank line's end.
  for (let at = file.indexOf('\nFrom ', start); at >= 0; at = file.indexOf('\nFrom ', at + 1)) {
    // Of two `From ` lines in a row the second is no separator: no blank line is between.
    if (at < begin || !endsBlank(file, begin, at) || !isFromLine(file, at + 1)) continue;
    mails.push(unescapeFrom(withoutLastBlank(file.slice(begin, at + 1))));
    begin = afterLine(file, at + 1);
  }
  mails.push(unescapeFrom(withoutLastBlank(file.slice(begin))));
  return mails;
}

/** One `>` less before `From ` at the start of each line (mboxrd; mboxo cannot be told from it). */
export const unescapeFrom = (mail: Octets): Octets => mail.replace(/^>(>*From )/gm, '$1');

function firstLine(file: Octets): number {
  let at = 0;
  while (file[at] === '\n' || file[at] === '\r') at++;
  return at;
}

function afterLine(file: Octets, at: number): number {
  const end = file.indexOf('\n', at);
  return end < 0 ? file.length : end + 1;
}

function isFromLine(file: Octets, at: number): boolean {
  if (!file.startsWith('From ', at)) return false;
  const line = file.slice(at, at + longestFromLine).split('\n', 1)[0] ?? '';
  return /^From mboxrd@z(?:\s|$)/.test(line) || date.test(line.trimEnd());
}

// Whether the line that ends at `newline` is blank; `begin` is where its mail begins.
function endsBlank(file: Octets, begin: number, newline: number): boolean {
  let at = newline - 1;
  if (file[at] === '\r') at--;
  return at < begin || file[at] === '\n';
}

// The blank line before a separator (and before the end) is the mbox's, not the mail's.
const withoutLastBlank = (mail: Octets): Octets =>
  /\n\r?\n$/.test(mail.slice(-3)) ? mail.slice(0, mail.endsWith('\r\n') ? -2 : -1) : mail;
