/** Why a run breaks its property: each answer is a run that replays, or all orders were tried. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import type { Path, PropertyRef } from '../../src/machine/search.ts';
import { encode, equal, listOf, type Value } from '../../src/machine/value.ts';
import type { Spot } from '../../src/reference/context.ts';
import { isFault } from '../../src/reference/fault.ts';
import { footprintOf, overlaps } from '../../src/reference/footprint.ts';
import { initialStates } from '../../src/reference/initial.ts';
import { search } from '../../src/reference/search.ts';
import type { State } from '../../src/reference/state.ts';
import { successors, type Transition } from '../../src/reference/successors.ts';
import { isMismatch, replay, replayed } from '../../src/trace/replay.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { whyOf } from '../../src/trace/why/why.ts';
import { rangesOf } from '../../src/trace/why/windows.ts';
import { machineOf, recipe } from '../support/random.ts';
import { everything, machineOf as machineFrom } from '../support/spec.ts';

const traces = (machine: Machine): readonly Trace[] =>
  search(machine, everything(machine))
    .found.filter(f => f.property.kind !== 'cover')
    .map(f => replayed(machine, f.property, f.path));

function along(machine: Machine, [first = 0, ...choices]: Path): readonly Transition[] {
  const rows: Transition[] = [];
  let state = initialStates(machine).states[first];
  for (const choice of choices) {
    const row = state === undefined ? undefined : successors(machine, state)[choice];
    if (row === undefined) throw new Error('no run');
    rows.push(row);
    if (!isFault(row.outcome)) state = row.outcome;
  }
  return rows;
}

const nameOf = ({ actor, instance, step, choices }: Transition): string =>
  [actor, ...instance.map(encode), step, ...choices.map(encode)].join(' ');

const actorOf = ({ actor, instance }: Transition): string =>
  [actor, ...instance.map(encode)].join(' ');

/** Every order of the rows that keeps each actor's own, by plain recursion, that breaks the property. */
function allOrders(machine: Machine, trace: Trace): readonly (readonly number[])[] {
  const rows = along(machine, trace.path);
  const found: (readonly number[])[] = [];
  const visit = (state: State, order: readonly number[], path: Path): void => {
    if (order.length === rows.length) {
      if (!isMismatch(replay(machine, trace.property, path))) found.push(order);
      return;
    }
    for (const [i, row] of rows.entries()) {
      const isNext =
        !order.includes(i) &&
        rows.every((other, j) => j >= i || actorOf(other) !== actorOf(row) || order.includes(j));
      if (!isNext) continue;
      const choice = successors(machine, state).findIndex(t => nameOf(t) === nameOf(row));
      const outcome = successors(machine, state)[choice]?.outcome;
      if (outcome === undefined) continue;
      if (!isFault(outcome)) visit(outcome, [...order, i], [...path, choice]);
      else if (order.length === rows.length - 1) visit(state, [...order, i], [...path, choice]);
    }
  };
  const initial = trace.initial;
  if (initial !== null) visit(initial, [], [trace.path[0] ?? 0]);
  return found;
}

/** The order that a run takes the steps of another in. */
function orderOf(machine: Machine, trace: Trace, path: Path): readonly number[] {
  const rows = along(machine, trace.path).map(nameOf);
  const used = new Set<number>();
  return along(machine, path).map(row => {
    const i = rows.findIndex((name, at) => name === nameOf(row) && !used.has(at));
    used.add(i);
    return i;
  });
}

const replays = (machine: Machine, property: PropertyRef, path: Path): boolean =>
  !isMismatch(replay(machine, property, path));

