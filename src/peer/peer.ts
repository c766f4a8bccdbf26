/**
 * What another checker is to us: something that can be asked, of one machine, whether a
 * property breaks, and how many states there are. Each peer is one file that says how it is
 * built, run and read; all else (following its run, counting, comparing) is the same for all.
 */
import type { Machine } from '../machine/machine.ts';
import type { Limit, PropertyRef, Watch } from '../machine/search.ts';
import type { State } from '../reference/state.ts';
import type { Transition } from '../reference/successors.ts';

/** What is asked of a peer, of a machine that has the properties asked for and no others. */
export interface Ask {
  readonly machine: Machine;
  readonly symmetry: boolean;
  /** Expand states nearer than this; 0 looks at initial states alone; null has no bound. */
  readonly depth: number | null;
  readonly means: Means;
}

/** What a peer may use, for all that it is asked together. */
export interface Means {
  /** Threads that search. */
  readonly workers: number;
  /** By `performance.now()`; null is no bound. */
  readonly deadline: number | null;
  /** In units of 2^20 bytes; null is no bound. */
  readonly maxMemoryMb: number | null;
  readonly maxStates: number | null;
  readonly watch: Watch;
}

/** How much a peer saw. */
export interface Size {
  readonly states: number;
  /** Null where the peer counts something else. */
  readonly transitions: number | null;
  /** Of the farthest state from the initial ones; null where the peer does not tell. */
  readonly depth: number | null;
  /** Why it is not all; null when it is. */
  readonly limit: Limit | null;
  /** The most memory that it held, in bytes; null where the system does not say. */
  readonly peakBytes: number | null;
}

/** One step of a peer's run. */
export interface Row {
  /** As the peer names it. */
  readonly title: string;
  readonly isRule: (transition: Transition) => boolean;
  /** The state after it: the same, or one with the members of symmetric types renamed. */
  readonly state: Likeness;
}

/** Which of our states is meant. */
export interface Likeness {
  readonly same: (state: State) => boolean;
  readonly renamed: (state: State) => boolean;
}

/** A run that breaks something, as a peer tells it. */
export interface Claimed {
  /** Null where no state was told: initialisation itself fails. */
  readonly start: Likeness | null;
  readonly rows: readonly Row[];
  /** The message says that it is this property. */
  readonly names: (property: PropertyRef) => boolean;
}

/** What breaks, as a peer tells it. */
export interface Broken {
  /** In the peer's words. */
  readonly message: string;
  /** Steps of the run; null where the peer leaves open whether a last one failed. */
  readonly length: number | null;
  /** No shorter run exists. */
  readonly shortest: boolean;
  /** Null of a peer whose runs we do not read. */
  readonly run: Claimed | null;
}

/** What a peer says of the properties. */
export interface Judgement extends Size {
  /** The first thing that breaks; null where it met none. */
  readonly broken: Broken | null;
  /** Covers that were reached, by name; of a search that came to its end. */
  readonly reached: readonly string[];
  /** The counts are those of the machine; else something of the peer's own is counted too. */
  readonly exact: boolean;
}

/** Why a peer says nothing. */
export type Silent =
  /** It is not there; `reason` says how to get it. */
  | { readonly kind: 'absent'; readonly reason: string }
  /** Its language cannot say the machine. */
  | { readonly kind: 'unsaid'; readonly reasons: readonly string[] }
  /** It, or a tool that it needs, failed. */
  | { readonly kind: 'failed'; readonly reason: string };

/** What a peer says, or why it says nothing. */
export type Told<T> = { readonly kind: 'told'; readonly value: T } | Silent;

/** A checker that was made by others. */
export interface Peer {
  /** In lower case, as `--engine` names it. */
  readonly name: string;
  /** It can store one state of each orbit. */
  readonly reduces: boolean;
  /** Its version, `2022.08.20`. */
  readonly version: () => Promise<Told<string>>;
  /** Does anything break? Breadth first, so that a run is shortest with one worker. */
  readonly judge: (ask: Ask) => Promise<Told<Judgement>>;
  /** How many states are there, whatever breaks in them? */
  readonly count: (ask: Ask) => Promise<Told<Size>>;
}

/** What is said, as an answer. */
export const told = <T>(value: T): Told<T> => ({ kind: 'told', value });
