/** What gateways, archives and editors do to blanks and line ends. */
import { type Dice, one } from '../../support/dice.ts';
import type { Mangler } from './mangler.ts';

const each = (text: string, change: (line: string) => string): string =>
  text.split('\n').map(change).join('\n');

const marksOf = (line: string): string => /^(?:[>|] ?)*/.exec(line)?.[0] ?? '';

/** The line broken at its last blank before the width; the rest with these marks. */
function wrapped(line: string, width: number, marks: string): readonly string[] {
  if (line.length <= width) return [line];
  const at = line.lastIndexOf(' ', width);
  if (at <= marksOf(line).length) return [line];
  const rest = line.slice(at + 1).trimStart();
  return [line.slice(0, at).trimEnd(), ...wrapped(`${marks}${rest}`, width, marks)];
}

const wrap =
  (width: number, requote: boolean) =>
  (text: string): string =>
    text
      .split('\n')
      .flatMap(line => wrapped(line, width, requote ? marksOf(line) : ''))
      .join('\n');

/** Paragraphs filled anew, as `fmt` does: lines of equal marks are one paragraph. */
function refilled(text: string, width: number): string {
  const out: string[] = [];
  let words: string[] = [];
  let marks = '';
  const flush = (): void => {
    if (words.length > 0) out.push(...wrapped(`${marks}${words.join(' ')}`, width, marks));
    words = [];
  };
  for (const line of text.split('\n')) {
    const own = marksOf(line);
    const rest = line.slice(own.length).replace(/^[ \t\r]+|[ \t\r]+$/g, '');
    if (own !== marks || rest === '') flush();
    marks = own;
    if (rest === '') out.push(line);
    else words.push(...rest.split(/[ \t\r]+/));
  }
  flush();
  return out.join('\n');
}

const zeroWidth = (text: string, dice: Dice): string =>
  text.replace(/[a-z]/g, letter =>
    dice(20) === 0 ? `${letter}${one(dice, ['\u200b', '\u2060', '\ufeff', '\u00ad'], '')}` : letter,
  );

/** Lines sent as flowed: soft breaks are blanks at the end, and who does not know shows them. */
const softBreaks = (text: string): string =>
  text
    .split('\n')
    .flatMap(line => {
      const parts = wrapped(line, 66, marksOf(line));
      return parts.map((part, i) => (i === parts.length - 1 ? part : `${part} `));
    })
    .join('\n');

/** Soft breaks joined without taking the marks away. */
const joinedBadly = (text: string): string => softBreaks(text).replace(/ \n/g, ' ');

/** Each keeps what is said. */
export const spacings: readonly Mangler[] = [
  { name: 'CRLF', keeps: true, mangle: text => text.replace(/\n/g, '\r\n') },
  { name: 'CR CR LF', keeps: true, mangle: text => text.replace(/\n/g, '\r\r\n') },
  { name: 'blanks at line ends', keeps: true, mangle: text => each(text, line => `${line}  `) },
  {
    name: 'empty lines dropped',
    keeps: true,
    mangle: text => text.replace(/\n(?:[ \t]*\n)+/g, '\n'),
  },
  { name: 'double spaced', keeps: true, mangle: text => text.replace(/\n/g, '\n\n') },
  { name: 'blanks to tabs', keeps: true, mangle: text => text.replace(/ {4,8}/g, '\t') },
  { name: 'blanks squeezed', keeps: true, mangle: text => text.replace(/ {2,}/g, ' ') },
  {
    name: 'blanks that do not break',
    keeps: true,
    mangle: text => text.replace(/ {2}/g, '\u00a0 '),
  },
  { name: 'invisible signs', keeps: true, mangle: zeroWidth },
  { name: 'wrapped at 60, quoted again', keeps: true, mangle: wrap(60, true) },
  { name: 'wrapped at 60, not quoted', keeps: true, mangle: wrap(60, false) },
  { name: 'wrapped at 78', keeps: true, mangle: wrap(78, false) },
  { name: 'filled to 72', keeps: true, mangle: text => refilled(text, 72) },
  { name: 'filled to 50', keeps: true, mangle: text => refilled(text, 50) },
  { name: 'all on one line', keeps: true, mangle: text => text.replace(/[ \t\r]*\n\s*/g, ' ') },
  { name: 'flowed, not decoded', keeps: true, mangle: softBreaks },
  { name: 'flowed, joined with its marks', keeps: true, mangle: joinedBadly },
];
