/** From findings to verdicts. */
import { describe, expect, test } from 'vitest';
import { declared } from '../../src/check/asked.ts';
import { compared } from '../../src/check/table.ts';
import { firstViolated, judge, type Replay } from '../../src/check/verdict.ts';
import type { Findings, Found, PropertyRef } from '../../src/machine/search.ts';
import { machineOf } from './machines.ts';

const machine = machineOf(`module m; var x: 0 .. 3 = 0; thread a { s: x = 1; }
  invariant i = x < 3; invariant j = x < 2; cover c = x == 1;`);
const counts = {
  states: 2,
  fullStates: 2,
  transitions: 1,
  fullTransitions: 1,
  depth: 1,
  fired: [1],
  emptyPicks: [],
};
const nothing: Findings = { counts, found: [], limit: null, noInitialState: false };
const replay: Replay = (_, { property, path }) => ({
  property,
  path,
  initial: null,
  steps: [],
  loop: null,
  failure: null,
});
const found = (property: PropertyRef, length: number, shortest = true): Found => ({
  property,
  length,
  path: [0],
  shortest,
});
const judged = (findings: Partial<Findings>) =>
  judge(machine, declared(machine), { ...nothing, ...findings }, replay);
const words = (findings: Partial<Findings>): Readonly<Record<string, string>> =>
  Object.fromEntries(judged(findings).properties.map(p => [p.property.name, p.verdict]));

describe('the verdict of a property', () => {
  test('after a complete search is holds, and of a cover that was not reached violated', () => {
    expect(words({})).toEqual({ deadlock: 'holds', c: 'violated', i: 'holds', j: 'holds' });
    expect(judged({}).verdict).toBe('violated');
  });

  test('of a cover that was reached is holds, with its run', () => {
    const result = judged({ found: [found({ kind: 'cover', name: 'c' }, 1)] });
    expect(result.verdict).toBe('holds');
    expect(result.properties.find(p => p.property.name === 'c')).toMatchObject({
      verdict: 'holds',
      depth: 1,
    });
  });

  test('that a limit left open is unknown, and says which limit', () => {
    const result = judged({ limit: 'states' });
    expect(result).toMatchObject({ verdict: 'unknown', limit: 'states', complete: false });
    expect(result.properties.map(p => p.limit)).toEqual(['states', 'states', 'states', 'states']);
  });

  test('beside a violation that ended the search is unknown, and the variant has no limit', () => {
    const result = judged({
      limit: 'violation',
      found: [found({ kind: 'invariant', name: 'j' }, 3)],
    });
    expect(result).toMatchObject({ verdict: 'violated', limit: null, complete: false });
    expect(firstViolated(result)).toMatchObject({ property: { name: 'j' }, depth: 3 });
    expect(result.properties.find(p => p.property.name === 'i')).toMatchObject({
      verdict: 'unknown',
      limit: 'violation',
    });
  });

  test('is unknown where there is no initial state', () => {
    const result = judged({ noInitialState: true });
    expect(result).toMatchObject({ verdict: 'unknown', limit: null });
  });

  test('that may have a shorter run says so of the variant', () => {
    const result = judged({
      limit: 'seconds',
      found: [found({ kind: 'invariant', name: 'i' }, 4, false)],
    });
    expect(result.shortest).toBe(false);
  });

  test('of a run-time error is listed first, and only where it happened', () => {
    const error: PropertyRef = { kind: 'runtime', name: 'runtime/range' };
    const result = judged({ limit: 'violation', found: [found(error, 1)] });
    expect(result.properties[0]).toMatchObject({ property: error, verdict: 'violated' });
    expect(words({})).not.toHaveProperty('runtime/range');
  });
});

describe('a comparison', () => {
  test('has a column for what some variant was asked, and a hole where another was not', () => {
    const other = machineOf(
      'module m; var x: bool = false; thread a { s: x = true; } invariant k = true;',
    );
    const results = [judged({}), judge(other, declared(other), nothing, replay)];
    const { properties, rows } = compared(results);
    expect(properties.map(p => p.name)).toEqual(['deadlock', 'i', 'j', 'c', 'k']);
    expect(rows.map(r => r.cells.map(c => c?.verdict ?? null))).toEqual([
      ['holds', 'holds', 'holds', 'violated', null],
      ['holds', null, null, null, 'holds'],
    ]);
  });
});
