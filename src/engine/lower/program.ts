/**
 * From a machine and what is asked of it to a program: everything that actors can do as
 * bodies that emit transitions (expand.ts), the properties that are asked for as bodies
 * that judge states and transitions (judge.ts), and the layout that all of them share.
 */
import type { Machine, Property } from '../../machine/machine.ts';
import type { Question } from '../../machine/search.ts';
import type { Layout, Unfit } from '../layout/layout.ts';
import { layoutOf } from '../layout/make.ts';
import type { Program } from '../program.ts';
import type { World } from './context.ts';
import { expandBodies, instances, unfinishedBody } from './expand.ts';
import { judgeBodies, judgeStepBody } from './judge.ts';
import { ownNumbers } from './numbering.ts';
import { Sprawl, Unable } from './sink.ts';
import { Sites } from './sites.ts';

/** The program of a machine for a question, or why there is none. */
export function program(machine: Machine, question: Question): Program | Unfit {
  const layout = layoutOf(machine, question.symmetry);
  if ('kind' in layout) return layout;
  return unlessUnable(() => made(machine, question, layout));
}

/** What is made, or why it cannot be. */
export function unlessUnable<T>(make: () => T): T | Unfit {
  try {
    return make();
  } catch (error) {
    if (error instanceof Unable) return { kind: 'unfit', reason: error.message };
    if (error instanceof Sprawl) {
      return { kind: 'unfit', reason: 'its steps have more ways than can be written out' };
    }
    throw error;
  }
}

function made(machine: Machine, question: Question, layout: Layout): Program {
  const funs = new Map(machine.funs.map(fun => [fun.name, fun] as const));
  const world: World = { machine, layout, sites: new Sites(), funs, numbers: ownNumbers };
  const actors = instances(machine);
  const expand = expandBodies(world, actors);
  const asked = askedProperties(machine, question);
  const judge = judgeBodies(world, asked);
  const judgeStep = judgeStepBody(world, asked);
  return {
    layout,
    expand,
    judge,
    judgeStep,
    unfinished: unfinishedBody(world),
    steps: machine.steps.length,
    actors,
    properties: asked,
    sites: world.sites.ranked(),
  };
}

/** Indexes of the declared properties that are asked for. */
export function askedProperties(machine: Machine, question: Question): readonly number[] {
  const names: Readonly<Record<Property['kind'], readonly string[]>> = {
    invariant: question.invariants,
    transition: question.transitions,
    cover: question.covers,
  };
  return machine.properties.flatMap(({ kind, name }, i) => (names[kind].includes(name) ? [i] : []));
}
