/**
 * Where the shortest runs end that a search has found: for each property the stored
 * states and steps that break it at the least length. Runs that are longer than the
 * least, and properties that nobody asked for, leave no trace here.
 */
import { keyOf, Lengths } from '../machine/asked.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef, Question } from '../machine/search.ts';

/** The ends of the shortest runs that break a property, or reach a cover. */
export interface Target {
  readonly property: PropertyRef;
  /** Steps of a shortest run. */
  readonly length: number;
  /** Stored states at distance `length` that break it. */
  readonly states: ReadonlySet<number>;
  /** Stored states at distance `length - 1` out of which a step breaks it. */
  readonly sources: ReadonlySet<number>;
}

interface Ends {
  readonly length: number;
  readonly states: Set<number>;
  readonly sources: Set<number>;
}

/** Grows while a search runs. */
export class Targets {
  private readonly lengths: Lengths;
  private readonly ends = new Map<string, Ends>();

  constructor(machine: Machine, question: Question) {
    this.lengths = new Lengths(machine, question);
  }

  /** A run of this length ends at a stored state that breaks these; of length 0, `null` is no state yet. */
  endAt(properties: readonly PropertyRef[], length: number, index: number | null): void {
    for (const property of properties) {
      const ends = this.endsOf(property, length);
      if (index !== null) ends?.states.add(index);
    }
  }

  /** A run of this length ends with a step out of a stored state that breaks these. */
  endAfter(properties: readonly PropertyRef[], length: number, index: number): void {
    for (const property of properties) this.endsOf(property, length)?.sources.add(index);
  }

  /** As Lengths.settled. */
  settled(length: number): boolean {
    return this.lengths.settled(length);
  }

  /** Every property asked was found. */
  get all(): boolean {
    return this.lengths.all;
  }

  /** What was found with at most this length, in the order of reports. */
  upTo(length: number): readonly Target[] {
    return this.lengths.upTo(length).map(({ property, length: least }) => {
      const { states, sources } = this.endsOf(property, least) ?? empty;
      return { property, length: least, states, sources };
    });
  }

  // Undefined for runs that are too long. A shorter run makes those before it too long.
  private endsOf(property: PropertyRef, length: number): Ends | undefined {
    if (this.lengths.note(property, length) !== length) return undefined;
    const key = keyOf(property);
    const known = this.ends.get(key);
    if (known?.length === length) return known;
    const ends = { length, states: new Set<number>(), sources: new Set<number>() };
    this.ends.set(key, ends);
    return ends;
  }
}

const empty: Ends = { length: 0, states: new Set(), sources: new Set() };
