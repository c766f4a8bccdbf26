/** What `replay` has to report, for its text and its JSON form. */
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import type { Trace, TraceStep } from '../trace/trace.ts';
import type { SpecDigest } from './report.ts';

/** Where a schedule stopped fitting. */
export interface Stop {
  /** The row, from 1; 0 is the beginning. */
  readonly row: number;
  /** The row as it was written. */
  readonly text: string;
  /** Lower case, no full stop. */
  readonly reason: string;
  /** The steps that could be taken there. */
  readonly enabled: readonly TraceStep[];
}

/** A run of `replay`. */
export interface ReplayReport {
  readonly version: string;
  readonly spec: SpecDigest;
  readonly machine: Machine;
  /** Rows of the schedule. */
  readonly rows: number;
  /** Null when it ran and ended as recorded. */
  readonly stopped: Stop | null;
  /** What is broken (or reached, as recorded) at the end. */
  readonly property: PropertyRef | null;
  /** As far as it ran. */
  readonly trace: Trace | null;
  readonly exit: number;
  readonly elapsedMs: number | null;
}
