/** What `test` has to report, for its text and its JSON form. */
import type { Span } from '../base/source.ts';
import type { Fate } from '../check/expect.ts';
import type { Judged, LeftOut } from '../check/verdict.ts';
import type { Machine } from '../machine/machine.ts';
import type { Trace } from '../trace/trace.ts';
import type { ErrorReport, Frame, SpecDigest } from './report.ts';

/** One expectation, scenario or cover, with what became of it. */
export interface Tested {
  readonly kind: 'expect' | 'scenario' | 'cover';
  /** In the words of the language, on one line. */
  readonly text: string;
  readonly span: Span;
  readonly machine: Machine;
  readonly fate: Fate;
  /** What decided; of a scenario none. */
  readonly judged: readonly Judged[];
  /** What was found instead, where the expectation is not met; else empty. */
  readonly found: string;
  /** The run that was found, where there is one. */
  readonly trace: Trace | null;
}

/** What a file expects; null where it has errors. */
export interface TestedFile {
  readonly path: string;
  readonly spec: SpecDigest | null;
  readonly lines: readonly Tested[];
  readonly errors: ErrorReport | null;
}

/** A run of `test`. */
export interface TestReport {
  readonly files: readonly TestedFile[];
  /** What the searches did without, where that was asked for. */
  readonly leftOut: readonly LeftOut[];
  readonly frame: Frame;
}
