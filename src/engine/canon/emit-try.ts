/**
 * The joint canonical form for few permutations in WebAssembly: each image is a few
 * masked shifts of the words, for all bits that move alike move as one; members as
 * content go through a table in a constant.
 */
import { invariant, present } from '../../base/assertion.ts';
import type { Field } from '../ir/code.ts';
import { after, i32, i64, local, type Stmt, set, when } from '../wasm/asm.ts';
import { bitsOf, masked, shifted } from '../wasm/frame.ts';
import type { Func, I32, I64, Local } from '../wasm/tree.ts';
import type { Placed } from './placed.ts';
import type { Joint } from './plan.ts';
import { permutationsOf } from './try.ts';

type Words = readonly Local<'i64'>[];

/** Replaces a state in locals of `of` by the least of its images. */
export function emitTryLeast(of: Func, words: Words, joint: Joint): readonly Stmt[] {
  const moving = movingOf(joint);
  const best = moving.map(() => local(of, 'i64'));
  const trial = moving.map(() => local(of, 'i64'));
  const take = best.map((to, i) => set(to, present(trial[i], 'one for each word')));
  return [
    ...best.map((to, i) => set(to, wordAt(words, moving[i] ?? 0))),
    ...permutationsOf(joint.sets)
      .slice(1)
      .flatMap(permutation => [
        ...trial.map((to, i) => set(to, imageOf(words, joint, permutation, moving[i] ?? 0))),
        when(isLess(trial, best), take),
      ]),
    ...best.map((from, i) => set(wordAt(words, moving[i] ?? 0), from)),
  ];
}

/** The size of the orbit of a state under the joint group. */
export function emitTryOrbit(of: Func, words: Words, joint: Joint): I64 {
  const moving = movingOf(joint);
  const stabiliser = local(of, 'i64');
  const code = permutationsOf(joint.sets)
    .slice(1)
    .map(permutation => {
      const same = moving.map(w => i64.eq(wordAt(words, w), imageOf(words, joint, permutation, w)));
      const all = same.reduce((a, b) => i32.and(a, b), i32.of(1));
      return set(stabiliser, i64.add(stabiliser, i64.extendU(all)));
    });
  return after([set(stabiliser, i64.of(1)), ...code], i64.divU(i64.of(joint.order), stabiliser));
}

// The words in which a bit moves; the others are the same in all images.
const movingOf = ({ keep }: Joint): readonly number[] =>
  Array.from({ length: keep.length / 2 }, (_, w) => w).filter(
    w => keep[2 * w] !== 0xffffffff || keep[2 * w + 1] !== 0xffffffff,
  );

const wordAt = (words: Words, w: number): Local<'i64'> => present(words[w], 'a word of the layout');

function isLess(a: Words, b: Words): I32 {
  const [first, ...rest] = a.map((word, i) => [word, wordAt(b, i)] as const).toReversed();
  if (first === undefined) return i32.of(0);
  return rest.reduce<I32>(
    (behind, [left, right]) => i32.or(i64.ltU(left, right), i32.and(i64.eq(left, right), behind)),
    i64.ltU(...first),
  );
}

// Word w of the image of the state.
function imageOf(words: Words, joint: Joint, permutation: Uint8Array, w: number): I64 {
  const masks = new Map<string, { from: number; by: number; bits: bigint }>();
  const contents: I64[] = [];
  const move = (from: Field, by: number): void => {
    const key = `${from.word} ${by}`;
    const known = masks.get(key)?.bits ?? 0n;
    masks.set(key, { from: from.word, by, bits: known | bitsOf(from) });
  };
  for (const placed of joint.classes) {
    for (const [one, to] of movesOf(placed, joint, permutation)) {
      if (to.word !== w) continue;
      const content = contentTable(one, joint, permutation);
      if (content === null) move(one.cell.field, to.shift - one.cell.field.shift);
      else contents.push(shifted(lookUp(words, one.cell.field, content), to.shift));
    }
  }
  const rest = keptBits(joint, w);
  const moved = [...masks.values()].map(({ from, by, bits }) =>
    shifted(masked(wordAt(words, from), bits), by),
  );
  return [...moved, ...contents].reduce(
    (all, one) => i64.or(all, one),
    i64.and(wordAt(words, w), i64.of(rest)),
  );
}

const keptBits = ({ keep }: Joint, w: number): bigint =>
  (BigInt(keep[2 * w + 1] ?? 0) << 32n) | BigInt(keep[2 * w] ?? 0);

// Each cell of a class with the field it goes to.
function movesOf(
  placed: readonly Placed[],
  { sets, setOf }: Joint,
  permutation: Uint8Array,
): readonly (readonly [Placed, Field])[] {
  const byMembers = new Map(placed.map(one => [one.members.join(), one.cell.field]));
  return placed.map(one => {
    const members = one.members.map(
      member => (sets[setOf[member] ?? 0]?.first ?? 0) + (permutation[member] ?? 0),
    );
    return [one, present(byMembers.get(members.join()), 'a class is closed')] as const;
  });
}

// What each content becomes, `width` bits each, from content 0 on; null if contents stay.
function contentTable(
  { cell, target }: Placed,
  { sets }: Joint,
  permutation: Uint8Array,
): bigint | null {
  if (target === null) return null;
  const { set, base } = target;
  invariant(sets.includes(set), 'a target is a joint set');
  const { width } = cell.field;
  let [table, stays] = [0n, true];
  for (let member = 0; member < set.size; member++) {
    const to = permutation[set.first + member] ?? 0;
    stays &&= to === member;
    table |= BigInt(to + base) << BigInt(width * (member + base));
  }
  invariant(width * (set.size + base) <= 64, 'few members need few bits');
  return stays ? null : table;
}

function lookUp(words: Words, { word, shift, width }: Field, table: bigint): I64 {
  const mask = (1n << BigInt(width)) - 1n;
  const content = masked(shifted(wordAt(words, word), -shift), mask);
  const place = width === 1 ? content : i64.mul(content, i64.of(width));
  return masked(i64.shrU(i64.of(table), place), mask);
}
