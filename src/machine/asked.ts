/**
 * What a question asks for, and for each property the least length of a run that breaks
 * it, as far as a search has come. From these lengths follows how far a search goes; so
 * every search asks here, and all stop at the same length.
 */
import { runtimeCodes } from '../base/codes.ts';
import type { Machine, Property } from './machine.ts';
import type { Counts, PropertyRef, Question } from './search.ts';

/** Text that two references to one property share. */
export const keyOf = (ref: PropertyRef): string =>
  ref.kind === 'assert' ? `assert ${ref.index}` : `${ref.kind} ${ref.name}`;

/** The search, one of another checker's, did not tell this. */
export const isUntold = (
  { untold }: Counts,
  what: NonNullable<Counts['untold']>[number],
): boolean => untold?.includes(what) === true;

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

/** A property that was asked for, and the steps of a shortest run that breaks it. */
export interface Least {
  readonly property: PropertyRef;
  readonly length: number;
}

/** Grows while a search runs. */
export class Lengths {
  private readonly asked: ReadonlyMap<string, PropertyRef>;
  /** Keys of what has to have its verdict before a search with stop `all` ends. */
  private readonly awaited: readonly string[];
  private readonly stop: Question['stop'];
  private readonly lengths = new Map<string, number>();

  constructor(machine: Machine, question: Question) {
    this.asked = new Map(askedOf(machine, question).map(ref => [keyOf(ref), ref] as const));
    this.awaited = askedOf(machine, { ...question, runtime: question.awaited }).map(keyOf);
    this.stop = question.stop;
  }

  /** The least length of a run that breaks it, now that there is one of this length; undefined for what nobody asked. */
  note(property: PropertyRef, length: number): number | undefined {
    const key = keyOf(property);
    if (!this.asked.has(key)) return undefined;
    const least = Math.min(length, this.lengths.get(key) ?? length);
    this.lengths.set(key, least);
    return least;
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
    return this.lengths.size === this.asked.size;
  }

  /** What was found with at most this length, in the order of reports. */
  upTo(length: number): readonly Least[] {
    return [...this.asked].flatMap(([key, property]) => {
      const least = this.lengths.get(key);
      return least !== undefined && least <= length ? [{ property, length: least }] : [];
    });
  }
}