function everyAnswerStands(machine: Machine, trace: Trace): void {
  const why = whyOf(machine, trace);
  if (why === null) return;
  const rows = along(machine, trace.path);
  const breaking = rows.length <= 7 ? allOrders(machine, trace) : null;
  const at = (order: readonly number[], step: number): number => order.indexOf(step - 1);
  for (const { before, after, otherway } of why.edges) {
    expect(before).toBeLessThan(after);
    const swapped = (order: readonly number[]) => at(order, after) < at(order, before);
    if (breaking !== null) expect(otherway.kind === 'run').toBe(breaking.some(swapped));
    if (otherway.kind !== 'run') continue;
    expect(replays(machine, trace.property, otherway.path)).toBe(true);
    expect(swapped(orderOf(machine, trace, otherway.path))).toBe(true);
  }
  for (const window of why.windows) {
    const own = rows[window.step - 1];
    const others = rows.flatMap((row, i) => (own && actorOf(row) !== actorOf(own) ? [i] : []));
    for (const [g, gap] of window.gaps.entries()) {
      const falls = (order: readonly number[]): boolean => {
        const rest = order.filter(i => others.includes(i));
        const earlier = rest.filter(i => order.indexOf(i) < at(order, window.step)).length;
        return earlier === g && rest.every((i, k) => i === others[k]);
      };
      if (breaking !== null) expect(gap.evidence.kind === 'run').toBe(breaking.some(falls));
      if (gap.own) expect(gap.evidence.kind).toBe('run');
      if (gap.evidence.kind !== 'run') continue;
      expect(replays(machine, trace.property, gap.evidence.path)).toBe(true);
      expect(falls(orderOf(machine, trace, gap.evidence.path))).toBe(true);
    }
    expect(rangesOf(window).filter(range => range.own)).toHaveLength(1);
  }
  expect(why.roles).toHaveLength(rows.length);
}

const valueAt = (state: State, { variable, way }: Spot): Value =>
  way.reduce((value: Value, i) => listOf(value).get(i) ?? null, state.get(variable) ?? null);

const reached = (machine: Machine, most: number): readonly State[] => {
  const all = new Map<string, State>();
  const pending = [...initialStates(machine).states];
  for (let state = pending.shift(); state !== undefined; state = pending.shift()) {
    if (all.size >= most || all.has(encode(state))) continue;
    all.set(encode(state), state);
    for (const { outcome } of successors(machine, state))
      if (!isFault(outcome)) pending.push(outcome);
  }
  return [...all.values()];
};

describe('a footprint', () => {
  test('holds all that a step depends on, and all that it changes', () => {
    fc.assert(
      fc.property(recipe, from => {
        const machine = machineOf(from);
        const states = reached(machine, 12);
        for (const state of states) {
          for (const transition of successors(machine, state)) {
            const { reads, writes } = footprintOf(machine, state, transition);
            const after = transition.outcome;
            if (!isFault(after)) {
              const changed = state
                .toArray()
                .flatMap((value, variable) =>
                  equal(value, after.get(variable) ?? null) ? [] : [variable],
                );
              expect(changed.every(v => writes.some(spot => spot.variable === v))).toBe(true);
            }
            for (const other of states) {
              if (!reads.every(spot => equal(valueAt(state, spot), valueAt(other, spot)))) continue;
              const same = successors(machine, other).find(t => nameOf(t) === nameOf(transition));
              const there = same?.outcome;
              if (there === undefined) expect.fail('the step can be taken there too');
              else if (isFault(after) || isFault(there))
                expect(isFault(there)).toBe(isFault(after));
              else {
                const covers = footprintOf(machine, state, transition).covers;
                expect(covers.every(s => equal(valueAt(after, s), valueAt(there, s)))).toBe(true);
              }
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('of a pick is the element chosen, not those passed over', () => {
    const machine = machineFrom(`module m; symmetric P[2];
      var use: P -> bool = true; var out: P -> bool = false;
      thread t { forever { take: atomic { pick p in P where use[p]; out[p] = true; } } }`);
    const [state] = initialStates(machine).states;
    if (state === undefined) throw new Error('there is one');
    const marks = successors(machine, state).map(t => footprintOf(machine, state, t));
    const ways = marks.map(m =>
      [...m.reads, ...m.writes].filter(s => s.way.length > 0).map(s => s.way),
    );
    expect(ways).toEqual([
      [[0], [0]],
      [[1], [1]],
    ]);
    const [a, b] = marks;
    const shared = a?.writes.filter(w => b?.reads.some(r => overlaps(w, r))) ?? [];
    expect(shared.filter(s => machine.variables[s.variable]?.role === 'shared')).toEqual([]);
  });
});

describe('why a run breaks its property', () => {
  test('rests on runs that replay and on orders that were all tried', () => {
    fc.assert(
      fc.property(recipe, from => {
        const machine = machineOf(from);
        for (const trace of traces(machine)) everyAnswerStands(machine, trace);
      }),
      { numRuns: 60 },
    );
  });
});
