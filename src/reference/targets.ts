/**
 * What a search has found of what it was asked: for each property the least length of
 * a violation, and where in the store all shortest runs to one end. Runs that are longer
 * than the least, and properties that nobody asked for, leave no trace here.
 */
import { runtimeCodes } from '../base/codes.ts';
import type { Machine, Property } from '../machine/machine.ts';
import type { PropertyRef, Question } from '../machine/search.ts';
import { keyOf } from './judge.ts';

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

interface Entry extends Target {
  readonly states: Set<number>;
  readonly sources: Set<number>;
}

/** Everything that was asked, in the order of reports: errors, deadlock, then as declared. */
export function askedOf(machine: Machine, question: Question): readonly PropertyRef[] {
  const errors = runtimeCodes
    .filter(code => question.runtime.includes(code))
    .map((name): PropertyRef => ({ kind: 'runtime', name }));
  const deadlock: readonly PropertyRef[] = question.deadlock
    ? [{ kind: 'deadlock', name: 'deadlock' }]
    : [];
  const properties = propertiesOf(machine, question).map(
    ({ kind, name }): PropertyRef => ({ kind, name }),
  );
  const asserts = machine.asserts
    .map(({ name }, index): PropertyRef => ({ kind: 'assert', name, index }))
    .filter((_, index) => question.asserts.includes(index));
  return [...errors, ...deadlock, ...properties, ...asserts];
}

/** The declared properties that were asked for, as declared. */
export function propertiesOf(machine: Machine, question: Question): readonly Property[] {
  const names = {
    invariant: question.invariants,
    transition: question.transitions,
    cover: question.covers,
  };
  return machine.properties.filter(({ kind, name }) => names[kind].includes(name));
}

/** Grows while a search runs. */
export class Targets {
  private readonly asked: ReadonlyMap<string, PropertyRef>;
  /** Keys of what has to have its verdict before a search with stop `all` ends. */
  private readonly awaited: readonly string[];
  private readonly stop: Question['stop'];
  private readonly entries = new Map<string, Entry>();

  constructor(machine: Machine, question: Question) {
    this.asked = new Map(askedOf(machine, question).map(ref => [keyOf(ref), ref] as const));
    this.awaited = askedOf(machine, { ...question, runtime: question.awaited }).map(keyOf);
    this.stop = question.stop;
  }

  /** A run of this length ends at a stored state that breaks these; of length 0, `null` is no state yet. */
  endAt(properties: readonly PropertyRef[], length: number, index: number | null): void {
    for (const property of properties) {
      const entry = this.entry(property, length);
      if (index !== null) entry?.states.add(index);
    }
  }

  /** A run of this length ends with a step out of a stored state that breaks these. */
  endAfter(properties: readonly PropertyRef[], length: number, index: number): void {
    for (const property of properties) this.entry(property, length)?.sources.add(index);
  }

  /** Runs of at most this length have answered enough: the first violation, or all that was asked. */
  settled(length: number): boolean {
    const known = this.upTo(length);
    if (this.stop === 'first') return known.some(({ property }) => property.kind !== 'cover');
    const open = new Set(this.awaited);
    for (const { property } of known) open.delete(keyOf(property));
    return this.awaited.length > 0 && open.size === 0;
  }

  /** Every property asked was found. */
  get all(): boolean {
    return this.entries.size === this.asked.size;
  }

  /** What was found with at most this length, in the order of reports. */
  upTo(length: number): readonly Target[] {
    return [...this.asked.keys()].flatMap(key => {
      const entry = this.entries.get(key);
      return entry !== undefined && entry.length <= length ? [entry] : [];
    });
  }

  private entry(property: PropertyRef, length: number): Entry | undefined {
    const key = keyOf(property);
    if (!this.asked.has(key)) return undefined;
    const known = this.entries.get(key) ?? {
      property,
      length,
      states: new Set(),
      sources: new Set(),
    };
    this.entries.set(key, known);
    return known.length === length ? known : undefined;
  }
}
