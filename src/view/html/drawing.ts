/**
 * One state as boxes and arrows, in SVG. An arrow leads from the row that holds a member to
 * the member: drawn through with a full head where it is live, dashed with an open head where
 * its structure does not reach the member any more, dotted with a cross on it and the
 * invariant's name in a hatched row where it breaks one. Members hold each other around the
 * right edge. The label of a drawing says the same in words.
 */
import type { Cell, Figure } from './figures.ts';
import {
  headHeight,
  isMember,
  type Layout,
  lettersOf,
  lineHeight,
  linesOf,
  type PlacedBox,
  type PlacedRow,
} from './layout.ts';
import { html, type Markup, nothing } from './markup.ts';

type Kind = 'live' | 'unlinked' | 'broken';

interface Arrow {
  readonly from: PlacedRow;
  readonly box: PlacedBox;
  readonly target: PlacedBox;
  readonly kind: Kind;
}

/** What all drawings of a page share; stands once before them. */
export const shared: Markup = html`<svg class="unseen" width="1" height="1" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-back" width="6" height="6"/><rect class="hatch-line" width="1.6" height="6"/></pattern></defs></svg>
`;

/** The drawing of one state; `name` says whose it is. */
export function drawingOf(layout: Layout, figure: Figure, name: string): Markup {
  const { boxes, width, height } = layout;
  const arrows = arrowsOf(boxes, figure);
  return html`<svg class="drawing" role="img" viewBox="0 0 ${width} ${height}" aria-label="${wordsOf(name, arrows, boxes, figure)}">
${boxes.map(box => boxOf(box, figure, arrows))}${pathsOf(arrows)}</svg>
`;
}

function arrowsOf(boxes: readonly PlacedBox[], figure: Figure): readonly Arrow[] {
  const members = new Map(boxes.filter(isMember).map(box => [box.name, box] as const));
  return boxes.flatMap(box =>
    box.rows.flatMap(from => {
      const cell = figure.cells.get(from.id);
      return (cell?.targets ?? []).flatMap((name): readonly Arrow[] => {
        const target = members.get(name);
        if (target === undefined) return [];
        return [{ from, box, target, kind: kindOf(box, cell, name, figure) }];
      });
    }),
  );
}

function kindOf(box: PlacedBox, cell: Cell | undefined, target: string, figure: Figure): Kind {
  if (cell?.breaks.some(({ by }) => by.includes(target)) === true) return 'broken';
  const { unlinked } = figure;
  return unlinked.has(target) || (isMember(box) && unlinked.has(box.name)) ? 'unlinked' : 'live';
}

function boxOf(box: PlacedBox, figure: Figure, arrows: readonly Arrow[]): Markup {
  const { x, y, width, height, name, plain } = box;
  const member = isMember(box);
  const unlinked = member && figure.unlinked.has(name);
  const broken = arrows.some(({ target, kind }) => target === box && kind === 'broken');
  const kind = `${member ? 'member' : 'holder'}${unlinked ? ' unlinked' : ''}${broken ? ' hit' : ''}`;
  const head = plain
    ? nothing
    : html`<text class="head" x="${x + 8}" y="${y + 14}">${name}</text>${
        unlinked
          ? html`<text class="tag" x="${x + width - 6}" y="${y + 14}">unlinked</text>`
          : nothing
      }<path class="rule" d="M${x} ${y + headHeight}h${width}"/>`;
  return html`<g class="${kind}"><rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="${member ? 7 : 1}"/>${head}${box.rows.map(
    row => rowOf(box, row, figure.cells.get(row.id)),
  )}</g>
`;
}

function rowOf(box: PlacedBox, row: PlacedRow, cell: Cell | undefined): Markup {
  const lines = linesOf(row.label, cell, lettersOf(box));
  const broken = (cell?.breaks.length ?? 0) > 0;
  const names = cell === undefined ? 'absent' : cell.changed ? 'changed' : 'row';
  return html`${
    broken
      ? html`<rect class="broken" x="${box.x + 1}" y="${row.y}" width="${box.width - 2}" height="${lines.length * lineHeight + 2}"/>`
      : nothing
  }${cell?.changed ? html`<text class="mark" x="${box.x + 3}" y="${row.y + 11}">◆</text>` : nothing}<text class="${names}">${lines.map(
    (line, i) => lineOf(line, i === 0 ? row.label : '', box.x + 15, row.y + 11 + i * lineHeight),
  )}</text>`;
}

