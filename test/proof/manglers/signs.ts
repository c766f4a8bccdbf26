/** What programs do to single signs: smart dashes, entities, encodings that nobody decoded. */
import { type Dice, one } from '../../support/dice.ts';
import type { Mangler } from './mangler.ts';

const latin = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const hex = (sign: string): string =>
  [...Buffer.from(sign, 'utf8')]
    .map(b => `=${b.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

/** Quoted-printable as Exchange writes it, with soft breaks at 76. */
function quotedPrintable(text: string): string {
  return text
    .split('\n')
    .map(line => {
      const coded = line.replace(/[^ -~\t]|=/gu, hex).replace(/[ \t]$/, hex);
      return coded.replace(/(?:[^=\n]|=[0-9A-F]{2}){1,73}(?=.{3})/g, part => `${part}=\n`);
    })
    .join('\n');
}

const smart = (text: string, dice: Dice): string =>
  text.replace(/-+/g, run =>
    run.length > 1 && dice(3) === 0
      ? one(dice, ['\u2014', '\u2013\u2014'], '-')
      : run.replace(/-/g, () => one(dice, ['-', '\u2013', '\u2014', '\u2011', '\u2212'], '-')),
  );

const escaped = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/ {2}/g, '&nbsp; ');

/** Each keeps what is said. */
export const signs: readonly Mangler[] = [
  { name: 'smart dashes', keeps: true, mangle: smart },
  { name: 'quoted-printable, not decoded', keeps: true, mangle: quotedPrintable },
  { name: 'entities', keeps: true, mangle: escaped },
  { name: 'UTF-8 read as Latin-1', keeps: true, mangle: latin },
  {
    name: 'addresses hidden',
    keeps: true,
    mangle: text => text.replace(/[\w.]+@[\w.]+/g, 'xxx@xxxxxx').replace(/https?:\S+/g, '[link]'),
  },
  {
    name: 'heads in capitals',
    keeps: true,
    mangle: text => text.replace(/^.*\n(?=[>| \t]*---- )/gm, line => line.toUpperCase()),
  },
];
