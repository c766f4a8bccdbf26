/**
 * What goes between the program and its worker thread. The worker tells what it has
 * to say; the other way there is only one shared number, for the worker does not
 * listen while it searches.
 */
import type { ExitStatus } from './exit.ts';
import type { Request } from './request.ts';
import type { Progress } from './world.ts';

/** What the worker is started with. */
export interface Errand {
  readonly request: Request;
  readonly colour: boolean;
  /** One number of 32 bits: not 0 once the user asked to stop. */
  readonly stop: SharedArrayBuffer;
}

/** What the worker says. */
export type Message =
  | { readonly kind: 'out' | 'err'; readonly text: string }
  | { readonly kind: 'progress'; readonly now: Progress }
  | { readonly kind: 'done'; readonly status: ExitStatus };
