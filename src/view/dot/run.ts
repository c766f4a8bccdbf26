/** One run as a drawing, a counterexample or another: its states below each other. */
import type { Machine } from '../../machine/machine.ts';
import type { State } from '../../reference/state.ts';
import type { Trace } from '../../trace/trace.ts';
import { actorName } from '../actors.ts';
import { failureLines, rowText } from '../counterexample.ts';
import { propertyText } from '../phrases.ts';
import { count } from '../wrap.ts';
import { type Arrow, type Box, drawingText } from './drawing.ts';
import { callLines, changedIn, fitted, someLines, titleOf, wholeState } from './words.ts';

/** The text of a `.dot` file; the run ends where its property breaks. */
export function runText(machine: Machine, trace: Trace): string {
  const states = [trace.initial, ...trace.steps.map(step => step.state)];
  const boxes = states.map((state, i): Box => {
    const before = i === 0 ? null : (states[i - 1] ?? null);
    const last = i === states.length - 1;
    return {
      lines: [...linesOf(machine, state, before, i), ...(last ? endOf(machine, trace) : [])],
      tooltip: state === null ? ['no state'] : wholeState(machine, state),
      depth: i,
      initial: i === 0 && state !== null,
      violates: last && trace.property.kind !== 'cover' ? [propertyText(trace.property)] : [],
    };
  });
  const actors = [...new Set(trace.steps.map(actorName))];
  const arrows = trace.steps.map((step, i): Arrow => {
    const actor = actors.indexOf(actorName(step));
    return {
      from: i,
      to: i + 1,
      lines: callLines(`${step.index}: ${rowText(step)}`),
      actor,
      violates: [],
    };
  });
  const title = [
    ...titleOf(machine),
    `${propertyText(trace.property)}, in ${count(trace.steps.length, 'step')}`,
  ];
  return drawingText({ title, boxes, arrows, actors });
}

function linesOf(
  machine: Machine,
  state: State | null,
  before: State | null,
  index: number,
): readonly string[] {
  if (state === null) return ['no state'];
  if (before === null) return [`#${index}`, ...fitted(wholeState(machine, state))];
  return [`#${index}`, ...someLines(fitted(changedIn(machine, before, state, 'no bindings')))];
}

/** What is false at the end, and for which values. */
const endOf = (machine: Machine, trace: Trace): readonly string[] =>
  failureLines(machine, trace)
    .filter(line => line !== '')
    .map(line => line.trim());
