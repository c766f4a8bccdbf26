/**
 * All shortest runs to a property, by trying everything: the plainest meaning of "the
 * least counterexample". Only for short runs of small machines.
 */

import { keyOf } from '../../src/machine/asked.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { Found, Path } from '../../src/machine/search.ts';
import { isFault } from '../../src/reference/fault.ts';
import { initialStates } from '../../src/reference/initial.ts';
import { compareRows } from '../../src/reference/instances.ts';
import { judgeEnd, judgeState, judgeTransition } from '../../src/reference/judge.ts';
import type { State } from '../../src/reference/state.ts';
import { compareTransitions, successors, type Transition } from '../../src/reference/successors.ts';

interface Run {
  readonly rows: readonly Transition[];
  readonly path: Path;
}

/** The least run of all of this length that end in the property; null where there are too many to try. */
export function leastByTrying(
  machine: Machine,
  { property, length }: Found,
  most: number,
): Path | null | undefined {
  let tried = 0;
  let least: Run | undefined;
  const key = keyOf(property);
  const breaks = (refs: ReturnType<typeof judgeState>): boolean =>
    refs.some(ref => keyOf(ref) === key);
  const visit = (state: State, run: Run): void => {
    tried += 1;
    if (tried > most) return;
    const transitions = successors(machine, state);
    if (run.rows.length === length) {
      const ends = [
        ...judgeState(machine, machine.properties, state),
        ...judgeEnd(machine, state, transitions),
      ];
      if (breaks(ends)) least = lesser(machine, least, run);
      return;
    }
    transitions.forEach((transition, i) => {
      const further = { rows: [...run.rows, transition], path: [...run.path, i] };
      const broken = judgeTransition(machine, machine.properties, state, transition);
      if (further.rows.length === length && breaks(broken)) least = lesser(machine, least, further);
      else if (!isFault(transition.outcome)) visit(transition.outcome, further);
    });
  };
  for (const [i, state] of initialStates(machine).states.entries())
    visit(state, { rows: [], path: [i] });
  return tried > most ? null : least?.path;
}

function lesser(machine: Machine, a: Run | undefined, b: Run): Run {
  return a === undefined || compareRuns(machine, b, a) < 0 ? b : a;
}

/** Fewest changes of actor, then row by row, then by the initial state. */
function compareRuns(machine: Machine, a: Run, b: Run): number {
  const byChanges = changes(a.rows) - changes(b.rows);
  if (byChanges !== 0) return byChanges;
  for (const [i, row] of a.rows.entries()) {
    const other = b.rows[i];
    const order = other === undefined ? 0 : compareTransitions(machine, row, other);
    if (order !== 0) return order;
  }
  return (a.path[0] ?? 0) - (b.path[0] ?? 0);
}

const changes = (rows: readonly Transition[]): number =>
  rows.filter((row, i) => {
    const before = rows[i - 1];
    if (before === undefined) return false;
    return before.actor !== row.actor || compareRows(before.instance, row.instance) !== 0;
  }).length;
