/**
 * Second opinions: what each checker says of one machine, and where they disagree. Filled
 * elsewhere, read by the text and the JSON forms.
 */
import type { Word } from '../check/verdict.ts';
import type { Machine } from '../machine/machine.ts';
import type { Limit, PropertyRef } from '../machine/search.ts';
import type { SpecDigest } from './report.ts';

/** A checker's numbers; null is what it does not tell. */
export interface Sizes {
  /** One of each orbit. */
  readonly states: number | null;
  readonly transitions: number | null;
  /** Without symmetry. */
  readonly fullStates: number | null;
  readonly fullTransitions: number | null;
  /** Of the farthest state. */
  readonly depth: number | null;
  /** Why the numbers are not those of the whole machine; null when they are. */
  readonly limit: Limit | null;
}

/** What one checker says. Counts are of all states, whatever breaks in them. */
export interface Spoken {
  readonly kind: 'spoken';
  readonly checker: string;
  readonly version: string;
  readonly verdict: Word;
  /** Why the verdict is unknown. */
  readonly limit: Limit | null;
  /** What breaks; null where nothing does, or it cannot be told which. */
  readonly property: PropertyRef | null;
  /** Steps of its run; null where there is none, or its length is not told. */
  readonly length: number | null;
  /** No shorter run exists. */
  readonly shortest: boolean;
  readonly sizes: Sizes;
  /** Why it has no counts although it has a verdict; null where it has, or met a limit. */
  readonly uncounted: string | null;
  /** Of all its searches together. */
  readonly elapsedMs: number;
  /** The most that one of them held, in bytes; null where the system does not say. */
  readonly peakBytes: number | null;
}

/** A checker that says nothing, and why: a text in lower case without a full stop. */
export interface Unspoken {
  readonly kind: 'unspoken';
  readonly checker: string;
  readonly reason: string;
}

/** Ours comes first. */
export interface Opinions {
  readonly machine: Machine;
  readonly all: readonly (Spoken | Unspoken)[];
  /** Each a sentence without a full stop; none where all agree. */
  readonly disagreements: readonly string[];
  /** Other checkers that said the same verdict and as many states. */
  readonly confirmed: readonly string[];
}

/** A run of `check --second-opinion`. */
export interface OpinionReport {
  readonly version: string;
  readonly module: string;
  readonly spec: SpecDigest;
  readonly symmetry: boolean;
  readonly opinions: readonly Opinions[];
  readonly exit: number;
  /** Null leaves out what changes from run to run. */
  readonly elapsedMs: number | null;
}
