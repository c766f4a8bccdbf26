/**
 * The joint canonical form for larger groups: refinement of an ordered partition of the
 * members, individualisation where it does not tell all apart, and the least image over
 * all leaves of that tree. Twins are tried once. A leaf with the image of the best so
 * far proves the branch alike to the one that holds the best, and ends it. Exact
 * whatever the colours tell. After McKay, "Practical graph isomorphism" (1981).
 */
import { present } from '../../base/assertion.ts';
import { compare } from './bits.ts';
import { linkColours, ownColours, split } from './colours.ts';
import type { Found } from './found.ts';
import type { Joint } from './plan.ts';
import { image, newReading, type Reading, read } from './reading.ts';
import { findTwins } from './twins.ts';

/** Finds by refinement; see `Found`. */
export function refining(joint: Joint): (words: Uint32Array, at: number) => Found {
  const tree = newTree(joint);
  return (words, at) => {
    const { reading, colours, best } = tree;
    const ranks = present(tree.ranks[0], 'a tree has a root');
    read(reading, words, at);
    ranks.fill(0);
    ownColours(reading, colours);
    const classes = refine(tree, ranks, split(joint, ranks, colours));
    if (classes === joint.members) {
      best.permutation.set(ranks);
      image(reading, ranks, best.image);
      best.stabiliser = 1;
      return best;
    }
    findTwins(reading, ranks, tree.twins);
    tree.generation = 0;
    best.stabiliser = search(tree, 0, classes);
    return best;
  };
}

const nowhere = 1000;

interface Tree {
  readonly joint: Joint;
  readonly reading: Reading;
  readonly colours: Uint32Array;
  /** By depth; and at each depth by joint number. */
  readonly ranks: readonly Uint8Array[];
  /** By joint number, the first of its twins. */
  readonly twins: Uint8Array;
  /** By depth: who was individualised, on the way to where the search is and to the best leaf. */
  readonly path: Int16Array;
  readonly bestPath: Int16Array;
  /** By depth: how many permutations of the branch of the best leaf lead to its image. */
  readonly alike: Float64Array;
  readonly best: { image: Uint32Array; permutation: Uint8Array; stabiliser: number };
  readonly trial: { image: Uint32Array; permutation: Uint8Array };
  /** How often a better leaf was found. */
  generation: number;
  /** The depth to which the search goes back, for the branch is known; or `nowhere`. */
  back: number;
}

function newTree(joint: Joint): Tree {
  const { members, keep } = joint;
  const leaf = () => ({
    image: new Uint32Array(keep.length),
    permutation: new Uint8Array(members),
  });
  return {
    joint,
    reading: newReading(joint),
    colours: new Uint32Array(members),
    ranks: Array.from({ length: members + 1 }, () => new Uint8Array(members)),
    twins: new Uint8Array(members),
    path: new Int16Array(members + 1),
    bestPath: new Int16Array(members + 1),
    alike: new Float64Array(members + 1),
    best: { ...leaf(), stabiliser: 1 },
    trial: leaf(),
    generation: 0,
    back: nowhere,
  };
}

function refine({ joint, reading, colours }: Tree, ranks: Uint8Array, from: number): number {
  let classes = from;
  while (classes < joint.members) {
    linkColours(reading, ranks, colours);
    const finer = split(joint, ranks, colours);
    if (finer === classes) break;
    classes = finer;
  }
  return classes;
}

// How many permutations in this branch lead to the best image (known when it ends).
function search(tree: Tree, depth: number, classes: number): number {
  const ranks = present(tree.ranks[depth], 'a depth for each member');
  const target = firstOpen(tree, ranks);
  if (target < 0) return leaf(tree, ranks, depth);
  let total = 0;
  for (let u = target; u < tree.joint.members; u++) {
    const weight = inClass(tree, ranks, target, u);
    if (weight === 0) continue;
    const { generation } = tree;
    tree.path[depth] = u;
    individualise(tree, depth, u);
    const next = present(tree.ranks[depth + 1], 'a depth for each member');
    let found = search(tree, depth + 1, refine(tree, next, classes + 1));
    if (tree.back < depth) return 0;
    if (tree.back === depth) {
      tree.back = nowhere;
      found = tree.alike[depth] ?? 0;
    } else if (tree.generation !== generation) {
      tree.alike[depth] = found;
      total = 0;
    }
    total += weight * found;
  }
  return total;
}

// The first member of the first class whose members are not all twins, or -1.
function firstOpen({ joint, twins }: Tree, ranks: Uint8Array): number {
  for (let s = 0; s < joint.sets.length; s++) {
    const { first, size } = present(joint.sets[s], 'by index');
    let open = -1;
    for (let v = first + 1; v < first + size; v++) {
      for (let u = first; u < v; u++) {
        if (ranks[u] !== ranks[v]) continue;
        if (twins[u] !== twins[v] && (open < 0 || at(ranks, u) < at(ranks, open))) open = u;
        break;
      }
    }
    if (open >= 0) return open;
  }
  return -1;
}

const at = (array: Uint8Array, i: number): number => array[i] ?? 0;

// If u is of the target's class and the first of its twins there: how many they are; else 0.
function inClass({ joint, twins }: Tree, ranks: Uint8Array, target: number, u: number): number {
  if (ranks[u] !== ranks[target] || joint.setOf[u] !== joint.setOf[target]) return 0;
  let count = 0;
  for (let v = target; v < joint.members; v++) {
    if (twins[v] !== twins[u] || ranks[v] !== ranks[u] || joint.setOf[v] !== joint.setOf[u])
      continue;
    if (v < u) return 0;
    count++;
  }
  return count;
}

// Of its class, u comes first: so its rank tells where it stood in the class, at every leaf below.
function individualise({ joint, ranks }: Tree, depth: number, u: number): void {
  const from = present(ranks[depth], 'a depth for each member');
  const to = present(ranks[depth + 1], 'a depth for each member');
  for (let v = 0; v < joint.members; v++) {
    const behind = v !== u && from[v] === from[u] && joint.setOf[v] === joint.setOf[u];
    to[v] = at(from, v) + (behind ? 1 : 0);
  }
}

function leaf(tree: Tree, ranks: Uint8Array, depth: number): number {
  const { joint, reading, trial, best, path, bestPath } = tree;
  let weight = 1;
  for (let v = 0; v < joint.members; v++) {
    let twinsBefore = 0;
    for (let u = joint.sets[joint.setOf[v] ?? 0]?.first ?? 0; u < v; u++) {
      if (ranks[u] === ranks[v]) twinsBefore++;
    }
    trial.permutation[v] = at(ranks, v) + twinsBefore;
    weight *= 1 + twinsBefore;
  }
  image(reading, trial.permutation, trial.image);
  const order = tree.generation === 0 ? -1 : compare(trial.image, best.image);
  if (order > 0) return 0;
  if (order === 0) {
    tree.back = 0;
    while (path[tree.back] === bestPath[tree.back]) tree.back++;
    return 0;
  }
  best.image.set(trial.image);
  best.permutation.set(trial.permutation);
  bestPath.set(path.subarray(0, depth));
  tree.generation++;
  return weight;
}
