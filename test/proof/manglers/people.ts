/** What people do to a text they answer: comments, trimming, decoys, loss. */
import { type Dice, one } from '../../support/dice.ts';
import type { Mangler } from './mangler.ts';

type Lines = readonly string[];

const cutAt = (lines: Lines, dice: Dice): number => 1 + dice(Math.max(1, lines.length - 2));

/** The lines with others put between two of them. */
function between(text: string, dice: Dice, added: (lines: Lines, at: number) => Lines): string {
  const lines = text.split('\n');
  const at = cutAt(lines, dice);
  return [...lines.slice(0, at), ...added(lines, at), ...lines.slice(at)].join('\n');
}

const rowNumbers = (text: string): readonly number[] =>
  [...text.matchAll(/^[>|\s]*(\d+)\s+[A-Za-z_]/gm)].map(m => Number(m[1]));

const rowLine = /^([>|\s]*)(\d+)(\s+)([A-Za-z_].*)$/;

const rowsAt = (lines: Lines): readonly number[] =>
  lines.flatMap((line, i) => (rowLine.test(line) ? [i] : []));

const remarks = [
  'Really?  What keeps the lock here?',
  'I do not think so, see 3 lines above.',
  'no, the sum of both is what counts',
  'set depth check: spec says otherwise',
  'On Mon, Aug 18, 2025 at 10:15:00AM +0000, A Reviewer wrote:',
];

const decoy = (text: string, dice: Dice): string =>
  `${one(dice, rowNumbers(text), 1)}  ${one(dice, ['cpu0.walk(p=C)', 'unlink(D)'], 'walk(D)')}`;

/** These leave all that is said. */
export const remarksOfPeople: readonly Mangler[] = [
  {
    name: 'comment at lower depth',
    keeps: true,
    mangle: (text, dice) =>
      between(text.replace(/^/gm, '> '), dice, () => ['', one(dice, remarks, ''), '']),
  },
  {
    name: 'comment at deeper depth',
    keeps: true,
    mangle: (text, dice) => between(text, dice, () => [`> > ${one(dice, remarks, '')}`]),
  },
  {
    name: 'decoy in an answer',
    keeps: true,
    mangle: (text, dice) =>
      between(text.replace(/^/gm, '> '), dice, () => ['', `I would expect`, decoy(text, dice), '']),
  },
  {
    name: 'decoy quoted deeper',
    keeps: true,
    mangle: (text, dice) => between(text, dice, () => [`> > ${decoy(text, dice)}`]),
  },
  {
    name: 'the block twice',
    keeps: true,
    mangle: text => `${text}\n\n${text.replace(/^/gm, '> ')}`,
  },
  {
    name: 'list footer',
    keeps: true,
    mangle: text =>
      `${text}\n_______________________________________________\niommu mailing list\nhttps://lists.example.org/\n`,
  },
  {
    name: 'end lost',
    keeps: true,
    mangle: text => text.replace(/\n.*\bend\b.*$/, ''),
  },
];

function withRows(
  text: string,
  change: (lines: string[], rows: readonly number[]) => void,
): string {
  const lines = text.split('\n');
  const rows = rowsAt(lines);
  if (rows.length > 1) change(lines, rows);
  return lines.join('\n');
}

function swapped(text: string, dice: Dice): string {
  return withRows(text, (lines, rows) => {
    const i = dice(rows.length - 1);
    const [a, b] = [rows[i] ?? 0, rows[i + 1] ?? 0];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
  });
}

// As somebody who puts rows in another order and then counts again.
function renumbered(text: string, dice: Dice): string {
  return withRows(text, (lines, rows) => {
    const i = dice(rows.length - 1);
    const [a, b] = [rows[i] ?? 0, rows[i + 1] ?? 0];
    const [one, two] = [rowLine.exec(lines[a] ?? ''), rowLine.exec(lines[b] ?? '')];
    if (one === null || two === null) return;
    lines[a] = `${one[1]}${one[2]}${one[3]}${two[4]}`;
    lines[b] = `${two[1]}${two[2]}${two[3]}${one[4]}`;
  });
}

const replaceOne = (
  text: string,
  pattern: RegExp,
  dice: Dice,
  by: (found: string) => string,
): string => {
  const all = [...text.matchAll(pattern)];
  const chosen = all[dice(all.length || 1)];
  if (chosen === undefined) return text;
  const { index } = chosen;
  return `${text.slice(0, index)}${by(chosen[0])}${text.slice(index + chosen[0].length)}`;
};

/** These take something away or change it. */
export const losses: readonly Mangler[] = [
  {
    name: 'rows trimmed',
    keeps: false,
    mangle: (text, dice) =>
      withRows(text, (lines, rows) => {
        const from = dice(rows.length - 1);
        const count = 1 + dice(rows.length - from);
        lines.splice(rows[from] ?? 0, count, '[...]');
      }),
  },
  {
    name: 'a row deleted',
    keeps: false,
    mangle: (text, dice) =>
      withRows(text, (lines, rows) => {
        lines.splice(rows[dice(rows.length)] ?? 0, 1);
      }),
  },
  { name: 'two rows swapped', keeps: false, mangle: swapped },
  { name: 'two actions swapped', keeps: false, mangle: renumbered },
  {
    name: 'an argument changed',
    keeps: false,
    mangle: (text, dice) => replaceOne(text, /=[A-Za-z0-9]+/g, dice, found => `${found}x`),
  },
  {
    name: 'a letter lost',
    keeps: false,
    mangle: (text, dice) => replaceOne(text, /[A-Za-z0-9(){}[\],=:]/g, dice, () => ''),
  },
  {
    name: 'a digit changed',
    keeps: false,
    mangle: (text, dice) =>
      replaceOne(text, /\d/g, dice, found => `${(Number(found) + 1 + dice(9)) % 10}`),
  },
  {
    name: 'a blank lost',
    keeps: false,
    mangle: (text, dice) => replaceOne(text, / /g, dice, () => ''),
  },
  {
    name: 'a word lost',
    keeps: false,
    mangle: (text, dice) => replaceOne(text, /\S+/g, dice, () => ''),
  },
  {
    name: 'cut off',
    keeps: false,
    mangle: (text, dice) => text.slice(0, dice(text.length + 1)),
  },
  {
    name: 'a line lost',
    keeps: false,
    mangle: (text, dice) => {
      const lines = text.split('\n');
      lines.splice(dice(lines.length), 1);
      return lines.join('\n');
    },
  },
  {
    name: 'comments gone that look like hash lines',
    keeps: false,
    mangle: text => text.replace(/^#.*\n/gm, ''),
  },
];
