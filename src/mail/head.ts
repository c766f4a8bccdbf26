/**
 * The head of a mail or of a part: its fields unfolded, and where its body begins. Values
 * stay octets; `text` reads them as people see them. Whether a text has a head at all is
 * decided here: pasted text has none.
 */
import { decodeWords } from 'postal-mime';
import { decodeText } from './charset.ts';
import type { Octets } from './octets.ts';

/** One field; its name in lower case, its value unfolded, untrimmed inside. */
export interface Field {
  readonly name: string;
  readonly value: Octets;
}

/** A head and what follows the blank line. */
export interface Headed {
  readonly fields: readonly Field[];
  readonly body: Octets;
}

/** A value with its parameters: `text/plain; charset=utf-8`, all in lower case but the values. */
export interface Structured {
  readonly value: string;
  readonly params: ReadonlyMap<string, string>;
}

const fieldLine = /^([!-9;-~]{1,80})[ \t]*:/;
const longestHead = 256 * 1024;
const longestValue = 64 * 1024;
const fieldsOfMail = new Set(
  'from to cc subject date message-id in-reply-to references received return-path mime-version content-type delivered-to reply-to sender'.split(
    ' ',
  ),
);

/**
 * Cuts at the blank line, or at the first line that is no field: mail that lost its blank
 * line keeps its body. A head longer than 256 KiB ends there.
 */
export function splitHead(octets: Octets): Headed {
  const fields: { name: string; lines: Octets[] }[] = [];
  let at = 0;
  while (at < octets.length && at < longestHead) {
    const newline = octets.indexOf('\n', at);
    const end = newline < 0 ? octets.length : newline;
    const line = octets.slice(at, octets[end - 1] === '\r' && end > at ? end - 1 : end);
    const last = fields.at(-1);
    const name = fieldLine.exec(line)?.[1];
    if (line === '') return { fields: fields.map(field), body: octets.slice(end + 1) };
    if (last !== undefined && /^[ \t]/.test(line)) last.lines.push(line);
    else if (name !== undefined)
      fields.push({ name: name.toLowerCase(), lines: [line.slice(line.indexOf(':') + 1)] });
    else break;
    at = end + 1;
  }
  return { fields: fields.map(field), body: octets.slice(at) };
}

const field = (f: { name: string; lines: readonly Octets[] }): Field => ({
  name: f.name,
  value: f.lines.join('').slice(0, longestValue),
});

/** Whether these fields are those of a mail: two that mails have, or a sender, or a Message-ID. */
export function isMailHead(fields: readonly Field[]): boolean {
  const known = new Set(fields.map(f => f.name).filter(name => fieldsOfMail.has(name)));
  return known.size >= 2 || known.has('from') || known.has('message-id');
}

/** The value of the first field of that name, trimmed; empty when there is none. */
export const fieldValue = (fields: readonly Field[], name: string): Octets =>
  fields.find(f => f.name === name)?.value.trim() ?? '';

/** A value as people read it: encoded words decoded, blanks and control characters one blank. */
export const textOf = (value: Octets): string =>
  plainLine(decodeWords(decodeText(value, '').text.replace(/[\t\r\n]+/g, ' ')));

/** One line without control characters, runs of blanks as one. */
export const plainLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}\ufeff]+/gu, ' ').trim();

/** `value; name=value; name="value"`; RFC 2231 pieces (`name*0*=`) joined and decoded. */
export function structured(value: Octets): Structured {
  const [first, ...rest] = pieces(value);
  const params = new Map<string, string>();
  for (const piece of rest) {
    const cut = piece.indexOf('=');
    if (cut < 0) continue;
    const name = piece.slice(0, cut).trim().toLowerCase();
    const plain = name.replace(/\*\d*\*?$|\*$/, '');
    const text = unquoted(piece.slice(cut + 1).trim());
    const decoded = name.endsWith('*') ? percentDecoded(text) : text;
    // A parameter said twice is the first one; pieces follow each other.
    if (!params.has(plain)) params.set(plain, decoded);
    else if (/\*[1-9]\d*\*?$/.test(name)) params.set(plain, (params.get(plain) ?? '') + decoded);
  }
  return {
    value: (first ?? '')
      .replace(/\([^()]*\)/g, '')
      .trim()
      .toLowerCase(),
    params,
  };
}

// At `;` outside quotes; by hand, for what no quote closes is searched once only.
function pieces(value: Octets): readonly string[] {
  const found: string[] = [];
  let begin = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at++) {
    if (quoted && value[at] === '\\') at++;
    else if (value[at] === '"') quoted = !quoted;
    else if (value[at] === ';' && !quoted) {
      found.push(value.slice(begin, at));
      begin = at + 1;
    }
  }
  return [...found, value.slice(begin)];
}

function unquoted(text: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"/s.exec(text)?.[1];
  return quoted === undefined ? text.replace(/[ \t(].*$/s, '') : quoted.replace(/\\(.)/gs, '$1');
}

const percentDecoded = (text: string): string =>
  text
    .replace(/^[^']*'[^']*'/, '')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
