import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/machine/asked.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { Found, Path } from '../../src/machine/search.ts';
import { isFault } from '../../src/reference/fault.ts';
import { initialStates } from '../../src/reference/initial.ts';
import { compareRows } from '../../src/reference/instances.ts';
import { judgeEnd, judgeState, judgeTransition } from '../../src/reference/judge.ts';
import { search } from '../../src/reference/search.ts';
import type { State } from '../../src/reference/state.ts';
import { compareTransitions, successors, type Transition } from '../../src/reference/successors.ts';
import {
  all,
  Builder,
  binder,
  eq,
  everything,
  everywhere,
  exists,
  get,
  less,
  mapType,
  not,
  num,
  plus,
  range,
  ref,
  scalarset,
  set,
  when,
} from '../support/machines.ts';
import { machineOf, recipe } from '../support/random.ts';

interface Row {
  readonly state: State;
  readonly transition: Transition;
}

/** Every run of a length that ends in the property, by trying all: rows and path. */
function* runsTo(
  machine: Machine,
  { property, length }: Found,
): Generator<readonly [readonly Row[], Path]> {
  const is = (refs: ReturnType<typeof judgeState>) => refs.some(r => keyOf(r) === keyOf(property));
  const pending: (readonly [State, readonly Row[], Path])[] = initialStates(machine).states.map(
    (state, i) => [state, [], [i]] as const,
  );
  for (let run = pending.pop(); run !== undefined; run = pending.pop()) {
    const [state, rows, path] = run;
    const transitions = successors(machine, state);
    if (rows.length === length) {
      if (is(judgeState(machine, machine.properties, state))) yield [rows, path];
      else if (is(judgeEnd(machine, state, transitions))) yield [rows, path];
      continue;
    }
    for (const [i, transition] of transitions.entries()) {
      const more = [...rows, { state, transition }];
      const further = [...path, i];
      const broken = judgeTransition(machine, machine.properties, state, transition);
      if (more.length === length && is(broken)) yield [more, further];
      else if (!isFault(transition.outcome)) pending.push([transition.outcome, more, further]);
    }
  }
}

const changesIn = (rows: readonly Row[]): number =>
  rows.filter(({ transition: b }, i) => {
    const a = rows[i - 1]?.transition;
    return a !== undefined && (a.actor !== b.actor || compareRows(a.instance, b.instance) !== 0);
  }).length;

/** The order of cli.md, word by word. */
function order(
  machine: Machine,
  a: readonly [readonly Row[], Path],
  b: readonly [readonly Row[], Path],
): number {
  const changes = changesIn(a[0]) - changesIn(b[0]);
  if (changes !== 0) return changes;
  for (const [i, row] of a[0].entries()) {
    const other = b[0][i];
    const rows = other ? compareTransitions(machine, row.transition, other.transition) : 0;
    if (rows !== 0) return rows;
  }
  return (a[1][0] ?? 0) - (b[1][0] ?? 0);
}

function leastByTryingAll(machine: Machine, found: Found): Path {
  let least: readonly [readonly Row[], Path] | undefined;
  for (const run of runsTo(machine, found)) {
    if (least === undefined || order(machine, run, least) < 0) least = run;
  }
  return least?.[1] ?? [];
}

describe('the run that is shown', () => {
  it('changes actors as rarely as it can, even if another is earlier in the order', () => {
    const b = new Builder();
    const [x, y] = [b.shared('x', range(0, 2), num(0)), b.shared('y', range(0, 1), num(0))];
    b.device('a', [], { one: { body: [when(eq(y, num(0))), set(x, plus(x, num(1)))] } });
    b.device('b', [], { one: { body: [when(less(x, num(2))), set(x, plus(x, num(1)))] } });
    b.device('c', [], { two: { body: [when(eq(x, num(1))), set(x, num(2))] } });
    b.property('invariant', 'i', not(eq(x, num(2))));
    const [found] = search(b.machine(), everything(b.machine())).found;
    expect(found?.path).toEqual([0, 0, 0]);
  });

  it('starts from the first initial state only where nothing else decides', () => {
    const b = new Builder();
    const x = b.shared('x', range(0, 3), {
      kind: 'each',
      set: all(range(0, 1)),
      entry: range(0, 3),
    });
    b.device('a', [], { early: { body: [when(eq(x, num(1))), set(x, num(3))] } });
    b.device('b', [], { late: { body: [set(x, num(3))] } });
    b.property('invariant', 'i', not(eq(x, num(3))));
    const [found] = search(b.machine(), everything(b.machine())).found;
    expect(found?.path).toEqual([1, 0]);
  });

  it('uses members in order of first use', () => {
    const S = scalarset('S', 3);
    const b = new Builder(S);
    const m = b.shared('m', mapType(S, range(0, 1)), everywhere(S, num(0)));
    const p = binder('p', S);
    b.device('d', [], {
      mark: { params: [p], body: [when(eq(get(m, ref(p)), num(0))), set(get(m, ref(p)), num(1))] },
    });
    b.property(
      'invariant',
      'i',
      exists('q', S, q => eq(get(m, q), num(0))),
    );
    const machine = b.machine();
    for (const symmetry of [true, false]) {
      const { found } = search(machine, everything(machine, { symmetry, deadlock: false }));
      expect(found[0]?.path).toEqual([0, 0, 0, 0]);
    }
  });
});

describe('of random machines', () => {
  it('symmetry changes no verdict, no length and no run', () => {
    fc.assert(
      fc.property(recipe, from => {
        const machine = machineOf(from);
        for (const stop of ['first', 'all'] as const) {
          const on = search(machine, everything(machine, { stop }));
          const off = search(machine, everything(machine, { stop, symmetry: false }));
          expect(on.found).toEqual(off.found);
          expect(on.limit).toEqual(off.limit);
          expect(on.counts.fullStates).toBe(off.counts.states);
          expect(on.counts.fullTransitions).toBe(off.counts.transitions);
          expect(on.counts.depth).toBe(off.counts.depth);
          expect(on.counts.emptyPicks).toEqual(off.counts.emptyPicks);
          expect(on.counts.fired.map(n => n > 0)).toEqual(off.counts.fired.map(n => n > 0));
        }
      }),
      { numRuns: 60, seed: 2 },
    );
  }, 60_000);

  it('the run is the least of all runs of its length', () => {
    const lengths = new Map<number, number>();
    fc.assert(
      fc.property(recipe, from => {
        const machine = machineOf(from);
        for (const found of search(machine, everything(machine, { stop: 'all' })).found) {
          if (found.length > 4) continue;
          lengths.set(found.length, (lengths.get(found.length) ?? 0) + 1);
          expect(found.path).toEqual(leastByTryingAll(machine, found));
        }
      }),
      { numRuns: 60, seed: 2 },
    );
    for (const length of [1, 2, 3, 4]) expect(lengths.get(length)).toBeGreaterThan(0);
  }, 60_000);
});
