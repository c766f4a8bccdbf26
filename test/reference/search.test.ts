import { describe, expect, it } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import type { Findings, Question } from '../../src/machine/search.ts';
import { search } from '../../src/reference/search.ts';
import { german } from '../support/german.ts';
import {
  all,
  and,
  Builder,
  binder,
  check,
  choose,
  constant,
  enumOf,
  eq,
  everything,
  everywhere,
  exists,
  fitted,
  forall,
  get,
  less,
  mapType,
  member,
  next,
  noLimits,
  not,
  num,
  option,
  over,
  pick,
  plus,
  range,
  ref,
  scalarset,
  set,
  some,
  truth,
  unwrap,
  when,
} from '../support/machines.ts';
import { findings } from '../support/spec.ts';

const ask = (machine: Machine, more: Partial<Question> = {}): Findings =>
  search(machine, everything(machine, more));

/** `invariant small 3 0/1/1/1`, and so on. */
const found = (findings: Findings): readonly string[] =>
  findings.found.map(f => `${f.property.kind} ${f.property.name} ${f.length} ${f.path.join('/')}`);

/** A counter from 0 to 5 that one thread raises for ever and one sets back. */
function counter(ends: (b: Builder, x: ReturnType<Builder['shared']>) => void = () => {}): Machine {
  const b = new Builder();
  const x = b.shared('x', range(0, 5), num(0));
  b.device('up', [], { inc: { body: [when(less(x, num(5))), set(x, plus(x, num(1)))] } });
  b.device('back', [], { reset: { body: [when(less(num(2), x)), set(x, num(0))] } });
  ends(b, x);
  return b.machine();
}

describe('a search without violations', () => {
  it('counts every state, every transition and the greatest distance', () => {
    const { counts, limit } = ask(counter());
    expect(counts).toMatchObject({ states: 6, transitions: 8, depth: 5, fired: [5, 3] });
    expect(limit).toBeNull();
  });

  it('gives the counts that other checkers give for German with 2 nodes', () => {
    const machine = german(2);
    expect(ask(machine, { symmetry: false }).counts).toMatchObject({
      states: 3390,
      transitions: 9912,
      depth: 18,
    });
    expect(ask(machine).counts).toMatchObject({
      states: 1704,
      fullStates: 3390,
      transitions: 4982,
      fullTransitions: 9912,
      depth: 18,
    });
  });

  it('gives the counts that other checkers give for German with 3 nodes', () => {
    expect(ask(german(3)).counts).toMatchObject({
      states: 10470,
      fullStates: 58104,
      transitions: 42578,
      fullTransitions: 235872,
      depth: 26,
    });
  }, 60_000);

  it('counts two choices with one successor as two, and a step that changes nothing as one', () => {
    const b = new Builder();
    const x = b.shared('x', range(0, 1), num(0));
    const p = binder('p', range(0, 1));
    b.device('d', [], { both: { body: [pick(p, all(range(0, 1))), set(x, num(1))] } });
    expect(ask(b.machine()).counts).toMatchObject({ states: 2, transitions: 4 });
  });
});

describe('the length of a violation', () => {
  it('of an invariant is the distance of the state', () => {
    const machine = counter((b, x) => b.property('invariant', 'small', less(x, num(3))));
    const findings = ask(machine);
    expect(found(findings)).toEqual(['invariant small 3 0/0/0/0']);
    expect(findings).toMatchObject({
      counts: { states: 4, transitions: 3, depth: 3, fired: [3, 0] },
      limit: 'violation',
    });
  });

  it('of an initial state is 0', () => {
    const machine = counter((b, x) => b.property('invariant', 'large', less(num(0), x)));
    const findings = ask(machine);
    expect(found(findings)).toEqual(['invariant large 0 0']);
    expect(findings.counts).toMatchObject({ states: 1, transitions: 0, depth: 0 });
  });

  it('of a transition property counts the step that breaks it', () => {
    const machine = counter((b, x) => b.property('transition', 'grows', not(less(next(x), x))));
    const findings = ask(machine);
    expect(found(findings)).toEqual(['transition grows 4 0/0/0/0/1']);
    expect(findings.counts).toMatchObject({ states: 5, transitions: 5, depth: 4 });
  });

  it('of an assert counts the step that fails, which is a transition without successor', () => {
    const b = new Builder();
    const x = b.shared('x', range(0, 5), num(0));
    const why = b.assertion('t.second', 'x is 0');
    b.thread(
      't',
      [],
      [
        { name: 'first', body: [set(x, num(1))] },
        { name: 'second', body: [check(why, eq(x, num(0)))] },
      ],
    );
    const findings = ask(b.machine());
    expect(found(findings)).toEqual(['assert x is 0 2 0/0/0']);
    expect(findings.counts).toMatchObject({ states: 2, transitions: 2, depth: 2 });
  });

  it('of an error in a step counts the step, in a property does not', () => {
    const step = counter((b, x) => {
      b.device('more', [], { raise: { body: [set(x, fitted(range(0, 5), plus(x, num(4))))] } });
    });
    expect(found(ask(step))).toEqual(['runtime runtime/range 2 0/1/2']);
    const property = counter((b, x) => {
      b.property('invariant', 'odd', less(over(num(6), plus(x, num(-2))), num(9)));
    });
    expect(found(ask(property))).toEqual(['runtime runtime/division 2 0/0/0']);
  });

  it('of a failing initialisation is 0, without a path', () => {
    const b = new Builder();
    b.shared('x', range(0, 1), over(num(1), num(0)));
    const findings = ask(b.machine());
    expect(found(findings)).toEqual(['runtime runtime/division 0 ']);
    expect(findings.noInitialState).toBe(false);
  });

  it('of a deadlock is the distance of the state', () => {
    const b = new Builder();
    const x = b.shared('x', range(0, 5), num(0));
    b.thread(
      't',
      [],
      [
        { name: 'first', body: [set(x, num(1))] },
        { name: 'second', body: [when(eq(x, num(0)))] },
      ],
    );
    const findings = ask(b.machine());
    expect(found(findings)).toEqual(['deadlock deadlock 1 0/0']);
    expect(findings.counts).toMatchObject({ states: 2, transitions: 1, depth: 1 });
  });
});

