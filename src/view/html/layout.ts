/**
 * Where the boxes of a pair's drawings stand: those that hold on the left, members on the
 * right, each column from top to bottom, each row as high as its longest text ever is. So
 * nothing moves from moment to moment. Members stand by type, in the order in which they were
 * reached at first. Lengths are in pixels of a drawing that is 470 wide.
 */
import { wrap } from '../wrap.ts';
import type { Box, Cell, Figure, Figures, Row } from './figures.ts';

/** A row with its place; `lines` are how many it has room for. */
export interface PlacedRow extends Row {
  readonly y: number;
  readonly lines: number;
}

/** A box with its place. */
export interface PlacedBox extends Omit<Box, 'rows'> {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** No head: the box is its one row. */
  readonly plain: boolean;
  readonly rows: readonly PlacedRow[];
}

/** The boxes of all drawings of a pair. */
export interface Layout {
  readonly boxes: readonly PlacedBox[];
  readonly width: number;
  readonly height: number;
}

/** The height of a line of text. */
export const lineHeight = 14;
/** The height of the head of a box. */
export const headHeight = 18;

const total = 470;
const gap = 9;
const padding = 3;
const holders = { x: 1, width: 202, letters: 27 };
const members = { x: 268, width: 176, letters: 23 };

/** Places the boxes. */
export function layoutOf({ boxes, moments }: Figures): Layout {
  const figures = moments.flat().flatMap(figure => figure ?? []);
  const order = orderOf(boxes, figures);
  const rank = ({ name }: Box): number => (order.indexOf(name) + 1 || order.length + 1) - 1;
  const left = kinds.flatMap(kind => boxes.filter(box => box.kind === kind));
  const sorted = boxes.filter(isMember).toSorted((a, b) => rank(a) - rank(b));
  const right = [...new Set(sorted.map(({ of }) => of))].flatMap(type =>
    sorted.filter(({ of }) => of === type),
  );
  const held = column(left, holders, figures);
  const placed = column(right, members, figures);
  const height = Math.max(endOf(held), endOf(placed)) + 2;
  return { boxes: [...held, ...spread(placed, height)], width: total, height };
}

const endOf = (boxes: readonly PlacedBox[]): number => {
  const last = boxes.at(-1);
  return last === undefined ? 0 : last.y + last.height;
};

// Roots first, then what caches and lists may hold, then what actors have at hand.
const kinds: readonly Box['kind'][] = ['root', 'shared', 'actor'];

/** Of a member, on the right. */
export const isMember = ({ kind }: Pick<Box, 'kind'>): boolean => kind === 'member';

// Members that roots hold come first, then what these hold, and so on; then what others do.
function orderOf(boxes: readonly Box[], figures: readonly Figure[]): readonly string[] {
  const order = new Set<string>();
  const follow = (of: readonly Box[]): void => {
    for (const { cells } of figures) {
      for (const { id } of of.flatMap(box => box.rows)) {
        for (const target of cells.get(id)?.targets ?? []) order.add(target);
      }
    }
  };
  const inside = new Map(boxes.filter(isMember).map(box => [box.name, box] as const));
  for (const kind of kinds) {
    follow(boxes.filter(box => box.kind === kind));
    for (const name of order) follow([inside.get(name)].flatMap(box => box ?? []));
  }
  return [...order];
}

function column(
  boxes: readonly Box[],
  { x, width, letters }: typeof holders,
  figures: readonly Figure[],
): readonly PlacedBox[] {
  let y = 2;
  return boxes.map(box => {
    const [only] = box.rows;
    const plain = !isMember(box) && box.rows.length === 1 && only?.label === '';
    let inside = plain ? padding : headHeight + padding;
    const rows = box.rows.map((row): PlacedRow => {
      const label = plain ? box.name : row.label;
      const lines = Math.max(
        1,
        ...figures.map(f => linesOf(label, f.cells.get(row.id), letters).length),
      );
      const placed = { id: row.id, label, y: y + inside, lines };
      inside += lines * lineHeight;
      return placed;
    });
    const height = inside + padding + 2;
    const placed = { ...box, x, y, width, height, plain, rows };
    y += height + gap;
    return placed;
  });
}

// Members that need less room than the holders are spread over it.
function spread(boxes: readonly PlacedBox[], height: number): readonly PlacedBox[] {
  const room = height - 2 - endOf(boxes);
  const each = boxes.length < 2 ? 0 : Math.min(40, room / (boxes.length - 1));
  return boxes.map((box, i) => ({
    ...box,
    y: box.y + Math.round(i * each),
    rows: box.rows.map(row => ({ ...row, y: row.y + Math.round(i * each) })),
  }));
}

/** The lines of a row: its label, its text, and what it breaks. */
export function linesOf(label: string, cell: Cell | undefined, letters: number): readonly string[] {
  const text = [label, cell?.text ?? ''].filter(part => part !== '').join(' ');
  const [first = '', ...rest] = wrap(text, letters);
  const more = rest.length === 0 ? [] : wrap(rest.join(' '), letters - 2);
  return [
    first,
    ...more.map(line => `  ${line}`),
    ...(cell?.breaks ?? []).flatMap(({ name }) => wrap(`✗ ${name}`, letters)),
  ];
}

/** How many letters a line of a box has. */
export const lettersOf = (box: Pick<Box, 'kind'>): number =>
  (isMember(box) ? members : holders).letters;
