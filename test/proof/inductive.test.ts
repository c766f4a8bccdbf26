/** Induction over the states of the right types: what it accepts, counts, and holds against a formula. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import { induction, whyNoProof } from '../../src/proof/inductive.ts';
import { machineOf } from '../support/spec.ts';

const kva = (formula: string, pages: number, variant = 'spliced'): Machine =>
  machineOf(
    `${readFileSync('models/kva/kva.pspec', 'utf8').replace('1 .. 6 = 3', `1 .. 6 = ${pages}`)}
    fun I(): bool = ${formula};`,
    variant,
  );

const stale = { kind: 'invariant', name: 'no_stale' } as const;

const says = (machine: Machine, check: Parameters<typeof induction>[1] = stale): unknown => {
  const result = induction(machine, check, 'I');
  return result.kind === 'inductive'
    ? result
    : `${result.kind}: ${whyNoProof(machine, 'I', result)}`;
};

const queued = `(forall p in Page:
      (use[p] == free implies not (p in cached)) and
      ((p in list or p in batch) == (use[p] == queued)) and
      (p in batch implies not (p in list)) and
      (p in batch implies kworker at flush or kworker at reap) and
      (kworker at reap and p in batch implies not (p in cached)))`;

describe('an inductive invariant', () => {
  test.each([1, 2, 3])('of kva with %i pages is found to be one', pages => {
    console.log(says(kva(queued, pages)));
  });
});
