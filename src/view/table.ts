/**
 * Tables of words. A table that is wider than the page is printed as several, one
 * below the other, each with the key columns at its left; a cell that is wider than
 * its room is wrapped.
 */
import { pageWidth, wrap } from './wrap.ts';

/** Rows of cells; the first `keys` columns name the row. */
export interface Table {
  readonly heads: readonly string[];
  readonly keys: number;
  readonly rows: readonly (readonly string[])[];
}

const gap = 2;
const widestKeys = 32;
const widestCell = 36;

/** The lines of the table, at most 72 columns wide. */
export function tableLines(table: Table): readonly string[] {
  const wanted = table.heads.map((_, i) => widthOf(table, i));
  const keys = wanted.slice(0, table.keys);
  const most = pageWidth - total(keys) - gap;
  const widths = wanted.map((width, i) => (i < table.keys ? width : Math.min(width, most)));
  const blocks: number[][] = [[]];
  let room = pageWidth - total(keys);
  widths.slice(table.keys).forEach((width, i) => {
    if (room < width + gap && (blocks.at(-1) ?? []).length > 0) {
      blocks.push([]);
      room = pageWidth - total(keys);
    }
    room -= width + gap;
    blocks.at(-1)?.push(table.keys + i);
  });
  const keyColumns = keys.map((_, i) => i);
  return blocks.flatMap((block, i) => [
    ...(i === 0 ? [] : ['']),
    ...blockLines(table, [...keyColumns, ...block], widths),
  ]);
}

const total = (widths: readonly number[]): number => widths.reduce((sum, w) => sum + w + gap, 0);

function widthOf(table: Table, column: number): number {
  const cells = [table.heads, ...table.rows].map(row => (row[column] ?? '').length);
  const most = column < table.keys ? Math.floor(widestKeys / table.keys) : widestCell;
  return Math.min(Math.max(1, ...cells), most);
}

function blockLines(
  table: Table,
  columns: readonly number[],
  widths: readonly number[],
): readonly string[] {
  const line = (row: readonly string[]): readonly string[] =>
    rowLines(
      columns.map(c => row[c] ?? ''),
      columns.map(c => widths[c] ?? 0),
    );
  return [...line(table.heads), ...table.rows.flatMap(line)];
}

function rowLines(cells: readonly string[], widths: readonly number[]): readonly string[] {
  const wrapped = cells.map((cell, i) => wrap(cell, widths[i] ?? 1));
  const height = Math.max(1, ...wrapped.map(lines => lines.length));
  return Array.from({ length: height }, (_, y) =>
    wrapped
      .map((lines, i) => `${' '.repeat(gap)}${(lines[y] ?? '').padEnd(widths[i] ?? 0)}`)
      .join('')
      .trimEnd(),
  );
}
