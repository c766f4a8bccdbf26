/**
 * What happens before what in a run: the steps of one actor in their order, and of two
 * actors where one reads or writes what the other writes. Of these the fewest that give all
 * the others are shown, and of each whether the violation needs it: whether any order of
 * the same steps with the two the other way round breaks the property too. After Lamport,
 * "Time, Clocks, and the Ordering of Events" (1978), and Mazurkiewicz's traces.
 */
import type { Spot } from '../../reference/context.ts';
import { type Footprint, overlaps } from '../../reference/footprint.ts';
import { type Chains, type Evidence, isSameActor, type Orders, type Steps } from './orders.ts';

/** A step of one actor that must see, or must not see, what a step of another does. */
export interface Edge {
  /** Steps from 1. */
  readonly before: number;
  readonly after: number;
  /** What both touch and one of them writes. */
  readonly spots: readonly Spot[];
  /** A run of the same steps with these two the other way round that breaks the property. */
  readonly otherway: Evidence;
}

/** The edges between different actors, by their steps. */
export function happensBefore(
  steps: Steps,
  footprints: readonly Footprint[],
  orders: Orders,
): readonly Edge[] {
  const chains = chainsOf(steps);
  const direct = conflicts(steps, footprints);
  return direct.flatMap(({ from, to, spots }): readonly Edge[] => {
    if (spots.length === 0 || isImplied(direct, from, to)) return [];
    const otherway = orders.find(
      chains,
      (step, taken) => step !== from || isTaken(to, chains, taken),
    );
    return [{ before: from + 1, after: to + 1, spots, otherway }];
  });
}

/** The steps of each actor, in the order in which the actors first act. */
export function chainsOf({ transitions }: Steps): Chains {
  const chains: number[][] = [];
  for (const [i, transition] of transitions.entries()) {
    const own = chains.find(([first = 0]) => {
      const other = transitions[first];
      return other !== undefined && isSameActor(other, transition);
    });
    if (own === undefined) chains.push([i]);
    else own.push(i);
  }
  return chains;
}

const isTaken = (step: number, chains: Chains, taken: readonly number[]): boolean =>
  chains.some((chain, c) => chain.includes(step) && chain.indexOf(step) < (taken[c] ?? 0));

/** Without spots: two steps of one actor. */
interface Direct {
  readonly from: number;
  readonly to: number;
  readonly spots: readonly Spot[];
}

function conflicts({ transitions }: Steps, footprints: readonly Footprint[]): readonly Direct[] {
  return transitions.flatMap((a, from) =>
    transitions.flatMap((b, to): readonly Direct[] => {
      if (to <= from) return [];
      if (isSameActor(a, b)) return [{ from, to, spots: [] }];
      const spots = shared(footprints[from], footprints[to]);
      return spots.length === 0 ? [] : [{ from, to, spots }];
    }),
  );
}

function shared(a: Footprint | undefined, b: Footprint | undefined): readonly Spot[] {
  if (a === undefined || b === undefined) return [];
  const touchedByB = [...b.reads, ...b.writes];
  const common = [
    ...a.writes.flatMap(w => touchedByB.filter(t => overlaps(w, t)).map(t => finer(w, t))),
    ...a.reads.flatMap(r => b.writes.filter(w => overlaps(r, w)).map(w => finer(r, w))),
  ];
  return [...new Map(common.map(spot => [`${spot.variable}/${spot.way.join()}`, spot])).values()];
}

const finer = (a: Spot, b: Spot): Spot => (a.way.length >= b.way.length ? a : b);

// Some step stands between them, however long the way there and from there.
function isImplied(direct: readonly Direct[], from: number, to: number): boolean {
  const reached = new Set<number>();
  const pending = direct.filter(e => e.from === from && e.to !== to).map(e => e.to);
  for (let here = pending.pop(); here !== undefined; here = pending.pop()) {
    if (here === to) return true;
    if (reached.has(here) || here > to) continue;
    reached.add(here);
    pending.push(...direct.filter(e => e.from === here).map(e => e.to));
  }
  return false;
}
