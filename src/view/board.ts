/**
 * Rows of a run under a column for each actor. Where the columns are too many or too
 * wide to stand side by side, they start a few blanks apart and a row runs over the
 * columns to its right; guides of `|` then lead down from the heads. Knows widths
 * only: what a row says is decided in counterexample.ts. cli/schedule.ts reads both
 * forms back, so change them together.
 */
import { packed, pageWidth, wrap } from './wrap.ts';

/** One step. */
export interface BoardRow {
  /** Index into the heads. */
  readonly column: number;
  readonly call: string;
  readonly beside: readonly string[];
  /** The step that fails. */
  readonly marked: boolean;
}

/** Heads and rows; rows are numbered from 1. */
export interface Board {
  readonly heads: readonly string[];
  readonly rows: readonly BoardRow[];
}

interface Layout {
  /** Where each column starts, from 0. */
  readonly starts: readonly number[];
  /** Where the text beside the rows starts. */
  readonly beside: number;
  readonly guides: boolean;
  readonly digits: number;
}

const mark = '  <--';
const leastBeside = 20;
const gap = 2;

/** The lines of the board, at most 72 columns wide. */
export function boardLines(board: Board): readonly string[] {
  const layout = sideBySide(board) ?? staggered(board);
  return [
    ...heads(board, layout),
    ...board.rows.flatMap((row, i) => rowLines(row, i + 1, layout)),
  ].map(line => line.trimEnd());
}

const digitsOf = (board: Board): number => String(board.rows.length).length;

const startOf = (digits: number): number => 2 + digits + gap;

function sideBySide(board: Board): Layout | undefined {
  const digits = digitsOf(board);
  const starts: number[] = [];
  let at = startOf(digits);
  board.heads.forEach((head, column) => {
    const calls = board.rows.filter(r => r.column === column).map(r => r.call.length);
    starts.push(at);
    at += Math.max(head.length, ...calls) + gap;
  });
  const room = pageWidth - at;
  return room < besideWidth(board) ? undefined : { starts, beside: at, guides: false, digits };
}

// What the changes would like to have, within reason: the widest, but at least 20 and at most 30 columns.
function besideWidth(board: Board): number {
  const widest = Math.max(0, ...board.rows.flatMap(r => r.beside.map(text => text.length)));
  return Math.min(30, Math.max(leastBeside, widest + mark.length));
}

function staggered(board: Board): Layout {
  const digits = digitsOf(board);
  const first = startOf(digits);
  const apart = Math.max(1, Math.min(4, Math.floor(24 / Math.max(1, board.heads.length - 1))));
  const starts = board.heads.map((_, column) => Math.min(first + column * apart, 40));
  const ends = board.rows.map(r => (starts[r.column] ?? first) + r.call.length + gap);
  const beside = Math.min(Math.max(first, ...ends), pageWidth - besideWidth(board));
  return { starts, beside, guides: true, digits };
}

function heads(board: Board, layout: Layout): readonly string[] {
  if (!layout.guides) {
    return [
      across(board.heads, layout.starts),
      across(
        board.heads.map(head => '-'.repeat(head.length)),
        layout.starts,
      ),
    ];
  }
  return board.heads.flatMap((head, column) =>
    wrap(head, pageWidth - (layout.starts[column] ?? 0)).map(
      line => `${guidesTo(column, layout, '')}${line}`,
    ),
  );
}

function across(texts: readonly string[], starts: readonly number[]): string {
  return texts.reduce((line, text, i) => line.padEnd(starts[i] ?? 0) + text, '');
}

// The row's number, then a guide under each head to the left of the column.
function guidesTo(column: number, layout: Layout, number: string): string {
  const start = layout.starts[column] ?? 0;
  let line = `  ${number.padStart(layout.digits)}`;
  if (!layout.guides) return line.padEnd(start);
  for (const at of layout.starts.slice(0, column)) if (at < start) line = `${line.padEnd(at)}|`;
  return line.padEnd(start);
}

function rowLines(row: BoardRow, index: number, layout: Layout): readonly string[] {
  const start = layout.starts[row.column] ?? 0;
  const lead = (i: number): string => guidesTo(row.column, layout, i === 0 ? `${index}` : '');
  const call = wrap(row.call, pageWidth - start - (row.marked ? mark.length : 0));
  const lines = call.map((text, i) => `${lead(i)}${text}`);
  const beside = row.beside.length === 0 ? [] : packed(row.beside, pageWidth - layout.beside);
  const [first = '', ...rest] = beside;
  const [only = '', ...more] = lines;
  const fits = first.length + (row.marked ? mark.length : 0) <= pageWidth - layout.beside;
  const joined =
    more.length === 0 && only.length + gap <= layout.beside && fits
      ? [`${only.padEnd(layout.beside)}${first}`, ...rest.map(text => indent(text, layout))]
      : [...lines, ...beside.map(text => indent(text, layout))];
  return row.marked ? withMark(joined) : joined;
}

const indent = (text: string, layout: Layout): string => `${' '.repeat(layout.beside)}${text}`;

const withMark = (lines: readonly string[]): readonly string[] =>
  lines.map((line, i) => (i === 0 ? `${line.trimEnd()}${mark}` : line));
