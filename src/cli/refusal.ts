/** Why a command cannot go on, as a value. */
import type { Diagnostic } from '../base/diagnostic.ts';
import { type ExitStatus, exit } from './exit.ts';

/** What to say, and the status to end with. */
export interface Refusal {
  readonly status: ExitStatus;
  /** What to say beside the diagnostics; null where they say it all. */
  readonly message: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

const refusal = (status: ExitStatus, message: string): Refusal => ({
  status,
  message,
  diagnostics: [],
});

/** The file cannot be read. */
export const unreadable = (file: string, reason: string): Refusal =>
  refusal(exit.file, `cannot read ${file}: ${reason}`);

/** The file cannot be written. */
export const unwritable = (file: string, reason: string): Refusal =>
  refusal(exit.file, `cannot write ${file}: ${reason}`);

/** Even the worker's heap is full. */
export const outOfMemory: Refusal = refusal(
  exit.inconclusive,
  'unknown: no more memory could be had; --max-memory ends a search earlier',
);

/** What was to be bounded took longer. */
export const outOfTime: Refusal = refusal(
  exit.inconclusive,
  'not checked in time; --max-seconds gives it more',
);

/** The command line asks for what is not there. */
export const misused = (message: string): Refusal => refusal(exit.usage, message);
