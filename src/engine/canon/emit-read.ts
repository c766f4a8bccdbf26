/** Reading a state (`reading.ts`) and its members' own colours (`colours.ts`) in WebAssembly. */
import { present } from '../../base/assertion.ts';
import { block, brIf, i32, i64, label, local, loop, type Stmt, set } from '../wasm/asm.ts';
import { bitsOf, masked, shifted } from '../wasm/frame.ts';
import type { I64, Local } from '../wasm/tree.ts';
import { eachEntry, lowest, type Made, maskOf, mixed, type Parts, targetOf } from './emit-parts.ts';
import type { Link } from './links.ts';
import { entryBytes, wordsOf } from './tables.ts';

type Words = readonly Local<'i64'>[];

/** Writes to scratch memory the words, own colours with ranks of 0, and the entries. */
export function emitRead(parts: Parts, to: Made, words: Words): readonly Stmt[] {
  const { joint, scratch } = parts;
  return [
    ...words.map((word, w) => i64.store(to.base, word, scratch.words + 8 * w)),
    ...joint.setOf.flatMap((_, member) => ownColour(parts, to, words, member)),
    ...joint.links.flatMap((link, l) => readLink(parts, to, words, { link, l })),
  ];
}

function ownColour(
  { joint, scratch }: Parts,
  { of, base }: Made,
  words: Words,
  member: number,
): readonly Stmt[] {
  const colour = local(of, 'i32');
  const value = local(of, 'i64');
  const own = joint.groups.filter(({ set }) => set === joint.sets[joint.setOf[member] ?? 0]);
  const code = own.flatMap(group => {
    const { word, shift } = present(group.places[member - group.set.first], 'of each member');
    const high = i32.wrap(i64.shrU(value, i64.of(32)));
    return [
      set(value, masked(shifted(wordAt(words, word), -shift), maskOf(group))),
      set(colour, i32.xor(colour, i32.wrap(value))),
      ...mixed(colour),
      ...(group.mask.high === 0 ? [] : [set(colour, i32.xor(colour, high)), ...mixed(colour)]),
    ];
  });
  return [
    set(colour, i32.of(0)),
    ...code,
    i64.store(base, i64.extendU(colour), scratch.ranks + 8 * member),
  ];
}

const wordAt = (words: Words, w: number): Local<'i64'> => present(words[w], 'a word of the layout');

interface Numbered {
  readonly link: Link;
  readonly l: number;
}

function readLink(parts: Parts, to: Made, words: Words, numbered: Numbered): readonly Stmt[] {
  const { link, l } = numbered;
  const { start, end } = present(parts.scratch.entries[l], 'by link');
  const entry = local(to.of, 'i32');
  const code =
    link.width === 1 && link.target === null
      ? wordsOf(link).flatMap(word => readBits(parts, to, words, { ...numbered, word, entry }))
      : readCells(parts, to, words, { ...numbered, entry });
  return [
    set(entry, i32.add(to.base, i32.of(start))),
    ...code,
    i32.store(to.base, entry, end),
    ...(link.axes.length === 0 ? countGlobal(parts, to, numbered) : []),
  ];
}

const nextEntry = (entry: Local<'i32'>): Stmt => set(entry, i32.add(entry, i32.of(entryBytes)));

// One turn for each bit that is set.
function readBits(
  { tables }: Parts,
  { of, base }: Made,
  words: Words,
  at: Numbered & { readonly word: number; readonly entry: Local<'i32'> },
): readonly Stmt[] {
  const { link, l, word, entry } = at;
  const rest = local(of, 'i64');
  const again = label();
  const done = label();
  const here = link.cells.filter(({ field }) => field.word === word);
  const all = here.reduce((bits, { field }) => bits | bitsOf(field), 0n);
  const map = present(tables.bits.get(`${l} ${word}`), 'made for single bits');
  const bit = i32.shl(i32.wrap(i64.ctz(rest)), i32.of(2));
  return [
    set(rest, masked(wordAt(words, word), all)),
    block(done, [
      brIf(done, i64.eqz(rest)),
      loop(again, [
        i64.store(entry, i64.of(1), 0),
        i32.store(entry, i32.add(base, i32.load(i32.add(base, bit), map)), 8),
        nextEntry(entry),
        set(rest, i64.and(rest, i64.sub(rest, i64.of(1)))),
        brIf(again, i64.ne(rest, i64.of(0))),
      ]),
    ]),
  ];
}

// An entry is written for each cell, and overwritten by the next if the cell says nothing.
function readCells(
  { tables }: Parts,
  { of, base }: Made,
  words: Words,
  { link, l, entry }: Numbered & { readonly entry: Local<'i32'> },
): readonly Stmt[] {
  const content = local(of, 'i64');
  const { start, record } = present(tables.links[l], 'by link');
  const { target } = link;
  return link.cells.flatMap(({ field, place }) => {
    const value: I64 = shifted(wordAt(words, field.word), -field.shift);
    const write =
      target === null
        ? i64.store(entry, content, 0)
        : i32.store(entry, eightTimes(content, target.set.first - target.base), 12);
    const counts = i32.shl(i64.ne(content, i64.of(0)), i32.of(4));
    return [
      set(content, masked(value, lowest(link.width))),
      write,
      i32.store(entry, i32.add(base, i32.of(start + record * place)), 8),
      target?.base === 0 ? nextEntry(entry) : set(entry, i32.add(entry, counts)),
    ];
  });
}

const eightTimes = (content: I64, more: number) =>
  i32.shl(i32.add(i32.wrap(content), i32.of(more)), i32.of(3));

// A member that a global cell names takes the seed of its link into its colour.
function countGlobal(parts: Parts, to: Made, { link, l }: Numbered): readonly Stmt[] {
  const { ranks } = parts.scratch;
  return eachEntry(parts, to, l, entry => [
    i32.store(
      i32.add(to.base, targetOf(entry)),
      i32.add(i32.load(i32.add(to.base, targetOf(entry)), ranks), i32.of(link.seed)),
      ranks,
    ),
  ]);
}
