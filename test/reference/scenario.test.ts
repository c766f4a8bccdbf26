import { describe, expect, it } from 'vitest';
import type { ScenarioRow } from '../../src/machine/machine.ts';
import { scenarioRun } from '../../src/reference/scenario.ts';
import {
  Builder,
  binder,
  constant,
  eq,
  everywhere,
  get,
  here,
  mapType,
  noLimits,
  num,
  option,
  over,
  range,
  ref,
  scalarset,
  set,
  some,
  when,
} from '../support/machines.ts';

const Page = scalarset('Page', 2);
const [a, c] = [binder('a', Page), binder('c', Page)];

/** A page is taken and given back; a scenario over it of these rows. */
function run(
  rows: readonly Partial<ScenarioRow>[],
  more: { from?: 'holds' | 'fails'; depth?: number; names?: (typeof a)[] } = {},
) {
  const b = new Builder(Page);
  const held = b.shared('held', option(Page), constant(option(Page), null));
  const uses = b.shared('uses', mapType(Page, range(0, 9)), everywhere(Page, num(0)));
  const [p, q] = [binder('p', Page), binder('q', Page)];
  const none = constant(option(Page), null);
  b.device('user', [], {
    take: { params: [p], body: [when(eq(held, none)), set(held, some(ref(p)))] },
    give: { body: [set(held, none)] },
  });
  b.device('spoiler', [], {
    fail: { params: [q], body: [set(get(uses, ref(q)), over(num(1), num(0)))] },
  });
  const froms = {
    none: null,
    holds: [set(held, some(ref(a)))],
    fails: [set(get(uses, ref(a)), over(num(1), num(0)))],
  };
  const scenario = b.scenario(
    {
      params: more.names ?? [a, c],
      rows: rows.map(row => ({
        gap: false,
        actor: 'user',
        steps: [0],
        instance: [],
        args: [],
        then: null,
        span: here(),
        ...row,
      })),
      possible: true,
    },
    froms[more.from ?? 'none'],
  );
  const machine = b.machine();
  const result = scenarioRun(machine, scenario, { ...noLimits, maxDepth: more.depth ?? null });
  return result.kind === 'found' ? result.path.join('/') : result.kind;
}

describe('a scenario', () => {
  it('is a run of its rows, one after the other', () => {
    expect(run([{ args: [ref(a)] }])).toBe('0/0');
    expect(run([{}, {}])).toBe('none');
    expect(run([{}, { steps: [1] }, {}])).toBe('0/0/0/0');
  });

  it('may have steps between rows where it says so', () => {
    expect(run([{}, { gap: true }])).toBe('0/0/0/0');
  });

  it('has different values for different names', () => {
    expect(run([{ args: [ref(a)] }, { gap: true, args: [ref(c)] }])).toBe('0/0/0/1');
    expect(run([{}], { names: [a, c, binder('d', Page)] })).toBe('none');
  });

  it('judges what holds after a row', () => {
    const b = new Builder();
    const held = b.shared('held', option(Page), constant(option(Page), null));
    expect(run([{ args: [ref(a)], then: eq(held, some(ref(a))) }])).toBe('0/0');
    expect(run([{ args: [ref(a)], then: eq(held, some(ref(c))) }])).toBe('none');
  });

  it('begins after its `from`, in which its names mean what they mean in the rows', () => {
    expect(run([{}], { from: 'holds' })).toBe('none');
    expect(run([{ steps: [1] }, { args: [ref(c)] }], { from: 'holds' })).toBe('0/0/1');
  });

  it('cannot be looked for where its `from` fails', () => {
    expect(run([{}], { from: 'fails' })).toBe('failed');
  });

  it('is never shown by a step that fails', () => {
    expect(run([{ actor: 'spoiler', steps: [2] }])).toBe('none');
  });

  it('is unknown where a limit ends the search', () => {
    expect(run([{}, {}, {}], { depth: 1 })).toBe('unknown');
    expect(run([{}, { gap: true }], { depth: 2 })).toBe('unknown');
  });
});
