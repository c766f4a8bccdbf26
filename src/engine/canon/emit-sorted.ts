/**
 * Sorted scalarsets in WebAssembly: the blocks are taken out of the words, sorted in
 * locals by a network, and put back; the orbit comes from the runs of equal blocks.
 * Exchanging by arithmetic was measured the fastest: 5 blocks take 4 ns, where branches
 * that cannot be foreseen take 12; a test whether all is in order yet costs more than
 * it saves.
 */
import { present } from '../../base/assertion.ts';
import { i64, local, type Stmt, select, set } from '../wasm/asm.ts';
import { allBits, bitsOf, masked, shifted } from '../wasm/frame.ts';
import type { Func, I64, Local } from '../wasm/tree.ts';
import { network } from './network.ts';
import type { SortedPart } from './sorted.ts';

type Words = readonly Local<'i64'>[];

/** Sorts the blocks of a state in locals of `of`. */
export function emitSort(of: Func, words: Words, { blocks }: SortedPart): readonly Stmt[] {
  if (blocks.length < 2) return [];
  const items = blocks.map(() => local(of, 'i64'));
  const spare = local(of, 'i64');
  // The difference of two blocks keeps its sign in 64 bits, unless they have all of them.
  const exchange = blocks.some(({ width }) => width === 64) ? bySelect : byArithmetic;
  return [
    ...items.map((item, i) => set(item, blockOf(words, blocks, i))),
    ...network(blocks.length).flatMap(([i, j]) =>
      exchange(itemAt(items, i), itemAt(items, j), spare),
    ),
    ...pack(words, blocks, items),
  ];
}

/** Multiplies `into` by how many states differ from a sorted one by the order of blocks only. */
export function emitSortedOrbit(
  of: Func,
  words: Words,
  { blocks }: SortedPart,
  into: Local<'i64'>,
): readonly Stmt[] {
  if (blocks.length < 2) return [];
  const items = blocks.map(() => local(of, 'i64'));
  const run = local(of, 'i64');
  const orbit = local(of, 'i64');
  // The orbit of the first blocks, one more with each step: always whole.
  const steps = items
    .slice(1)
    .flatMap((item, i) => [
      set(run, select(i64.eq(item, itemAt(items, i)), i64.add(run, i64.of(1)), i64.of(1))),
      set(orbit, i64.divU(i64.mul(orbit, i64.of(i + 2)), run)),
    ]);
  return [
    ...items.map((item, i) => set(item, blockOf(words, blocks, i))),
    set(run, i64.of(1)),
    set(orbit, i64.of(1)),
    ...steps,
    set(into, i64.mul(into, orbit)),
  ];
}

const itemAt = (items: Words, i: number): Local<'i64'> =>
  present(items[i], 'an item for each block');

function blockOf(words: Words, blocks: SortedPart['blocks'], i: number): I64 {
  const { word, shift, width } = present(blocks[i], 'by index');
  const moved = shifted(present(words[word], 'a block lies in a word'), -shift);
  return shift + width === 64 ? moved : masked(moved, (1n << BigInt(width)) - 1n);
}

type Exchange = (a: Local<'i64'>, b: Local<'i64'>, spare: Local<'i64'>) => readonly Stmt[];

const byArithmetic: Exchange = (a, b, spare) => [
  set(spare, i64.sub(b, a)),
  set(spare, i64.and(spare, i64.shrS(spare, i64.of(63)))),
  set(a, i64.add(a, spare)),
  set(b, i64.sub(b, spare)),
];

const bySelect: Exchange = (a, b, spare) => [
  set(spare, select(i64.ltU(b, a), b, a)),
  set(b, select(i64.ltU(b, a), a, b)),
  set(a, spare),
];

function pack(words: Words, blocks: SortedPart['blocks'], items: Words): readonly Stmt[] {
  return words.flatMap((word, w) => {
    const here = blocks.flatMap((field, i) => (field.word === w ? [{ field, i }] : []));
    if (here.length === 0) return [];
    const gone = here.reduce((bits, { field }) => bits & ~bitsOf(field), allBits);
    const rest: I64 = i64.and(word, i64.of(gone));
    const placed = here.map(({ field, i }) => shifted(itemAt(items, i), field.shift));
    return [
      set(
        word,
        placed.reduce((all, one) => i64.or(all, one), rest),
      ),
    ];
  });
}
