/**
 * The layout of a machine's states. Decides for each scalarset how its symmetry is
 * reduced: by sorting, where each of its leaves belongs to one element and no element
 * points to another (then what points to an element from outside becomes a bit of the
 * element); jointly with others, where elements hold members.
 */
import type { Machine } from '../../machine/machine.ts';
import type { Cell, Layout, Store, Symmetry, Unfit } from './layout.ts';
import { type Leaf, Leaves } from './leaves.ts';
import { Words, widthTogether } from './place.ts';

const mostWords = 64;
const wordBits = 64;

/** Lays out the states of a machine, for symmetry reduction or without it. */
export function layoutOf(machine: Machine, symmetry: boolean): Layout | Unfit {
  const plain = leavesOf(machine, symmetry, () => false);
  if (plain.unfit !== null) return plain.unfit;
  const sortable = symmetry ? sortableSets(machine, plain.leaves) : [];
  const made =
    sortable.length === 0 ? plain : leavesOf(machine, symmetry, set => sortable.includes(set));
  if (made.unfit !== null) return made.unfit;
  const sorted = sortable.filter(set =>
    [0, 1].every(member => widthTogether(ofMember(made.leaves, set, member)) <= wordBits),
  );
  // A block over 64 bits is canonicalised like what holds members, in its plain form.
  if (sorted.length < sortable.length) {
    const again = leavesOf(machine, symmetry, set => sorted.includes(set));
    return placed(machine, symmetry, again, sorted);
  }
  return placed(machine, symmetry, made, sorted);
}

interface Made {
  readonly stores: readonly Store[];
  readonly leaves: readonly Leaf[];
  readonly unfit: Unfit | null;
}

function leavesOf(machine: Machine, symmetry: boolean, oneHot: (set: number) => boolean): Made {
  const leaves = new Leaves(machine, { symmetry, oneHot });
  const stores = machine.variables.map(({ type }, i) => leaves.ofVariable(i, type));
  return { stores, leaves: leaves.all, unfit: leaves.unfit };
}

// Each leaf of an element has its axis alone, and members stand outside elements only.
function sortableSets(machine: Machine, leaves: readonly Leaf[]): readonly number[] {
  return machine.scalarsets.flatMap(({ size }, set) => {
    const alone = leaves.every(
      ({ axes, member }) =>
        (axes.every(axis => axis.set !== set) || (axes.length === 1 && member === null)) &&
        (member?.set !== set || axes.length === 0),
    );
    return size > 1 && alone ? [set] : [];
  });
}

const ofMember = (leaves: readonly Leaf[], set: number, member: number): readonly Leaf[] =>
  leaves.filter(({ axes }) => axes.some(axis => axis.set === set && axis.member === member));

function placed(
  machine: Machine,
  symmetry: boolean,
  { stores, leaves }: Made,
  sortable: readonly number[],
): Layout | Unfit {
  const words = new Words();
  const sorted = sortable.flatMap(set => {
    const members = Array.from({ length: machine.scalarsets[set]?.size ?? 0 }, (_, i) => i);
    const own = members.map(member => ofMember(leaves, set, member));
    if (own.every(block => block.length === 0)) return [];
    return [{ set, blocks: own.map(block => words.block(block)) }];
  });
  const inBlocks = new Set(sorted.flatMap(({ set }) => leaves.filter(leaf => has(leaf, set))));
  const rest = leaves.filter(leaf => !inBlocks.has(leaf));
  for (const group of grouped(rest)) words.group(group);
  if (words.count > mostWords) {
    return {
      kind: 'unfit',
      reason: `a state of ${words.bits} bits is larger than ${mostWords} words`,
    };
  }
  return {
    words: words.count,
    bits: words.bits,
    stores,
    scalarsets: machine.scalarsets,
    cells: cellsOf(leaves),
    symmetry: symmetry ? { sorted, joint: jointSets(machine, rest) } : null,
  };
}

const has = ({ axes }: Leaf, set: number): boolean => axes.some(axis => axis.set === set);

// What belongs to one element first, then the rest in order, one by one.
function grouped(leaves: readonly Leaf[]): readonly (readonly Leaf[])[] {
  const elements = new Map<string, Leaf[]>();
  const alone: (readonly Leaf[])[] = [];
  for (const leaf of leaves) {
    const [axis] = leaf.axes;
    if (axis === undefined) alone.push([leaf]);
    else {
      const key = `${axis.set}/${axis.member}`;
      elements.set(key, [...(elements.get(key) ?? []), leaf]);
    }
  }
  return [...elements.values(), ...alone];
}

function jointSets(machine: Machine, leaves: readonly Leaf[]): Symmetry['joint'] {
  return machine.scalarsets.flatMap(({ size }, set) =>
    size > 1 && leaves.some(leaf => has(leaf, set) || leaf.member?.set === set) ? [set] : [],
  );
}

function cellsOf(leaves: readonly Leaf[]): readonly Cell[] {
  const families = new Map<string, number>();
  return leaves.map(({ field, axes, family: name, member }) => {
    const family = families.get(name) ?? families.size;
    families.set(name, family);
    return { field, family, axes, member };
  });
}
