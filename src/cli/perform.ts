/**
 * Carries a request out. Each command is loaded when it is wanted and not before: a
 * page of `explain` needs no interpreter.
 */
import { unreachable } from '../base/assertion.ts';
import type { ExitStatus } from './exit.ts';
import type { Request } from './request.ts';
import type { World } from './world.ts';

/** Gives the status with which the program ends. */
export async function perform(request: Request, world: World): Promise<ExitStatus> {
  switch (request.command) {
    case 'check':
      return (await import('./check.ts')).check(request, world);
    case 'test':
      return (await import('./test.ts')).test(request, world);
    case 'compare':
      return (await import('./compare.ts')).compare(request, world);
    case 'replay':
      return (await import('./replay.ts')).replay(request, world);
    case 'format':
      return (await import('./format.ts')).format(request, world);
    case 'explain':
      return (await import('./explain.ts')).explain(request, world);
    default:
      return unreachable(request);
  }
}

/** It may run for long, so it must not keep the program from hearing the user. */
export const searches = (request: Request): boolean =>
  request.command === 'check' || request.command === 'test' || request.command === 'compare';
