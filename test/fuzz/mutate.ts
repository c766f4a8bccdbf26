/**
 * Damaged specifications for tests: texts of the repository with bytes flipped, lines
 * dropped, doubled or swapped, words exchanged within a file and between files. All
 * of it follows from a number, so that what is found can be found again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Dice, one } from '../support/dice.ts';

const root = resolve(import.meta.dirname, '../..');

/** The models, and every example of the documentation. */
export const texts: readonly string[] = [...models(), ...examples()];

function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending))
    .sort()
    .map(name => readFileSync(join(root, folder, name), 'utf8'));
}

function models(): readonly string[] {
  return filesBelow('models', '.pspec');
}

function examples(): readonly string[] {
  const blocks = filesBelow('spec', '.md').flatMap(page => [
    ...page.matchAll(/^```pspec.*\n([\s\S]*?)^```/gm),
  ]);
  return blocks.flatMap(([, text = '']) => (text.length > 60 ? [text] : []));
}

const token = /[A-Za-z_]\w*|\d+|"[^"\n]*"|\.\.\.|\.\.|->|[<>=!+-]=|\S/g;
const word = /[A-Za-z_]\w*/g;

interface Place {
  readonly text: string;
  readonly at: number;
}

const places = (text: string, pattern: RegExp): readonly Place[] =>
  [...text.matchAll(pattern)].map(found => ({ text: found[0], at: found.index }));

const nowhere: Place = { text: '', at: 0 };

const put = (text: string, { text: old, at }: Place, now: string): string =>
  text.slice(0, at) + now + text.slice(at + old.length);

function withLines(text: string, edit: (lines: string[]) => void): string {
  const lines = text.split('\n');
  edit(lines);
  return lines.join('\n');
}

type Damage = (text: string, dice: Dice) => string;

const damages: readonly Damage[] = [
  function flipsABit(text, dice) {
    const at = dice(text.length);
    return put(
      text,
      { text: text.charAt(at), at },
      String.fromCharCode(text.charCodeAt(at) ^ (1 << dice(7))),
    );
  },
  function dropsALine(text, dice) {
    return withLines(text, lines => lines.splice(dice(lines.length), 1));
  },
  function doublesALine(text, dice) {
    return withLines(text, lines => {
      const at = dice(lines.length);
      lines.splice(at, 0, lines[at] ?? '');
    });
  },
  function swapsTwoLines(text, dice) {
    return withLines(text, lines => {
      const [a, b] = [dice(lines.length), dice(lines.length)];
      [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    });
  },
  function takesALineFromElsewhere(text, dice) {
    const line = one(dice, one(dice, texts, '').split('\n'), '');
    return withLines(text, lines => lines.splice(dice(lines.length), 0, line));
  },
  function takesATokenFromElsewhere(text, dice) {
    const other = one(dice, places(one(dice, texts, ''), token), nowhere);
    return put(text, one(dice, places(text, token), nowhere), other.text);
  },
  function dropsAToken(text, dice) {
    return put(text, one(dice, places(text, token), nowhere), '');
  },
  function repeatsAWord(text, dice) {
    const words = places(text, word);
    return put(text, one(dice, words, nowhere), one(dice, words, nowhere).text);
  },
  function wrapsAWord(text, dice) {
    const place = one(dice, places(text, word), nowhere);
    const [before, after] = one(dice, wraps, ['', '']);
    return put(text, place, before + place.text + after);
  },
];

const wraps: readonly (readonly [string, string])[] = [
  ...([
    ['(', ')'],
    ['some ', ''],
    ['', '!'],
    ['not ', ''],
    ['count(', ')'],
    ['{ ', ' }'],
  ] as const),
  ...([
    ['[', ']'],
    ['next(', ')'],
    ['', ' is some z'],
    ['', '.x'],
    ['', '[0]'],
    ['-', ''],
  ] as const),
  ...([
    ['head(', ')'],
    ['atomic { ', ' }'],
    ['', ' at a'],
    ['', ' with { f: 1 }'],
    ['', ' + 1'],
  ] as const),
];

/** A specification with one to three damages; of long ones, few. */
export function damaged(dice: Dice): string {
  let text = one(dice, texts, '');
  while (text.length > 2500 && dice(20) > 0) text = one(dice, texts, '');
  for (let left = 1 + dice(3); left > 0; left--) {
    const damage = damages[dice(damages.length)];
    if (damage !== undefined && text.length > 0) text = damage(text, dice);
  }
  return text;
}
