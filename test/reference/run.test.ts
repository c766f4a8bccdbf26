import { List } from 'immutable';
import { describe, expect, it } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import { encode, type Value } from '../../src/machine/value.ts';
import { isFault } from '../../src/reference/fault.ts';
import { expand } from '../../src/reference/successors.ts';
import {
  all,
  Builder,
  binder,
  check,
  cond,
  either,
  eq,
  everywhere,
  fitted,
  forEach,
  get,
  less,
  mapType,
  num,
  over,
  pick,
  plus,
  range,
  ref,
  type Stmt,
  set,
  truth,
  when,
} from '../support/machines.ts';

const small = range(0, 3);

/** One action `go` of a device over `x`; its statements may use assert 0. */
function machineOf(body: (x: ReturnType<Builder['shared']>) => Stmt[]): Machine {
  const b = new Builder();
  const x = b.shared('x', small, num(0));
  b.assertion('d.go', 'why');
  b.device('d', [], { go: { body: body(x) } });
  return b.machine();
}

/** Its ways from x = 0: the choices, then where each leads. */
function ways(machine: Machine, state: readonly Value[] = [0]): readonly string[] {
  return expand(machine, List(state)).transitions.map(({ choices, outcome }) => {
    const end = isFault(outcome)
      ? outcome.kind === 'assert'
        ? 'assert'
        : outcome.code
      : encode(outcome);
    return `${choices.map(encode).join(' ')} -> ${end}`.trim();
  });
}

const oops = (x: ReturnType<Builder['shared']>) => eq(over(num(1), x), num(1));

describe('what stands first decides', () => {
  it('a false guard before a failing assert means no step', () => {
    expect(ways(machineOf(() => [when(truth(false)), check(0, truth(false))]))).toEqual([]);
  });

  it('a failing assert before a false guard is a failing step', () => {
    expect(ways(machineOf(() => [check(0, truth(false)), when(truth(false))]))).toEqual([
      '-> assert',
    ]);
  });

  it('an error in a guard is a failing step, never a false guard', () => {
    expect(ways(machineOf(x => [when(oops(x))]))).toEqual(['-> runtime/division']);
  });

  it('a guard sees what was assigned before it', () => {
    expect(ways(machineOf(x => [set(x, num(1)), when(eq(x, num(0)))]))).toEqual([]);
    expect(ways(machineOf(x => [set(x, num(1)), when(eq(x, num(1)))]))).toEqual(['-> [1,]']);
  });
});

describe('choices', () => {
  const p = binder('p', small);

  it('of a pick come in the order of its set, as far as `where` lets them', () => {
    const machine = machineOf(x => [pick(p, all(small), less(num(1), ref(p))), set(x, ref(p))]);
    expect(ways(machine)).toEqual(['2 -> [2,]', '3 -> [3,]']);
  });

  it('of an element for which `where` fails is a failing step', () => {
    const machine = machineOf(x => [
      pick(p, all(small), less(over(num(1), ref(p)), num(1))),
      set(x, ref(p)),
    ]);
    expect(ways(machine)).toEqual(['0 -> runtime/division', '2 -> [2,]', '3 -> [3,]']);
  });

  it('of branches are numbered, and one that is blocked is none', () => {
    const machine = machineOf(x => [
      either([set(x, num(1))], [when(truth(false))], [set(x, num(3))]),
    ]);
    expect(ways(machine)).toEqual(['0 -> [1,]', '2 -> [3,]']);
  });

  it('of none is told, so that a model that picks from nothing is noticed', () => {
    const machine = machineOf(() => [pick(p, all(small), truth(false))]);
    expect(expand(machine, List([0]))).toEqual({ transitions: [], emptyPicks: [0] });
  });
});

describe('a loop over a set', () => {
  const i = binder('i', small);
  function overMap(body: (m: ReturnType<Builder['shared']>) => Stmt[]): readonly string[] {
    const b = new Builder();
    const m = b.shared('m', mapType(small, small), everywhere(small, num(0)));
    b.assertion('d.go', 'why');
    b.device('d', [], { go: { body: [forEach(i, all(small), body(m))] } });
    return ways(b.machine(), [List([0, 0, 0, 0])]);
  }

  it('runs all turns', () => {
    expect(overMap(m => [set(get(m, ref(i)), ref(i))])).toEqual(['-> [[0,1,2,3,],]']);
  });

  it('fails with the error that stands first in the text, whichever turn it is in', () => {
    expect(
      overMap(m => [
        cond(eq(ref(i), num(2)), [set(get(m, ref(i)), fitted(small, num(9)))]),
        cond(eq(ref(i), num(0)), [set(get(m, ref(i)), over(num(1), num(0)))]),
      ]),
    ).toEqual(['-> runtime/range']);
  });
});

describe('a loop within one step', () => {
  const looping = (bound: number): Machine => {
    const b = new Builder();
    const n = b.shared('n', range(0, 100_000), num(0));
    b.device('d', [], {
      go: {
        body: [
          (put, next) => {
            const nodes: number[] = [];
            const jump = (): number => nodes[0] ?? 0;
            const body = set(n, plus(n, num(1)))(put, put({ kind: 'done' }));
            const branch = put({
              kind: 'branch',
              test: less(n, num(bound)),
              then: body,
              otherwise: next,
            });
            const turn = { kind: 'turn' as const, loop: 0, next: branch, span: n.span };
            nodes.push(put(turn));
            relink(b.machine(), body, jump());
            return jump();
          },
        ],
      },
    });
    return b.machine();
  };

  it('may take 10,000 turns and no more', () => {
    expect(ways(looping(9_999))).toEqual(['-> [9999,]']);
    expect(ways(looping(10_000))).toEqual(['-> runtime/loop']);
  });
});

/** Lets an assignment go on at another node: the only way to close a loop by hand. */
function relink(machine: Machine, from: number, to: number): void {
  const node = machine.nodes[from];
  if (node?.kind === 'assign') Object.assign(node, { next: to });
}
