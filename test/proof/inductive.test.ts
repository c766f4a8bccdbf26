/** Induction over the states of the right types: what it accepts, counts, and holds against a formula. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../src/machine/expr.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { encode, listFrom, type Value } from '../../src/machine/value.ts';
import { induction, whyNoProof } from '../../src/proof/inductive.ts';
import { conjunctsOf } from '../../src/proof/typed/conjuncts.ts';
import { walk } from '../../src/proof/typed/enumerate.ts';
import { leavesOf, withLeaf } from '../../src/proof/typed/leaves.ts';
import { typedStates } from '../../src/proof/typed/typed.ts';
import { inState } from '../../src/reference/context.ts';
import { truth } from '../../src/reference/evaluate.ts';
import { isFault } from '../../src/reference/fault.ts';
import { initialStates } from '../../src/reference/initial.ts';
import { search } from '../../src/reference/search.ts';
import { successors } from '../../src/reference/successors.ts';
import { lastOf, spaces } from '../laws/explored.ts';
import { asked } from '../laws/setting.ts';
import { everything, machineOf } from '../support/spec.ts';

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

const german = `forall i in Node:
  ((cache[i].copy != invalid or reply[i] == grant_shared or reply[i] == grant_exclusive
    or reply[i] == invalidate or ack[i]) implies i in home.sharers) and
  ((cache[i].copy == exclusive or reply[i] == grant_exclusive) implies home.exclusively) and
  (reply[i] == invalidate or ack[i] implies not (i in home.to_cancel)
     and (home.command == want_exclusive or (home.command == want_shared and home.exclusively))) and
  (ack[i] implies cache[i].copy == invalid and reply[i] == empty) and
  (reply[i] == grant_shared or reply[i] == grant_exclusive implies cache[i].copy != exclusive) and
  (cache[i].copy == exclusive implies reply[i] != grant_shared and reply[i] != grant_exclusive) and
  (reply[i] == grant_exclusive implies cache[i].copy == invalid) and
  (home.exclusively implies cache[i].copy != shared or reply[i] == invalidate) and
  (home.exclusively implies reply[i] != grant_shared) and
  (home.exclusively and i in home.sharers implies (forall j in Node: j in home.sharers implies i == j)) and
  (i in home.to_cancel implies i in home.sharers) and
  (not home.exclusively implies memory == latest) and
  (cache[i].copy != invalid implies cache[i].data == latest) and
  (reply[i] == grant_shared or reply[i] == grant_exclusive implies reply_data[i] == latest) and
  (ack[i] and home.exclusively implies ack_data[i] == latest) and
  (reply[i] == invalidate and home.exclusively implies cache[i].copy == exclusive) and
  (home.exclusively and i in home.sharers implies cache[i].copy == exclusive or reply[i] == grant_exclusive or ack[i]) and
  (reply[i] != grant_shared and reply[i] != grant_exclusive implies reply_data[i] == 0) and
  (not ack[i] implies ack_data[i] == 0) and
  (cache[i].copy == invalid implies cache[i].data == 0) and
  ((home.client == none) == (home.command == quiet))`;

describe('an inductive invariant', () => {
  test.each([
    [1, 96, 23],
    [2, 2304, 135],
    [3, 55_296, 809],
  ])(
    'of kva with %i pages is found to be one, and its states are counted',
    (pages, typed, satisfying) => {
      expect(says(kva(queued, pages))).toEqual({ kind: 'inductive', typed, satisfying });
    },
  );

  test("of German's protocol with 2 nodes implies both of its invariants", () => {
    const text = readFileSync('models/german/german.pspec', 'utf8').replace(
      '1 .. 8 = 3',
      '1 .. 8 = 2',
    );
    const machine = machineOf(`${text}\nfun I(): bool = ${german};`, 'protocol');
    for (const name of ['control', 'coherent']) {
      const proof = { kind: 'inductive', typed: 382_205_952, satisfying: 12_654 };
      expect(says(machine, { kind: 'invariant', name })).toEqual(proof);
    }
  }, 300_000);

  test('is not what merely holds, what fails at first, or what implies nothing', () => {
    expect([
      says(kva('(forall p in cached: use[p] != free)', 2)),
      says(kva('(cached != {})', 2)),
      says(kva('true', 2)),
      says(kva(queued.replaceAll(/or p in batch|and\s+\(p in batch[^)]*\)+/g, ''), 2), {
        kind: 'deadlock',
        name: 'deadlock',
      }),
      says(kva(queued, 2, 'spliced'), { kind: 'transition', name: 'none' }),
    ]).toMatchInlineSnapshot(`
      [
        "not-kept: I is not inductive: from (use[Page0]=linked, use[Page1]=linked, cached={Page0}, list={}, batch={Page0}, kworker at reap, cpu0 at unlink) kworker.reap() leads to (use[Page0]=free, use[Page1]=linked, cached={Page0}, list={}, batch={}, kworker at 2, cpu0 at unlink)",
        "not-initially: I is false in the initial state (use[Page0]=linked, use[Page1]=linked, cached={}, list={}, batch={}, kworker at 2, cpu0 at unlink)",
        "not-safe: I does not imply the property: (use[Page0]=linked, use[Page1]=free, cached={Page0, Page1}, list={}, batch={}, kworker at 2, cpu0 at unlink)",
        "not-kept: I is not inductive: from (use[Page0]=linked, use[Page1]=queued, cached={}, list={Page1}, batch={}, kworker at take, cpu0 at unlink) kworker.take() leads to (use[Page0]=linked, use[Page1]=queued, cached={}, list={}, batch={Page1}, kworker at flush, cpu0 at unlink)",
        "no-formula: there is no transition none",
      ]
    `);
  });

  test('has to be a formula without parameters, and small enough', () => {
    const machine = kva(queued, 2);
    const named =
      machineOf(`module m; type Big = 0 .. 60000; var a: Big = 0; var b: Big = 0; var c: Big = 0; var d: Big = 0;
      fun J(x: bool): bool = x; fun K(): 0 .. 1 = 0; fun I(): bool = a == b;
      device d0 { action go { a = b; c = d; } } invariant no_stale = true;`);
    expect([
      whyNoProof(machine, 'J', induction(machine, stale, 'J')),
      whyNoProof(named, 'J', induction(named, stale, 'J')),
      whyNoProof(named, 'K', induction(named, stale, 'K')),
      whyNoProof(named, 'I', induction(named, stale, 'I')),
      whyNoProof(machine, 'I', induction(machine, stale, 'I', { mostChoices: 100 })),
    ]).toMatchInlineSnapshot(`
      [
        "there is no function J",
        "J has parameters",
        "K is no formula",
        "checking I is not feasible: there are 12960864021600240001 states of the right types",
        "checking I is not feasible: more than 100 values of places would have to be tried",
      ]
    `);
  });
});

// Every state of the right types, one after the other.
function byTrying(machine: Machine, formula: Expr, most: bigint): readonly [bigint, number] | null {
  const leaves = leavesOf(machine);
  if (typeof leaves === 'string') return null;
  const product = leaves.all.reduce((n, { values }) => n * BigInt(values.length), 1n);
  if (product > most) return null;
  const typed = typedStates(machine, leaves);
  let states = [leaves.first];
  for (const leaf of leaves.all) {
    states = states.flatMap(state => leaf.values.map(value => withLeaf(state, leaf, value)));
  }
  const right = states.filter(state => typed.conjuncts.every(({ holds }) => holds(state)));
  const holding = right.filter(state => truth(formula, inState(machine, state)) === true);
  expect(typed.count).toBe(BigInt(right.length));
  return [typed.count, holding.length];
}

test('on random modules the walk meets exactly the states that satisfy a formula', () => {
  let compared = 0;
  const law = (text: string): void => {
    const machine = lastOf(text);
    for (const { kind, formula } of machine.properties) {
      if (kind === 'transition') continue;
      const expected = byTrying(machine, formula, 3000n);
      const leaves = leavesOf(machine);
      if (expected === null || typeof leaves === 'string') continue;
      compared += 1;
      const conjuncts = [
        ...typedStates(machine, leaves).conjuncts,
        ...conjunctsOf(machine, leaves, formula),
      ];
      const met = new Set<string>();
      let holding = 0;
      walk(leaves, conjuncts, 1_000_000, state => {
        met.add(encode(state));
        holding += truth(formula, inState(machine, state)) === true ? 1 : 0;
        return false;
      });
      expect([holding, met.size]).toEqual([expected[1], expected[1]]);
    }
  };
  fc.assert(fc.property(spaces, law), asked(60));
  expect(compared).toBeGreaterThan(3);
});

test('what random machines reach is of the right types', () => {
  const law = (text: string): void => {
    const machine = lastOf(text);
    const leaves = leavesOf(machine);
    if (typeof leaves === 'string') return;
    const typed = typedStates(machine, leaves);
    const { limits, ...rest } = everything(machine, true);
    const question = { ...rest, limits: { ...limits, maxDepth: 4, maxStates: 150 } };
    const state = (values: readonly Value[]): void => {
      const here = listFrom(values);
      expect(typed.conjuncts.every(({ holds }) => holds(here))).toBe(true);
      for (const { outcome } of successors(machine, here)) {
        if (!isFault(outcome))
          expect(typed.conjuncts.every(({ holds }) => holds(outcome))).toBe(true);
      }
    };
    search(machine, question, { stored: state });
    for (const first of initialStates(machine).states) state(first.toArray());
  };
  fc.assert(fc.property(spaces, law), asked(60));
});
