/**
 * The table of variants by properties. Of the two the one with fewer members makes the
 * columns, so that the page stays narrow. A verdict is a word and a sign, never a colour
 * alone; one with a run on the page leads there.
 */
import { compared } from '../../check/table.ts';
import type { Judged, Result } from '../../check/verdict.ts';
import { gridOf, nameOf } from '../compare-grid.ts';
import type { CompareReport } from '../compare-report.ts';
import { rowNameIn } from '../family-text.ts';
import { html, type Markup } from './markup.ts';
import type { Pair } from './pairs.ts';

/** The table; `pairs` are those of the page, in its order. */
export function verdictTable(report: CompareReport, pairs: readonly Pair[]): Markup {
  const { results, family } = report;
  const all = compared(results);
  const name = (result: Result): string =>
    (family === null ? null : rowNameIn(family, result)) ?? nameOf(result, results);
  const { heads, rows } = gridOf(all, name);
  const columns = heads.slice(1);
  const marks = rows.map((row, i) => marksOf(row.slice(1), columns, all.rows[i]?.result, pairs));
  const variants = rows.map(([first = '']) => first);
  const wide = rows.length < columns.length;
  const cell = (row: number, column: number): Markup => {
    const text = rows[row]?.[column + 1] ?? '';
    return cellOf(text, marks[row]?.[column] ?? null);
  };
  const body = wide
    ? columns.map((head, c) =>
        rowOf(
          head,
          variants.map((_, r) => cell(r, c)),
        ),
      )
    : variants.map((head, r) =>
        rowOf(
          head,
          columns.map((_, c) => cell(r, c)),
        ),
      );
  return html`<div class="scrolls" tabindex="0" role="region" aria-label="Verdicts">
<table class="verdicts">
<caption>What was asked of each variant, and what came of it</caption>
<thead><tr><th scope="col">${wide ? 'property' : 'variant'}</th>${(wide ? variants : columns).map(
    head => html`<th scope="col">${head}</th>`,
  )}</tr></thead>
<tbody>
${body}</tbody>
</table>
</div>
`;
}

const rowOf = (head: string, cells: readonly Markup[]): Markup =>
  html`<tr><th scope="row">${head}</th>${cells}</tr>
`;

// The pair that shows the run of a cell, from 0.
function marksOf(
  cells: readonly string[],
  heads: readonly string[],
  result: Result | undefined,
  pairs: readonly Pair[],
): readonly (number | null)[] {
  return cells.map((_, i) => {
    const judged = result?.properties.filter(p => isCalled(p, heads[i] ?? '')) ?? [];
    const at = pairs.findIndex(pair => judged.some(one => isShownIn(pair, one, result)));
    return at < 0 ? null : at;
  });
}

const isCalled = ({ property: { kind, name } }: Judged, head: string): boolean =>
  head === name || head === `${kind} ${name}` || head === `${kind} "${name}"`;

const isShownIn = (pair: Pair, judged: Judged, result: Result | undefined): boolean =>
  result !== undefined &&
  pair.judged.property.kind === judged.property.kind &&
  pair.judged.property.name === judged.property.name &&
  (pair.leaders.includes(result) || pair.followers.includes(result));

// The first word of a cell says what it is; the sign says it again.
function cellOf(text: string, pair: number | null): Markup {
  const [word = ''] = text.split(' ');
  const sign = signs[word] ?? '';
  const shown = pair === null ? html`${text}` : html`<a href="#pair-${pair + 1}">${text}</a>`;
  return html`<td class="${word === '-' ? 'none' : word}"><span aria-hidden="true">${sign}</span> ${shown}</td>`;
}

const signs: Readonly<Record<string, string>> = {
  holds: '✓',
  reached: '✓',
  violated: '✗',
  not: '✗',
  unknown: '?',
};
