/**
 * Random layouts, and random states in them, for the laws of canonical forms; and the
 * meaning of a permutation, cell by cell on exact integers, to hold them against.
 */
import fc from 'fast-check';
import type { Field } from '../../../src/engine/ir/code.ts';
import type { Axis, Cell, Layout, Symmetry } from '../../../src/engine/layout/layout.ts';

/** A variable: cells for all keys of its axes. */
interface Family {
  /** Scalarsets, by index among the joint ones. */
  readonly axes: readonly number[];
  /** Only keys whose members are equal, or only those whose members differ, or all. */
  readonly keys: 'equal' | 'different' | 'all';
  readonly content:
    | { readonly kind: 'plain'; readonly width: number }
    | { readonly kind: 'member'; readonly set: number; readonly base: 0 | 1 };
}

export interface Shape {
  /** Sizes of the joint scalarsets. */
  readonly joint: readonly number[];
  /** Sizes and block widths of those that are sorted. */
  readonly sorted: readonly { readonly size: number; readonly width: number }[];
  readonly families: readonly Family[];
  /** Fields are laid out in an order that this decides. */
  readonly shuffle: number;
}

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);
const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

const family = (sets: number): fc.Arbitrary<Family> =>
  fc.record({
    axes: fc.array(fc.nat(sets - 1), { maxLength: 3 }),
    keys: fc.constantFrom('all', 'all', 'all', 'equal', 'different'),
    content: fc.oneof(
      fc.record({
        kind: fc.constant('plain' as const),
        width: fc.constantFrom(1, 1, 2, 5, 33, 53),
      }),
      fc.record({
        kind: fc.constant('member' as const),
        set: fc.nat(sets - 1),
        base: fc.constantFrom(0 as const, 1 as const),
      }),
    ),
  });

/** Shapes with at most this many permutations. */
export const shapes = (mostPermutations: number): fc.Arbitrary<Shape> =>
  fc
    .array(fc.integer({ min: 1, max: 5 }), { minLength: 0, maxLength: 3 })
    .chain(joint =>
      fc.record({
        joint: fc.constant(joint),
        sorted: fc.array(
          fc.record({
            size: fc.integer({ min: 1, max: 5 }),
            width: fc.constantFrom(1, 4, 13, 40, 64),
          }),
          { maxLength: joint.length === 0 ? 2 : 1 },
        ),
        families:
          joint.length === 0 ? fc.constant([]) : fc.array(family(joint.length), { maxLength: 5 }),
        shuffle: fc.nat(1000),
      }),
    )
    .filter(
      ({ joint, sorted }) =>
        product([...joint, ...sorted.map(({ size }) => size)].map(factorial)) <= mostPermutations,
    );

const bitsFor = (values: number): number => Math.max(1, Math.ceil(Math.log2(values)));

/** The layout of a shape. */
export function layoutOf(shape: Shape): Layout {
  const sizes = [...shape.joint, ...shape.sorted.map(({ size }) => size)];
  const cells: Omit<Cell, 'field'>[] = [];
  const widths: number[] = [];
  for (const [index, { axes, keys, content }] of shape.families.entries()) {
    for (const key of keysOf(axes, shape.joint)) {
      const different = new Set(key.map(({ set, member }) => `${set} ${member}`)).size;
      if (keys === 'equal' && different > new Set(axes).size) continue;
      if (keys === 'different' && different < axes.length) continue;
      const { kind } = content;
      const member = kind === 'member' ? { set: content.set, base: content.base } : null;
      cells.push({ family: index, axes: key, member });
      const values = kind === 'member' ? (sizes[content.set] ?? 0) + content.base : 0;
      widths.push(kind === 'member' ? bitsFor(values) : content.width);
    }
  }
  const words = { used: [] as number[] };
  const order = widths.map((_, i) => i);
  if (shape.shuffle % 2 === 1)
    order.sort((a, b) => ((a * shape.shuffle) % 101) - ((b * shape.shuffle) % 101));
  const placed: Cell[] = [];
  for (const i of order) {
    const cell = cells[i];
    if (cell !== undefined) placed.push({ ...cell, field: allot(words.used, widths[i] ?? 1) });
  }
  const sorted: Symmetry['sorted'][number][] = [];
  for (const [i, { size, width }] of shape.sorted.entries()) {
    const set = shape.joint.length + i;
    const blocks = Array.from({ length: size }, () => allot(words.used, width));
    const rest = Math.floor(width / 2);
    for (const [member, { word, shift }] of blocks.entries()) {
      const axes = [{ set, member }];
      const base = shape.families.length + 2 * i;
      if (rest > 0)
        placed.push({ field: { word, shift, width: rest }, family: base, axes, member: null });
      const upper = { word, shift: shift + rest, width: width - rest };
      placed.push({ field: upper, family: base + 1, axes, member: null });
    }
    sorted.push({ set, blocks });
  }
  return {
    words: Math.max(1, words.used.length),
    bits: 0,
    stores: [],
    scalarsets: sizes.map((size, i) => ({ kind: 'scalarset', name: `S${i}`, size })),
    cells: placed,
    symmetry: { sorted, joint: shape.joint.map((_, i) => i) },
  };
}

