/**
 * Which search answers a question, and what it may use up. Today it is the reference's;
 * `engine` in a report is always what ran.
 */
import type { Manner } from '../check/asked.ts';
import { judge, type Result } from '../check/verdict.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef, Question, Watch } from '../machine/search.ts';
import { mostPermutations, permutationCount } from '../reference/permute.ts';
import { search } from '../reference/search.ts';
import { replayed } from '../trace/replay.ts';
import type { Engine } from '../view/report.ts';
import { defaultMemoryMb } from './memory.ts';
import type { Searching } from './request.ts';
import type { World } from './world.ts';

/** How a command's options want the search to go about it. */
export function mannerOf(searching: Searching, stop: Question['stop']): Manner {
  const { limits, symmetry } = searching;
  const maxMemoryMb = limits.maxMemoryMb ?? defaultMemoryMb();
  return { symmetry, stop, limits: { ...limits, maxMemoryMb } };
}

/** What runs. The reference has one worker, whatever was allowed. */
export const engineOf = ({ symmetry }: Searching): Engine => ({
  kind: 'reference',
  workers: 1,
  symmetry,
});

/** The search's view of the world. */
export const watchOf = (world: World): Watch => ({
  progress: world.progress,
  interrupted: world.interrupted,
});

/** Searches, judges what was asked, and runs every counterexample again. */
export function explore(
  machine: Machine,
  asked: readonly PropertyRef[],
  question: Question,
  world: World,
): Result {
  const orders = question.symmetry ? permutationCount(machine.scalarsets) : 1;
  if (orders > mostPermutations) {
    world.err(
      `patchproof: ${machine.variant}: the members of its symmetric types have ${orders} permutations, ` +
        `and the reference engine tries at most ${mostPermutations}; take fewer, or --no-symmetry\n`,
    );
  }
  const findings = search(machine, question, watchOf(world));
  return judge(machine, asked, findings, (on, { property, path }) => replayed(on, property, path));
}
