import fc from 'fast-check';
import { List } from 'immutable';
import { describe, expect, it } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import { show } from '../../src/machine/show.ts';
import type { Value } from '../../src/machine/value.ts';
import { scenarioRun } from '../../src/reference/scenario.ts';
import { search } from '../../src/reference/search.ts';
import { isMismatch, replay, replayed, replayScenario } from '../../src/trace/replay.ts';
import type { Trace } from '../../src/trace/trace.ts';
import {
  Builder,
  binder,
  check,
  constant,
  contains,
  enumOf,
  eq,
  everything,
  everywhere,
  exists,
  forall,
  get,
  mapType,
  member,
  noLimits,
  not,
  num,
  option,
  over,
  range,
  ref,
  scalarset,
  set,
  setLiteral,
  setType,
  some,
  struct,
  truth,
  union,
  when,
} from '../support/machines.ts';
import { machineOf, recipe } from '../support/random.ts';
import { machineOf as machineFrom } from '../support/spec.ts';

const Page = scalarset('Page', 2);
const Use = enumOf('Use', 'linked', 'free');

/** A device caches a page that another frees; `more` adds properties. */
function pages(
  more: (b: Builder, use: ReturnType<typeof get>, cached: ReturnType<typeof get>) => void,
): Machine {
  const b = new Builder(Page);
  const use = b.shared('use', mapType(Page, Use), everywhere(Page, member(Use, 'linked')));
  const cached = b.shared('cached', setType(Page), setLiteral(Page));
  const [p, q] = [binder('p', Page), binder('q', Page)];
  b.device('mmu', [], {
    walk: {
      params: [p],
      body: [
        when(eq(get(use, ref(p)), member(Use, 'linked'))),
        set(cached, union(cached, setLiteral(Page, ref(p)))),
      ],
    },
  });
  b.device('kernel', [], {
    free: { params: [q], body: [set(get(use, ref(q)), member(Use, 'free'))] },
  });
  more(b, use, cached);
  return b.machine();
}

function firstTrace(machine: Machine): Trace {
  const [found] = search(machine, everything(machine)).found;
  if (found === undefined) throw new Error('nothing is violated');
  return replayed(machine, found.property, found.path);
}

const rows = (trace: Trace): readonly string[] =>
  trace.steps.map(({ index, actor, step, args, changes }) => {
    const given = args.map(a => `${a.name}=${show(a.type, a.value)}`);
    const changed = changes.map(
      c => `${c.place}: ${show(c.type, c.from)} -> ${show(c.type, c.to)}`,
    );
    return `${index} ${actor}.${step}(${given}) ${changed}`;
  });

const witnesses = (trace: Trace): readonly string[] =>
  (trace.failure?.witnesses ?? []).map(w => `${w.name} = ${show(w.type, w.value)}`);

