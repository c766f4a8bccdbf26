/** Each engine's search answers as the reference's search does, to the last digit and the same run. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineKind } from '../../src/engine/search/start.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { Findings, Question } from '../../src/machine/search.ts';
import { search } from '../../src/reference/search.ts';
import { engineSearch } from '../../src/trace/engine-search.ts';
import { german } from '../support/german.ts';
import { everything, noLimits } from '../support/machines.ts';
import { machineOf, recipe } from '../support/random.ts';
import { machineOf as lowered } from '../support/spec.ts';

function byEngine(kind: EngineKind, machine: Machine, question: Question): Findings {
  const answer = engineSearch(machine, question, {}, { kind, workers: 1 });
  if (answer.kind === 'unfit') throw new Error(answer.reason);
  return answer.findings;
}

const questions: readonly Partial<Question>[] = [
  { stop: 'first', symmetry: false },
  { stop: 'first', symmetry: true },
  { stop: 'all', symmetry: false },
  { stop: 'all', symmetry: true },
];

describe.each(['js', 'wasm'] as const)('the search of the %s engine', kind => {
  it('answers as the reference does', () => {
    fc.assert(
      fc.property(recipe, fc.constantFrom(...questions), (from, more) => {
        const machine = machineOf(from);
        const question = everything(machine, more);
        expect(byEngine(kind, machine, question)).toEqual(search(machine, question));
      }),
      { numRuns: 60, seed: 1 },
    );
  }, 120_000);

  it('keeps to a limit of depth exactly', () => {
    fc.assert(
      fc.property(recipe, fc.nat(4), (from, maxDepth) => {
        const machine = machineOf(from);
        const question = everything(machine, { limits: { ...noLimits, maxDepth } });
        expect(byEngine(kind, machine, question)).toEqual(search(machine, question));
      }),
      { numRuns: 30, seed: 2 },
    );
  }, 120_000);

  it('counts German with 3 nodes as other checkers do', () => {
    const machine = german(3);
    const plain = byEngine(kind, machine, everything(machine, { symmetry: false })).counts;
    expect(plain).toMatchObject({ states: 58104, transitions: 235872, depth: 26 });
    const reduced = byEngine(kind, machine, everything(machine, { symmetry: true })).counts;
    expect(reduced).toMatchObject({ states: 10470, fullStates: 58104, transitions: 42578 });
    expect(reduced.fullTransitions).toBe(235872);
  });

  it.each([
    ['states', { maxStates: 1000 }],
    ['seconds', { maxSeconds: 0 }],
    ['memory', { maxMemoryMb: 1 }],
  ] as const)('says nothing of what it has not seen: %s', (limit, more) => {
    const machine = german(3);
    const question = everything(machine, { limits: { ...noLimits, ...more } });
    const findings = byEngine(kind, machine, question);
    expect(findings).toMatchObject({ limit, found: [] });
    expect(findings.counts.states).toBeLessThan(10470);
    expect(findings.counts.fullStates).toBeGreaterThanOrEqual(findings.counts.states);
  });

  it('stops when the user says so', () => {
    const machine = german(3);
    const answer = engineSearch(
      machine,
      everything(machine),
      { interrupted: () => true },
      { kind, workers: 1 },
    );
    expect(answer).toMatchObject({ kind: 'answer', findings: { limit: 'interrupted' } });
  });

  it('tells what it found, and no run, when the user interrupts the way back', () => {
    const machine = lowered(
      'module m; var n: 0..5 = 0; thread T { forever { n = n == 5 ? 0 : n + 1; } } invariant small = n < 3;',
    );
    let asked = 0;
    const watch = { interrupted: () => ++asked > 1 };
    const question = everything(machine, { stop: 'first' });
    const answer = engineSearch(machine, question, watch, { kind, workers: 1 });
    expect(answer).toMatchObject({
      findings: { limit: 'interrupted', found: [] },
      untold: [{ property: { kind: 'invariant', name: 'small' }, length: 3 }],
    });
    expect(byEngine(kind, machine, question).found).toMatchObject([{ length: 3 }]);
  });
});
