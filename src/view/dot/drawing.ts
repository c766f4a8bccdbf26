/**
 * A drawing in Graphviz's language: states in rows by their depth, steps as arrows. Nothing is
 * told by colour alone: initial states have two outlines, what is violated has eight corners
 * and says so, and actors differ in the heads and the strokes of their arrows and in the words.
 */
import { leftLines, quoted } from './escape.ts';

/** A box. */
export interface Box {
  readonly lines: readonly string[];
  /** All that there is to know, for who points at it. */
  readonly tooltip: readonly string[];
  readonly depth: number;
  readonly initial: boolean;
  /** What is violated there; a box that has some is marked. */
  readonly violates: readonly string[];
}

/** An arrow between boxes, by their indexes. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
  /** Who acts: an index into the actors. */
  readonly actor: number;
  readonly violates: readonly string[];
}

/** What is drawn. */
export interface Drawing {
  readonly title: readonly string[];
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** Everybody who acts, as people call them. */
  readonly actors: readonly string[];
}

// Every Graphviz knows how wide the letters of Courier are; of others only where it finds them.
const font = 'fontname="Courier"';

// Colours that also the colour-blind tell apart (Okabe and Ito), but yellow, which is pale on white.
const colours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#000000'];
const red = '#d55e00';
const heads = ['normal', 'diamond', 'dot', 'vee', 'box', 'inv', 'empty'];
const strokes = ['solid', 'dashed', 'dotted', 'bold'];

const cyclic = (list: readonly string[], i: number): string => list[i % list.length] ?? '';

const stroke = (actor: number): readonly string[] => [
  `color="${cyclic(colours, actor)}"`,
  `arrowhead=${cyclic(heads, actor)}`,
  `style=${cyclic(strokes, actor)}`,
];

/** The text of a `.dot` file. */
export function drawingText(drawing: Drawing): string {
  const { title, boxes, arrows } = drawing;
  return [
    'digraph states {',
    `  graph [label=${leftLines(title)}, labelloc=t, labeljust=l, rankdir=TB, newrank=true, ${font}];`,
    `  node [shape=box, ${font}, fontsize=11];`,
    `  edge [${font}, fontsize=10];`,
    '',
    ...boxes.map(boxText),
    '',
    ...rows(boxes),
    '',
    ...arrows.map(arrowText),
    '',
    ...legend(drawing),
    '}',
    '',
  ].join('\n');
}

const violated = (what: readonly string[]): readonly string[] => what.map(w => `violates ${w}`);

function boxText(box: Box, index: number): string {
  const { lines, tooltip, initial, violates } = box;
  const marks = [
    ...(initial ? ['peripheries=2'] : []),
    ...(violates.length === 0 ? [] : ['shape=octagon', `color="${red}"`, 'penwidth=3']),
  ];
  const shown = [...lines, ...violated(violates)];
  const label = `label=${leftLines(shown)}`;
  return `  s${index} [${[label, ...marks, `tooltip=${quoted(...tooltip)}`].join(', ')}];`;
}

function arrowText({ from, to, lines, actor, violates }: Arrow): string {
  const marks = violates.length === 0 ? [] : [`fontcolor="${red}"`, 'penwidth=3'];
  const label = `label=${leftLines([...lines, ...violated(violates)])}`;
  return `  s${from} -> s${to} [${[label, ...stroke(actor), ...marks].join(', ')}];`;
}

function rows(boxes: readonly Box[]): readonly string[] {
  const byDepth = new Map<number, string[]>();
  for (const [i, { depth }] of boxes.entries()) {
    byDepth.set(depth, [...(byDepth.get(depth) ?? []), `s${i}`]);
  }
  return [...byDepth.values()].map(names => `  { rank=same; ${names.join('; ')}; }`);
}

/** Who has which arrow; what the outlines mean. */
function legend({ actors, boxes }: Drawing): readonly string[] {
  const keys = [
    ...(boxes.some(b => b.initial) ? [`    begin [label="initial", peripheries=2];`] : []),
    ...(boxes.some(b => b.violates.length > 0)
      ? [`    wrong [label="violates", shape=octagon, color="${red}", penwidth=3];`]
      : []),
    ...actors.flatMap((name, i) => [
      `    a${i} [label=${quoted(name)}, shape=plaintext];`,
      `    b${i} [label="", shape=point];`,
      `    a${i} -> b${i} [${stroke(i).join(', ')}];`,
    ]),
  ];
  return ['  subgraph cluster_legend {', '    label="legend";', ...keys, '  }'];
}
