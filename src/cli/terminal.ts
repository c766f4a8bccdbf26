/**
 * Standard output and standard error as they are: whether they are terminals, and that
 * a reader who has gone away is no fault. Nothing is written after that.
 */
import type { Screen } from './meter.ts';
import type { Colour } from './program.ts';

/** The two streams of the program. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly colour: boolean;
  /** Standard error, where it is a terminal. */
  readonly progress: Screen | null;
}

/** Writes to the process's streams. */
export function terminalOf(choice: Colour): Terminal {
  const auto = process.stdout.isTTY && !process.env.NO_COLOR;
  const out = quietly(process.stdout);
  const err = quietly(process.stderr);
  return {
    out,
    err,
    colour: choice === 'always' || (choice === 'auto' && auto),
    progress: process.stderr.isTTY
      ? { write: err, width: () => process.stderr.columns || 80 }
      : null,
  };
}

// A reader who has gone away is no fault: the rest is not written, and the status stays.
function quietly(stream: NodeJS.WriteStream): (text: string) => void {
  let gone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    gone = true;
  });
  return text => {
    if (!gone) stream.write(text);
  };
}
