/** What `compare` reports beside what every report has. */
import type { Replayed } from '../check/alignments.ts';
import type { Report } from './report.ts';

/** A run of `compare`. */
export interface CompareReport extends Report {
  /** Counterexamples on other variants; empty where nobody asked. */
  readonly replayed: readonly Replayed[];
}
