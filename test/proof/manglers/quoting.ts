/** What replies do to a text: marks of quoting, of all the kinds that mail programs put. */
import { type Dice, one } from '../../support/dice.ts';
import type { Mangler } from './mangler.ts';

const lines = (text: string): readonly string[] => text.split('\n');
const each = (text: string, change: (line: string) => string): string =>
  lines(text).map(change).join('\n');

const quoted =
  (mark: string) =>
  (text: string): string =>
    each(text, line => `${mark}${line}`);

const stamp = (dice: Dice): string =>
  `[${`${dice(99_999)}`.padStart(5)}.${`${dice(999_999)}`.padStart(6, '0')}] `;

/** Each keeps what is said. */
export const quotings: readonly Mangler[] = [
  { name: 'quote', keeps: true, mangle: quoted('> ') },
  { name: 'quote thrice', keeps: true, mangle: quoted('> > > ') },
  { name: 'quote six times', keeps: true, mangle: quoted('> '.repeat(6)) },
  { name: 'quote tightly', keeps: true, mangle: quoted('>>> ') },
  {
    name: 'quote in two styles',
    keeps: true,
    mangle: text => quoted('>> ')(quoted('> ')(text)),
  },
  { name: 'quote by bars', keeps: true, mangle: quoted('| ') },
  { name: 'quote by name', keeps: true, mangle: quoted('Kevin> ') },
  {
    name: 'stamp as the kernel log',
    keeps: true,
    mangle: (text, dice) => each(text, line => `${stamp(dice)}${line}`),
  },
  {
    name: 'escape dashes as PGP',
    keeps: true,
    mangle: text => each(text, line => (line.startsWith('-') ? `- ${line}` : line)),
  },
  {
    name: 'escape From as mboxrd',
    keeps: true,
    mangle: text => each(text, line => (/^>*From /.test(line) ? `>${line}` : line)),
  },
  {
    name: 'stuff as flowed',
    keeps: true,
    mangle: text => each(text, line => (/^( |>|From )/.test(line) ? ` ${line}` : line)),
  },
  {
    name: 'indent',
    keeps: true,
    mangle: (text, dice) => quoted(one(dice, ['\t', '    ', '  '], ' '))(text),
  },
];
