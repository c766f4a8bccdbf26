/**
 * Twins: two members whose exchange leaves the state as it is. Being twins is an
 * equivalence, and of twins it does not matter who comes first.
 */
import { present } from '../../base/assertion.ts';
import { highOf, lowOf } from './bits.ts';
import type { Joint } from './plan.ts';
import { type Entry, moved, type Reading } from './reading.ts';

/** Sets, for each joint member, the first of its rank that is its twin (perhaps itself). */
export function findTwins(reading: Reading, ranks: Uint8Array, twins: Uint8Array): void {
  const { members, setOf } = reading.joint;
  for (let v = 0; v < members; v++) {
    twins[v] = v;
    for (let u = 0; u < v; u++) {
      if (twins[u] !== u || ranks[u] !== ranks[v] || setOf[u] !== setOf[v]) continue;
      if (!areTwins(reading, u, v)) continue;
      twins[v] = u;
      break;
    }
  }
}

function areTwins(reading: Reading, u: number, v: number): boolean {
  const { joint, entries, counts } = reading;
  if (!sameBits(reading, u, v)) return false;
  const exchange = exchangeOf(joint, u, v);
  for (let l = 0; l < joint.links.length; l++) {
    const from = present(entries[l], 'by link');
    const count = counts[l] ?? 0;
    for (let i = 0; i < count; i++) {
      if (!stays(reading, present(from[i], 'counted'), exchange)) return false;
    }
  }
  return true;
}

function sameBits({ joint, low, high }: Reading, u: number, v: number): boolean {
  for (const [g, { set }] of joint.groups.entries()) {
    if (joint.sets[joint.setOf[u] ?? 0] !== set) continue;
    if (low[g]?.[u - set.first] !== low[g]?.[v - set.first]) return false;
    if (high[g]?.[u - set.first] !== high[g]?.[v - set.first]) return false;
  }
  return true;
}

/** The permutation that exchanges two joint members of one set; by joint number, members from 0. */
export function exchangeOf({ members, sets, setOf }: Joint, u: number, v: number): Uint8Array {
  const first = (member: number): number => sets[setOf[member] ?? 0]?.first ?? 0;
  return Uint8Array.from({ length: members }, (_, member) => {
    const to = member === u ? v : member === v ? u : member;
    return to - first(member);
  });
}

// Enough for all entries: an exchange that takes what is in use to its like takes the rest so too.
function stays({ words }: Reading, entry: Entry, exchange: Uint8Array): boolean {
  const { link, cell, low, high } = entry;
  const { field } = moved(link, cell, exchange);
  const { mask } = link;
  const content = link.target === null ? low : (exchange[low] ?? 0) + link.target.base;
  return (
    (lowOf(words, 2 * field.word, field.shift) & mask.low) >>> 0 === content &&
    (highOf(words, 2 * field.word, field.shift) & mask.high) >>> 0 === high
  );
}
