/** The fewest preemptions of a violation, against the plainest way to find them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noLimits } from '../../src/check/asked.ts';
import { keyOf } from '../../src/machine/asked.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { PropertyRef } from '../../src/machine/search.ts';
import { encode } from '../../src/machine/value.ts';
import { isFault } from '../../src/reference/fault.ts';
import { initialStates } from '../../src/reference/initial.ts';
import { judgeEnd, judgeState, judgeTransition } from '../../src/reference/judge.ts';
import { search } from '../../src/reference/search.ts';
import type { State } from '../../src/reference/state.ts';
import { successors, type Transition } from '../../src/reference/successors.ts';
import { isMismatch, replay } from '../../src/trace/replay.ts';
import { fewestPreemptions, preemptionsOf } from '../../src/trace/why/preemptions.ts';
import { machineOf, recipe } from '../support/random.ts';
import { everything, machineOf as machineFrom } from '../support/spec.ts';

const free = { symmetry: true, limits: noLimits, watch: {} };

const actorOf = ({ actor, instance }: Transition): string =>
  [actor, ...instance.map(encode)].join(' ');

/** By relaxing every edge until nothing changes, without symmetry. */
function byRelaxing(machine: Machine, property: PropertyRef): number {
  const key = keyOf(property);
  const has = (refs: readonly PropertyRef[]) => refs.some(ref => keyOf(ref) === key);
  const costs = new Map<string, { cost: number; state: State; turn: string }>();
  let least = Number.POSITIVE_INFINITY;
  const pending: string[] = [];
  const reach = (state: State, turn: string, cost: number): void => {
    const name = `${encode(state)} ${turn}`;
    const before = costs.get(name);
    if (before !== undefined && before.cost <= cost) return;
    costs.set(name, { cost, state, turn });
    pending.push(name);
  };
  for (const state of initialStates(machine).states) reach(state, '', 0);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const here = costs.get(name);
    if (here === undefined) throw new Error('what waits is known');
    const { state, turn, cost } = here;
    const next = successors(machine, state);
    if (
      has([...judgeState(machine, machine.properties, state), ...judgeEnd(machine, state, next)])
    ) {
      least = Math.min(least, cost);
    }
    for (const transition of next) {
      const who = actorOf(transition);
      const isThread = machine.actors[transition.actor]?.kind === 'thread';
      const preempts =
        isThread && turn !== '' && turn !== who && next.some(t => actorOf(t) === turn);
      const after = cost + (preempts ? 1 : 0);
      if (has(judgeTransition(machine, machine.properties, state, transition))) {
        least = Math.min(least, after);
      }
      if (!isFault(transition.outcome)) reach(transition.outcome, isThread ? who : turn, after);
    }
  }
  return least;
}

describe('the fewest preemptions', () => {
  test('are those that trying everything finds, and the run has so many', () => {
    fc.assert(
      fc.property(recipe, fc.boolean(), (from, symmetry) => {
        const machine = machineOf(from);
        const found = search(machine, everything(machine)).found;
        for (const { property, path } of found.filter(f => f.property.kind !== 'cover')) {
          if (path.length < 2) continue;
          const { least, atLeast, limit } = fewestPreemptions(machine, property, {
            ...free,
            symmetry,
          });
          expect(limit).toBeNull();
          expect(least?.count).toBe(byRelaxing(machine, property));
          expect(atLeast).toBe(least?.count);
          if (least === null) continue;
          expect(isMismatch(replay(machine, property, least.path))).toBe(false);
          expect(preemptionsOf(machine, least.path)).toBe(least.count);
          expect(preemptionsOf(machine, path)).toBeGreaterThanOrEqual(least.count);
        }
      }),
      { numRuns: 25 },
    );
  });

  const race =
    machineFrom(`module m; var x: 0 .. 3 = 0; var done: 0 .. 2 = 0; var seen: bool = false;
    thread a { read: let old = x; write: x = old + 1; end: done = done + 1; }
    thread b { read: let old = x; write: x = old + 1; end: done = done + 1; }
    device watcher { action look() when x == 1 { seen = true; } }
    allow deadlock;
    invariant both = done == 2 implies x == 2;
    invariant quiet = not seen;`);
  const fewest = (name: string, limits = noLimits) =>
    fewestPreemptions(race, { kind: 'invariant', name }, { ...free, limits });

  test('of a lost update are one', () => {
    expect(fewest('both').least?.count).toBe(1);
  });

  test('of what a device does are none: it runs beside the CPU', () => {
    expect(fewest('quiet').least?.count).toBe(0);
  });

  test('are not known where a limit was met', () => {
    const { least, limit } = fewest('both', { ...noLimits, maxStates: 3 });
    expect({ least, limit }).toEqual({ least: null, limit: 'states' });
    expect(fewest('both', { ...noLimits, maxDepth: 3 })).toMatchObject({
      least: null,
      atLeast: 0,
      limit: 'depth',
    });
  });
});
