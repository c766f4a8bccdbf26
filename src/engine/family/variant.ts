/**
 * One variant in the search of its family: what was found of it, what is counted of it, and
 * whether it has its answer. What is counted is what a search of it alone counts.
 */
import { Lengths } from '../../machine/asked.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Counts, Limit, PropertyRef, Question } from '../../machine/search.ts';
import type { Explored } from '../search/search.ts';
import type { Counted, Raised } from './kernel.ts';
import type { Mask } from './versions.ts';

/** A variant's part in the joint numbers. */
export interface Seat {
  readonly machine: Machine;
  readonly question: Question;
  /** By flag, what it means to this variant; null where it means nothing. */
  readonly meanings: readonly (PropertyRef | null)[];
  /** By joint number of a step, its own; -1 where it has no such step. */
  readonly steps: readonly number[];
  /** What initialisation breaks. */
  readonly broken: readonly PropertyRef[];
  readonly initialStates: number;
}

/** What a layer had, for whom. */
export interface Layer {
  readonly whom: Mask;
  readonly states: number;
  readonly counted: Counted;
}

/** Findings without runs. */
export type Concluded = Omit<Explored, 'layers'>;

interface Sums {
  readonly transitions: number;
  readonly fullTransitions: number;
  readonly deviceFree: number;
  readonly fired: readonly number[];
  readonly empty: readonly boolean[];
}

/** Grows layer by layer. */
export class VariantSearch {
  readonly bit: Mask;
  private readonly seat: Seat;
  private readonly index: number;
  private readonly lengths: Lengths;
  private readonly known = { states: new Set<number>(), steps: new Set<number>() };
  private states = 0;
  private fullStates = 0;
  private sums: Sums;

  constructor(seat: Seat, index: number) {
    this.seat = seat;
    this.index = index;
    this.bit = 1n << BigInt(index);
    this.lengths = new Lengths(seat.machine, seat.question);
    for (const property of seat.broken) this.lengths.note(property, 0);
    const none = seat.machine.steps.map(() => 0);
    this.sums = {
      transitions: 0,
      fullTransitions: 0,
      deviceFree: 0,
      fired: none,
      empty: none.map(() => false),
    };
  }

  /**
   * The layer of a distance was visited. Its answer, if it has one now; `limit` is why the
   * visit ended early.
   */
  layer(
    depth: number,
    layers: readonly Layer[],
    raised: Raised,
    limit: Limit | null,
  ): Concluded | null {
    const own = layers.filter(({ whom }) => (whom & this.bit) !== 0n);
    const count = own.reduce((sum, { states }) => sum + states, 0);
    this.states += count;
    this.fullStates += own.reduce((sum, { counted }) => sum + counted.fullStates, 0);
    this.notice(raised, depth);
    const before = this.sums;
    this.sums = this.with(own, raised);
    const { stop, limits } = this.seat.question;
    if (limit !== null) return this.conclude(depth, this.sums, limit, length => length < depth);
    if (this.lengths.settled(depth)) {
      const all = stop === 'all' && this.lengths.all;
      return this.conclude(depth, before, all ? null : 'violation');
    }
    if (count === 0) return this.conclude(Math.max(0, depth - 1), before, null);
    return depth === limits.maxDepth ? this.conclude(depth, before, 'depth') : null;
  }

  /** States that were come to but not visited. */
  unvisited(states: number): void {
    this.states += states;
  }

  private notice(raised: Raised, depth: number): void {
    const { meanings } = this.seat;
    if ((raised.deadlock & this.bit) !== 0n)
      this.lengths.note({ kind: 'deadlock', name: 'deadlock' }, depth);
    for (const [flag, property] of meanings.entries()) {
      if (property === null) continue;
      for (const kind of ['states', 'steps'] as const) {
        if (((raised[kind][flag] ?? 0n) & this.bit) === 0n || this.known[kind].has(flag)) continue;
        this.known[kind].add(flag);
        this.lengths.note(property, kind === 'states' ? depth : depth + 1);
      }
    }
  }

  private with(layers: readonly Layer[], raised: Raised): Sums {
    const { steps } = this.seat;
    const fired = [...this.sums.fired];
    let { transitions, fullTransitions, deviceFree } = this.sums;
    for (const { counted } of layers) {
      deviceFree += counted.deviceFree + (counted.deviceFreeBy[this.index] ?? 0);
      for (const group of counted.groups) {
        if ((group.mask & this.bit) === 0n) continue;
        transitions += group.transitions;
        fullTransitions += group.fullTransitions;
        for (const [joint, own] of steps.entries())
          if (own >= 0) fired[own] = (fired[own] ?? 0) + (group.fired[joint] ?? 0);
      }
    }
    const empty = [...this.sums.empty];
    for (const [joint, own] of steps.entries())
      if (own >= 0) empty[own] = ((raised.empty[joint] ?? 0n) & this.bit) !== 0n;
    return { transitions, fullTransitions, deviceFree, fired, empty };
  }

  private conclude(
    depth: number,
    sums: Sums,
    limit: Limit | null,
    shortest: (length: number) => boolean = () => true,
  ): Concluded {
    const { initialStates, broken } = this.seat;
    const known = this.lengths.upTo(limit === 'violation' ? depth : Number.POSITIVE_INFINITY);
    return {
      counts: this.counts(depth, sums),
      found: known.map(least => ({ ...least, shortest: shortest(least.length) })),
      limit,
      noInitialState: initialStates === 0 && broken.length === 0,
    };
  }

  private counts(depth: number, sums: Sums): Counts {
    const { fired, empty, transitions, fullTransitions, deviceFree } = sums;
    const emptyPicks = fired.flatMap((count, step) => (count === 0 && empty[step] ? [step] : []));
    const { states } = this;
    const fullStates = Math.max(states, this.fullStates);
    return {
      states,
      fullStates,
      transitions,
      fullTransitions,
      depth,
      fired,
      emptyPicks,
      deviceFree,
    };
  }
}
