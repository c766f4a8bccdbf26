/**
 * An engine's answer to a question, with runs that the reference makes: the reference
 * gives the initial states, the engine searches, and the least run to what it found is
 * taken forward by the reference along the engine's trails. So the runs are those that
 * the reference's own search would give.
 */

import { tracerOf } from '../engine/js/tracer.ts';
import type { Unfit } from '../engine/layout/layout.ts';
import { pack } from '../engine/layout/pack.ts';
import { program as programOf } from '../engine/lower/program.ts';
import type { Program } from '../engine/program.ts';
import { actorsOf } from '../engine/search/actors.ts';
import type { Explorer } from '../engine/search/explorer.ts';
import { type Explored, explored } from '../engine/search/search.ts';
import { type EngineKind, explorerOf } from '../engine/search/start.ts';
import { type Trail, trailsTo } from '../engine/search/trails.ts';
import { keyOf, type Least, propertiesOf } from '../machine/asked.ts';
import type { Machine } from '../machine/machine.ts';
import type { Findings, Path, PropertyRef, Question, Watch } from '../machine/search.ts';
import { isFault } from '../reference/fault.ts';
import { initialStates } from '../reference/initial.ts';
import { brokenBy, judgeTransition } from '../reference/judge.ts';
import { type Guide, leastRun } from '../reference/least.ts';
import type { State } from '../reference/state.ts';

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
    const paths = pathsTo({ machine, question, program, states, watch }, explorer, end);
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

interface Course {
  readonly machine: Machine;
  readonly question: Question;
  readonly program: Program;
  readonly states: readonly State[];
  readonly watch: Watch;
}

// Null where the user had no patience.
function pathsTo(course: Course, explorer: Explorer, end: Explored): readonly Path[] | null {
  if (end.found.length === 0) return [];
  const { machine, program, states, watch } = course;
  const ground = {
    machine,
    program,
    tracer: tracerOf(program),
    layers: end.layers,
    read: (index: number, into: Uint32Array) => explorer.read(index, into),
  };
  const trails = trailsTo(ground, end.found, () => watch.interrupted?.() === true);
  if (trails === null) return null;
  return end.found.map((least, i) => {
    const trail = trails[i];
    return trail === undefined ? [] : leastRun(machine, states, guideOf(course, least, trail));
  });
}

function guideOf(
  { machine, question, program }: Course,
  { property, length }: Least,
  trail: Trail,
): Guide {
  const actors = actorsOf(machine, program);
  const properties = propertiesOf(machine, question);
  const packed = (state: State): Uint32Array => pack(program.layout, state.toArray());
  const breaks = (refs: readonly PropertyRef[]): boolean =>
    refs.some(ref => keyOf(ref) === keyOf(property));
  return {
    length,
    isEnd: state => trail.isEnd(packed(state)),
    rest(distance, state, transition) {
      const last = distance === length - 1;
      if (last && breaks(judgeTransition(machine, properties, state, transition))) return 0;
      if (isFault(transition.outcome)) return null;
      const actor = actors.numberOf(transition.actor, transition.instance);
      return trail.rest(distance + 1, packed(transition.outcome), actor);
    },
  };
}
