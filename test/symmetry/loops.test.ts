/**
 * A loop without order that the checker takes commutes: random loops in one step, and in
 * every model that is taken the orbits add up to the states there are, and symmetry
 * changes neither what is violated nor how soon.
 */
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import type { Findings } from '../../src/machine/search.ts';
import { isFault } from '../../src/reference/fault.ts';
import { initialStates } from '../../src/reference/initial.ts';
import { search } from '../../src/reference/search.ts';
import type { State } from '../../src/reference/state.ts';
import { successors } from '../../src/reference/successors.ts';
import { type Dice, diceOf, one } from '../support/dice.ts';
import { codes, everything, lowered } from '../support/spec.ts';

interface Inside {
  readonly dice: Dice;
  /** Members in force, the loop's own last. */
  readonly members: readonly string[];
}

const member = ({ dice, members }: Inside): string => one(dice, members, 'p');
const own = ({ members }: Inside): string => members.at(-1) ?? 'p';

function formula(at: Inside): string {
  const forms = [
    () => `b[${member(at)}]`,
    () => `${member(at)} in s`,
    () => `${member(at)} == ${member(at)}`,
    () => `o == some ${member(at)}`,
    () => `r[${member(at)}] is none`,
    () => `num[${member(at)}] > n`,
    () => `rel[${member(at)}][${member(at)}]`,
    () => `known(${member(at)})`,
    () => `forall x in s: b[x] or x == ${member(at)}`,
  ];
  return one(at.dice, forms, () => 'true')();
}

function statement(at: Inside, depth: number): string {
  const sign = one(at.dice, ['+=', '-='], '+=');
  const place = at.dice(4) === 0 ? member(at) : own(at);
  const forms = [
    () => `b[${place}] = ${formula(at)};`,
    () => `num[${place}] ${sign} 1;`,
    () => `num[${place}] = ${one(at.dice, ['0', '1', 'n'], '0')};`,
    () => `r[${place}] = ${one(at.dice, ['none', `some ${member(at)}`], 'none')};`,
    () => `rel[${place}][${member(at)}] = ${formula(at)};`,
    () => `n ${sign} ${one(at.dice, ['1', '2', '-1'], '1')};`,
    () => `s ${sign} ${member(at)};`,
    () => `few += ${member(at)};`,
    () => `sets ${sign} { {${member(at)}} };`,
    () => `pairs += Pair { a: ${member(at)}, on: ${formula(at)} };`,
    () => `assert b[${member(at)}] or n < 3;`,
    () => `o = some ${member(at)};`,
    () => `mark(${member(at)});`,
  ];
  const deep = [
    () => `if ${formula(at)} { ${statement(at, depth - 1)} } else { ${statement(at, depth - 1)} }`,
    () => `if ${formula(at)} { continue; } ${statement(at, depth - 1)}`,
    () =>
      `for l${depth} in ${one(at.dice, ['P', 's'], 'P')} { ${statement({ ...at, members: [...at.members, `l${depth}`] }, depth - 1)} }`,
    () => `for k${depth} in 0 .. 1 { ${statement(at, depth - 1)} }`,
  ];
  const some = depth > 0 && at.dice(3) === 0 ? deep : forms;
  return one(at.dice, some, () => 'skip;')();
}

const model = (dice: Dice): string => {
  const at: Inside = { dice, members: ['c', 'p'] };
  const body = [1, 2].slice(dice(2)).map(() => statement(at, 2));
  return `symmetric P[${2 + dice(2)}];
struct Pair { a: P, on: bool }
var b: P -> bool ${one(dice, ['= false', 'in { false, true }'], '= false')};
var s: set of P ${one(dice, ['= {}', '= P', 'in { {}, P }'], '= {}')};
var few: set of P max 1 = {};
var sets: set of (set of P) = {};
var pairs: set of Pair = {};
var o: P? = none;
var n: 0 .. 3 = 1;
var num: P -> 0 .. 2 = 1;
var r: P -> P? = none;
var rel: P -> P -> bool = [x in P: [y in P: x == y]];
fun known(x: P): bool = b[x] or x in s;
proc mark(x: P) { num[x] = 2; if b[x] { return; } b[x] = true; }
device d {
  action go(c: P) when ${formula({ dice, members: ['c'] })} { for p in ${one(dice, ['P', 's', '{ x in P where x != c }'], 'P')} { ${body.join(' ')} } }
}
`;
};

const summary = ({ counts, found }: Findings) => ({
  states: counts.fullStates,
  transitions: counts.fullTransitions,
  found: found.map(f => `${f.property.kind} ${f.property.name} ${f.length}`),
});

function both(machine: Machine) {
  const within = { maxDepth: 3, maxStates: null, maxSeconds: null, maxMemoryMb: null };
  return [true, false].map(symmetry =>
    summary(search(machine, { ...everything(machine, symmetry), limits: within })),
  );
}

describe('random loops', () => {
  const texts = Array.from({ length: 400 }, (_, seed) => model(diceOf(seed)));
  const machines = texts
    .map(text => lowered(text))
    .map(m => (typeof m === 'string' ? undefined : m.get('base')));

  test('are taken and refused often enough to say something', () => {
    const taken = machines.filter(m => m !== undefined).length;
    expect(taken).toBeGreaterThan(100);
    expect(machines.length - taken).toBeGreaterThan(100);
  });

  test('are refused for what protects the symmetry alone', () => {
    const refused = texts.filter((_, i) => machines[i] === undefined);
    const other = refused.filter(text => codes(text).some(code => !code.startsWith('symmetry/')));
    expect(other).toEqual([]);
  });

  test('commute where they are taken', () => {
    machines.forEach((machine, i) => {
      if (machine === undefined) return;
      const [reduced, whole] = both(machine);
      expect(reduced, texts[i]).toEqual(whole);
    });
  }, 60_000);
});

test('a turn that fails by itself fails so in every order of the turns', () => {
  const machine = lowered(`symmetric P[2];
    var ok: P -> bool in { false, true };
    var n: 0 .. 1 = 0;
    device d { action go { for p in P { n += 1; assert ok[p]; } } }`);
  const base = typeof machine === 'string' ? undefined : machine.get('base');
  const failures =
    base === undefined ? [] : initialStates(base).states.map(state => outcome(base, state));
  expect(failures).toEqual(['assert', 'assert', 'assert', 'runtime/range']);
});

function outcome(machine: Machine, state: State): string {
  const [first] = successors(machine, state);
  if (first === undefined || !isFault(first.outcome)) return 'runs';
  return first.outcome.kind === 'runtime' ? first.outcome.code : 'assert';
}
