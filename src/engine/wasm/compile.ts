/**
 * A program as a WebAssembly module: the whole inner loop, from guards to the table. A
 * worker makes its own instance from the bytes; it needs nothing else of the program.
 */
import { canonicalCode } from '../canon/emit.ts';
import { flagCount, type Program } from '../program.ts';
import { func, ret } from './asm.ts';
import { burstOf, expanders, judges, stepJudge, unfinishedOf } from './bodies.ts';
import { cells, type Kit } from './effects.ts';
import { encode, type Hook } from './encode.ts';
import { defineFlush } from './flush.ts';
import { growOf, needsGrowthOf, startOf } from './grow.ts';
import { indicesOf } from './indices.ts';
import { type Options, type Plan, plan } from './memory.ts';
import type { CanonicalCode } from './symmetry.ts';
import type { Func } from './tree.ts';
import { visitOf } from './visit.ts';

/** What a kernel is made of; all of it can be sent to a worker thread. */
export interface Compiled {
  readonly bytes: Uint8Array;
  readonly plan: Plan;
  readonly steps: number;
  readonly flags: number;
  /** A state may have any number of successors; then the first table is larger. */
  readonly bursts: boolean;
}

const fullOf = ({ cells: { full } }: Kit): Func => {
  const of = func('full', [], ['i32']);
  of.body = [ret(full)];
  return of;
};

/** Compiles a program. `hook` may exchange instructions. */
export const compile = (
  program: Program,
  options: Options,
  symmetry: CanonicalCode | null = canonicalCode(program.layout),
  hook?: Hook,
): Compiled => {
  const { burst, bursts } = burstOf(program.expand);
  const scratchBytes = symmetry?.scratchBytes ?? 0;
  const shape = {
    words: program.layout.words,
    masked: false,
    steps: program.steps,
    flags: flagCount(program),
    moreBytes: 0,
  };
  const kit: Kit = {
    program,
    plan: plan({ ...shape, burst, scratchBytes }, options),
    cells: cells(),
  };
  const [flush, grow] = [func('flush', ['i32', 'i32'], []), growOf(kit)];
  const { take, drain } = indicesOf(kit);
  defineFlush(flush, kit, { symmetry, grow, take });
  const visit = visitOf(kit, {
    expanders: expanders(kit, stepJudge(kit), flush),
    judges: judges(kit),
    unfinished: unfinishedOf(kit),
    flush,
    symmetry,
  });
  const { pages } = kit.plan;
  const bytes = encode(
    {
      memory: { least: pages, most: pages, shared: true },
      exports: {
        visit,
        flush,
        grow,
        drain,
        start: startOf(kit),
        needsGrowth: needsGrowthOf(kit),
        full: fullOf(kit),
      },
    },
    hook,
  );
  return { bytes, plan: kit.plan, steps: program.steps, flags: shape.flags, bursts };
};
