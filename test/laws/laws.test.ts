/**
 * Laws of the lowering and the reference on random modules, and the report of what the
 * modules are like. All laws look at the same modules, so that each is searched once;
 * setting.ts says how many, and how to look at more.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import { identity, type Permutation } from '../../src/machine/permute.ts';
import type { Findings } from '../../src/machine/search.ts';
import { isFault } from '../../src/reference/fault.ts';
import { initialStates } from '../../src/reference/initial.ts';
import { judgeState } from '../../src/reference/judge.ts';
import { permuteState } from '../../src/reference/permute.ts';
import type { State } from '../../src/reference/state.ts';
import { successors } from '../../src/reference/successors.ts';
import { isMismatch, replay } from '../../src/trace/replay.ts';
import { executedIn, findingsOf, lastOf, machinesOf, machinesOrWhy, spaces } from './explored.ts';
import { textsOf } from './orders.ts';
import { plain } from './plain.ts';
import { printed } from './printed.ts';
import { allConstructs, constructsOf } from './report/constructs.ts';
import { firedOf } from './report/fired.ts';
import { reportOf, type Seen } from './report/report.ts';
import { leastByTrying } from './runs.ts';
import { asked, mostStates, runs, seed } from './setting.ts';

const minutes = 60_000 * (5 + runs / 100);
const every = { symmetry: true, stop: 'all' } as const;
const bare = { symmetry: false, stop: 'all' } as const;

/** The base of a module, and its last variant where it has some. */
const machinesOfInterest = (text: string): readonly Machine[] => [
  ...new Set([...machinesOf(text).slice(0, 1), lastOf(text)]),
];

/** A law about the machines of a module; `share` of the modules are looked at. */
function forMachines(share: number, law: (machine: Machine, text: string) => void): void {
  const each = (text: string): void => {
    for (const machine of machinesOfInterest(text)) law(machine, text);
  };
  fc.assert(fc.property(spaces, each), asked(Math.ceil(runs * share)));
}

describe(`on ${runs} random modules (LAWS_SEED=${seed})`, () => {
  const seen: Seen[] = [];
  let refused = 0;

  test(
    'a random well-typed module never makes the interpreter throw',
    () => {
      const law = (text: string): void => {
        if (typeof machinesOrWhy(text) === 'string') {
          refused += 1;
          return;
        }
        const machines = machinesOfInterest(text);
        const all = machines.map(machine => findingsOf(machine, every));
        seen.push({ findings: all[0] ?? missing(), constructs: executed(text, machines, all) });
      };
      fc.assert(fc.property(spaces, law), asked(runs));
    },
    minutes,
  );

  test('under 2 % of the random modules are refused by the checker', () => {
    expect((100 * refused) / runs).toBeLessThan(2);
  });

  test('a third of the random modules have more than 200 states', () => {
    expect(reportOf(seen).above(200)).toBeGreaterThan(100 / 3);
  });

  test('every construct is executed in at least 2 % of the random modules', () => {
    const { share, text } = reportOf(seen);
    if (process.env.LAWS_REPORT !== undefined) console.log(text);
    expect(
      allConstructs.filter(name => share(name) < 2).map(name => `${name} ${share(name)}`),
    ).toEqual([]);
  });

  test(
    'orbits add up to the states and transitions of the search without symmetry',
    () => {
      forMachines(0.5, machine => {
        const { orbits, full } = bothWays(machine);
        if (orbits === null || full === null) return;
        expect(orbits.counts.fullStates).toBe(full.counts.states);
        expect(orbits.counts.fullTransitions).toBe(full.counts.transitions);
        expect(orbits.counts.depth).toBe(full.counts.depth);
      });
    },
    minutes,
  );

  test(
    'symmetry changes counts, never verdicts, lengths or the run that is shown',
    () => {
      forMachines(0.5, machine => {
        const { orbits, full } = bothWays(machine);
        if (orbits === null || full === null) return;
        expect(orbits.found).toEqual(full.found);
        expect(orbits.noInitialState).toBe(full.noInitialState);
      });
    },
    minutes,
  );

  test(
    'the search that stops first finds the first of what the whole search finds',
    () => {
      forMachines(0.5, machine => {
        const whole = findingsOf(machine, every);
        const first = findingsOf(machine, { ...every, stop: 'first' });
        if (whole.limit !== null || first.limit === 'states') return;
        const breaks = whole.found.filter(({ property }) => property.kind !== 'cover');
        const least = Math.min(...breaks.map(({ length }) => length));
        const upTo = whole.found.filter(({ length }) => length <= least);
        expect(first.found).toEqual(upTo);
        if (breaks.length > 0) expect(first.counts.depth).toBe(least);
      });
    },
    minutes,
  );

  test(
    'the steps that fired add up to the transitions',
    () => {
      forMachines(1, machine => {
        const { fired, transitions } = findingsOf(machine, every).counts;
        expect(fired.reduce((sum, n) => sum + n, 0)).toBe(transitions);
      });
    },
    minutes,
  );

  test(
    'a permutation of members maps runs to runs',
    () => {
      const law = (text: string, numbers: readonly number[]): void => {
        for (const machine of machinesOfInterest(text)) {
          if (machine.scalarsets.length > 0) permutedRun(machine, numbers);
        }
      };
      fc.assert(
        fc.property(spaces, fc.array(fc.nat(), { minLength: 8, maxLength: 12 }), law),
        asked(Math.ceil(runs / 3)),
      );
    },
    minutes,
  );

  test(
    'every reported violation replays and breaks its property, twice alike',
    () => {
      forMachines(1, machine => {
        for (const { property, path, length } of findingsOf(machine, every).found) {
          const [trace, again] = [replay(machine, property, path), replay(machine, property, path)];
          if (isMismatch(trace))
            throw new Error(`${property.name} ${path.join('/')}: ${trace.reason}`);
          expect(trace.steps).toHaveLength(length);
          expect(plain(again)).toBe(plain(trace));
        }
      });
    },
    minutes,
  );

  test(
    'the run that is shown is the least of all shortest runs',
    () => {
      forMachines(0.25, machine => {
        for (const found of findingsOf(machine, every).found) {
          if (found.length > 5) continue;
          const path = leastByTrying(machine, found, 2000);
          if (path === null) continue;
          expect(found.path.join('/'), found.property.name).toBe(path?.join('/') ?? '');
        }
      });
    },
    minutes,
  );

  test(
    'a variant is the module that format prints for it',
    () => {
      const law = (text: string): void => {
        for (const machine of machinesOfInterest(text)) {
          const [alone] = machinesOf(printed(text, machine.variant));
          if (alone === undefined) throw new Error('broken promise: there is always base');
          expect(shown(findingsOf(alone, every))).toEqual(shown(findingsOf(machine, every)));
          expect(alone.steps.map(s => `${s.actor}.${s.name}`)).toEqual(
            machine.steps.map(s => `${s.actor}.${s.name}`),
          );
        }
      };
      fc.assert(fc.property(spaces, law), asked(Math.ceil(runs / 4)));
    },
    minutes,
  );
});

