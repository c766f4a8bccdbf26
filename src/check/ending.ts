/**
 * What is broken at the end of a run, whatever it was: the last step, or the state it
 * leads to. For runs that come with a name for what they show, see trace/replay.ts.
 */
import { invariant } from '../base/assertion.ts';
import type { Machine } from '../machine/machine.ts';
import type { Path, PropertyRef } from '../machine/search.ts';
import { isFault } from '../reference/fault.ts';
import { initialStates } from '../reference/initial.ts';
import { judgeEnd, judgeState, judgeTransition } from '../reference/judge.ts';
import type { State } from '../reference/state.ts';
import { successors } from '../reference/successors.ts';
import { isMismatch, replay, runAlong } from '../trace/replay.ts';
import type { Trace } from '../trace/trace.ts';

/** A run that breaks nothing is shown as a witness of itself. */
const witness: PropertyRef = { kind: 'cover', name: 'run' };

/** The run along a path, with the first property that it breaks at its end, if any. */
export function traceOf(machine: Machine, path: Path): Trace | undefined {
  const [first, ...choices] = path;
  const initial = first === undefined ? undefined : initialStates(machine).states[first];
  if (initial === undefined) return undefined;
  const run = runAlong(machine, initial, choices);
  if (isMismatch(run)) return undefined;
  const [property] = brokenAt(machine, initial, run);
  if (property === undefined) {
    return { property: witness, path, initial, steps: run.steps, loop: null, failure: null };
  }
  const trace = replay(machine, property, path);
  invariant(!isMismatch(trace), 'what is judged broken breaks when it is run again');
  return trace;
}

/** Whether the trace shows a violation. */
export const breaks = (trace: Trace): boolean => trace.property !== witness;

type Run = Exclude<ReturnType<typeof runAlong>, { readonly kind: 'mismatch' }>;

function brokenAt(machine: Machine, initial: State, { last }: Run): readonly PropertyRef[] {
  const properties = machine.properties.filter(p => p.kind !== 'cover');
  const ofStep =
    last === null ? [] : judgeTransition(machine, properties, last.state, last.transition);
  const after = last === null ? initial : last.transition.outcome;
  if (isFault(after)) return ofStep;
  const ofState = judgeState(machine, properties, after);
  const end = machine.deadlockAllowed ? [] : judgeEnd(machine, after, successors(machine, after));
  return [...ofStep, ...ofState, ...end];
}
