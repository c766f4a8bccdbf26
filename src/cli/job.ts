/** What a command wants searched, and what it gets. */
import type { Machine } from '../machine/machine.ts';
import type { Findings, PropertyRef, Question } from '../machine/search.ts';
import type { Engine } from '../view/report.ts';

/** Told of a run that exists, and was not found before the interrupt. */
export type Untold = (machine: Machine, property: PropertyRef, length: number) => void;

/** A machine and what is asked of it. */
export interface Job {
  readonly machine: Machine;
  readonly asked: readonly PropertyRef[];
  readonly question: Question;
}

/** What answered, and on how many threads. */
export type Ran = Omit<Engine, 'symmetry'>;

/** An answer, and what gave it. */
export interface Answer extends Ran {
  readonly findings: Findings;
  /** The table was full. */
  readonly full?: boolean;
  /** To be said beside it. */
  readonly note?: string | null;
}
