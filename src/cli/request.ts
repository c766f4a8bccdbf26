/**
 * What a command line asks for, as plain data that can be sent to a worker thread.
 * Made by program.ts, which has checked it; nothing below looks at the command line.
 */
import type { Limits } from '../machine/search.ts';
import type { Mailbox } from '../mail/address.ts';
import type { PeerName } from '../view/report.ts';
import type { Sweep } from './settings.ts';

/** Which machines a file stands for. */
export interface Selection {
  readonly file: string;
  /** As named: variants, series, `all`; empty for all that are declared. */
  readonly variants: readonly string[];
  /** Each the `p,q` of a `--patch`. */
  readonly patches: readonly string[];
  readonly sweeps: readonly Sweep[];
  /** What each of them is to be without: names of removals. */
  readonly without?: readonly string[];
}

/** Who searches: `auto` takes what is fastest, the others are asked for by name. */
export type EngineChoice = 'auto' | 'reference' | 'js' | 'wasm' | PeerName;

/** How to search. */
export interface Searching {
  readonly engine: EngineChoice;
  /** Null: as many as there are cores. */
  readonly workers: number | null;
  readonly symmetry: boolean;
  /** Search without what is dead. */
  readonly dropDead: boolean;
  readonly limits: Limits;
}

/** How to report. */
export interface Reporting {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** A verdict for each variant. */
export interface CheckRequest extends Selection, Searching, Reporting {
  readonly command: 'check';
  readonly properties: readonly string[];
  readonly covers: readonly string[];
  /** Where the first run goes, in ITF. */
  readonly trace: string | null;
  /** Say why each run breaks its property. */
  readonly why: boolean;
  /** Find the fewest preemptions. */
  readonly preemptions: boolean;
  /** Which parts of what holds are necessary; null where nobody asks. */
  readonly necessary: Parts | null;
  /** Ask all other checkers too, and compare. */
  readonly secondOpinion: boolean;
}

/** Which parts are asked about. */
export interface Parts {
  /** The source of a regular expression over names and paths; null is all code. */
  readonly only: string | null;
}

/** What is compared: variants as named, or a family of them. */
export type Family =
  | { readonly kind: 'variants' }
  /** Every prefix of the series and variants that are named. */
  | { readonly kind: 'series' }
  /** A variant with every subset of these patches. */
  | { readonly kind: 'subsets'; readonly patches: string }
  /** A variant with each patch by itself. */
  | { readonly kind: 'fixes' };

/** Every property of every variant. */
export interface CompareRequest extends Selection, Searching, Reporting {
  readonly command: 'compare';
  readonly properties: readonly string[];
  /** The table alone, as Markdown. */
  readonly markdown: boolean;
  /** Each counterexample on each other variant; of two variants that is done anyway. */
  readonly align: boolean;
  readonly family: Family;
  /** Where the page goes; null where none is wanted. */
  readonly html: string | null;
}

/** What files expect of themselves. */
export interface TestRequest extends Searching, Reporting {
  readonly command: 'test';
  readonly files: readonly string[];
  readonly sweeps: readonly Sweep[];
}

/** A run, to be run again. */
export interface ReplayRequest extends Selection, Reporting {
  readonly command: 'replay';
  /** The file with the run, or a path such as `0/3/1`. */
  readonly run: string;
  readonly trace: string | null;
}

/** Canonical text. */
export interface FormatRequest {
  readonly command: 'format';
  readonly files: readonly string[];
  readonly mode: 'print' | 'check' | 'write';
  /** Print the module with the patches of this variant written in. */
  readonly variant: string | null;
  readonly patch: string | null;
  readonly without?: readonly string[];
}

/** What a model names of the code, looked up in the code. */
export interface AnchorsRequest extends Reporting {
  readonly command: 'anchors';
  readonly file: string;
  /** The folder of the code. */
  readonly tree: string;
}

/** A folder for TLC's distributed mode. */
export interface ClusterFolder {
  readonly folder: string;
  /** Machines that run a worker. */
  readonly workers: number;
  /** Servers of fingerprints on machines of their own. */
  readonly fingerprintServers: number;
}

/** Whose language a model is written in, and what that one can be asked. */
export type Target =
  | {
      readonly kind: 'murphi' | 'promela';
      /** With what is to hold; else states and steps alone. */
      readonly properties: boolean;
    }
  | {
      readonly kind: 'tla';
      /** The configuration takes SYMMETRY in. */
      readonly symmetry: boolean;
      readonly cluster: ClusterFolder | null;
    }
  | {
      readonly kind: 'dot';
      /** The whole state graph, or the run to what is violated first. */
      readonly draws: 'graph' | 'counterexample';
      /** Of the graph; a larger one is refused. */
      readonly maxStates: number;
      /** Judged; empty for all that are declared. */
      readonly properties: readonly string[];
    };

/** A model for another tool. */
export interface ExportRequest extends Selection {
  readonly command: 'export';
  readonly to: Target;
  /** A file, of TLA+ a folder; null is standard output. */
  readonly output: string | null;
}

/** What is to be claimed of which machines. */
export interface Claiming extends Selection, Searching {
  readonly properties: readonly string[];
}

/** Claims as blocks, without a mail. */
export interface ClaimRequest extends Claiming {
  readonly command: 'claim';
  /** The folder that gets a file for each variant; null is standard output. */
  readonly output: string | null;
}

/** A draft of a mail that carries claims. */
export interface ReplyRequest extends Claiming {
  readonly command: 'reply';
  /** The file with the mail that is replied to. */
  readonly mail: string;
  /** The source of a regular expression; null quotes all. */
  readonly quote: string | null;
  readonly from: Mailbox | null;
  /** With a table of all variants that are named; the claim is about the first. */
  readonly table: boolean;
  /** Null is standard output. */
  readonly output: string | null;
}

/** The claims of a mail, checked again. */
export interface VerifyRequest extends Searching, Reporting {
  readonly command: 'verify';
  /** The file with the mails. */
  readonly mail: string;
  /** Specifications, and folders that have some. */
  readonly specs: readonly string[];
  /** The only check to be made of a claim of safety; null makes each that it has something for. */
  readonly grade: 're-run' | 'inductive' | null;
}

/** The page of a code. */
export interface ExplainRequest {
  readonly command: 'explain';
  readonly code: string;
}

/** One command with its options. */
export type Request =
  | CheckRequest
  | CompareRequest
  | TestRequest
  | ReplayRequest
  | FormatRequest
  | AnchorsRequest
  | ExportRequest
  | ClaimRequest
  | ReplyRequest
  | VerifyRequest
  | ExplainRequest;
