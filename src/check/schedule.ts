/**
 * Runs a schedule that was written down: rows that say which step comes next, each
 * perhaps less exactly than a choice does. Where a row fits several steps all are
 * followed, in their order.
 */
import type { Machine } from '../machine/machine.ts';
import type { Path } from '../machine/search.ts';
import { encode } from '../machine/value.ts';
import { isFault } from '../reference/fault.ts';
import { initialStates } from '../reference/initial.ts';
import type { State } from '../reference/state.ts';
import { successors } from '../reference/successors.ts';
import { stepOf } from '../trace/replay.ts';
import type { TraceStep } from '../trace/trace.ts';

/** What comes next, as a question to every step that can be taken. */
export type Row = (step: TraceStep) => boolean;

/** A run as it was written down. */
export interface Schedule {
  readonly begins: (initial: State) => boolean;
  readonly rows: readonly Row[];
}

/** Where a schedule led. */
export type Ran =
  /** Every way that the rows leave open, to different ends; the first in order first. */
  | { readonly kind: 'runs'; readonly paths: readonly [Path, ...Path[]] }
  | {
      readonly kind: 'stuck';
      /** The first row that fits no step on any way, from 1; 0 when it begins nowhere. */
      readonly row: number;
      /** To the state before that row. */
      readonly path: Path;
      /** The steps that could be taken there. */
      readonly enabled: readonly TraceStep[];
    };

interface Here {
  readonly state: State;
  /** A step that failed ends every way. */
  readonly ended: boolean;
  readonly path: Path;
}

/** Follows the rows from every initial state that fits. */
export function ran(machine: Machine, schedule: Schedule): Ran {
  const initial = initialStates(machine).states;
  let here: readonly Here[] = initial.flatMap((state, i): readonly Here[] =>
    schedule.begins(state) ? [{ state, ended: false, path: [i] }] : [],
  );
  if (here.length === 0) return { kind: 'stuck', row: 0, path: [], enabled: [] };
  for (const [i, row] of schedule.rows.entries()) {
    const next = distinct(here.flatMap(at => followed(machine, at, row, i + 1)));
    if (next.length === 0) return stuck(machine, here, i + 1);
    here = next;
  }
  const [first = [], ...others] = here.map(at => at.path);
  return { kind: 'runs', paths: [first, ...others] };
}

function followed(machine: Machine, at: Here, row: Row, index: number): readonly Here[] {
  if (at.ended) return [];
  return successors(machine, at.state).flatMap((transition, choice): readonly Here[] => {
    if (!row(stepOf(machine, index, at.state, transition))) return [];
    const ended = isFault(transition.outcome);
    const state = isFault(transition.outcome) ? at.state : transition.outcome;
    return [{ state, ended, path: [...at.path, choice] }];
  });
}

// Of several ways to one state the first is as good as any.
function distinct(ways: readonly Here[]): readonly Here[] {
  const first = new Map<string, Here>();
  for (const way of ways) {
    const key = `${way.ended} ${encode(way.state)}`;
    if (!first.has(key)) first.set(key, way);
  }
  return [...first.values()];
}

function stuck(machine: Machine, here: readonly Here[], row: number): Ran {
  const [at] = here;
  const path = at?.path ?? [];
  if (at === undefined || at.ended) return { kind: 'stuck', row, path, enabled: [] };
  const enabled = successors(machine, at.state).map(t => stepOf(machine, row, at.state, t));
  return { kind: 'stuck', row, path, enabled };
}
