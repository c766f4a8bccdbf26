/**
 * The rows of a schedule as people draw races: a column an actor, time runs down, notes
 * at the right. Where a row acts is for the eye alone, so each layout says the same, and
 * the writer takes the first that fits a mail.
 */
import type { Row } from '../claim.ts';
import { fold } from './fold.ts';
import { rowWidth } from './words.ts';

/** What people see beside a row. */
export interface Beside {
  /** The head of its column. */
  readonly actor: string;
  /** A few words, lower case; empty for none. */
  readonly note: string;
}

/** One for each row of the schedule, in their order. */
export type Picture = readonly Beside[];

/** Lines of rows, with the heads above them. */
export type Layout = readonly string[];

// Columns as far apart as two calls; closer ones are still told apart.
const steps = [32, 24, 20, 18, 16, 14, 12, 10, 8, 6, 4];

/**
 * Layouts from the widest to the narrowest. A row needs only its own line, so columns may
 * stand closer than their calls are long. The last has neither columns nor notes.
 */
export function layoutsOf(rows: readonly Row[], picture: Picture): readonly Layout[] {
  // Row 0 is nobody's step.
  const heads = [...new Set(picture.map(beside => beside.actor))].filter(head => head !== '');
  const columns = steps.filter(step => heads.slice(0, -1).every(head => head.length + 2 <= step));
  const drawn = rows.map((row, i): Drawn => {
    const { actor = '', note = '' } = picture[i] ?? {};
    return { number: row.number, action: row.action, column: heads.indexOf(actor), note };
  });
  const bare = drawn.map(row => ({ ...row, note: '' }));
  const inColumns = (place: Place, all: readonly Drawn[]): readonly Layout[] =>
    columns.map(step => [...headLines(heads, step), ...all.flatMap(row => place(row, step, all))]);
  return [
    ...inColumns(aligned, drawn).filter(fits),
    ...inColumns(ragged, drawn).filter(fits),
    ...inColumns(below, drawn).filter(fits),
    ...inColumns(broken, drawn).filter(fits),
    drawn.flatMap(folded),
    ...inColumns(aligned, bare).filter(fits),
    bare.flatMap(folded),
  ];
}

const fits = (layout: Layout): boolean => layout.every(line => line.length <= rowWidth);

interface Drawn {
  readonly number: number;
  readonly action: string;
  readonly column: number;
  readonly note: string;
}

type Place = (row: Drawn, step: number, all: readonly Drawn[]) => readonly string[];

const left = 5;

function headLines(heads: readonly string[], step: number): readonly string[] {
  const line = (texts: readonly string[]): string =>
    `${' '.repeat(left)}${texts.map(text => text.padEnd(step)).join('')}`.trimEnd();
  return heads.some(head => head !== '')
    ? [line(heads), line(heads.map(head => '-'.repeat(head.length)))]
    : [];
}

const numbered = ({ number }: Drawn): string => `${number}`.padStart(left - 2).padEnd(left);

const call = (row: Drawn, step: number): string =>
  `${numbered(row)}${' '.repeat(step * Math.max(0, row.column))}${row.action}`;

// All notes in one column.
function aligned(row: Drawn, step: number, all: readonly Drawn[]): readonly string[] {
  const room = Math.max(...all.map(other => call(other, step).length)) + 2;
  return [`${call(row, step).padEnd(room)}${row.note}`.trimEnd()];
}

const ragged = (row: Drawn, step: number): readonly string[] => [
  `${call(row, step)}  ${row.note}`.trimEnd(),
];

const below = (row: Drawn, step: number): readonly string[] => [call(row, step), ...noteLines(row)];

const noteLines = ({ note }: Drawn): readonly string[] =>
  note === '' ? [] : indented(left + 4, note);

const indented = (by: number, text: string): readonly string[] =>
  fold(text, rowWidth - by).map(line => `${' '.repeat(by)}${line}`);

// Long calls go on in their column.
function broken(row: Drawn, step: number): readonly string[] {
  const from = left + step * Math.max(0, row.column);
  const [first = '', ...rest] = fold(row.action, rowWidth - from - 4);
  const more = rest.map(line => `${' '.repeat(from + 4)}${line}`);
  return [`${numbered(row)}${' '.repeat(from - left)}${first}`, ...more, ...noteLines(row)];
}

function folded(row: Drawn): readonly string[] {
  return broken({ ...row, column: 0 }, 0);
}
