/**
 * Header fields written: folded at 78 columns, in ASCII only, names and subjects that are
 * not ASCII as encoded words (RFC 2047). What is decoded from a stranger's mail cannot
 * begin a field of its own here, for no control character gets through.
 */
import type { Mailbox } from './address.ts';
import { plainLine } from './head.ts';

// RFC 5322, and RFC 2047 for what holds encoded words.
const widths = { plain: 78, encoded: 76 } as const;
// 75 would be allowed; less fits behind every name of a field.
const longestCoded = 45;
// Behind `Subject: Re: ` or a comma there is room for it.
const longestWord = 64;
const atoms = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~ ]+$/;
const printable = /^[\x20-\x7e]*$/;

/**
 * `Name: word word` with line breaks before words that would pass column 78 (76 with encoded
 * words). A longer word
 * stands alone, the first one always behind the name, where all readers look for it.
 */
export function fold(name: string, words: readonly string[]): string {
  const width = words.some(word => word.startsWith('=?')) ? widths.encoded : widths.plain;
  const lines = [[`${name}:`, words[0] ?? ''].join(' ')];
  for (const word of words.slice(1)) {
    const last = lines.at(-1) ?? '';
    if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(` ${word}`);
  }
  return lines.join('\n');
}

/** The words of a text, those that are not ASCII (or would be read as encoded) encoded with what stands between. */
export function textWords(text: string): readonly string[] {
  const words = plainLine(text).split(' ');
  const first = words.findIndex(mustEncode);
  if (first < 0) return words;
  const end = words.findLastIndex(mustEncode) + 1;
  return [
    ...words.slice(0, first),
    ...encodedWords(words.slice(first, end).join(' ')),
    ...words.slice(end),
  ];
}

/** The words of a list of mailboxes, with the commas. */
export const mailboxWords = (list: readonly Mailbox[]): readonly string[] =>
  list.flatMap((mailbox, i) => {
    const words = [...phrase(plainLine(mailbox.name)), address(mailbox)];
    return i + 1 < list.length ? [...words.slice(0, -1), `${words.at(-1)},`] : words;
  });

const address = (mailbox: Mailbox): string =>
  mailbox.name === '' ? mailbox.address : `<${mailbox.address}>`;

function phrase(name: string): readonly string[] {
  if (name === '') return [];
  const words = name.split(' ');
  if (words.some(mustEncode)) return encodedWords(name);
  if (atoms.test(name)) return words;
  const quoted = `"${name.replace(/["\\]/g, '\\$&')}"`;
  return quoted.length <= longestWord ? [quoted] : encodedWords(name);
}

const mustEncode = (word: string): boolean =>
  !printable.test(word) || word.includes('=?') || word.length > longestWord;

// No character is torn apart, as RFC 2047 wants it.
function encodedWords(text: string): readonly string[] {
  const words: string[] = [];
  let coded = '';
  for (const character of text) {
    const next = quoted(character);
    if (coded.length + next.length > longestCoded) {
      words.push(coded);
      coded = '';
    }
    coded += next;
  }
  return [...words, coded].map(word => `=?utf-8?q?${word}?=`);
}

function quoted(character: string): string {
  if (/^[A-Za-z0-9!*+\-/]$/.test(character)) return character;
  if (character === ' ') return '_';
  const hex = [...Buffer.from(character, 'utf8')].map(b => b.toString(16).padStart(2, '0'));
  return hex.map(h => `=${h.toUpperCase()}`).join('');
}
