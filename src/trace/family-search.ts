/**
 * The answers to the questions of several variants from one exploration: each answer is the one
 * that a search of its variant alone gives.
 */
import { present } from '../base/assertion.ts';
import { waysBack } from '../engine/family/back.ts';
import {
  type FamilyProgram,
  familyProgram,
  mostVariants,
  programOf,
} from '../engine/family/program.ts';
import { exploredFamily } from '../engine/family/search.ts';
import type { Seat } from '../engine/family/variant.ts';
import type { Mask } from '../engine/family/versions.ts';
import { tracerOf } from '../engine/js/tracer.ts';
import type { Unfit } from '../engine/layout/layout.ts';
import { pack } from '../engine/layout/pack.ts';
import { meaningsOf } from '../engine/search/meanings.ts';
import { compileFamily } from '../engine/wasm/family/compile.ts';
import { familyKernel } from '../engine/wasm/family/kernel.ts';
import type { Machine, StepId } from '../machine/machine.ts';
import type { Limits, Question, Watch } from '../machine/search.ts';
import { initialStates } from '../reference/initial.ts';
import { brokenBy } from '../reference/judge.ts';
import type { State } from '../reference/state.ts';
import type { Answer } from './engine-search.ts';
import { pathsTo } from './runs.ts';

/** A variant and what is asked of it. */
export interface Member {
  readonly machine: Machine;
  readonly question: Question;
}

/** Can these be explored together? Members have the same scalarsets and are asked in the same manner. */
export const together = (a: Member, b: Member): boolean => mannerOf(a) === mannerOf(b);

const mannerOf = ({ machine, question }: Member): string =>
  JSON.stringify([machine.scalarsets, question.symmetry, question.limits, question.stop]);

// The most that a module can have: 4 GiB, committed by use.
const pages = 65_536;

/** Up to 64 members that go together, explored in one go; `limits` are for all of them. */
export function familySearch(
  members: readonly Member[],
  limits: Limits,
  watch: Watch,
): readonly Answer[] | Unfit {
  if (members.length > mostVariants)
    return { kind: 'unfit', reason: `more than ${mostVariants} variants` };
  const family = familyProgram(members);
  if ('kind' in family) return family;
  const mostBytes =
    limits.maxMemoryMb === null ? Number.POSITIVE_INFINITY : limits.maxMemoryMb * 2 ** 20;
  const kernel = familyKernel(compileFamily(family, pages), mostBytes);
  if (kernel === null) return { kind: 'unfit', reason: 'its memory of 4 GiB cannot be reserved' };
  const begun = members.map(member => begin(member));
  const seats = members.map((member, i) =>
    seatOf(family, i, member, present(begun[i], 'one each')),
  );
  const initial = initialOf(family, begun);
  const explored = exploredFamily({ seats, initial, limits, watch }, kernel);
  const stop = (): boolean => watch.interrupted?.() === true;
  const back = waysBack(seats, explored, kernel, stop);
  return members.map(({ machine, question }, variant) => {
    const { found, counts, limit, noInitialState } = present(
      explored.concluded[variant],
      'an end each',
    );
    const ground = () => {
      const program = programOf(family, variant);
      const { place } = present(family.seats[variant], 'a seat each');
      return {
        machine,
        program,
        tracer: tracerOf(program),
        stepNumber: (step: StepId) => present(place.steps[step], 'a step has its number'),
        statesAt: (distance: number) => back?.(variant, distance) ?? [],
        read: (state: number, into: Uint32Array) => kernel.read(state, into),
      };
    };
    const states = present(begun[variant], 'one each').states;
    const paths =
      back === null ? null : pathsTo({ ground, question, initial: states, watch }, found);
    return {
      kind: 'answer',
      findings: {
        counts,
        found: paths === null ? [] : found.map((least, i) => ({ ...least, path: paths[i] ?? [] })),
        limit: paths === null && found.length > 0 ? 'interrupted' : limit,
        noInitialState,
      },
      workers: 1,
      full: kernel.full,
      untold: paths === null ? found : [],
    };
  });
}

interface Begun {
  readonly states: readonly State[];
  readonly broken: Seat['broken'];
}

function begin({ machine }: Member): Begun {
  const { states, faults } = initialStates(machine);
  return { states, broken: faults.map(fault => brokenBy(machine, fault)) };
}

function seatOf(
  family: FamilyProgram,
  variant: number,
  { machine, question }: Member,
  { states, broken }: Begun,
): Seat {
  const { place } = present(family.seats[variant], 'a seat each');
  const steps = Array<number>(family.steps).fill(-1);
  for (const [own, joint] of place.steps.entries()) steps[joint] = own;
  const meanings = meaningsOf(machine, programOf(family, variant));
  return { machine, question, meanings, steps, broken, initialStates: states.length };
}

function initialOf({ seats }: FamilyProgram, begun: readonly Begun[]) {
  const all = new Map<string, { readonly words: Uint32Array; whom: Mask }>();
  for (const [variant, { states }] of begun.entries()) {
    const { layout } = present(seats[variant], 'a seat each');
    for (const state of states) {
      const words = pack(layout, state.toArray());
      const known = all.get(words.join()) ?? { words, whom: 0n };
      all.set(words.join(), known);
      known.whom |= 1n << BigInt(variant);
    }
  }
  return [...all.values()];
}
