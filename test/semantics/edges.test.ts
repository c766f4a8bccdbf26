/** What stands at the edge of what the text says, and was once on the wrong side of it. */
import { describe, expect, test } from 'vitest';
import { codes, counts, found, machineOf } from '../support/spec.ts';

describe('a result', () => {
  const get = 'var x: 0 .. 9 = 5; var y: 0 .. 9 = 0; proc get(): 0 .. 1 { return x; }';

  test('fits the type that its procedure declares, whoever takes it', () => {
    expect(found(`${get} thread t { y = get(); }`)).toEqual(['runtime runtime/range 1']);
    expect(found(`${get} thread t { let z = get(); y = z; }`)).toEqual(['runtime runtime/range 1']);
    expect(found(`${get} thread t { let z: 0 .. 9 = get(); y = z; }`)).toEqual([
      'runtime runtime/range 1',
    ]);
  });

  test('fits what takes it, too', () => {
    const text = 'var x: 0 .. 9 = 5; var y: 0 .. 1 = 0; proc get(): 0 .. 9 { return x; }';
    expect(found(`${text} thread t { y = get(); }`)).toEqual(['runtime runtime/range 1']);
  });

  test('of another sort than what takes it is told at the call, once', () => {
    const text =
      'var x: 0 .. 9 = 5; proc ask(): bool { if x == 1 { return true; } return x == 2; }';
    expect(codes(`${text} thread t { x = ask(); }`)).toEqual(['types/mismatch']);
  });
});

describe('a loop within one step', () => {
  const silent = (turns: number): string =>
    `var x: 0 .. 1 = 0; thread t { var k: 0 .. 20000 = 0; x = 1; while k < ${turns} { k += 1; } }`;
  const inAtomic = (turns: number): string =>
    `var x: 0 .. 1 = 0; thread t { atomic { for i in 1 .. ${turns} { x = 1; } } }`;

  test('may take 10,000 turns', () => {
    expect(found(silent(10_000))).toEqual([]);
    expect(found(inAtomic(10_000))).toEqual([]);
  });

  test('and no more', () => {
    expect(found(silent(10_001))).toEqual(['runtime runtime/loop 1']);
    expect(found(inAtomic(10_001))).toEqual(['runtime runtime/loop 1']);
  });

  test('does not remember between steps what it has still to visit', () => {
    const [kept, forgotten] = [
      'for i in 1 .. 3 { x = 1; }',
      'atomic { for i in 1 .. 3 { x = 1; } }',
    ]
      .map(body => machineOf(`var x: 0 .. 1 = 0; thread t { ${body} }`).variables)
      .map(variables => variables.map(v => v.name));
    expect(kept).toContain('i left');
    expect(forgotten).not.toContain('i left');
  });
});

describe('a call that holds no step', () => {
  const nothing = 'var x: 0 .. 9 = 5; proc nothing(n: 0 .. 9) { }';

  test('is refused where a loop would take it for ever', () => {
    expect(codes(`${nothing} thread t { forever { nothing(x); } }`)).toEqual(['flow/idle']);
  });

  test('is the way to the end where nothing stands behind it', () => {
    expect(counts(`${nothing} thread t { nothing(x); }`)).toBe('2/1');
  });
});

describe('a setting', () => {
  const module = (setting: string): string =>
    `config N: 0 .. 3 = 2; var x: 0 .. 3 = 0; allow deadlock; device d { action a { x = N; } }
     invariant low = x < N; variant v = base with ${setting}; config M: 0 .. 3 = 1; config F: bool = true;`;

  test('may name a parameter that is declared later', () => {
    expect(found(module('N = M + 2'), 'v')).toEqual(['invariant low 1']);
    expect(found(module('N = M, M = 3'), 'v')).toEqual(['invariant low 1']);
    expect(machineOf(module('N = M, M = 3'), 'v').parameters.map(p => p.value)).toEqual([
      3,
      3,
      true,
    ]);
  });

  test('that names its own parameter is told', () => {
    expect(codes(module('N = N + 1'))).toEqual(['names/recursion']);
    expect(codes(module('N = M, M = N'))).toEqual(['names/recursion']);
  });

  test('is of the type of its parameter', () => {
    expect(codes(module('N = F'))).toEqual(['types/mismatch']);
    expect(codes(module('F = 1'))).toEqual(['types/mismatch']);
    expect(codes(module('N = 4'))).toEqual(['config/value']);
  });
});

describe('a scenario', () => {
  const module = (scenario: string): string =>
    `var x: 0 .. 3 = 0; device d { action a { x = 1; } } patch p { enum G { g, h } } variant v = base + p; ${scenario}`;

  test('stands in the variants that have the types of its names', () => {
    const text = module('scenario "s" (k: G) { d.a } possible;');
    expect(machineOf(text, 'base').scenarios).toHaveLength(0);
    expect(machineOf(text, 'v').scenarios).toHaveLength(1);
  });
});
