/** Runs up to the order of steps that commute. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import { encode } from '../../src/machine/value.ts';
import { isFault } from '../../src/reference/fault.ts';
import { initialStates } from '../../src/reference/initial.ts';
import { search } from '../../src/reference/search.ts';
import type { State } from '../../src/reference/state.ts';
import { successors, type Transition } from '../../src/reference/successors.ts';
import { classKey } from '../../src/trace/classes/class-key.ts';
import { conflict, footprintOf } from '../../src/trace/classes/footprint.ts';
import { layersOf, orderOf, sameRuns } from '../../src/trace/classes/orders.ts';
import { isMismatch, replay, replayed } from '../../src/trace/replay.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { machineOf as randomMachine, recipe } from '../support/random.ts';
import { everything, machineOf } from '../support/spec.ts';

function traces(machine: Machine): readonly Trace[] {
  return search(machine, everything(machine))
    .found.map(({ property, path }) => replayed(machine, property, path))
    .filter(trace => trace.initial !== null);
}

const rowOf = (t: Transition): string =>
  `${t.actor} ${t.instance.map(encode)} ${t.step} ${t.choices.map(encode)}`;

// Every pair of steps that follow each other out of a state and do not conflict.
function swaps(machine: Machine, state: State): number {
  let swapped = 0;
  for (const a of successors(machine, state)) {
    if (isFault(a.outcome)) continue;
    const print = footprintOf(machine, state, a);
    for (const b of successors(machine, a.outcome)) {
      if (isFault(b.outcome)) continue;
      if (conflict(print, footprintOf(machine, a.outcome, b))) continue;
      const first = successors(machine, state).find(t => rowOf(t) === rowOf(b));
      if (first === undefined || isFault(first.outcome))
        throw new Error(`${rowOf(b)} is not first`);
      const second = successors(machine, first.outcome).find(t => rowOf(t) === rowOf(a));
      if (second === undefined || isFault(second.outcome)) throw new Error(`${rowOf(a)} is lost`);
      expect(encode(second.outcome)).toBe(encode(b.outcome));
      swapped += 1;
    }
  }
  return swapped;
}

function near(machine: Machine): readonly State[] {
  const start = initialStates(machine).states.slice(0, 2);
  const next = start.flatMap(state =>
    successors(machine, state).flatMap(t => (isFault(t.outcome) ? [] : [t.outcome])),
  );
  return [...start, ...next.slice(0, 6)];
}

const twoOf = `
  symmetric Page[2];
  var use: Page -> bool = false;
  var seen: set of Page = {};
  var total: 0 .. 4 = 0;
  thread a { one: atomic { pick p in Page where not use[p]; use[p] = true; } two: total = 1; }
  thread b { look: atomic { for p in Page { if use[p] { seen += p; } } } }
  thread c(i: 1 .. 2) { var own: bool = false; set: own = true; ask: wait_until own; }
  device d { action walk(p: Page) when use[p] { seen += p; } }
  allow deadlock;
  invariant quiet = not (seen != {} and total == 1);
`;

describe('steps that do not conflict', () => {
  test('can be taken the other way round, and lead to the same state', () => {
    let swapped = 0;
    fc.assert(
      fc.property(recipe, one => {
        const machine = randomMachine(one);
        for (const state of near(machine)) swapped += swaps(machine, state);
      }),
      { numRuns: 60 },
    );
    expect(swapped).toBeGreaterThan(0);
  });

  test('are the steps of a loop, of a family and of a device too', () => {
    const machine = machineOf(twoOf);
    const swapped = near(machine).map(state => swaps(machine, state));
    expect(swapped.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
  });
});

describe('the runs of one class', () => {
  const machine = machineOf(`
    symmetric Page[3];
    var x: bool = false;
    var use: Page -> bool = false;
    thread a { set: x = true; }
    device d { action take(p: Page) { use[p] = true; } }
    allow deadlock;
    invariant few = not (x and exists p, q in Page: p != q and use[p] and use[q]);`);

  test('each run again, have one class, and end by breaking the property', () => {
    const all = traces(machine).flatMap(trace => {
      const runs = sameRuns(machine, trace, 32);
      expect(runs[0]).toBe(trace);
      for (const run of runs) {
        expect(isMismatch(replay(machine, trace.property, run.path))).toBe(false);
        expect(classKey(machine, run)).toBe(classKey(machine, trace));
      }
      expect(new Set(runs.map(run => run.path.join('/'))).size).toBe(runs.length);
      return runs;
    });
    expect(all.length).toBeGreaterThan(traces(machine).length);
  });

  test('are drawn in layers of steps that commute', () => {
    for (const trace of traces(machine)) {
      const before = orderOf(machine, trace);
      const layers = layersOf(before);
      expect(layers.flat().sort((a, b) => a - b)).toEqual(trace.steps.map((_, i) => i));
      for (const layer of layers) {
        for (const i of layer) for (const j of layer) expect(before[i]?.has(j)).toBe(false);
      }
    }
  });
});
