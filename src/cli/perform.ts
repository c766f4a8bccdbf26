/**
 * Carries a request out. Each command is loaded when it is wanted and not before: a
 * page of `explain` needs no interpreter.
 */
import { setFlagsFromString } from 'node:v8';
import { unreachable } from '../base/assertion.ts';
import type { ExitStatus } from './exit.ts';
import type { Request } from './request.ts';
import type { World } from './world.ts';

/** Gives the status with which the program ends. */
export async function perform(request: Request, world: World): Promise<ExitStatus> {
  optimiseLater();
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
    case 'anchors':
      return (await import('./anchors.ts')).anchors(request, world);
    case 'export':
      return (await import('./export.ts')).exported(request, world);
    case 'claim':
      return (await import('./claim.ts')).claim(request, world);
    case 'reply':
      return (await import('./reply.ts')).reply(request, world);
    case 'verify':
      return (await import('./verify.ts')).verify(request, world);
    case 'explain':
      return (await import('./explain.ts')).explain(request, world);
    default:
      return unreachable(request);
  }
}

// V8 optimises a function after so much work in it (default 66 KB of bytecode). Small models
// are over before that pays; long searches take the same. Not before the thread that searches
// has begun, for V8 keeps the modules of node compiled, but for the flags it was started with.
function optimiseLater(): void {
  setFlagsFromString('--interrupt-budget=600000');
}

/** It may run for long, so it must not keep the program from hearing the user. */
export const searches = (request: Request): boolean =>
  (request.command === 'export' && request.to.kind === 'dot') || isLong(request.command);

const isLong = (command: Request['command']): boolean =>
  command === 'check' ||
  command === 'test' ||
  command === 'compare' ||
  command === 'anchors' ||
  command === 'claim' ||
  command === 'reply' ||
  command === 'verify';
