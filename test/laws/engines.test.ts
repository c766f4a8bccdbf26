/**
 * The laws that hold the engines to the reference: random machines, the same modules as
 * in laws.test.ts, through all of them. setting.ts says how to look at more; `npm run laws`
 * looks until it is stopped.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import { compared, type Engine } from './engines/compare.ts';
import { type Expected, expectedOf } from './engines/questions.ts';
import { executedIn, lastOf, machinesOrWhy, spaces } from './explored.ts';
import { allConstructs, constructsOf } from './report/constructs.ts';
import { firedOf } from './report/fired.ts';
import { reportOf, type Seen } from './report/report.ts';
import { asked, runs, seed } from './setting.ts';

// The tracer runs the code of the one in any case; so machines take turns.
const engines: readonly Engine[] = [
  { kind: 'wasm', workers: 1 },
  { kind: 'js', workers: 1 },
  { kind: 'wasm', workers: 2 },
];
const engineFor = (turn: number): readonly Engine[] =>
  engines.filter((_, i) => i === turn % engines.length);

// Machines are cut off where they have more states, at a distance.
const mostStates = 120;

describe(`on ${runs} random modules (LAWS_SEED=${seed})`, () => {
  const seen: Seen[] = [];
  const refused = new Map<string, number>();
  let turn = 0;

  test(
    'engines find the states, transitions, counts, verdicts and runs that the reference finds',
    () => {
      // The last variant has most of the base in it.
      const look = (text: string): void => {
        if (typeof machinesOrWhy(text) === 'string') return;
        const machine = lastOf(text);
        const expected = expectedOf(machine, mostStates, turn++);
        // Before engines look at the expressions, which would count as evaluation.
        const constructs = constructsOf(text, executedBy(machine, expected));
        const unfit = compared(machine, expected, engineFor(turn));
        for (const { reason } of unfit) refused.set(reason, (refused.get(reason) ?? 0) + 1);
        if (unfit.length === 0) seen.push({ findings: expected.findings, constructs });
      };
      // What fails is made smaller under the same engine and manner.
      let failing = false;
      const law = (text: string): void => {
        const before = turn;
        try {
          look(text);
        } catch (error) {
          failing = true;
          throw error;
        } finally {
          if (failing) turn = before;
        }
      };
      fc.assert(fc.property(spaces, law), asked(runs));
    },
    60_000 * (5 + runs / 50),
  );

  test('under 1 % of the random machines are refused by an engine', () => {
    const count = [...refused.values()].reduce((sum, n) => sum + n, 0);
    expect((100 * count) / turn, [...refused.keys()].join('\n')).toBeLessThan(1);
  });

  test('engines have executed every construct in two modules at least', () => {
    const { share, modules, text } = reportOf(seen);
    if (process.env.LAWS_REPORT !== undefined) console.log(text);
    const rare = allConstructs.filter(name => Math.round((share(name) * modules) / 100) < 2);
    expect(rare.map(name => `${name} ${share(name)}`)).toEqual([]);
  });
});

function executedBy(machine: Machine, { findings }: Expected): ReturnType<typeof firedOf> {
  const fired = machine.steps.filter((_, id) => (findings.counts.fired[id] ?? 0) > 0);
  return firedOf(
    executedIn(machine),
    fired.map(step => step.span),
  );
}
