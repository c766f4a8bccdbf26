/** A run as JSON, for every report that holds one. */
import { place } from '../base/source.ts';
import type { Machine } from '../machine/machine.ts';
import { type Json, toJson } from '../machine/show.ts';
import type { Trace, TraceStep } from '../trace/trace.ts';
import { actorName } from './actors.ts';
import { visible } from './states.ts';

/** `loop`, the initial state, and the steps with what they changed. */
export function traceJson(machine: Machine, trace: Trace): Json {
  const shown = trace.initial === null ? [] : visible(machine, trace.initial);
  const initial = shown.map(({ name, type, value }) => [name, toJson(type, value)] as const);
  return {
    loop: trace.loop,
    initial: trace.initial === null ? null : Object.fromEntries(initial),
    steps: trace.steps.map(stepJson),
  };
}

function stepJson(step: TraceStep): Json {
  const changes = step.changes.map(
    ({ place: at, type, from, to }) =>
      [at, { from: toJson(type, from), to: toJson(type, to) }] as const,
  );
  return {
    index: step.index,
    actor: actorName(step),
    step: step.step,
    args: argsJson(step),
    location: place(step.span),
    changes: Object.fromEntries(changes),
  };
}

/** The choices of a step, by name. */
export const argsJson = (step: TraceStep): Json =>
  Object.fromEntries(step.args.map(({ name, type, value }) => [name, toJson(type, value)]));
