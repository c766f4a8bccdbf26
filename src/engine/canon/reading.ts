/**
 * What the joint part of one state says, read once: the bits of each member by group,
 * and an entry for each cell of a link that says something (a cell that is 0, or whose
 * member is out of use, is the same for everybody, so it needs no entry). Everything
 * else works on this, so its cost goes by what is in use. Buffers are used again.
 */
import { present } from '../../base/assertion.ts';
import { highOf, lowOf, putHalves } from './bits.ts';
import type { Group } from './groups.ts';
import type { Link, LinkCell } from './links.ts';
import type { Joint } from './plan.ts';

/** An entry: a cell of a link and its content; of links with a target, the joint number of the member. */
export interface Entry {
  readonly link: Link;
  cell: LinkCell;
  low: number;
  high: number;
}

export interface Reading {
  readonly joint: Joint;
  /** All words of the state. */
  readonly words: Uint32Array;
  /** By group and member from 0. */
  readonly low: readonly Uint32Array[];
  readonly high: readonly Uint32Array[];
  /** By link; the first `counts` of each are valid. */
  readonly entries: readonly (readonly Entry[])[];
  readonly counts: Int32Array;
}

/** A reading to use again and again. */
export function newReading(joint: Joint): Reading {
  const buffer = ({ places }: Group): Uint32Array => new Uint32Array(places.length);
  return {
    joint,
    words: new Uint32Array(joint.keep.length),
    low: joint.groups.map(buffer),
    high: joint.groups.map(buffer),
    entries: joint.links.map(link => link.cells.map(cell => ({ link, cell, low: 0, high: 0 }))),
    counts: new Int32Array(joint.links.length),
  };
}

/** Reads a state. */
export function read(reading: Reading, words: Uint32Array, at: number): void {
  const { joint } = reading;
  for (let i = 0; i < reading.words.length; i++) reading.words[i] = words[at + i] ?? 0;
  for (let g = 0; g < joint.groups.length; g++) readGroup(reading, g);
  for (let l = 0; l < joint.links.length; l++) readLink(reading, l);
}

function readGroup({ joint, words, low, high }: Reading, index: number): void {
  const { places, mask } = present(joint.groups[index], 'by index');
  const lows = present(low[index], 'by group');
  const highs = present(high[index], 'by group');
  for (let i = 0; i < places.length; i++) {
    const { word, shift } = present(places[i], 'by index');
    lows[i] = lowOf(words, 2 * word, shift) & mask.low;
    highs[i] = highOf(words, 2 * word, shift) & mask.high;
  }
}

function readLink({ joint, words, entries, counts }: Reading, index: number): void {
  const link = present(joint.links[index], 'by index');
  const into = present(entries[index], 'by link');
  const { mask } = link;
  let count = 0;
  for (let i = 0; i < link.cells.length; i++) {
    const cell = present(link.cells[i], 'by index');
    const { word, shift } = cell.field;
    const low = (lowOf(words, 2 * word, shift) & mask.low) >>> 0;
    const high = (highOf(words, 2 * word, shift) & mask.high) >>> 0;
    if (low === 0 && high === 0 && link.target?.base !== 0) continue;
    const entry = present(into[count], 'a link has as many entries as cells');
    entry.cell = cell;
    entry.low = link.target === null ? low : low - link.target.base + link.target.set.first;
    entry.high = high;
    count++;
  }
  counts[index] = count;
}

/** The state that a permutation makes of it; by joint number, where (from 0 in its set) a member goes. */
export function image(reading: Reading, permutation: Uint8Array, out: Uint32Array): void {
  const { joint, words } = reading;
  for (let i = 0; i < out.length; i++) out[i] = (words[i] ?? 0) & (joint.keep[i] ?? 0);
  for (let g = 0; g < joint.groups.length; g++) moveGroup(reading, g, permutation, out);
  for (let l = 0; l < joint.links.length; l++) moveLink(reading, l, permutation, out);
}

function moveGroup(
  { joint, low, high }: Reading,
  index: number,
  permutation: Uint8Array,
  out: Uint32Array,
): void {
  const { places, set } = present(joint.groups[index], 'by index');
  const lows = present(low[index], 'by group');
  const highs = present(high[index], 'by group');
  for (let i = 0; i < places.length; i++) {
    const place = present(places[permutation[set.first + i] ?? 0], 'members go to members');
    putHalves(out, 2 * place.word, place.shift, lows[i] ?? 0, highs[i] ?? 0);
  }
}

function moveLink(
  { joint, entries, counts }: Reading,
  index: number,
  permutation: Uint8Array,
  out: Uint32Array,
): void {
  const link = present(joint.links[index], 'by index');
  const from = present(entries[index], 'by link');
  const count = counts[index] ?? 0;
  for (let i = 0; i < count; i++) {
    const { cell, low, high } = present(from[i], 'counted');
    const { word, shift } = moved(link, cell, permutation).field;
    const content = link.target === null ? low : (permutation[low] ?? 0) + link.target.base;
    putHalves(out, 2 * word, shift, content, high);
  }
}

/** The cell to which a permutation takes a cell. */
export function moved(link: Link, cell: LinkCell, permutation: Uint8Array): LinkCell {
  let place = 0;
  for (let i = 0; i < link.axes.length; i++) {
    place += (link.axes[i]?.stride ?? 0) * (permutation[cell.members[i] ?? 0] ?? 0);
  }
  return present(link.cells[link.table[place] ?? -1], 'a class is closed under permutations');
}
