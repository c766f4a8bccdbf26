/**
 * Groups of bits that belong to one member and are no members themselves: cells of one
 * axis that lie alike for each member of a scalarset, moved and compared as one.
 */
import { present } from '../../base/assertion.ts';
import type { Field } from '../ir/code.ts';
import { type Halves, mask } from './bits.ts';
import { type JointSet, type Placed, setOf } from './placed.ts';

export interface Group {
  readonly set: JointSet;
  /** By member from 0: from which bit of which word on the group lies. */
  readonly places: readonly Pick<Field, 'word' | 'shift'>[];
  /** Its bits, from that bit on. */
  readonly mask: Halves;
}

interface Column {
  readonly set: JointSet;
  /** By member from 0. */
  readonly fields: readonly Field[];
}

/** The groups of these classes of cells; classes with several axes or members as content are left out. */
export function groupsOf(
  classes: readonly (readonly Placed[])[],
  sets: readonly JointSet[],
): readonly Group[] {
  const columns = new Map<string, Column[]>();
  for (const placed of classes) {
    const column = columnOf(placed, sets);
    if (column === null) continue;
    const key = alignment(column);
    const known = columns.get(key);
    if (known === undefined) columns.set(key, [column]);
    else known.push(column);
  }
  return [...columns.values()].map(merge);
}

function columnOf(placed: readonly Placed[], sets: readonly JointSet[]): Column | null {
  const [first] = placed;
  const [member] = first?.members ?? [];
  if (first === undefined || member === undefined) return null;
  if (first.members.length !== 1 || first.target !== null) return null;
  const set = setOf(member, sets);
  const fields = placed
    .toSorted((a, b) => (a.members[0] ?? 0) - (b.members[0] ?? 0))
    .map(({ cell }) => cell.field);
  return { set, fields };
}

// Columns that have one of these lie alike: at the same distance from each other for each member.
function alignment({ set, fields }: Column): string {
  const base = fields[0]?.shift ?? 0;
  return `${set.set} ${fields.map(({ word, shift }) => `${word}:${shift - base}`).join()}`;
}

function merge(columns: readonly Column[]): Group {
  const [first, ...others] = columns.toSorted((a, b) => shiftOf(a) - shiftOf(b));
  const lowest = present(first, 'a group has a column');
  let { low, high } = mask(lowest.fields[0]?.width ?? 0);
  for (const column of others) {
    const bits = ones(shiftOf(column) - shiftOf(lowest), column.fields[0]?.width ?? 0);
    low = (low | bits.low) >>> 0;
    high = (high | bits.high) >>> 0;
  }
  return { set: lowest.set, places: lowest.fields, mask: { low, high } };
}

const shiftOf = ({ fields }: Column): number => fields[0]?.shift ?? 0;

function ones(shift: number, width: number): Halves {
  const all = mask(shift + width);
  const below = mask(shift);
  return { low: (all.low & ~below.low) >>> 0, high: (all.high & ~below.high) >>> 0 };
}