function lineOf(line: string, label: string, x: number, y: number): Markup {
  const lead = label !== '' && line.startsWith(label) ? label : '';
  const breaks = line.startsWith('✗') ? html` class="breaks"` : nothing;
  return html`<tspan${breaks} x="${x}" y="${y}">${
    lead === '' ? nothing : html`<tspan class="label">${lead}</tspan>`
  }${line.slice(lead.length)}</tspan>`;
}

// Arrows to a box end one below the other, in the order of where they come from.
function pathsOf(arrows: readonly Arrow[]): readonly Markup[] {
  const around = arrows.filter(({ box }) => isMember(box));
  return arrows.map(arrow => {
    const { box, from, target, kind } = arrow;
    const alike = arrows.filter(
      other => other.target === target && isMember(other.box) === isMember(box),
    );
    const place = (alike.indexOf(arrow) + 1) / (alike.length + 1);
    const y1 = from.y + lineHeight / 2;
    const x1 = box.x + box.width;
    if (!isMember(box)) {
      const y2 = Math.round(target.y + place * Math.min(target.height, 60));
      const middle = (x1 + target.x) / 2;
      const path = `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${target.x - 6} ${y2}`;
      return arrowOf(kind, path, { x: target.x, y: y2, way: 1 }, { x: middle, y: (y1 + y2) / 2 });
    }
    const y2 = Math.round(target.y + 5 + place * (headHeight - 6));
    const x2 = target.x + target.width;
    const out = Math.round(x2 + 10 + ((around.indexOf(arrow) + 1) / (around.length + 1)) * 22);
    const path = `M${x1} ${y1}C${out} ${y1} ${out} ${y2} ${x2 + 6} ${y2}`;
    return arrowOf(
      kind,
      path,
      { x: x2, y: y2, way: -1 },
      { x: (x1 + 3 * out) / 4, y: (y1 + y2) / 2 },
    );
  });
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

function arrowOf(
  kind: Kind,
  path: string,
  tip: Spot & { readonly way: 1 | -1 },
  middle: Spot,
): Markup {
  const head = `M${tip.x} ${tip.y}l${-7 * tip.way} -4v8z`;
  const cross =
    kind === 'broken'
      ? html`<path class="cross" d="M${middle.x - 5} ${middle.y - 5}l10 10m0 -10l-10 10"/>`
      : nothing;
  return html`<g class="arrow ${kind}"><path class="shaft" d="${path}"/><path class="tip" d="${head}"/>${cross}</g>
`;
}

function wordsOf(
  name: string,
  arrows: readonly Arrow[],
  boxes: readonly PlacedBox[],
  { unlinked, cells }: Figure,
): string {
  const held = arrows.map(({ from, target, kind }) => {
    const breaks = cells.get(from.id)?.breaks.map(one => one.name) ?? [];
    const how = kind === 'broken' ? `, which breaks ${breaks.join(' and ')}` : '';
    return `${from.id} holds ${target.name}${how}`;
  });
  const gone = boxes.filter(box => isMember(box) && unlinked.has(box.name)).map(box => box.name);
  return [
    `${name}: ${held.length === 0 ? 'nothing is held' : held.join('; ')}`,
    ...(gone.length === 0 ? [] : [`unlinked: ${gone.join(', ')}`]),
  ].join('. ');
}

/** An arrow by itself, for a legend. */
export const arrowSample = (kind: Kind): Markup =>
  html`<svg viewBox="0 0 46 12" aria-hidden="true">${arrowOf(kind, 'M1 6H38', { x: 45, y: 6, way: 1 }, { x: 20, y: 6 })}</svg>`;
