/**
 * The walk back of a family: layer by layer from the greatest length that anybody found
 * something at, the states are marked that lie on a shortest run to something, for those
 * variants for which they do. What is exact is left to trails, which look at marked states
 * only; there are few.
 */
import { present } from '../../base/assertion.ts';
import { keyOf, type Least } from '../../machine/asked.ts';
import type { Arrivals, FamilyKernel, Wanted } from './kernel.ts';
import type { FamilyExplored } from './search.ts';
import type { Seat } from './variant.ts';
import type { Mask } from './versions.ts';

/** By variant and distance: the states that may lie on a shortest run to something found. */
export type StatesAt = (variant: number, distance: number) => Iterable<number>;

/** Walks back; null if `stop` said so. */
export function waysBack(
  seats: readonly Seat[],
  { concluded, layers }: FamilyExplored,
  kernel: FamilyKernel,
  stop: () => boolean,
): StatesAt | null {
  const found = concluded.map(({ found }) => found);
  const most = Math.max(-1, ...found.flat().map(({ length }) => length));
  const marked = new Map<number, readonly Arrivals[]>();
  kernel.turn();
  for (let distance = most; distance >= 0; distance--) {
    const next = marked.get(distance + 1) ?? [];
    const wanted = wantedAt(seats, found, distance);
    const some = kernel.mark(layers[distance] ?? [], next, wanted, stop);
    if (some === null) return null;
    marked.set(distance, some);
  }
  return (variant, distance) => statesOf(marked.get(distance) ?? [], 1n << BigInt(variant));
}

function* statesOf(arrivals: readonly Arrivals[], bit: Mask): Iterable<number> {
  for (const { whom, states } of arrivals) if ((whom & bit) !== 0n) yield* states;
}

// A state at this distance ends a run of this length; a step out of it one that is longer by one.
function wantedAt(
  seats: readonly Seat[],
  found: readonly (readonly Least[])[],
  distance: number,
): Wanted {
  const flags = seats[0]?.meanings.length ?? 0;
  const states = Array<Mask>(flags).fill(0n);
  const steps = Array<Mask>(flags).fill(0n);
  let deadlock = 0n;
  for (const [variant, { meanings }] of seats.entries()) {
    const bit = 1n << BigInt(variant);
    for (const { property, length } of present(found[variant], 'findings each')) {
      const here = length === distance;
      if (!here && length !== distance + 1) continue;
      if (here && property.kind === 'deadlock') deadlock |= bit;
      const masks = here ? states : steps;
      for (const [flag, meaning] of meanings.entries())
        if (meaning !== null && keyOf(meaning) === keyOf(property))
          masks[flag] = (masks[flag] ?? 0n) | bit;
    }
  }
  return { states, steps, deadlock };
}
