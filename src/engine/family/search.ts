/**
 * The search of a family, breadth first: a state is visited once for each time that variants
 * are new in it, for all of these together. A variant that has its answer takes no further
 * part. Each one's distances, counts and findings are those of a search of it alone.
 *
 * The idea: Classen et al., "Featured transition systems", IEEE TSE 2013.
 */
import { everyMs, meter } from '../../machine/limit.ts';
import type { Limit, Limits, Watch } from '../../machine/search.ts';
import type { Arrivals, FamilyKernel } from './kernel.ts';
import { type Concluded, type Layer, type Seat, VariantSearch } from './variant.ts';
import type { Mask } from './versions.ts';

/** What is searched. */
export interface FamilySearch {
  readonly seats: readonly Seat[];
  /** Initial states, with the variants whose they are; in the words of the joint layout. */
  readonly initial: readonly { readonly words: Uint32Array; readonly whom: Mask }[];
  /** For the whole family. */
  readonly limits: Limits;
  readonly watch: Watch;
}

/** Each variant's findings without runs, and the states by distance. */
export interface FamilyExplored {
  readonly concluded: readonly Concluded[];
  readonly layers: readonly (readonly Arrivals[])[];
}

const betweenLooksMs = 20;

/** Answers the questions of all. */
export function exploredFamily(search: FamilySearch, kernel: FamilyKernel): FamilyExplored {
  const { seats, initial, limits, watch } = search;
  const variants = seats.map((seat, i) => new VariantSearch(seat, i));
  const concluded = new Map<VariantSearch, Concluded>();
  const stop = meter(limits, watch, everyMs(betweenLooksMs));
  let transitions = 0;
  let alive = variants.reduce((mask, { bit }) => mask | bit, 0n);
  for (const { words, whom } of initial) kernel.add(words, whom);
  const layers = [kernel.arrivals(alive)];
  for (let depth = 0; alive !== 0n; depth++) {
    const visited = visitLayer(depth, layers[depth] ?? []);
    const raised = kernel.raised();
    const next = visited.limit === null ? null : kernel.arrivals(alive);
    for (const variant of variants) {
      if ((variant.bit & alive) === 0n) continue;
      if (next !== null)
        variant.unvisited(sizeFor(variant, next) + (visited.left.get(variant) ?? 0));
      const end = variant.layer(depth, visited.layers, raised, visited.limit);
      if (end === null) continue;
      concluded.set(variant, end);
      alive &= ~variant.bit;
    }
    layers.push(next ?? kernel.arrivals(alive));
  }
  return { concluded: variants.flatMap(v => concluded.get(v) ?? []), layers };

  function visitLayer(depth: number, arrivals: readonly Arrivals[]) {
    const last = depth === limits.maxDepth;
    let queue = arrivals.reduce((sum, { states }) => sum + states.length, 0);
    let limit: Limit | null = null;
    const done: Layer[] = [];
    const left = new Map<VariantSearch, number>();
    for (const group of arrivals) {
      const { whom, states } = group;
      let at = 0;
      while (at < states.length && limit === null) {
        limit = stop({ states: kernel.size, transitions, depth, queue });
        if (limit !== null) break;
        const came = kernel.visit(group, at, !last);
        queue -= came - at;
        at = came;
        if (kernel.full) limit = 'memory';
      }
      const counted = kernel.counted(whom);
      transitions += counted.groups.reduce((sum, one) => sum + one.transitions, 0);
      done.push({ whom, states: at, counted });
      for (const variant of variants)
        if ((whom & variant.bit) !== 0n)
          left.set(variant, (left.get(variant) ?? 0) + states.length - at);
    }
    return { layers: done, limit, left };
  }
}

const sizeFor = ({ bit }: VariantSearch, arrivals: readonly Arrivals[]): number =>
  arrivals.reduce((sum, { whom, states }) => sum + ((whom & bit) === 0n ? 0 : states.length), 0);
