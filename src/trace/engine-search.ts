/**
 * An engine's answer to a question, with runs that the reference makes: the reference
 * gives the initial states, the engine searches, and the reference goes forward to what it
 * found (`runs.ts`).
 */
import { tracerOf } from '../engine/js/tracer.ts';
import type { Unfit } from '../engine/layout/layout.ts';
import { program as programOf } from '../engine/lower/program.ts';
import { indicesOf } from '../engine/search/explorer.ts';
import { explored } from '../engine/search/search.ts';
import { type EngineKind, explorerOf } from '../engine/search/start.ts';
import type { Least } from '../machine/asked.ts';
import type { Machine, StepId } from '../machine/machine.ts';
import type { Findings, Question, Watch } from '../machine/search.ts';
import { initialStates } from '../reference/initial.ts';
import { brokenBy } from '../reference/judge.ts';
import { pathsTo } from './runs.ts';

/** Which engine, and on how many threads. */
export interface Manner {
  readonly kind: EngineKind;
  readonly workers: number;
}

/** What an engine found. */
export interface Answer {
  readonly kind: 'answer';
  readonly findings: Findings;
  /** The threads that searched. */
  readonly workers: number;
  /** The table was full: another engine may have a larger one. */
  readonly full: boolean;
  /** What was found, but the user interrupted before a run was. It is not among the findings. */
  readonly untold: readonly Least[];
}

/** Searches with an engine, or says why it cannot. */
export function engineSearch(
  machine: Machine,
  question: Question,
  watch: Watch,
  manner: Manner,
): Answer | Unfit {
  const program = programOf(machine, question);
  if ('kind' in program) return program;
  const { states, faults } = initialStates(machine);
  const explorer = explorerOf(program, question.limits, manner);
  if ('kind' in explorer) return explorer;
  const broken = faults.map(fault => brokenBy(machine, fault));
  const beginning = { states: states.map(state => state.toArray()), broken };
  try {
    const end = explored({ machine, question, program, beginning, watch }, explorer);
    const ground = () => ({
      machine,
      program,
      tracer: tracerOf(program),
      stepNumber: (step: StepId) => step,
      statesAt: (distance: number) => indicesOf(end.layers[distance] ?? []),
      read: (index: number, into: Uint32Array) => explorer.read(index, into),
    });
    const paths = pathsTo({ ground, question, initial: states, watch }, end.found);
    const found =
      paths === null ? [] : end.found.map((least, i) => ({ ...least, path: paths[i] ?? [] }));
    const { counts, noInitialState } = end;
    const limit = paths === null ? 'interrupted' : end.limit;
    return {
      kind: 'answer',
      findings: { counts, found, limit, noInitialState },
      workers: explorer.workers,
      full: explorer.full,
      untold: paths === null ? end.found : [],
    };
  } finally {
    explorer.end();
  }
}