describe('a search for the first violation', () => {
  it('reports all violations of the least length: errors, deadlock, then as declared', () => {
    const b = new Builder();
    const x = b.shared('x', range(0, 1), num(0));
    const why = b.assertion('t.fail', 'never');
    b.thread(
      't',
      [],
      [
        { name: 'go', body: [set(x, num(1))] },
        { name: 'stop', body: [when(truth(false))] },
      ],
    );
    b.thread('u', [], [{ name: 'fail', body: [when(eq(x, num(0))), check(why, truth(false))] }]);
    b.property('invariant', 'later', truth(true));
    b.property('transition', 'still', eq(x, next(x)));
    b.property('invariant', 'zero', eq(x, num(0)));
    b.property('invariant', 'error', eq(over(num(1), plus(x, num(-1))), num(-1)));
    expect(found(ask(b.machine()))).toEqual([
      'runtime runtime/division 1 0/0',
      'deadlock deadlock 1 0/0',
      'transition still 1 0/0',
      'invariant zero 1 0/0',
      'assert never 1 0/1',
    ]);
  });

  it('is not stopped by what was not asked, nor by a cover', () => {
    const machine = counter((b, x) => {
      b.property('invariant', 'small', less(x, num(3)));
      b.property('cover', 'one', eq(x, num(1)));
    });
    const findings = ask(machine, { invariants: [] });
    expect(found(findings)).toEqual(['cover one 1 0/0']);
    expect(findings.limit).toBeNull();
    expect(findings.counts.states).toBe(6);
  });
});

describe('a search for all verdicts', () => {
  const machine = counter((b, x) => {
    b.property('invariant', 'two', less(x, num(2)));
    b.property('invariant', 'four', less(x, num(4)));
    b.property('cover', 'three', eq(x, num(3)));
  });

  it('goes on until each is found, and counts up to the greatest length', () => {
    const findings = ask(machine, { stop: 'all', runtime: [], awaited: [], deadlock: false });
    expect(found(findings)).toEqual([
      'invariant two 2 0/0/0',
      'invariant four 4 0/0/0/0/0',
      'cover three 3 0/0/0/0',
    ]);
    expect(findings.counts).toMatchObject({ states: 5, transitions: 5, depth: 4 });
    expect(findings.limit).toBeNull();
  });

  it('does not go on for errors that are only noticed on the way', () => {
    const findings = ask(machine, { stop: 'all', awaited: [], deadlock: false });
    expect(findings.counts).toMatchObject({ states: 5, transitions: 5, depth: 4 });
    expect(findings.limit).toBe('violation');
  });

  it('expands a state that breaks an invariant, and counts everything if something holds', () => {
    const findings = ask(machine, { stop: 'all' });
    expect(findings.counts).toMatchObject({ states: 6, transitions: 8, depth: 5 });
    expect(findings.limit).toBeNull();
  });
});

describe('limits', () => {
  const large = german(2);

  it('of depth are exact', () => {
    const whole = counter((b, x) => b.property('invariant', 'small', less(x, num(4))));
    const findings = ask(whole, { limits: { ...noLimits, maxDepth: 3 } });
    expect(findings).toMatchObject({
      counts: { states: 4, transitions: 3, depth: 3 },
      found: [],
      limit: 'depth',
    });
    const enough = ask(whole, { limits: { ...noLimits, maxDepth: 4 } });
    expect(found(enough)).toEqual(['invariant small 4 0/0/0/0/0']);
    expect(enough.found[0]?.shortest).toBe(true);
  });

  it('of depth are none where the search ends before', () => {
    expect(ask(counter(), { limits: { ...noLimits, maxDepth: 9 } }).limit).toBeNull();
  });

  it('of states, seconds and memory stop the search', () => {
    expect(ask(large, { limits: { ...noLimits, maxStates: 100 } }).limit).toBe('states');
    expect(ask(large, { limits: { ...noLimits, maxSeconds: 0 } }).limit).toBe('seconds');
    expect(ask(large, { limits: { ...noLimits, maxMemoryMb: 1 } }).limit).toBe('memory');
  });

  it('are the wish of the user too', () => {
    const findings = search(large, everything(large), { interrupted: () => true });
    expect(findings.limit).toBe('interrupted');
  });

  it('leave a violation of the unfinished layer, which may not be the least', () => {
    const machine = counter((b, x) => b.property('transition', 'still', eq(x, next(x))));
    const findings = ask(machine, { limits: { ...noLimits, maxStates: 1 } });
    expect(findings).toMatchObject({ limit: 'states', found: [{ length: 1, shortest: false }] });
  });
});

