/**
 * What became of one machine's run on another: where it is blocked and by what, or where
 * it ends and why the end is another one there. Every value comes with the line that set it.
 */
import type { PropertyRef } from '../../machine/search.ts';
import type { Type } from '../../machine/types.ts';
import type { Value } from '../../machine/value.ts';
import type { State } from '../../reference/state.ts';
import type { Failure, Trace, TraceStep } from '../trace.ts';
import type { Line, Writer } from './ledger.ts';

/** A value of the follower, where it came from, and what the leader has in its stead. */
export interface Reading {
  readonly place: string;
  readonly type: Type;
  readonly value: Value;
  /** Null where it is the first value. */
  readonly writer: Writer | null;
  /** Null where the leader has the same value there, or no such place. */
  readonly other: Other | null;
}

/** The leader's value of a place. */
export interface Other {
  readonly type: Type;
  readonly value: Value;
  readonly writer: Writer | null;
}

/** A condition that is false, and the values for which it is. */
export interface Condition {
  /** The part that decides, as written, in one line. */
  readonly text: string;
  readonly line: Line;
  readonly readings: readonly Reading[];
}

/** A row of the leader with what the follower did there. */
export interface AlignedRow {
  readonly row: TraceStep;
  /** Steps that the leader does not have, in order, with where they are written. */
  readonly own: readonly { readonly step: TraceStep; readonly line: Line }[];
  /** Null where the follower has no such step, and behind the row that blocks. */
  readonly same: TraceStep | null;
}

/** Why a row cannot be taken. */
export type Block =
  /** `holds` false: a guard; `step` is the one that waits, perhaps an own step. */
  | { readonly kind: 'guard'; readonly step: string; readonly condition: Condition }
  /** The wanted element is not in the set that is picked from. */
  | {
      readonly kind: 'pick';
      readonly step: string;
      readonly name: string;
      /** Null where any element would do, and there is none. */
      readonly text: string | null;
      readonly condition: Condition;
    }
  /** Its thread stands before other steps; `fork` is the test that sent it there. */
  | {
      readonly kind: 'elsewhere';
      readonly standing: readonly string[];
      readonly fork: Fork | null;
    }
  /** There is no such actor, or no such choice. */
  | { readonly kind: 'absent' };

/** A test that came out otherwise than in the leader. */
export interface Fork {
  readonly row: number;
  readonly holds: boolean;
  readonly condition: Condition;
}

/** A place that ended otherwise, and the step in which it did. */
export interface Divergence {
  readonly reading: Reading;
  /** The row in which it went apart. */
  readonly row: number;
  /** What the follower's step of that row read; null where it has no such step. */
  readonly because: readonly Reading[] | null;
}

/** How it ended. */
export type Outcome =
  /** No initial state is like the leader's; the readings are of the first. */
  | { readonly kind: 'unbegun'; readonly readings: readonly Reading[] }
  | { readonly kind: 'blocked'; readonly row: number; readonly block: Block }
  /** A step fails before the end, or otherwise. */
  | {
      readonly kind: 'fails';
      readonly row: number;
      readonly step: TraceStep;
      readonly property: PropertyRef;
      readonly failure: Failure;
    }
  /** All rows were taken, and the property breaks as in the leader: this is the follower's run. */
  | { readonly kind: 'breaks'; readonly trace: Trace }
  /** All rows were taken, and it does not break; what of its reads is otherwise. */
  | {
      readonly kind: 'passes';
      readonly divergences: readonly Divergence[];
      /** Of a deadlock: what can be done there. */
      readonly onward: readonly TraceStep[];
      /** The follower's last state. */
      readonly end: State;
    };

/** A run of the leader, laid beside what the follower does. */
export interface Alignment {
  /** Where the follower begins; null where no initial state is like the leader's. */
  readonly start: State | null;
  readonly rows: readonly AlignedRow[];
  /** The first row after which a common place differs, and those that do. */
  readonly first: { readonly row: number; readonly readings: readonly Reading[] } | null;
  readonly outcome: Outcome;
  /** Of more ways than are followed the first were. */
  readonly cut: boolean;
}
