/**
 * Tables that the WebAssembly form of refinement reads: where the cell for any members
 * lies, by link and place, and where the group of a member lies; and a map of the
 * scratch memory it works on, which starts with the tables. Offsets are from its start.
 */
import { invariant, present } from '../../base/assertion.ts';
import type { Group } from './groups.ts';
import type { Link } from './links.ts';
import type { Joint } from './plan.ts';

/** Offsets and sizes in bytes; as a whole a multiple of 8. */
export interface Tables {
  readonly bytes: Uint8Array;
  /**
   * By link: records by place in the table of the link. Each: offset of the word (16
   * bits), shift (8), unused (8), then by axis 8 times the joint number (16).
   */
  readonly links: readonly { readonly start: number; readonly record: number }[];
  /** By group, records by member from 0: offset of the word (16 bits), shift (8), unused (8). */
  readonly groups: readonly { readonly start: number }[];
  /** By link of single bits and word: for each bit of the word, where its record is (32 bits). */
  readonly bits: ReadonlyMap<string, number>;
}

/** Makes the tables. */
export function tablesOf({ links, groups, keep }: Joint): Tables {
  invariant(keep.length * 4 < 2 ** 16, 'the offset of a word fits 16 bits');
  const bytes: number[] = [];
  const bits = new Map<string, number>();
  const placed = links.map(link => putLink(bytes, link));
  const starts = groups.map(group => putGroup(bytes, group));
  for (const [l, link] of links.entries()) {
    if (link.width > 1 || link.target !== null) continue;
    const { start, record } = present(placed[l], 'by index');
    for (const word of wordsOf(link))
      bits.set(`${l} ${word}`, putBits(bytes, link, word, start, record));
  }
  align(bytes);
  return { bytes: Uint8Array.from(bytes), links: placed, groups: starts, bits };
}

/** The words that cells of a link lie in. */
export const wordsOf = ({ cells }: Link): readonly number[] => [
  ...new Set(cells.map(({ field }) => field.word)),
];

function put(bytes: number[], value: number, size: number): void {
  for (let i = 0; i < size; i++) bytes.push((value >>> (8 * i)) & 0xff);
}

function putLink(bytes: number[], { axes, cells, table }: Link): Tables['links'][number] {
  const start = bytes.length;
  for (const index of table) {
    const cell = cells[index];
    put(bytes, 8 * (cell?.field.word ?? 0), 2);
    put(bytes, cell?.field.shift ?? 0, 2);
    for (const i of axes.keys()) put(bytes, 8 * (cell?.members[i] ?? 0), 2);
  }
  align(bytes);
  return { start, record: 4 + 2 * axes.length };
}

function putGroup(bytes: number[], { places }: Group): Tables['groups'][number] {
  const start = bytes.length;
  for (const { word, shift } of places) {
    put(bytes, 8 * word, 2);
    put(bytes, shift, 2);
  }
  align(bytes);
  return { start };
}

function putBits(
  bytes: number[],
  { cells }: Link,
  word: number,
  start: number,
  record: number,
): number {
  const at = bytes.length;
  for (let bit = 0; bit < 64; bit++) {
    const cell = cells.find(({ field }) => field.word === word && field.shift === bit);
    put(bytes, start + record * (cell?.place ?? 0), 4);
  }
  return at;
}

function align(bytes: number[]): void {
  while (bytes.length % 8 !== 0) bytes.push(0);
}

/** A map of the scratch memory behind the tables; offsets in bytes. */
export interface Scratch {
  /** Not 0 once the tables are there (32 bits). */
  readonly ready: number;
  /** The words of the state, of the image in the making, and of the least image. */
  readonly words: number;
  readonly trial: number;
  readonly best: number;
  /**
   * By depth `stride` bytes: by joint number the colour (32 bits), then the rank (32).
   * A depth more than there are members holds the permutation of a leaf, another one
   * an exchange: where members go stands where the ranks do.
   */
  readonly ranks: number;
  readonly stride: number;
  readonly leaf: number;
  readonly exchange: number;
  /** 32 bits a member, 8 times the joint number of the first twin; so spaced that ranks and twins have one index. */
  readonly twins: number;
  /** By depth, 8 bytes each. */
  readonly path: number;
  readonly bestPath: number;
  readonly alike: number;
  readonly generation: number;
  readonly back: number;
  /** By link: where its entries start, and where the offset behind the last one stands. */
  readonly entries: readonly { readonly start: number; readonly end: number }[];
  readonly bytes: number;
}

/** An entry: content (64 bits), where the record of the cell is (32), 8 times the target (32). */
export const entryBytes = 16;

/** Lays out scratch memory behind the tables. */
export function scratchOf({ members, keep, links }: Joint, tables: Tables): Scratch {
  let bytes = tables.bytes.length;
  const take = (size: number): number => {
    bytes += size;
    return bytes - size;
  };
  const words = (): number => take(4 * keep.length);
  const stride = 8 * members;
  const areas = {
    ready: take(8),
    words: words(),
    trial: words(),
    best: words(),
    ranks: take(stride * (members + 1)),
    stride,
    leaf: take(stride),
    exchange: take(stride),
    twins: take(stride),
    path: take(stride + 8),
    bestPath: take(stride + 8),
    alike: take(stride + 8),
    generation: take(8),
    back: take(8),
    // One entry more than there are cells: each is written before it is known to count.
    entries: links.map(({ cells }) => ({
      end: take(8),
      start: take(entryBytes * (cells.length + 1)),
    })),
  };
  return { ...areas, bytes };
}