/** What is found with symmetry and without, where both searches come to their end. */
function bothWays(machine: Machine): Record<'orbits' | 'full', Findings | null> {
  const orbits = findingsOf(machine, every);
  if (orbits.limit !== null || orbits.counts.fullStates > 6 * mostStates)
    return { orbits: null, full: null };
  const full = findingsOf(machine, bare);
  return { orbits, full: full.limit === null ? full : null };
}

function missing(): never {
  throw new Error('broken promise: there is always base');
}

// Whether no device could act is counted for each search alone.
const shown = ({ counts, found, limit, noInitialState }: Findings): unknown => ({
  counts,
  found,
  limit,
  noInitialState,
});

function executed(
  text: string,
  machines: readonly Machine[],
  all: readonly Findings[],
): ReadonlySet<string> {
  const steps = machines.flatMap(({ steps: own }, i) =>
    own.filter((_, id) => (all[i]?.counts.fired[id] ?? 0) > 0).map(step => step.span),
  );
  return constructsOf(text, firedOf(machines.flatMap(executedIn), steps));
}

/** Walks through a machine by numbers; at each state its permuted twin can do the permuted steps. */
function permutedRun(machine: Machine, numbers: readonly number[]): void {
  const permutation = permutationOf(machine, numbers);
  const { states } = initialStates(machine);
  const known = new Set(states.map(state => plain(state)));
  for (const state of states.slice(0, 20)) {
    expect(known.has(plain(permuteState(machine, state, permutation)))).toBe(true);
  }
  let here: State | undefined = states[(numbers[0] ?? 0) % Math.max(1, states.length)];
  for (const number of numbers) {
    if (here === undefined) return;
    const twin = permuteState(machine, here, permutation);
    const [own, others] = [successors(machine, here), successors(machine, twin)];
    expect(textsOf(machine, others, identity)).toEqual(textsOf(machine, own, permutation));
    expect(judgeState(machine, machine.properties, twin)).toEqual(
      judgeState(machine, machine.properties, here),
    );
    const next = own[number % Math.max(1, own.length)]?.outcome;
    here = next === undefined || isFault(next) ? undefined : next;
  }
}

function permutationOf(machine: Machine, numbers: readonly number[]): Permutation {
  return new Map(
    machine.scalarsets.map(({ name, size }, i) => {
      const keys = Array.from({ length: size }, (_, k) => ({
        k,
        by: ((numbers[k] ?? 0) * (i + 7)) % 101,
      }));
      return [name, keys.sort((a, b) => a.by - b.by || a.k - b.k).map(({ k }) => k)];
    }),
  );
}
