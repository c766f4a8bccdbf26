/** What the signs of a pair's drawings mean, those alone that can occur in them. */
import { arrowSample } from './drawing.ts';
import type { Figures } from './figures.ts';
import { html, type Markup, nothing } from './markup.ts';

/** The legend of a pair. */
export function legendOf({ moments }: Figures): Markup {
  const figures = moments.flat().flatMap(figure => figure ?? []);
  const roots = [...new Set(figures.flatMap(figure => figure.roots))];
  const names = new Set(
    figures.flatMap(({ cells }) => [...cells.values()].flatMap(c => c.breaks.map(b => b.name))),
  );
  return html`<ul class="legend"><li>${arrowSample('live')} holds</li>${
    roots.length === 0
      ? nothing
      : html`<li>${arrowSample('unlinked')} holds what is not reached from ${roots.join(', ')}</li>`
  }${
    names.size === 0
      ? nothing
      : html`<li>${arrowSample('broken')} must not be there: breaks ${[...names].join(', ')}</li>`
  }<li>◆ changed in this step</li></ul>
`;
}
