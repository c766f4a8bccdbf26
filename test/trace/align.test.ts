/** The run that breaks one machine, replayed on another. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import { show } from '../../src/machine/show.ts';
import { search } from '../../src/reference/search.ts';
import { align } from '../../src/trace/align/align.ts';
import type { Alignment, Reading } from '../../src/trace/align/aligned.ts';
import { columnsOf, rowKey } from '../../src/trace/align/columns.ts';
import { replayed } from '../../src/trace/replay.ts';
import type { Trace, TraceStep } from '../../src/trace/trace.ts';
import { everything, lowered } from '../support/spec.ts';

const nobody = (): null => null;

function machines(text: string): (name: string) => Machine {
  const all = lowered(text);
  if (typeof all === 'string') throw new Error(all);
  return name => {
    const machine = all.get(name);
    if (machine === undefined) throw new Error(`no variant ${name}`);
    return machine;
  };
}

function firstTrace(machine: Machine): Trace {
  const [found] = search(machine, everything(machine)).found;
  if (found === undefined) throw new Error('nothing is broken');
  return replayed(machine, found.property, found.path);
}

function aligned(text: string, leader: string, follower: string): Alignment {
  const of = machines(text);
  return align(of(leader), firstTrace(of(leader)), of(follower), nobody);
}

const words = ({ place, type, value, writer }: Reading): string =>
  `${place} = ${show(type, value)} by ${writer?.step.step ?? 'nobody'} of ${writer?.line.patch ?? 'base'}`;

const counter = `
  var x: 0 .. 3 = 0;
  var held: bool = false;
  thread a { one: x = 1; two: x = 2; }
  thread b { look: assert x != 1; }
  patch lock {
    before a.one { take: held = true; }
    after a.two { drop: held = false; }
    before b.look { wait: wait_until not held; }
  }
  patch dropped { remove a.one; }
  patch other { replace a.one { one: x = 3; } }
  variant plain = base; variant locked = base + lock; variant skipped = base + dropped;
  variant changed = base + other;
`;

describe('a run on another variant', () => {
  test('is blocked at a guard of a patch, and the line that made it false is named', () => {
    const { outcome } = aligned(counter, 'plain', 'locked');
    if (outcome.kind !== 'blocked' || outcome.block.kind !== 'guard') throw new Error(outcome.kind);
    const { condition, step } = outcome.block;
    expect([outcome.row, step, condition.text]).toEqual([2, 'wait', 'not held']);
    expect(condition.readings.map(words)).toEqual(['held = true by take of lock']);
  });

  test('goes on without a step that a patch removed', () => {
    const { outcome, rows } = aligned(counter, 'plain', 'skipped');
    expect(rows.map(({ same }) => same?.step ?? null)).toEqual([null, 'look']);
    expect(outcome.kind).toBe('passes');
  });

  test('differs after the step that a patch changed', () => {
    const { first, outcome } = aligned(counter, 'plain', 'changed');
    expect([first?.row, first?.readings.map(words)]).toEqual([1, ['x = 3 by one of other']]);
    expect(outcome.kind).toBe('passes');
  });

  test('breaks the variant that it was found in', () => {
    const { outcome, first, rows } = aligned(counter, 'plain', 'plain');
    expect([outcome.kind, first]).toEqual(['breaks', null]);
    expect(rows.every(({ row, same }) => rowKey(row) === rowKey(same ?? undefined))).toBe(true);
  });

  test('is blocked where an element is not in the set that is picked from', () => {
    const text = `
      symmetric Page[2];
      var list: set of Page = {};
      var gone: set of Page = {};
      thread a { add: atomic { pick p in Page; list += p; } }
      thread b { forever { take: atomic { pick p in list; gone += p; } look: assert gone == {}; } }
      patch empty { after a.add { clear: list = {}; } replace a.add { add: atomic { pick p in Page; list = {}; } } }
      variant plain = base; variant emptied = base + empty;`;
    const { outcome } = aligned(text, 'plain', 'emptied');
    if (outcome.kind !== 'blocked' || outcome.block.kind !== 'pick') throw new Error(outcome.kind);
    const { name, text: wanted, condition } = outcome.block;
    expect([outcome.row, name, wanted, condition.text]).toEqual([2, 'p', 'Page0', 'list']);
  });

  test('says which test sent the thread elsewhere', () => {
    const text = `
      var x: 0 .. 3 = 0;
      fun wide(): bool = x == 0;
      thread a { choose: skip; if wide() { good: x = 1; bad: assert false; } else { other: x = 2; } }
      patch narrow { replace fun wide(): bool = x == 1; }
      variant plain = base; variant narrowed = base + narrow;`;
    const { outcome } = aligned(text, 'plain', 'narrowed');
    if (outcome.kind !== 'blocked' || outcome.block.kind !== 'elsewhere') {
      throw new Error(outcome.kind);
    }
    expect(outcome.block.standing).toEqual(['other']);
    expect([outcome.block.fork?.row, outcome.block.fork?.holds]).toEqual([2, false]);
  });

  test('does not begin where the first values differ', () => {
    const text = `
      config N: 0 .. 3 = 0;
      var x: 0 .. 3 = N;
      thread a { look: assert x != 0; }
      variant zero = base; variant one = base with N = 1;`;
    const { outcome } = aligned(text, 'zero', 'one');
    if (outcome.kind !== 'unbegun') throw new Error(outcome.kind);
    expect(outcome.readings.map(words)).toEqual(['x = 1 by nobody of base']);
  });
});

describe('two columns', () => {
  const step = (name: string, index: number): TraceStep => ({
    index,
    actor: 'a',
    instance: [],
    step: name,
    args: [],
    span: { source: { path: '', text: '' }, start: 0, end: 0 },
    changes: [],
    state: null,
  });
  const run = (names: readonly string[]) => names.map((name, i) => step(name, i + 1));
  const names = fc.array(fc.constantFrom('p', 'q', 'r'), { maxLength: 8 });

  test('hold every row of both in order, and rows on one line are alike', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        const { prefix, lines } = columnsOf(run(a), run(b));
        const side = (key: 'left' | 'right') => lines.flatMap(line => line[key]?.step ?? []);
        const before = prefix.map(one => one.step);
        expect([...before, ...side('left')]).toEqual(a);
        expect([...before, ...side('right')]).toEqual(b);
        for (const { left, right } of lines) {
          if (left !== null && right !== null) expect(rowKey(left)).toBe(rowKey(right));
        }
      }),
    );
  });
});
