/**
 * A path of a machine without its dead variables, as a run of the whole machine: the same
 * steps from an initial state that agrees in all that was kept. It is run again there, so
 * what was left out is shown as it really is, and nobody has to believe that it was dead.
 */
import type { Dropped } from '../machine/dead/drop.ts';
import type { Machine } from '../machine/machine.ts';
import type { Path, PropertyRef } from '../machine/search.ts';
import { encode, type Value } from '../machine/value.ts';
import { initialStates } from '../reference/initial.ts';
import type { State } from '../reference/state.ts';
import { isMismatch, replayed, replayFrom, runAlong } from './replay.ts';
import type { Trace, TraceStep } from './trace.ts';

/** The run of the whole machine; throws where there is none, for then something was not dead. */
export function lifted(whole: Machine, small: Dropped, property: PropertyRef, path: Path): Trace {
  const [first, ...choices] = path;
  if (first === undefined) return replayed(whole, property, path);
  const wanted = initialStates(small.machine).states[first];
  const run = wanted === undefined ? null : runAlong(small.machine, wanted, choices);
  if (wanted !== undefined && run !== null && !isMismatch(run)) {
    const kept = keptOf(wanted, small);
    for (const [number, state] of initialStates(whole).states.entries()) {
      if (keptOf(state, small) !== kept) continue;
      const trace = replayFrom(whole, property, [number, ...choices], state);
      if (!isMismatch(trace) && isAlike(trace.steps, run.steps)) return trace;
    }
  }
  throw new Error(`broken promise: ${path.join('/')} is a run with its dead variables too`);
}

// Forgotten values may be forgotten there already: what comes of them decides.
const keptOf = (state: State, { unread, reset }: Dropped): string =>
  state
    .toArray()
    .map((value: Value, id) => (unread.has(id) || reset.has(id) ? '' : encode(value)))
    .join(';');

const isAlike = (a: readonly TraceStep[], b: readonly TraceStep[]): boolean =>
  a.length === b.length && a.every((step, i) => rowOf(step) === rowOf(b[i]));

const rowOf = (step: TraceStep | undefined): string =>
  step === undefined
    ? ''
    : [step.actor, step.step, ...[...step.instance, ...step.args].map(a => encode(a.value))].join();
