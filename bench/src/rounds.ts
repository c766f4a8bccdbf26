/**
 * Runs every checker on every case, round after round, so that what the machine does
 * meanwhile meets all of them alike; what takes a minute or more runs once. Beside each
 * search of ours it measures random reads of a table as large as that search used.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Checker, type Measured, Stopped } from './checkers/checker.ts';
import type { Meter } from './measure.ts';
import { type Case, titleOf } from './model.ts';
import { type Reads, readsOf, tableFor } from './reads/reads.ts';

/** One checker on one case: the medians of its runs, or why there are none. */
export interface Row {
  readonly what: Case;
  readonly checker: Checker;
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: 'ran'; readonly measured: Measured; readonly runs: number }
  | Missing;

/** Not here, stopped by the limit, or failed. */
export interface Missing {
  readonly kind: 'missing';
  readonly why: string;
  readonly failed: boolean;
}

export interface Rounds {
  readonly rows: readonly Row[];
  /** By the title of the case. */
  readonly reads: ReadonlyMap<string, Reads>;
}

export interface Plan {
  readonly cases: readonly Case[];
  readonly checkers: readonly Checker[];
  readonly runs: number;
  /** The checker whose memory says how large a table the reads are of, if reads are wanted. */
  readonly reader: Checker | null;
  readonly folder: string;
  readonly meter: Meter;
  readonly tell: (line: string) => void;
}

/** Resident bytes that are no table: the program, its engine, the garbage-collected heap. */
export const baseBytes = 80e6;
const longSeconds = 60;

/** All rounds of a plan. */
export const roundsOf = async (plan: Plan): Promise<Rounds> => {
  const pairs = plan.cases.flatMap(what =>
    plan.checkers.filter(({ applies }) => applies(what)).map(checker => ({ what, checker })),
  );
  const runs = pairs.map((): Measured[] => []);
  const missing = pairs.map(({ checker }): Missing | null =>
    checker.absent === null ? null : { kind: 'missing', why: checker.absent, failed: false },
  );
  const reads = new Map<string, Reads[]>();
  for (let round = 1; round <= plan.runs; round++) {
    for (const [i, { what, checker }] of pairs.entries()) {
      const before = runs[i] ?? [];
      const isLong = (before[0]?.searchWallSeconds ?? 0) > longSeconds;
      if (missing[i] !== null || isLong) continue;
      const got = attempt(plan, what, checker);
      plan.tell(`round ${round}, ${titleOf(what)}, ${checker.name}: ${saidOf(got)}`);
      if ('why' in got) missing[i] = got;
      else before.push(got);
      if (checker === plan.reader && !('why' in got)) {
        const table = tableFor(got.peakBytes - baseBytes);
        reads.set(titleOf(what), [...(reads.get(titleOf(what)) ?? []), await readsOf(table)]);
      }
    }
  }
  const rows = pairs.map((pair, i) => ({
    ...pair,
    outcome: missing[i] ?? medianOf(runs[i] ?? []),
  }));
  return { rows, reads: new Map([...reads].map(([title, all]) => [title, medians(all)])) };
};

const attempt = (plan: Plan, what: Case, checker: Checker): Measured | Missing => {
  const folder = join(plan.folder, `${titleOf(what)} ${checker.name}`.replaceAll(/[^\w]+/g, '-'));
  mkdirSync(folder, { recursive: true });
  try {
    return checker.run(what, folder, plan.meter);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'missing', why, failed: !(error instanceof Stopped) };
  }
};

const saidOf = (got: Measured | Missing): string =>
  'why' in got
    ? got.why
    : `${got.states} states, ${got.transitions} transitions, ${got.searchSeconds.toFixed(2)} s of CPU`;

const medianOf = (runs: readonly Measured[]): Outcome => {
  const measured = medians(runs);
  return { kind: 'ran', measured, runs: runs.length };
};

/** Field by field, the medians of numbers; everything else as in the first. */
const medians = <T extends object>(all: readonly T[]): T => {
  const [first] = all;
  if (first === undefined) throw new Error('medians of nothing');
  const middle = (key: string): unknown => {
    const values = all.map(one => (one as Readonly<Record<string, unknown>>)[key]);
    const numbers = values.filter(value => typeof value === 'number');
    if (numbers.length < values.length) return values[0];
    return numbers.sort((a, b) => a - b)[numbers.length >> 1];
  };
  return Object.fromEntries(Object.keys(first).map(key => [key, middle(key)])) as T;
};

/** Where checkers disagree on what must be the same, one line each. */
export const disagreements = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap(({ what, checker, outcome }) => {
    if (outcome.kind !== 'ran' || !checker.canonical) return [];
    const { states, transitions } = outcome.measured;
    const wanted = what.expected ?? firstOf(rows, what);
    if (wanted === null) return [];
    if (wanted.states === states && wanted.transitions === transitions) return [];
    const counted = `${states} states, ${transitions} transitions`;
    return [
      `${titleOf(what)}: ${checker.name} counts ${counted}, not ${wanted.states}, ${wanted.transitions}`,
    ];
  });

/** The counts of the first checker that ran the case and must agree with the others. */
const firstOf = (rows: readonly Row[], what: Case): Measured | null => {
  for (const { what: other, checker, outcome } of rows)
    if (other === what && checker.canonical && outcome.kind === 'ran') return outcome.measured;
  return null;
};
