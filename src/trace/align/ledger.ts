/**
 * Who wrote a place last in a run: the row, the step and the line. Kept for every variable
 * but the places of threads; asked for `use`, it answers for any `use[..]`.
 */
import { present } from '../../base/assertion.ts';
import type { Span } from '../../base/source.ts';
import type { Machine, Step } from '../../machine/machine.ts';
import { variableName } from '../../machine/names.ts';
import { isFault } from '../../reference/fault.ts';
import type { State } from '../../reference/state.ts';
import type { Transition } from '../../reference/successors.ts';
import { changesBetween } from '../changes.ts';
import { stepOf } from '../replay.ts';
import type { TraceStep } from '../trace.ts';
import { assignmentsOf, passed } from './walk.ts';

/** A step that was taken, and the state before it. */
export interface Taken {
  /** The row of the run that is followed, from 1. */
  readonly row: number;
  readonly before: State;
  readonly transition: Transition;
}

/** A line of the specification, and the patch that it belongs to; no patch for the base. */
export interface Line {
  readonly span: Span;
  readonly patch: string | null;
}

/** The last write of a place. */
export interface Writer {
  readonly row: number;
  readonly step: TraceStep;
  readonly line: Line;
}

/** In which patch a part of the text stands; null for the base. */
export type Authors = (span: Span) => string | null;

/** The line of a step; where nobody knows its author, the last patch that wrote the step. */
export function lineOf(authors: Authors, step: Step, span: Span = step.span): Line {
  return { span, patch: authors(span) ?? authors(step.span) ?? step.patches.at(-1) ?? null };
}

/** The writer of a place before a row; null where it still has its first value. */
export function writerOf(
  machine: Machine,
  taken: readonly Taken[],
  place: string,
  authors: Authors,
): Writer | null {
  for (const one of taken.toReversed()) {
    const after = one.transition.outcome;
    if (isFault(after)) continue;
    const changes = changesBetween(machine, one.before, after, 'bindings too');
    if (changes.some(change => within(change.place, place))) {
      return written(machine, one, place, authors);
    }
  }
  return null;
}

// Of two places one is the other or a part of it.
const within = (a: string, b: string): boolean => a === b || isPart(a, b) || isPart(b, a);

const isPart = (part: string, whole: string): boolean =>
  part.startsWith(`${whole}[`) || part.startsWith(`${whole}.`);

function written(machine: Machine, taken: Taken, place: string, authors: Authors): Writer {
  const { row, before, transition } = taken;
  const step = present(machine.steps[transition.step], 'a transition is of a step');
  const lines = passed(machine, before, transition).flatMap(({ node }) =>
    assignmentsOf(machine, node).filter(({ place: { variable } }) => {
      const written = machine.variables[variable];
      return written !== undefined && isOf(place, variableName(written), written.actor);
    }),
  );
  const span = lines.at(-1)?.place.span;
  return {
    row,
    step: stepOf(machine, row, before, transition),
    line: lineOf(authors, step, span),
  };
}

// `reader[Cpu0].pos` is a place of the variable `reader.pos`.
function isOf(place: string, variable: string, actor: string | null): boolean {
  const plain = actor === null ? place : place.replace(/^[^.]*/, head => head.replace(/\[.*$/, ''));
  return within(plain, variable);
}
