/** Says why a command cannot go on: as text on standard error, or as one JSON object. */
import { type Diagnostic, render } from '../base/diagnostic.ts';
import { errorJson } from '../view/json-error.ts';
import type { ExitStatus } from './exit.ts';
import type { Refusal } from './refusal.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/** Where complaints go. */
type Voice = Pick<World, 'out' | 'err'>;

/** Gives the status with which the command ends. */
export function complain(refusal: Refusal, json: boolean, world: Voice): ExitStatus {
  const { status, message, diagnostics } = refusal;
  if (json) {
    world.out(errorJson({ version, message, diagnostics, exit: status }));
    return status;
  }
  warn(diagnostics, world);
  if (message !== null) world.err(`patchproof: ${message}\n`);
  return status;
}

/** Shows diagnostics on standard error. */
export function warn(diagnostics: readonly Diagnostic[], world: Voice): void {
  for (const diagnostic of diagnostics) world.err(render(diagnostic));
}
