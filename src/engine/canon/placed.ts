/**
 * The cells that move under the joint group, sorted into classes: cells that some
 * permutation takes to each other. Axes that never move are left out, and each member
 * is named once, so `next[p][p]` has one axis and is of another class than `next[p][q]`.
 */
import { present } from '../../base/assertion.ts';
import type { Cell } from '../layout/layout.ts';

/** A scalarset of the joint part. Its members are counted from `first` among all joint ones. */
export interface JointSet {
  /** Index into `Layout.scalarsets`. */
  readonly set: number;
  readonly first: number;
  readonly size: number;
}

/** A cell of the joint part without the axes that never move; each member, by its joint number, once. */
export interface Placed {
  readonly cell: Cell;
  /** In order of first appearance. */
  readonly members: readonly number[];
  readonly target: { readonly set: JointSet; readonly base: 0 | 1 } | null;
}

/** The set of a joint member. */
export const setOf = (member: number, sets: readonly JointSet[]): JointSet =>
  present(
    sets.find(({ first, size }) => member >= first && member < first + size),
    'each joint member is of a joint set',
  );

/** The classes. Two cells are of one if their families are one and their axes agree, up to a permutation. */
export function classesOf(
  cells: readonly Cell[],
  sets: readonly JointSet[],
): readonly (readonly Placed[])[] {
  const bySet = new Map(sets.map(set => [set.set, set]));
  const classes = new Map<string, Placed[]>();
  for (const cell of cells) {
    const placed = place(cell, bySet);
    if (placed.members.length === 0 && placed.target === null) continue;
    const key = `${cell.family} ${cell.axes.map(axis => pattern(axis, placed, bySet)).join()}`;
    const known = classes.get(key);
    if (known === undefined) classes.set(key, [placed]);
    else known.push(placed);
  }
  return [...classes.values()];
}

type Sets = ReadonlyMap<number, JointSet>;
type Axis = Cell['axes'][number];

function numberOf({ set, member }: Axis, bySet: Sets): number | null {
  const joint = bySet.get(set);
  return joint === undefined ? null : joint.first + member;
}

function place(cell: Cell, bySet: Sets): Placed {
  const members = cell.axes.flatMap(axis => numberOf(axis, bySet) ?? []);
  const set = cell.member === null ? undefined : bySet.get(cell.member.set);
  const target = cell.member === null || set === undefined ? null : { set, base: cell.member.base };
  return { cell, members: [...new Set(members)], target };
}

function pattern(axis: Axis, { members }: Placed, bySet: Sets): string {
  const number = numberOf(axis, bySet);
  return number === null ? `${axis.set}:${axis.member}` : `${axis.set}#${members.indexOf(number)}`;
}
