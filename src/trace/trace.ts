/**
 * The states and changes along a Path, as the reference interpreter ran it. The only
 * thing that is ever shown to a person: a Trace has been executed.
 */
import type { Span } from '../base/source.ts';
import type { PropertyRef } from '../machine/search.ts';
import type { Type } from '../machine/types.ts';
import type { Value } from '../machine/value.ts';
import type { State } from '../reference/state.ts';

/** A named value with its type: an argument of a step. */
export interface Argument {
  readonly name: string;
  readonly type: Type;
  readonly value: Value;
}

/** A place that a step changed: `use[Page0]`, `kworker` (the thread's place). */
export interface Change {
  readonly place: string;
  readonly type: Type;
  readonly from: Value;
  readonly to: Value;
}

export interface TraceStep {
  /** From 1. */
  readonly index: number;
  readonly actor: string;
  /** The instance's parameters; empty for an actor without. */
  readonly instance: readonly Argument[];
  readonly step: string;
  readonly args: readonly Argument[];
  readonly span: Span;
  /** Without the places of threads and bindings. */
  readonly changes: readonly Change[];
  /** After the step; of a failing step, null. */
  readonly state: State | null;
}

/** What is false at the end, for people: a conjunct of the formula and its witnesses. */
export interface Failure {
  readonly span: Span;
  /** The part of the text that is false. */
  readonly text: string;
  /** Values of the names in it: `p = Page0`. */
  readonly witnesses: readonly Argument[];
}

export interface Trace {
  readonly property: PropertyRef;
  readonly path: readonly number[];
  /** Null where initialisation itself fails: then there are no steps, and `failure` says why. */
  readonly initial: State | null;
  readonly steps: readonly TraceStep[];
  /** Index of the state a lasso returns to; null until liveness comes. */
  readonly loop: number | null;
  /** What broke; null for a witness of a cover or a saved run. */
  readonly failure: Failure | null;
}
