/**
 * The states that a pair goes through: one moment before the first line and one after each, on
 * both sides. A side that takes no step on a line stands where it stood; after a step that
 * fails there is no state, and the one before it is shown.
 */
import type { State } from '../../reference/state.ts';
import type { TraceStep } from '../../trace/trace.ts';
import type { Pair } from './pairs.ts';

/** One side of a moment. */
export interface Here {
  /** Null where the side has not begun. */
  readonly state: State | null;
  /** The state before the step; null at the start and where there was none. */
  readonly before: State | null;
  /** The step of this line; null where the side waits. */
  readonly step: TraceStep | null;
}

/** After a line of a pair, or before the first. */
export interface Moment {
  /** 0 is the start, then the lines from 1. */
  readonly index: number;
  readonly left: Here;
  /** Null where there is no such side. */
  readonly right: Here | null;
}

/** The moments of a pair, at least one. */
export function momentsOf(pair: Pair): readonly Moment[] {
  let left: Here = { state: pair.left.start, before: null, step: null };
  let right: Here | null =
    pair.right === null ? null : { state: pair.right.start, before: null, step: null };
  const moments: Moment[] = [{ index: 0, left, right }];
  for (const [i, line] of pair.lines.entries()) {
    left = after(left, line.left);
    right = right === null ? null : after(right, line.right);
    moments.push({ index: i + 1, left, right });
  }
  return moments;
}

const after = ({ state }: Here, step: TraceStep | null): Here =>
  step === null
    ? { state, before: null, step }
    : { state: step.state ?? state, before: state, step };
