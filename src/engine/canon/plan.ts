/**
 * What canonical forms need to know of a layout, found once: which bits move under the
 * joint group, the blocks of bits that belong to one member, and the links between
 * members (cells with several axes or with a member as content). Both forms, in
 * JavaScript and in WebAssembly, follow this plan and so agree word for word. Nothing
 * here depends on a state: members are told apart by what states say of them only.
 */
import { invariant, present } from '../../base/assertion.ts';
import type { Layout } from '../layout/layout.ts';
import { type Group, groupsOf } from './groups.ts';
import { type Link, linkOf } from './links.ts';
import { classesOf, type JointSet, type Placed } from './placed.ts';

export interface Joint {
  readonly sets: readonly JointSet[];
  /** How many members all of them have. */
  readonly members: number;
  /** By joint number of a member, its set (index into `sets`). */
  readonly setOf: readonly number[];
  /** How many permutations there are. */
  readonly order: number;
  readonly method: 'try' | 'refine';
  /** All cells that move, in classes: cells that some permutation takes to each other. */
  readonly classes: readonly (readonly Placed[])[];
  readonly groups: readonly Group[];
  readonly links: readonly Link[];
  /** By half word: the bits that stay. */
  readonly keep: Uint32Array;
}

/** Up to this many permutations are tried one by one. */
export const mostTried = 6;

/** The joint part of a layout; null where there is none. */
export function jointOf(layout: Layout): Joint | null {
  const indexes = layout.symmetry?.joint ?? [];
  if (indexes.length === 0) return null;
  const sets = jointSets(layout, indexes);
  const classes = classesOf(layout.cells, sets);
  const order = sets.reduce((product, { size }) => product * factorial(size), 1);
  return {
    sets,
    members: sets.reduce((sum, { size }) => sum + size, 0),
    setOf: sets.flatMap(({ size }, i) => Array.from({ length: size }, () => i)),
    order,
    method: order <= mostTried ? 'try' : 'refine',
    classes,
    groups: groupsOf(classes, sets),
    links: classes.filter(isLinked).map((placed, i) => linkOf(placed, sets, i)),
    keep: keepOf(layout.words, classes),
  };
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

const isLinked = ([first]: readonly Placed[]): boolean =>
  first !== undefined && (first.members.length !== 1 || first.target !== null);

function jointSets(layout: Layout, indexes: readonly number[]): readonly JointSet[] {
  let first = 0;
  const sets = indexes.map(set => {
    const { size } = present(layout.scalarsets[set], 'a joint scalarset is one of the layout');
    first += size;
    return { set, first: first - size, size };
  });
  invariant(first <= 255, 'the number of a joint member fits a byte');
  return sets;
}

function keepOf(words: number, classes: readonly (readonly Placed[])[]): Uint32Array {
  const keep = new Uint32Array(2 * words).fill(0xffffffff);
  for (const { cell } of classes.flat()) {
    for (let bit = cell.field.shift; bit < cell.field.shift + cell.field.width; bit++) {
      const half = 2 * cell.field.word + (bit >> 5);
      keep[half] = (keep[half] ?? 0) & ~(1 << (bit & 31));
    }
  }
  return keep;
}
