/** Expectations against results. */
import { describe, expect, test } from 'vitest';
import { noLimits, questionOf } from '../../src/check/asked.ts';
import { claimText, type Fared, fared, targetsOf } from '../../src/check/expect.ts';
import { judge } from '../../src/check/verdict.ts';
import type { Limits } from '../../src/machine/search.ts';
import { search } from '../../src/reference/search.ts';
import type { ExpectDecl } from '../../src/syntax/tree.ts';
import { replayed } from '../../src/trace/replay.ts';
import { declsOf, machineOf } from './machines.ts';

// x counts to 3 and then falls into an assert.
const text = `module m; var x: 0 .. 3 = 0;
  thread t { up: while x < 3 { inc: x = x + 1; } bad: assert x != 3 "three"; }
  invariant low = x < 2; invariant fine = x <= 3; cover top = x == 3; cover never = x == 0 and finished(t);`;
const machine = machineOf(text);

function fate(words: string, limits: Partial<Limits> = {}): Fared['fate'] {
  const [decl] = declsOf(`expect base ${words};`).filter(
    (d): d is ExpectDecl => d.kind === 'expect',
  );
  const [claim] = decl?.claims ?? [];
  if (claim === undefined) throw new Error(`no claim in ${words}`);
  const asked = targetsOf(machine, claim.target);
  const manner = { symmetry: true, stop: 'all', limits: { ...noLimits, ...limits } } as const;
  const findings = search(machine, questionOf(asked, manner));
  return fared(
    claim,
    judge(machine, asked, findings, (m, f) => replayed(m, f.property, f.path)),
  ).fate;
}

describe('an expectation', () => {
  test.each([
    ['violates low', 'met'],
    ['violates low in 4', 'met'],
    ['violates low in 5', 'unmet'],
    ['violates fine', 'unmet'],
    ['holds fine', 'met'],
    ['holds low', 'unmet'],
    ['violates assert t.bad in 8', 'met'],
    ['holds assert t.bad', 'unmet'],
    ['holds top', 'met'],
    ['violates never', 'met'],
    ['holds never', 'unmet'],
    ['holds deadlock', 'met'],
    ['violates runtime/range', 'unmet'],
    ['holds runtime/range', 'met'],
    ['holds', 'unmet'],
  ])('that base %s is %s', (words, wanted) => {
    expect(fate(words)).toBe(wanted);
  });

  test.each([
    ['holds fine', 'unknown'],
    ['violates fine', 'unknown'],
    ['violates low', 'unknown'],
    ['violates low in 4', 'unknown'],
  ])('that base %s is %s when a limit was met first', (words, wanted) => {
    expect(fate(words, { maxDepth: 2 })).toBe(wanted);
  });

  test('is said again in the words of the language', () => {
    const words =
      'expect base { low violated in 4; fine holds; assert t.bad violated; } with N = 2;';
    const [decl] = declsOf(words).filter((d): d is ExpectDecl => d.kind === 'expect');
    expect(decl?.claims.map(claim => claimText('base', claim, decl.settings))).toEqual([
      'expect base violates low in 4 with N = 2',
      'expect base holds fine with N = 2',
      'expect base violates assert t.bad with N = 2',
    ]);
  });
});