describe('a trace', () => {
  const machine = pages((b, use, cached) =>
    b.property(
      'invariant',
      'no_stale',
      forall('r', cached, r => not(eq(get(use, r), member(Use, 'free')))),
    ),
  );

  it('tells each step with its arguments and the places that it changed', () => {
    expect(rows(firstTrace(machine))).toEqual([
      '1 mmu.walk(p=Page0) cached: {} -> {Page0}',
      '2 kernel.free(q=Page0) use[Page0]: linked -> free',
    ]);
  });

  it('says for which values the formula is false', () => {
    expect(witnesses(firstTrace(machine))).toEqual(['r = Page0']);
  });

  it('has a failing step for its last row, without a state', () => {
    const b = new Builder();
    const why = b.assertion('t.go', 'why');
    b.thread('t', [], [{ name: 'go', body: [check(why, truth(false))] }]);
    const trace = firstTrace(b.machine());
    expect(rows(trace)).toEqual(['1 t.go() ']);
    expect(trace.steps[0]?.state).toBeNull();
    expect(trace.failure).not.toBeNull();
  });

  it('of a failing initialisation has no state at all', () => {
    const b = new Builder();
    b.shared('x', range(0, 1), over(num(1), num(0)));
    const trace = firstTrace(b.machine());
    expect(trace).toMatchObject({ path: [], initial: null, steps: [] });
    expect(trace.failure?.text).toBe('division by 0');
  });

  it('names fields, and locals by the instance that owns them', () => {
    const Entry = struct('Entry', { next: option(Page), user: range(0, 1) });
    const b = new Builder(Page);
    const w = binder('w', Page);
    const entry = constant(Entry, everywhereNone());
    const own = b.local('walker', [w], 'last', Entry, entry);
    b.device('walker', [w], {
      go: {
        body: [
          set(get(own, ref(w)), {
            kind: 'struct',
            type: Entry,
            span: own.span,
            fields: [some(ref(w)), num(0)],
          }),
        ],
      },
    });
    b.property(
      'invariant',
      'i',
      forall('v', Page, v => eq(fieldOf(get(own, v)), constant(option(Page), null))),
    );
    const trace = firstTrace(b.machine());
    expect(rows(trace)).toEqual(['1 walker.go() walker[Page0].last.next: none -> some Page0']);
    expect(trace.steps[0]?.instance).toMatchObject([{ name: 'w', value: 0 }]);
    function fieldOf(of: ReturnType<typeof get>) {
      return { kind: 'field' as const, type: option(Page), span: of.span, of, field: 0 };
    }
  });

  it('of a cover has no failure', () => {
    const covered = pages((b, _, cached) =>
      b.property(
        'cover',
        'c',
        exists('r', Page, r => contains(cached, r)),
      ),
    );
    const [found] = search(covered, everything(covered, { deadlock: false })).found;
    expect(found && replayed(covered, found.property, found.path)).toMatchObject({ failure: null });
  });
});

function everywhereNone() {
  return List<Value>([null, 0]);
}

describe('a scenario that is possible', () => {
  it('has a run to show, from where it begins', () => {
    const machine = machineFrom(`module m; symmetric S[2]; var held: S? = none;
      device d { action take(p: S) { held = some p; } }
      scenario "hand over" (a: S, b: S) from { held = some a; } { d.take(b) then held == some b } possible;`);
    const [scenario] = machine.scenarios;
    if (scenario === undefined) throw new Error('no scenario');
    const result = scenarioRun(machine, scenario, noLimits);
    if (result.kind !== 'found') throw new Error(result.kind);
    const trace = replayScenario(machine, scenario, result.path);
    expect(!isMismatch(trace) && rows(trace)).toEqual(['1 d.take(p=S1) held: some S0 -> some S1']);
  });
});

describe('a path that shows something else', () => {
  const machine = pages((b, use) =>
    b.property(
      'invariant',
      'i',
      forall('r', Page, r => eq(get(use, r), member(Use, 'linked'))),
    ),
  );
  const property = { kind: 'invariant', name: 'i' } as const;

  it('is a mismatch, with the row that does not fit', () => {
    expect(replay(machine, property, [0, 2])).not.toHaveProperty('kind');
    expect(replay(machine, property, [1])).toMatchObject({ kind: 'mismatch', row: 0 });
    expect(replay(machine, property, [0, 9])).toMatchObject({ kind: 'mismatch', row: 1 });
    expect(replay(machine, property, [0, 0])).toMatchObject({ kind: 'mismatch', row: 1 });
    expect(replay(machine, property, [])).toMatchObject({ kind: 'mismatch', row: 0 });
  });

  it('of another property is one too', () => {
    const deadlock = { kind: 'deadlock', name: 'deadlock' } as const;
    expect(replay(machine, deadlock, [0, 2])).toMatchObject({ kind: 'mismatch' });
  });
});

describe('of random machines', () => {
  it('everything that is found replays and breaks its property', () => {
    fc.assert(
      fc.property(recipe, from => {
        const machine = machineOf(from);
        for (const found of search(machine, everything(machine, { stop: 'all' })).found) {
          const trace = replay(machine, found.property, found.path);
          expect(isMismatch(trace)).toBe(false);
          expect(!isMismatch(trace) && trace.steps.length).toBe(found.length);
        }
      }),
      { numRuns: 60, seed: 3 },
    );
  }, 60_000);
});
