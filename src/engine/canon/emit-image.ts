/**
 * The image of a state under ranks (`image` of `reading.ts`) in WebAssembly. Groups and
 * links that lie in one word are put together in a local; others in memory.
 */
import { present } from '../../base/assertion.ts';
import { func, i32, i64, local, param, type Stmt, set } from '../wasm/asm.ts';
import { masked, shifted } from '../wasm/frame.ts';
import type { Func, I32, I64, Local } from '../wasm/tree.ts';
import {
  eachEntry,
  type Made,
  made,
  maskOf,
  movedContent,
  movedRecord,
  type Parts,
  recordOf,
  shiftOf,
  wordOffset,
} from './emit-parts.ts';
import type { Group } from './groups.ts';
import type { Link } from './links.ts';
import { wordsOf } from './tables.ts';

/** Writes the image under the ranks at an address to `trial`. */
export function imageFunction(parts: Parts): Func {
  const { joint, scratch } = parts;
  const of = func('image', ['i32'], []);
  const at = param('i32', 0);
  const to = made(of, parts);
  const words = Array.from({ length: joint.keep.length / 2 }, () => local(of, 'i64'));
  const out = Array.from({ length: joint.keep.length / 2 }, () => local(of, 'i64'));
  of.body = [
    to.start,
    ...words.map((word, w) => set(word, i64.load(to.base, scratch.words + 8 * w))),
    ...out.map((word, w) =>
      set(word, i64.and(present(words[w], 'by word'), i64.of(kept(joint.keep, w)))),
    ),
    // What goes to words that are known beforehand, then the words to memory, then the rest.
    ...joint.groups.flatMap((group, g) =>
      oneWord(group) ? moveGroup(parts, { group, g, at }, { base: to.base, words, out }) : [],
    ),
    ...joint.links.flatMap((link, l) =>
      wordsOf(link).length === 1 ? moveLink(parts, to, { link, l, at }, out) : [],
    ),
    ...out.map((word, w) => i64.store(to.base, word, scratch.trial + 8 * w)),
    ...joint.groups.flatMap((group, g) =>
      oneWord(group) ? [] : scatterGroup(parts, to, { group, g, at }, words),
    ),
    ...joint.links.flatMap((link, l) =>
      wordsOf(link).length === 1 ? [] : moveLink(parts, to, { link, l, at }, null),
    ),
  ];
  return of;
}

const kept = (keep: Uint32Array, w: number): bigint =>
  (BigInt(keep[2 * w + 1] ?? 0) << 32n) | BigInt(keep[2 * w] ?? 0);

type Words = readonly Local<'i64'>[];

const oneWord = ({ places }: Group): boolean => new Set(places.map(({ word }) => word)).size === 1;

interface GroupAt {
  readonly group: Group;
  readonly g: number;
  readonly at: Local<'i32'>;
}

const bitsAt = (words: Words, { places, ...group }: Group, i: number): I64 => {
  const { word, shift } = present(places[i], 'by index');
  return masked(shifted(present(words[word], 'by word'), -shift), maskOf({ places, ...group }));
};

// The record of the member's new place, `start` further on.
const newPlace = (base: I32, { group, at }: GroupAt, i: number): I32 =>
  i32.add(base, i32.shl(i32.load(at, 8 * (group.set.first + i) + 4), i32.of(2)));

interface Moving {
  readonly base: Local<'i32'>;
  readonly words: Words;
  readonly out: Words;
}

function moveGroup(
  { tables }: Parts,
  groupAt: GroupAt,
  { base, words, out }: Moving,
): readonly Stmt[] {
  const { group, g } = groupAt;
  const { start } = present(tables.groups[g], 'by group');
  const to = present(out[group.places[0]?.word ?? 0], 'by word');
  return group.places.map((_, i) => {
    const shift = shiftOf(newPlace(base, groupAt, i), start);
    return set(to, i64.or(to, i64.shl(bitsAt(words, group, i), shift)));
  });
}

function scatterGroup(
  parts: Parts,
  { of, base }: Made,
  groupAt: GroupAt,
  words: Words,
): readonly Stmt[] {
  const { group, g } = groupAt;
  const { start } = present(parts.tables.groups[g], 'by group');
  const place = local(of, 'i32');
  return group.places.flatMap((_, i) => [
    set(place, newPlace(base, groupAt, i)),
    ...orInto(parts, { base, place, start }, bitsAt(words, group, i), of),
  ]);
}

interface At {
  readonly base: Local<'i32'>;
  /** A record, from `start` on. */
  readonly place: Local<'i32'>;
  readonly start: number;
}

function orInto(parts: Parts, { base, place, start }: At, value: I64, of: Func): readonly Stmt[] {
  const word = local(of, 'i32');
  const { trial } = parts.scratch;
  const more = i64.shl(value, shiftOf(place, start));
  return [
    set(word, i32.add(base, wordOffset(place, start))),
    i64.store(word, i64.or(i64.load(word, trial), more), trial),
  ];
}

interface LinkAt {
  readonly link: Link;
  readonly l: number;
  readonly at: Local<'i32'>;
}

function moveLink(
  parts: Parts,
  to: Made,
  { link, l, at }: LinkAt,
  out: Words | null,
): readonly Stmt[] {
  const { of, base } = to;
  const record = local(of, 'i32');
  const place = local(of, 'i32');
  const word = out === null ? null : present(out[link.cells[0]?.field.word ?? 0], 'by word');
  return eachEntry(parts, to, l, entry => {
    const content = movedContent(link, entry, at);
    return [
      set(record, recordOf(entry)),
      set(place, movedRecord(parts, to, { axes: link.axes, l }, record, at)),
      ...(word === null
        ? orInto(parts, { base, place, start: 0 }, content, of)
        : [set(word, i64.or(word, i64.shl(content, shiftOf(place))))]),
    ];
  });
}
