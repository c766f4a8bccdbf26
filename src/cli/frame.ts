/** What stands around every report: version, engine, exit status, time. */
import type { Engine, Frame } from '../view/report.ts';
import { version } from './version.ts';

/** `start` by `performance.now()`; `quiet` leaves the time out. */
export function frameOf(run: {
  readonly engine: Engine;
  readonly exit: number;
  readonly start: number;
  readonly quiet: boolean;
}): Frame {
  const { engine, exit, start, quiet } = run;
  return { version, engine, exit, elapsedMs: quiet ? null : performance.now() - start };
}
