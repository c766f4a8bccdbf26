/** What holds the modules can fail: each of these is wrong in TLA+, and is found. */
import { describe, expect, test } from 'vitest';
import { problemOf } from '../../support/tla/problem.ts';

const problem = (body: string, config = 'SPECIFICATION Spec\n'): string | null =>
  problemOf({
    kind: 'module',
    name: 'm',
    module: `---- MODULE m ----\nEXTENDS Integers\nVARIABLES x, y\nvars == <<x, y>>\n${body}\nSpec == x = 0 /\\ [][x' = x + 1]_vars\n====\n`,
    config,
  });

describe('a module that is wrong is found:', () => {
  test.each([
    ['a bracket that is not closed', 'A == (x = 1', ') is missing'],
    ['a name that nobody declared', 'A == x = z', 'z is not declared'],
    ['a name that is declared further down', 'A == B\nB == x', 'B is not declared'],
    ['a name twice', 'A == x\nA == y', 'A is declared twice'],
    [
      'a bound name around which the same is bound',
      'A == \\E i \\in {1} : \\A i \\in {2} : i = i',
      'i is declared twice',
    ],
    [
      'a bound name out of its scope',
      'A == (\\E i \\in {1} : i = x) /\\ i = y',
      'i is not declared',
    ],
    ['too few arguments', 'P(a, b) == a = b\nA == P(x)', 'P takes 2 arguments'],
    [
      'a value where an operator is taken',
      'P(F(_)) == F(x)\nA == P(y)',
      'an operator of 1 arguments is missing',
    ],
    [
      'a bullet that slipped to the right',
      'A ==\n  /\\ x = 1\n   /\\ y = 2',
      'a bullet outside of its list',
    ],
    ['a line that slipped out of its list', 'A ==\n  /\\ x =\n 1', 'an expression is missing'],
    [
      'conjunction and disjunction without brackets',
      'A == x = 1 /\\ y = 1 \\/ y = 2',
      '/\\ and \\/ need brackets',
    ],
    ['a comparison of a comparison', 'A == x = y = 1', '= and = need brackets'],
    ['a prime on a prime', "A == x'' = 1", 'a prime stands on something primed'],
    ['a record with a field twice', 'A == [a |-> 1, a |-> 2]', 'a field twice'],
    ['a string that does not end', 'A == "x', 'no token'],
  ])('%s', (_, body, message) => {
    expect(problem(body)).toContain(message);
  });

  test.each([
    ['an invariant that is not defined', 'INVARIANTS\n  Safe\n', 'names Safe'],
    ['a constant that is not declared', 'CONSTANTS\n  none = none\n', 'given as none'],
    ['a word that TLC does not know', 'INVARIANCE\n  Spec\n', 'says INVARIANCE'],
  ])('%s in the configuration', (_, config, message) => {
    expect(problem('A == x', config)).toContain(message);
  });
});

test('what is right is found to be right', () => {
  const body = [
    'P(F(_), a) == F(a)',
    'A ==',
    '  /\\ \\/ x = 1',
    '     \\/ /\\ x = 2',
    "        /\\ y' = [i \\in {0} |-> 1 + 2 - 3][0]",
    '  /\\ P(LAMBDA i : i = x, y)',
    '  /\\ LET RECURSIVE T(_)',
    '         T(n) == IF n = 0 THEN 0 ELSE T(n - 1)',
    '     IN T(3) = 0',
  ];
  expect(problem(body.join('\n'))).toBeNull();
});
