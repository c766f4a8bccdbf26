/** What all ways of making a step into code have in common: whose step it is, where it reads, how it fails. */
import { present } from '../../base/assertion.ts';
import type { NodeId } from '../../machine/machine.ts';
import type { Num } from '../ir/code.ts';
import type { Context, World } from './context.ts';
import { stepAhead } from './graph.ts';
import { type Exits, type Path, readingOf } from './path.ts';
import type { Sink } from './sink.ts';

/** What a walk is for: the actor instance whose transitions its code emits. */
export interface Walk {
  readonly world: World;
  /** Index into `Program.actors`. */
  readonly actor: number;
}

/** What expressions are evaluated in at this point of a way. */
export const contextAt = (walk: Walk, path: Path, sink: Sink): Context => ({
  world: walk.world,
  sink,
  environment: path.environment,
  reading: readingOf(path),
  next: null,
});

/** The step fails with this rank. */
export function fail(walk: Walk, id: NodeId, path: Path, sink: Sink, exits: Exits, why: Num): void {
  if (exits.fault !== null) {
    exits.fault(sink, why);
    return;
  }
  const step = path.step ?? stepAhead(walk.world.machine, id);
  sink.put({
    kind: 'fault',
    rank: why,
    step: walk.world.numbers.step(present(step ?? undefined, 'a fault is of a step')),
    actor: walk.actor,
  });
  sink.leave(exits.way);
}

/** Makes the code from a node on, to the ends. */
export type WalkFrom = (walk: Walk, id: NodeId, path: Path, sink: Sink, exits: Exits) => void;
