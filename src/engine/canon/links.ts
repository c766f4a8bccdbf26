/**
 * Links between members: cells with several axes, or with a member as content. The
 * table of a link finds the cell for any members by one sum of products.
 */
import { invariant, present } from '../../base/assertion.ts';
import type { Field } from '../ir/code.ts';
import { type Halves, mask } from './bits.ts';
import { mix } from './mix.ts';
import { type JointSet, type Placed, setOf } from './placed.ts';

export interface Link {
  /** By axis: the scalarset and what a member (from 0) counts in the table. */
  readonly axes: readonly { readonly set: JointSet; readonly stride: number }[];
  readonly target: Placed['target'];
  readonly cells: readonly LinkCell[];
  /** The cell (index into `cells`) by the sum of the strides times members from 0; -1 where members repeat. */
  readonly table: Int32Array;
  readonly width: number;
  /** The lowest `width` bits. */
  readonly mask: Halves;
  /** Tells the links apart in colours. */
  readonly seed: number;
}

export interface LinkCell {
  readonly field: Field;
  /** By axis, joint numbers. */
  readonly members: readonly number[];
  /** Where it stands in the table. */
  readonly place: number;
}

/** The link of a class of cells; `index` is its number. */
export function linkOf(placed: readonly Placed[], sets: readonly JointSet[], index: number): Link {
  const first = present(placed[0], 'a class has a cell');
  const axes = strides(first.members.map(member => setOf(member, sets)));
  const { width } = first.cell.field;
  const cells = placed.map(({ cell, members }) => {
    invariant(cell.field.width === width, 'the cells of a family have one width');
    const place = axes.reduce(
      (sum, { set, stride }, i) => sum + stride * ((members[i] ?? 0) - set.first),
      0,
    );
    return { field: cell.field, members, place };
  });
  const table = new Int32Array(axes.reduce((size, { set }) => size * set.size, 1)).fill(-1);
  for (const [i, { place }] of cells.entries()) table[place] = i;
  return {
    axes,
    target: first.target,
    cells,
    table,
    width,
    mask: mask(width),
    seed: mix(index + 1),
  };
}

// The last axis counts single.
function strides(sets: readonly JointSet[]): Link['axes'] {
  let stride = 1;
  return sets
    .toReversed()
    .map(set => {
      stride *= set.size;
      return { set, stride: stride / set.size };
    })
    .toReversed();
}