function keysOf(axes: readonly number[], sizes: readonly number[]): readonly (readonly Axis[])[] {
  let keys: readonly (readonly Axis[])[] = [[]];
  for (const set of axes) {
    const members = Array.from({ length: sizes[set] ?? 0 }, (_, member) => ({ set, member }));
    keys = keys.flatMap(key => members.map(axis => [...key, axis]));
  }
  return keys;
}

function allot(used: number[], width: number): Field {
  const word = used.findIndex(bits => bits + width <= 64);
  if (word < 0) {
    used.push(width);
    return { word: used.length - 1, shift: 0, width };
  }
  const shift = used[word] ?? 0;
  used[word] = shift + width;
  return { word, shift, width };
}

/** A state: by cell its content. */
export type Contents = readonly bigint[];

/** States of a layout, many of them with few differences between members. */
export const states = (layout: Layout): fc.Arbitrary<Contents> =>
  fc
    .record({
      noise: fc.array(fc.integer({ min: 0, max: 0x7fffffff }), {
        minLength: layout.cells.length,
        maxLength: layout.cells.length,
      }),
      manner: fc.constantFrom(
        'random',
        'sparse',
        'empty',
        'cycle',
        'chain',
        'equal',
        'pairs',
        'pairs',
      ),
    })
    .map(({ noise, manner }) =>
      layout.cells.map((cell, i) => content(layout, cell, noise[i] ?? 0, manner)),
    );

function content(layout: Layout, cell: Cell, noise: number, manner: string): bigint {
  const quiet = manner === 'empty' || (manner === 'sparse' && noise % 4 > 0);
  if (cell.member === null) {
    if (quiet) return 0n;
    if (manner === 'random')
      return (BigInt(noise) * 0x100000001n) % (1n << BigInt(cell.field.width));
    const choice = manner === 'sparse' ? noise >> 2 : cell.family;
    return BigInt(choice % 3) % (1n << BigInt(cell.field.width));
  }
  const { set, base } = cell.member;
  const size = layout.scalarsets[set]?.size ?? 1;
  const own = cell.axes.find(axis => axis.set === set)?.member ?? 0;
  if (manner === 'random') return BigInt(noise % (size + base));
  if (quiet) return base === 1 ? 0n : BigInt(noise % size);
  if (manner === 'pairs') {
    const first = cell.axes[0]?.member ?? 0;
    return BigInt(((first >> 1) % size) + base);
  }
  if (manner === 'chain') return BigInt((own % 2 === 0 ? (own + 1) % size : own) + base);
  // A cycle of two, and one of the others: members look alike and are not.
  if (manner === 'cycles' && size > 3) {
    return BigInt((own < 2 ? 1 - own : own + 1 < size ? own + 1 : 2) + base);
  }
  if (manner === 'cycle' || manner === 'cycles') return BigInt(((own + 1) % size) + base);
  return base === 1 && noise % 2 === 0 ? 0n : BigInt(own + base);
}

/** The words of a state, as halves. */
export function wordsOf(layout: Layout, contents: Contents): Uint32Array {
  const words = new BigUint64Array(layout.words);
  for (const [i, { field }] of layout.cells.entries()) {
    words[field.word] = (words[field.word] ?? 0n) | ((contents[i] ?? 0n) << BigInt(field.shift));
  }
  return new Uint32Array(words.buffer);
}

/** By scalarset and member, where it goes. */
export type Permutation = readonly (readonly number[])[];

/** All permutations of all scalarsets. */
export function permutations(layout: Layout): readonly Permutation[] {
  let all: readonly Permutation[] = [[]];
  for (const { size } of layout.scalarsets) {
    const orders = arrangements(Array.from({ length: size }, (_, i) => i));
    all = all.flatMap(permutation => orders.map(order => [...permutation, order]));
  }
  return all;
}

function arrangements(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap(first =>
    arrangements(items.filter(item => item !== first)).map(rest => [first, ...rest]),
  );
}

/** Permutes states of a layout by what the contract of cells says. */
export function permuter(
  layout: Layout,
): (contents: Contents, permutation: Permutation) => Contents {
  const key = (family: number, axes: readonly Axis[]): string =>
    `${family} ${axes.map(({ set, member }) => `${set}:${member}`).join()}`;
  const byKey = new Map(layout.cells.map(({ family, axes }, i) => [key(family, axes), i]));
  return (contents, permutation) => {
    const out = contents.map(() => 0n);
    for (const [i, { family, axes, member }] of layout.cells.entries()) {
      const moved = axes.map(({ set, member }) => ({
        set,
        member: permutation[set]?.[member] ?? -1,
      }));
      const to = byKey.get(key(family, moved));
      if (to === undefined) throw new Error('a family is not closed');
      const value = contents[i] ?? 0n;
      const index = member === null ? -1 : Number(value) - member.base;
      out[to] =
        member === null || index < 0
          ? value
          : BigInt((permutation[member.set]?.[index] ?? -1) + member.base);
    }
    return out;
  };
}
