/**
 * The damages that were seen in kernel mail, one by one, on a block of five rows, and
 * what a reader must say: `exact` (the claim as it was), `damaged`, or nothing found.
 */
import { write } from '../../../src/proof/block/write.ts';
import type { Violation } from '../../../src/proof/claim.ts';
import { diceOf } from '../../support/dice.ts';
import { manglers } from '../manglers/all.ts';
import { violation } from './claims.ts';

/** A run of five rows. */
export const five: Violation = {
  ...violation,
  name: 'five-rows.trace',
  length: 5,
  rows: violation.rows.slice(2, 7).map(({ action }, i) => ({ number: i + 1, action })),
};

const notes = ['', 'PTE page C cached', '', 'joins the list late', '<-- frees both'];
const heads = ['kworker', 'iommu', 'cpu0', 'cpu0', 'kworker'];

/** Its block. */
export const block: string = (() => {
  const written = write(
    five,
    heads.map((actor, i) => ({ actor, note: notes[i] ?? '' })),
  );
  if (written.kind === 'refused') throw new Error(written.reason);
  return written.lines.join('\n');
})();

/** A damage and what comes of it. */
export interface Case {
  readonly name: string;
  readonly text: string;
  readonly outcome: 'exact' | 'damaged' | 'none';
}

const by = (...names: readonly string[]): string => {
  const dice = diceOf(5);
  return names.reduce((text, name) => {
    const mangler = manglers.find(m => m.name === name);
    if (mangler === undefined) throw new Error(`no mangler '${name}'`);
    return mangler.mangle(text, dice);
  }, block);
};

const exact = (name: string, text: string): Case => ({ name, text, outcome: 'exact' });
const damaged = (name: string, text: string): Case => ({ name, text, outcome: 'damaged' });

const quoted = (text: string): string => text.replace(/^/gm, '> ');
const after = (text: string, line: RegExp, added: string): string => {
  if (!line.test(text)) throw new Error(`no line ${line}`);
  return text.replace(line, found => `${found}\n${added}`);
};
const changed = (from: string | RegExp, to: string): string => {
  const text = block.replace(from, to);
  if (text === block) throw new Error(`nothing to change: ${from}`);
  return text;
};
const row = (n: number): RegExp => new RegExp(`^(?:> )?  ${n}  .*$`, 'm');
const other = block.replaceAll('five-rows', 'other-rows');

const interleaved = (a: string, b: string): string => {
  const lines = b.split('\n');
  return a
    .split('\n')
    .flatMap((line, i) => [line, lines[i] ?? ''])
    .join('\n');
};

/** In the order and with the numbers of the list of damages. */
export const cases: readonly Case[] = [
  exact('01 nothing', block),
  ...[
    ['02a quoted', 'quote'],
    ['02b quoted thrice', 'quote thrice'],
    ['02c quoted six times', 'quote six times'],
    ['03 quoted tightly', 'quote tightly'],
    ['04 quoted in two styles', 'quote in two styles'],
    ['05 quoted by bars', 'quote by bars'],
    ['06 quoted by name', 'quote by name'],
    ['07 CRLF', 'CRLF'],
    ['08 CR CR LF', 'CR CR LF'],
    ['09 blanks at line ends', 'blanks at line ends'],
    ['10 empty lines dropped', 'empty lines dropped'],
    ['11 double spaced', 'double spaced'],
    ['12 blanks to tabs', 'blanks to tabs'],
    ['13 blanks squeezed', 'blanks squeezed'],
    ['14 indented', 'indent'],
    ['15 blanks that do not break', 'blanks that do not break'],
    ['16 invisible signs', 'invisible signs'],
    ['17 smart dashes', 'smart dashes'],
    ['18 wrapped and quoted again', 'quote', 'wrapped at 60, quoted again'],
    ['19 wrapped and not quoted', 'quote', 'wrapped at 60, not quoted'],
    ['20 wrapped at depth five', 'quote thrice', 'quote', 'quote', 'wrapped at 78'],
    ['21a filled to 72', 'filled to 72'],
    ['21b filled to 50', 'filled to 50'],
    ['22 all on one line', 'all on one line'],
    ['24 quoted-printable, not decoded', 'smart dashes', 'quoted-printable, not decoded'],
    ['26 flowed, not decoded', 'quote', 'flowed, not decoded'],
    ['28 flowed, joined with its marks', 'quote thrice', 'flowed, joined with its marks'],
    ['29 dashes escaped by PGP', 'escape dashes as PGP'],
    ['30 entities', 'quote', 'entities'],
    ['31 stamps of the kernel log', 'stamp as the kernel log'],
    ['34 heads in capitals', 'heads in capitals'],
    ['35 list footer', 'list footer'],
    ['36 UTF-8 read as Latin-1', 'smart dashes', 'UTF-8 read as Latin-1'],
    ['40 the block twice', 'the block twice'],
    ['41 the end lost', 'end lost'],
  ].map(([name = '', ...chain]) => exact(name, by(...chain))),
  exact('37 a comment at lower depth', after(quoted(block), row(2), '\nReally?  Which one?\n')),
  exact('38 a comment at deeper depth', after(quoted(block), row(2), '> > > no, later')),
  exact('39a a decoy quoted deeper', after(quoted(block), row(2), '> > 3  walk(D)')),
  exact(
    '39b a decoy not quoted',
    after(quoted(block), row(2), '\nHere 3 walk(D) runs too:\n3 walk(D)\n'),
  ),
  exact('39c a decoy among the rows', after(block, row(2), '     I mean 3 walk(D) here')),
  exact('39d a decoy like a row', after(block, row(2), '  3  walk(D)')),
  damaged('42 rows trimmed', changed(/( {2}3 .*\n {2}4 .*)/, '  [...]')),
  damaged('43 a row deleted', changed(/ {2}4 .*\n/, '')),
  damaged('44 two rows swapped', changed(/( {2}3 .*\n)( {2}4 .*\n)/, '$2$1')),
  damaged('45 an argument changed', changed('walk(p=C)', 'walk(p=B)')),
  damaged('46 a parameter changed', changed('cpus=1', 'cpus=2')),
  damaged('47 a digit of the digest changed', changed('6ef1de', '6ef1df')),
  exact(
    '48 an attribution inside',
    after(quoted(block), row(2), 'On Mon, Aug 18, 2025 at 10:15, A Reviewer wrote:'),
  ),
  exact('49a begin broken in two', changed('begin five', 'begin\nfive')),
  exact('49b begin broken in two, quoted', quoted(changed('----- begin', '-----\nbegin'))),
  damaged('50 two blocks interleaved', interleaved(block, other)),
  exact('53 cut at a signature', `${block}\n-- \nA Reviewer`),
  exact('57 the end of another', changed('end five-rows', 'end other')),
  damaged('58 more rows than claimed', changed('violated 5', 'violated 4')),
  { name: '61 prose', text: 'We begin with ----- and end.', outcome: 'none' },
];
