/**
 * What is common to every report: what was checked, with what, under which
 * assumptions. Filled by the commands, read by the text and the JSON forms.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Part } from '../check/necessary.ts';
import type { Result } from '../check/verdict.ts';
import type { Trace } from '../trace/trace.ts';
import type { Preemptions } from '../trace/why/preemptions.ts';
import type { Why } from '../trace/why/why.ts';

/** A file of a specification. */
export interface FileDigest {
  readonly path: string;
  /** Of its bytes, in hex. */
  readonly sha256: string;
}

/** What mail claims call a specification by. */
export interface SpecDigest {
  readonly files: readonly FileDigest[];
  /** The first 40 hex digits of SHA-256 over the canonical tokens, imports included. */
  readonly digest: string;
}

/** A checker that others made, as `--engine` names it. */
export type PeerName = 'rumur';

/** What ran. */
export interface Engine {
  readonly kind: 'reference' | 'js' | 'wasm' | PeerName;
  /** Of a checker that others made. */
  readonly version?: string;
  readonly workers: number;
  readonly symmetry: boolean;
}

/** Around the results of one run. */
export interface Frame {
  readonly version: string;
  readonly engine: Engine;
  /** The exit status of the run. */
  readonly exit: number;
  /** Null leaves it out. */
  readonly elapsedMs: number | null;
}

/** By the run. */
export type Reasons = ReadonlyMap<Trace, Reason>;

/** What was asked of a run besides the run itself. */
export interface Reason {
  /** Null where nobody asked, or the run has no steps. */
  readonly why: Why | null;
  /** Null where nobody asked. */
  readonly preemptions: Preemptions | null;
  /** Preemptions of the run that is shown. */
  readonly shown: number;
}

/** By the result of the variant that has them. */
export type PartsOf = ReadonlyMap<Result, readonly Part[]>;

/** A run of `check` or `compare`. */
export interface Report {
  readonly module: string;
  readonly spec: SpecDigest;
  readonly results: readonly Result[];
  /** A `-D` gave some parameter more than one value. */
  readonly sweep: boolean;
  /** Of runs for which `--why` or `--preemptions` asked. */
  readonly reasons?: Reasons;
  /** Of variants that hold, for which `--necessary` asked. */
  readonly parts?: PartsOf;
  readonly frame: Frame;
}

/** Why a command could not do its work. */
export interface ErrorReport {
  readonly version: string;
  /** What no diagnostic says: a file that cannot be read, a variant that is not there. */
  readonly message: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly exit: number;
}
