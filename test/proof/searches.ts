/** Searches that also tell the states that they store, for tests of sets and of claims. */

import type { Machine } from '../../src/machine/machine.ts';
import type { Counts, Findings, Question } from '../../src/machine/search.ts';
import type { Value } from '../../src/machine/value.ts';
import { search } from '../../src/reference/search.ts';
import { engineSearch } from '../../src/trace/engine-search.ts';

export type EngineName = 'reference' | 'js' | 'wasm';

/** What a search by this engine finds, and the states that it told. */
export function told(
  machine: Machine,
  question: Question,
  engine: EngineName,
): {
  readonly findings: Findings;
  readonly counts: Counts;
  readonly states: readonly (readonly Value[])[];
} {
  const states: (readonly Value[])[] = [];
  const watch = { stored: (values: readonly Value[]) => void states.push(values) };
  if (engine === 'reference') {
    const findings = search(machine, question, watch);
    return { findings, counts: findings.counts, states };
  }
  const answer = engineSearch(machine, question, watch, { kind: engine, workers: 1 });
  if (answer.kind === 'unfit') throw new Error(answer.reason);
  return { findings: answer.findings, counts: answer.findings.counts, states };
}