describe('what never happens', () => {
  it('is told of picks that were always empty', () => {
    const b = new Builder();
    const x = b.shared('x', range(0, 2), num(0));
    const p = binder('p', range(0, 2));
    b.device('d', [], {
      never: { body: [pick(p, all(range(0, 2)), less(ref(p), x)), when(truth(false))] },
      blocked: { body: [pick(p, all(range(0, 2)), less(num(5), ref(p)))] },
      goes: { body: [set(x, num(1))] },
    });
    expect(ask(b.machine()).counts.emptyPicks).toEqual([0, 1]);
  });

  it('is told of initial states that no assumption lets through', () => {
    const machine = counter(b => b.assume(truth(false)));
    expect(ask(machine)).toMatchObject({ noInitialState: true, counts: { states: 0, depth: 0 } });
  });
});

describe('symmetry', () => {
  /** Pages that are handed out and freed; the first check after a free is missing. */
  function pages(count: number): Machine {
    const Page = scalarset('Page', count);
    const Use = enumOf('Use', 'linked', 'freed');
    const b = new Builder(Page);
    const use = b.shared('use', mapType(Page, Use), everywhere(Page, member(Use, 'linked')));
    const held = b.shared('held', option(Page), constant(option(Page), null));
    const isLinked = (p: ReturnType<typeof ref>) => eq(get(use, p), member(Use, 'linked'));
    const [p, q] = [binder('p', Page), binder('q', Page)];
    b.device('user', [], {
      hold: { params: [p], body: [when(isLinked(ref(p))), set(held, some(ref(p)))] },
    });
    b.device('owner', [], {
      free: {
        params: [q],
        body: [when(isLinked(ref(q))), set(get(use, ref(q)), member(Use, 'freed'))],
      },
    });
    b.property(
      'invariant',
      'alive',
      exists('r', Page, r => isLinked(r)),
    );
    b.property(
      'invariant',
      'held',
      not(exists('r', Page, r => and(eq(held, some(r)), not(isLinked(r))))),
    );
    return b.machine();
  }

  it('changes counts, never what is found, nor the run that shows it', () => {
    const machine = pages(4);
    const [on, off] = [true, false].map(symmetry => ask(machine, { symmetry, stop: 'all' }));
    expect(on?.found).toEqual(off?.found);
    expect(on?.found.map(f => f.length)).toEqual([4, 4, 2]);
    expect(on?.counts.fullStates).toBe(off?.counts.states);
    expect(on?.counts.fullTransitions).toBe(off?.counts.transitions);
    expect(on?.counts.depth).toBe(off?.counts.depth);
    expect(on?.counts.states).toBeLessThan(off?.counts.states ?? 0);
  });

  it('of a failing element does not depend on its number', () => {
    const Page = scalarset('Page', 2);
    const b = new Builder(Page);
    const m = b.shared('m', mapType(Page, range(0, 2)), {
      kind: 'each',
      set: all(range(0, 2)),
      entry: range(0, 2),
    });
    const [failing, none] = [over(num(1), num(0)), unwrap(constant(option(range(0, 2)), null))];
    b.property(
      'invariant',
      'fine',
      forall('p', Page, p => {
        const value = get(m, p);
        const at = (n: number, fails: typeof failing) =>
          choose(eq(value, num(n)), eq(fails, num(1)), truth(true));
        return and(at(1, none), at(2, failing));
      }),
    );
    const [on, off] = [true, false].map(symmetry =>
      found(ask(b.machine(), { symmetry, stop: 'all', deadlock: false })),
    );
    expect(on).toEqual(off);
    expect(on).toHaveLength(2);
  });
});

it('finds the error in a state of a layer after one in a step out of an earlier state', () => {
  const text = `module shorter;
var x: 0 .. 1 in { 0, 1 };
device d { action a { x = 1 / x; } }
invariant odd = 1 / (1 - x) == 1;
`;
  const { found } = findings(text);
  expect(found).toMatchObject([{ property: { name: 'runtime/division' }, length: 0, path: [1] }]);
});

it('answers unknown where members have more permutations than it can try', () => {
  const machine = {
    ...counter(() => {}),
    scalarsets: [{ kind: 'scalarset', name: 'P', size: 12 }],
  } as const;
  expect(ask(machine, { stop: 'first' })).toMatchObject({ limit: 'memory', found: [] });
});
