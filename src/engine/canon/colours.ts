/**
 * Ordered partitions of the joint members that permutations respect: `ranks` gives each
 * member the number of members of its set that come before its class. Refinement splits
 * classes in place by colours, 32-bit sums of what the state says of a member and of
 * the ranks around it; classes never merge, so chance in the mixing costs splits only.
 */
import { present } from '../../base/assertion.ts';
import { factors, mix } from './mix.ts';
import type { Joint } from './plan.ts';
import type { Entry, Reading } from './reading.ts';

/** Colours by what members say for themselves, and by links without axes. */
export function ownColours(reading: Reading, colours: Uint32Array): void {
  const { joint } = reading;
  colours.fill(0);
  for (const [g, { set, mask }] of joint.groups.entries()) {
    const low = present(reading.low[g], 'by group');
    const high = present(reading.high[g], 'by group');
    for (let i = 0; i < set.size; i++) {
      let colour = mix((colours[set.first + i] ?? 0) ^ (low[i] ?? 0));
      if (mask.high !== 0) colour = mix(colour ^ (high[i] ?? 0));
      colours[set.first + i] = colour;
    }
  }
  for (const [l, { axes, seed }] of joint.links.entries()) {
    const entry = reading.entries[l]?.[0];
    if (axes.length > 0 || entry === undefined || reading.counts[l] === 0) continue;
    colours[entry.low] = (colours[entry.low] ?? 0) + seed;
  }
}

/** Colours by ranks around: each entry adds to the colours of its members. */
export function linkColours(reading: Reading, ranks: Uint8Array, colours: Uint32Array): void {
  const { joint, entries, counts } = reading;
  colours.fill(0);
  for (let l = 0; l < joint.links.length; l++) {
    const from = present(entries[l], 'by link');
    const count = counts[l] ?? 0;
    for (let i = 0; i < count; i++) spread(joint, present(from[i], 'counted'), ranks, colours);
  }
}

function spread(joint: Joint, entry: Entry, ranks: Uint8Array, colours: Uint32Array): void {
  const { link, cell, low, high } = entry;
  const arity = cell.members.length;
  let sum = link.seed;
  for (let i = 0; i < arity; i++) sum += standing(joint, cell.members[i] ?? 0, ranks, i);
  if (link.target === null) sum += link.width > 32 ? mix(low) ^ high : low;
  else sum += standing(joint, low, ranks, arity);
  const colour = mix(sum);
  for (let i = 0; i < arity; i++) add(colours, cell.members[i] ?? 0, colour, i);
  if (link.target !== null) add(colours, low, colour, arity);
}

// What a member at a position of an entry brings into its sum.
function standing(joint: Joint, member: number, ranks: Uint8Array, position: number): number {
  const place = (joint.sets[joint.setOf[member] ?? 0]?.first ?? 0) + (ranks[member] ?? 0) + 1;
  return Math.imul(place, factors[position & 15] ?? 1);
}

function add(colours: Uint32Array, member: number, colour: number, position: number): void {
  colours[member] = (colours[member] ?? 0) + Math.imul(colour, factors[position & 15] ?? 1);
}

/** Splits each class by colours, in place; gives the number of classes. */
export function split(joint: Joint, ranks: Uint8Array, colours: Uint32Array): number {
  const { sets } = joint;
  let classes = 0;
  for (let s = 0; s < sets.length; s++) {
    const { first, size } = present(sets[s], 'by index');
    before.fill(0, 0, size);
    for (let u = 0; u < size; u++) {
      let fresh = 1;
      for (let v = 0; v < u; v++) {
        if (ranks[first + u] !== ranks[first + v]) continue;
        const cu = colours[first + u] ?? 0;
        const cv = colours[first + v] ?? 0;
        if (cu === cv) fresh = 0;
        else if (cu < cv) before[v] = (before[v] ?? 0) + 1;
        else before[u] = (before[u] ?? 0) + 1;
      }
      classes += fresh;
    }
    for (let u = 0; u < size; u++) ranks[first + u] = (ranks[first + u] ?? 0) + (before[u] ?? 0);
  }
  return classes;
}

// Scratch of `split`.
const before = new Uint8Array(256);
