/**
 * Runs the command line inside the test, without a process: what goes out, what goes
 * to standard error, and the status.
 */
import { perform } from '../../src/cli/perform.ts';
import { said } from '../../src/cli/program.ts';
import type { World } from '../../src/cli/world.ts';

/** What a run of the program gave. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** `patchproof('check', 'models/kva/kva.pspec')`, from the folder of the project. */
export async function patchproof(...words: readonly string[]): Promise<Ran> {
  return patchproofIn({}, ...words);
}

/** The same in another world: interrupted, or on a terminal with colours. */
export async function patchproofIn(
  world: Partial<World>,
  ...words: readonly string[]
): Promise<Ran> {
  let out = '';
  let err = '';
  const voice = {
    out: (text: string): void => {
      out += text;
    },
    err: (text: string): void => {
      err += text;
    },
  };
  const command = said(words, voice);
  if (command.kind === 'ended') return { status: command.status, out, err };
  const quiet = { ...voice, progress: () => {}, interrupted: () => false, colour: false };
  const status = await perform(command.request, { ...quiet, ...world });
  return { status, out, err };
}
