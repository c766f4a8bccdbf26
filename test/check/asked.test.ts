/** What may be asked of a machine, and by which names. */
import { describe, expect, test } from 'vitest';
import { runtimeCodes } from '../../src/base/codes.ts';
import {
  assertsAt,
  declared,
  named,
  noLimits,
  questionOf,
  withRuntime,
  witnessQuestion,
} from '../../src/check/asked.ts';
import { machineOf } from './machines.ts';

const machine = machineOf(`module m; var x: 0 .. 3 = 0;
  proc put() { free: assert x == 0 "double free"; }
  thread a { put(); use: assert x < 3; }
  thread b { put(); }
  cover c = x == 0; invariant i = x < 3; transition t = next(x) >= x;`);
const manner = { symmetry: true, stop: 'first', limits: noLimits } as const;

describe('what is asked when nobody says what', () => {
  test('is deadlock, what is declared, and the asserts, in that order', () => {
    expect(declared(machine).map(ref => `${ref.kind} ${ref.name}`)).toEqual([
      'deadlock deadlock',
      'cover c',
      'invariant i',
      'transition t',
      'assert double free',
      'assert a.use',
      'assert double free',
    ]);
  });

  test('is not deadlock where the module allows it', () => {
    const allowing = machineOf(
      'module m; var x: bool = false; thread t { a: x = true; } allow deadlock;',
    );
    expect(declared(allowing)).toEqual([]);
    expect(named(allowing, 'deadlock')).toHaveLength(1);
  });
});

describe('a name', () => {
  test('is that of one property, or of none', () => {
    expect(named(machine, 'i')).toEqual([{ kind: 'invariant', name: 'i' }]);
    expect(named(machine, 'j')).toEqual([]);
  });

  test('of an assert is its text, its step, or a part of the way to its step', () => {
    const steps = (word: string) =>
      assertsAt(machine, word).map(ref =>
        ref.kind === 'assert' ? machine.asserts[ref.index]?.step : '',
      );
    expect(steps('double free')).toEqual(['a.put.free', 'b.put.free']);
    expect(steps('put.free')).toEqual(['a.put.free', 'b.put.free']);
    expect(steps('b.put.free')).toEqual(['b.put.free']);
    expect(steps('a.use')).toEqual(['a.use']);
    expect(steps('')).toHaveLength(3);
    expect(steps('free.put')).toEqual([]);
  });

  test('of run-time errors is a code, or runtime for all of them', () => {
    expect(named(machine, 'runtime/range')).toEqual([{ kind: 'runtime', name: 'runtime/range' }]);
    expect(named(machine, 'runtime')).toHaveLength(runtimeCodes.length);
  });
});

describe('a question', () => {
  test('is after what was asked and nothing else', () => {
    expect(questionOf([...named(machine, 'i'), ...named(machine, 'a.use')], manner)).toEqual({
      invariants: ['i'],
      transitions: [],
      covers: [],
      asserts: [1],
      deadlock: false,
      runtime: [],
      awaited: [],
      ...manner,
    });
  });

  test('of check is after every run-time error as well', () => {
    expect(withRuntime(questionOf(named(machine, 'i'), manner)).runtime).toEqual(runtimeCodes);
  });

  test('for a witness ends when the cover is reached', () => {
    expect(witnessQuestion(named(machine, 'c'), manner)).toMatchObject({
      covers: ['c'],
      stop: 'all',
      runtime: [],
    });
  });
});
