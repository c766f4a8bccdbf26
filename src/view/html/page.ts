/**
 * The report of `compare` as one page that needs nothing else: no server, no network, no other
 * file. It stands whole in the markup; the script only hides and shows. Law: a page is its
 * report's alone, the same text for the same report.
 */

import { actorName } from '../actors.ts';
import { assumptions } from '../assumptions.ts';
import { sharedParameters } from '../check-text.ts';
import type { CompareReport } from '../compare-report.ts';
import { argsText } from '../counterexample.ts';
import { drawingOf, shared } from './drawing.ts';
import { type Figure, figuresOf } from './figures.ts';
import { lanesOf } from './lanes.ts';
import { type Layout, layoutOf } from './layout.ts';
import { legendOf } from './legend.ts';
import { breakable, html, type Markup, nothing } from './markup.ts';
import { type Moment, momentsOf } from './moments.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { script } from './script.ts';
import { stateTables } from './state.ts';
import { style } from './style.ts';
import { verdictTable } from './verdicts.ts';

/** The whole page, as the text of a file. */
export function comparePage(report: CompareReport): string {
  const pairs = pairsOf(report);
  const title = `${report.module}: variants compared`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
${shared}<header>
<h1>${title}</h1>
${aboutOf(report)}</header>
<main>
${verdictTable(report, pairs)}${listOf(pairs)}${pairs.map(pairSection)}</main>
<script>${{ markup: script }}</script>
</body>
</html>
`;
  return page.markup;
}

function aboutOf({ results, spec, frame }: CompareReport): Markup {
  const shared = sharedParameters(results).map(([name, value]) => `${name} = ${value}`);
  const assumed = assumptions(results.map(r => r.machine));
  return html`<p class="quiet">patchproof ${frame.version}; assumed: ${assumed.join('; ')}; specification ${spec.files[0]?.path ?? ''}, digest <code>${spec.digest}</code></p>
${shared.length === 0 ? nothing : html`<details><summary>Parameters of all variants</summary><p><code>${shared.join(', ')}</code></p></details>`}
`;
}

function listOf(pairs: readonly Pair[]): Markup {
  if (pairs.length === 0) return html`<p>No run breaks anything that was asked.</p>\n`;
  return html`<nav aria-label="Runs">
<h2>Runs</h2>
<ol>${pairs.map(({ title }, i) => html`<li><a href="#pair-${i + 1}">${title}</a></li>`)}</ol>
</nav>
`;
}

function pairSection(pair: Pair, index: number): Markup {
  const id = `pair-${index + 1}`;
  const moments = momentsOf(pair);
  const tables = stateTables(pair, moments);
  const figures = figuresOf(pair, moments);
  const layout = figures === null ? null : layoutOf(figures);
  const drawn = (i: number): Markup => drawings(pair, layout, figures?.moments[i] ?? []);
  const { text } = pair.left.machine.properties.find(p => p.name === pair.judged.property.name) ?? {
    text: null,
  };
  return html`<section class="pair${pair.right === null ? ' lone' : ''}" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${pair.title}</h2>
${text === null ? nothing : html`<p class="quiet">“${text}”</p>`}
<div class="controls"><label for="${id}-slider">Step</label>
<input type="range" id="${id}-slider" min="0" max="${moments.length - 1}" value="0" step="1" aria-describedby="${id}-keys">
<output for="${id}-slider" aria-live="polite"></output>
<span id="${id}-keys" class="quiet"><kbd>←</kbd> <kbd>→</kbd> <kbd>Home</kbd> <kbd>End</kbd></span></div>
<div class="stage">
<div class="board" tabindex="0" role="region" aria-label="Lanes">
${lanesOf(pair, id)}</div>
<div id="${id}-moments">
${figures === null ? nothing : legendOf(figures)}${moments.map((moment, i) =>
  momentOf(pair, moment, html`${drawn(i)}${tables.table(moment)}`),
)}</div>
</div>
${endsOf(pair)}${tables.constant}</section>
`;
}

function drawings(pair: Pair, layout: Layout | null, figures: readonly (Figure | null)[]): Markup {
  if (layout === null) return nothing;
  const names = [pair.left, pair.right].flatMap(side => side?.name ?? []);
  return html`<div class="drawings">${names.map((name, i) => {
    const figure = figures[i] ?? null;
    return html`<figure><figcaption>${name}</figcaption>${
      figure === null ? html`<p class="quiet">has not begun</p>` : drawingOf(layout, figure, name)
    }</figure>`;
  })}</div>
`;
}

function momentOf(pair: Pair, moment: Moment, shown: Markup): Markup {
  const says = saysOf(pair, moment);
  return html`<div class="moment" data-moment="${moment.index}">
<h3>${breakable(says)}</h3>
${shown}</div>
`;
}

// `3 of 7: kworker.flush`, and each side by itself where they differ.
function saysOf(pair: Pair, { index, left, right }: Moment): string {
  const lead = `${index} of ${pair.lines.length}`;
  if (index === 0) return `${lead}: the beginning`;
  const [a, b] = [left, right].map(here => stepText(here?.step ?? null));
  if (right === null || a === b) return `${lead}: ${a}`;
  return `${lead}: ${pair.left.name} ${a}; ${pair.right?.name ?? ''} ${b}`;
}

function stepText(step: Moment['left']['step']): string {
  if (step === null) return 'takes no step';
  const args = argsText(step);
  const fails = step.state === null ? ' fails' : '';
  return `${actorName(step)}.${step.step}${args === '' ? '' : `(${args})`}${fails}`;
}

function endsOf({ ends, reason, left, right }: Pair): Markup {
  const blocks = [left, right].flatMap((side, i) => {
    const lines = (ends[i] ?? []).filter(line => line !== '');
    return side === null || lines.length === 0
      ? []
      : [html`<div><h3>At the end of ${side.name}</h3><pre>${lines.join('\n')}</pre></div>`];
  });
  const why =
    reason.length === 0
      ? nothing
      : html`<div><h3>How they differ</h3><pre>${reason.join('\n')}</pre></div>`;
  return html`<div class="ends">${blocks}${why}</div>
`;
}
