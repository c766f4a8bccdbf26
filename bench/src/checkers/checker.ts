/**
 * What every checker must tell of a case: what it counted, and what that took.
 */
import type { Meter, Used } from '../measure.ts';
import type { Case, Counts } from '../model.ts';

export interface Checker {
  readonly name: string;
  /** Nothing if it can run here; else why not. */
  readonly absent: string | null;
  readonly applies: (what: Case) => boolean;
  /** Whether the counts must be those of the others. */
  readonly canonical: boolean;
  /** Runs it in a folder that is empty or that it ran in before. */
  readonly run: (what: Case, folder: string, meter: Meter) => Measured;
}

export interface Measured extends Counts {
  /** User CPU of the search alone. */
  readonly searchSeconds: number;
  /** Wall time of the search alone. */
  readonly searchWallSeconds: number;
  /** User CPU and wall time from start to verdict, translation and compilation included. */
  readonly userSeconds: number;
  readonly wallSeconds: number;
  /** Of the search, not of compilers. */
  readonly peakBytes: number;
  /** Its commands, the last one the search. */
  readonly commands: readonly string[];
}

/** What several commands took, the last of which was the search, and what it counted. */
export const measuredOf = (
  counts: Counts,
  all: readonly Used[],
  commands: readonly (readonly string[])[],
): Measured => {
  const search = all.at(-1);
  return {
    ...counts,
    searchSeconds: search?.userSeconds ?? 0,
    searchWallSeconds: search?.wallSeconds ?? 0,
    userSeconds: all.reduce((sum, { userSeconds }) => sum + userSeconds, 0),
    wallSeconds: all.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0),
    peakBytes: search?.peakBytes ?? 0,
    commands: commands.map(words => words.join(' ')),
  };
};

/** The numbers that a pattern finds in what a checker said; throws with all it said otherwise. */
export const numbersIn = (output: string, pattern: RegExp): readonly [number, number] => {
  const [, first, second] = pattern.exec(output) ?? [];
  if (first === undefined || second === undefined)
    throw new Error(`no counts in what the checker said:\n${output.slice(0, 4000)}`);
  const number = (digits: string): number => Number(digits.replaceAll(',', ''));
  return [number(first), number(second)];
};

/** A run that the limit on seconds ended: no failure of the checker. */
export class Stopped extends Error {}

/** Runs one command after the other; throws with what it said where one fails or is stopped. */
export const inTurn = (
  meter: Meter,
  folder: string,
  commands: readonly (readonly [string, ...string[]])[],
): readonly Used[] =>
  commands.map(words => {
    const used = meter.run({ words, folder });
    if (used.status === 124) throw new Stopped(`stopped after ${used.wallSeconds.toFixed(0)} s`);
    if (used.status !== 0)
      throw new Error(
        `${words.join(' ')} ended with status ${used.status}\n${used.output.slice(0, 4000)}`,
      );
    return used;
  });
