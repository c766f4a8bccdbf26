/** `--why` and `--preemptions`: what is asked of each run to a violation, after the search. */
import type { Result } from '../check/verdict.ts';
import type { Machine } from '../machine/machine.ts';
import type { Trace } from '../trace/trace.ts';
import { fewestPreemptions, preemptionsOf } from '../trace/why/preemptions.ts';
import { whyOf } from '../trace/why/why.ts';
import type { Reason, Reasons } from '../view/report.ts';
import { mannerOf, watchOf } from './engine.ts';
import type { CheckRequest } from './request.ts';
import type { World } from './world.ts';

/** The reasons of every violation that has a run; none where nothing was asked. */
export function reasonsOf(
  results: readonly Result[],
  request: CheckRequest,
  world: World,
): Reasons {
  if (!request.why && !request.preemptions) return new Map();
  const runs = results.flatMap(({ machine, properties }) =>
    properties.flatMap(({ verdict, trace }) =>
      trace === null || verdict !== 'violated' ? [] : [{ machine, trace }],
    ),
  );
  return new Map(
    runs.map(({ machine, trace }) => [trace, reasonOf(machine, trace, request, world)] as const),
  );
}

function reasonOf(machine: Machine, trace: Trace, request: CheckRequest, world: World): Reason {
  const { symmetry, limits } = mannerOf(request, 'first');
  const bounds = { symmetry, limits, watch: watchOf(world) };
  // A run without steps needs none.
  const counts = request.preemptions && trace.steps.length > 0;
  return {
    why: request.why ? whyOf(machine, trace) : null,
    preemptions: counts ? fewestPreemptions(machine, trace.property, bounds) : null,
    shown: counts ? preemptionsOf(machine, trace.path) : 0,
  };
}
