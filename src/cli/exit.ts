/**
 * Every exit status, and which one a run ends with. This table is the only place
 * that knows the numbers; `explain 12` tells people what they mean.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Judged, Result } from '../check/verdict.ts';
import type { PropertyRef } from '../machine/search.ts';

/** The statuses by what they say. */
export const exit = {
  fine: 0,
  usage: 2,
  noInitialState: 10,
  deadlock: 11,
  invariant: 12,
  transition: 13,
  assert: 14,
  unmet: 20,
  refuted: 21,
  inconclusive: 30,
  meaning: 120,
  syntax: 150,
  file: 153,
  fault: 255,
} as const;

/** One of the numbers above. */
export type ExitStatus = (typeof exit)[keyof typeof exit];

/** Of several statuses the one that weighs most; fine when there are none. */
export const greatest = (statuses: readonly ExitStatus[]): ExitStatus =>
  [...statuses].sort((a, b) => b - a)[0] ?? exit.fine;

const byKind: Readonly<Record<PropertyRef['kind'], ExitStatus>> = {
  deadlock: exit.deadlock,
  invariant: exit.invariant,
  runtime: exit.invariant,
  transition: exit.transition,
  assert: exit.assert,
  cover: exit.unmet,
};

/** `check`: the least of 10 to 14 that occurred, else 30, else 20, else 0. */
export function statusOfCheck(results: readonly Result[]): ExitStatus {
  const statuses = results.flatMap(result => [
    ...(result.noInitialState ? [exit.noInitialState] : []),
    ...result.properties.flatMap(statusOf),
  ]);
  const violations = statuses.filter(s => s >= exit.noInitialState && s <= exit.assert);
  const least = violations.sort((a, b) => a - b)[0];
  if (least !== undefined) return least;
  if (statuses.includes(exit.inconclusive)) return exit.inconclusive;
  return statuses.includes(exit.unmet) ? exit.unmet : exit.fine;
}

function statusOf({ verdict, property }: Judged): readonly ExitStatus[] {
  if (verdict === 'holds') return [];
  return [verdict === 'unknown' ? exit.inconclusive : byKind[property.kind]];
}

/** `compare`: it ran to the end, unless a limit left a cell open. */
export const statusOfCompare = (results: readonly Result[]): ExitStatus =>
  results.some(r => r.limit !== null) ? exit.inconclusive : exit.fine;

/** A specification with errors: a file that is missing, else its syntax, else its meaning. */
export function statusOfErrors(diagnostics: readonly Diagnostic[]): ExitStatus {
  const codes = diagnostics.filter(d => d.severity === 'error').map(d => d.code);
  if (codes.includes('import/missing')) return exit.file;
  return codes.some(code => code.startsWith('syntax/')) ? exit.syntax : exit.meaning;
}
