/** What `compare` reports beside what every report has. */
import type { Replayed } from '../check/alignments.ts';
import type { Patched, RunClass } from '../check/fixes.ts';
import type { Hole } from '../check/series.ts';
import type { Lattice, Subset } from '../check/subsets.ts';
import type { Result } from '../check/verdict.ts';
import type { Report } from './report.ts';

/** A run of `compare`. */
export interface CompareReport extends Report {
  /** Counterexamples on other variants; empty where nobody asked. */
  readonly replayed: readonly Replayed[];
  /** How the results stand to each other, where a family was asked for. */
  readonly family: FamilyReport | null;
}

/** A series with what each of its prefixes gave. */
export interface ChainReport {
  readonly name: string;
  /** From none of its patches to all. */
  readonly prefixes: readonly Result[];
  readonly holes: readonly Hole[];
}

/** Patches that were left out, and why. */
export interface Misfit {
  readonly names: readonly string[];
  readonly reason: string;
}

/** All subsets of some patches. */
export interface SubsetsReport {
  readonly start: string;
  readonly subsets: readonly Subset[];
  readonly lattice: Lattice;
  readonly misfits: readonly Misfit[];
}

/** Classes of runs, and which patch removes which. */
export interface FixesReport {
  readonly start: Result;
  readonly patched: readonly Patched[];
  readonly classes: readonly RunClass[];
  readonly misfits: readonly Misfit[];
}

/** One of the families. */
export type FamilyReport =
  | { readonly kind: 'series'; readonly chains: readonly ChainReport[] }
  | ({ readonly kind: 'subsets' } & SubsetsReport)
  | ({ readonly kind: 'fixes' } & FixesReport);
