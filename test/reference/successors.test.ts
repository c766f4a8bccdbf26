import { describe, expect, it } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import { encode } from '../../src/machine/value.ts';
import { isFault } from '../../src/reference/fault.ts';
import { initialStates } from '../../src/reference/initial.ts';
import type { State } from '../../src/reference/state.ts';
import { isDeadlock, successors } from '../../src/reference/successors.ts';
import {
  all,
  Builder,
  binder,
  either,
  num,
  pick,
  range,
  ref,
  scalarset,
  set,
  truth,
  when,
} from '../support/machines.ts';

function first(machine: Machine): State {
  const [state] = initialStates(machine).states;
  if (state === undefined) throw new Error('no initial state');
  return state;
}

const rows = (machine: Machine): readonly string[] =>
  successors(machine, first(machine)).map(t => {
    const actor = `${machine.actors[t.actor]?.name}[${t.instance.map(encode)}]`;
    return `${actor}.${machine.steps[t.step]?.name}(${t.choices.map(encode)})`;
  });

describe('transitions', () => {
  it('come by actor, instance, step and choices', () => {
    const bit = range(0, 1);
    const Cpu = scalarset('Cpu', 2);
    const b = new Builder(Cpu);
    const x = b.shared('x', bit, num(0));
    const [c, w, p] = [binder('c', Cpu), binder('w', bit), binder('p', bit)];
    b.device('walker', [w], {
      walk: { params: [p], body: [set(x, ref(p))] },
      stop: { body: [] },
    });
    b.thread(
      't',
      [c],
      [{ name: 'a', body: [either([set(x, num(0))], [pick(binder('q', bit), all(bit))])] }],
    );
    expect(rows(b.machine())).toEqual([
      'walker[0].walk(0)',
      'walker[0].walk(1)',
      'walker[0].stop()',
      'walker[1].walk(0)',
      'walker[1].walk(1)',
      'walker[1].stop()',
      't[0].a(0)',
      't[0].a(1,0)',
      't[0].a(1,1)',
      't[1].a(0)',
      't[1].a(1,0)',
      't[1].a(1,1)',
    ]);
  });

  it('move only the place of their own thread', () => {
    const Cpu = scalarset('Cpu', 2);
    const b = new Builder(Cpu);
    b.thread('t', [binder('c', Cpu)], [{ name: 'a', body: [] }]);
    const machine = b.machine();
    const ends = successors(machine, first(machine)).map(t =>
      isFault(t.outcome) ? 'fails' : encode(t.outcome),
    );
    expect(ends).toEqual(['[[1,0,],]', '[[0,1,],]']);
  });
});

describe('a deadlock', () => {
  const stuck = (machine: Machine): boolean => {
    const state = first(machine);
    return isDeadlock(machine, state, successors(machine, state));
  };

  it('is a state in which no step is enabled and a thread is unfinished', () => {
    const b = new Builder();
    b.thread('t', [], [{ name: 'a', body: [when(truth(false))] }]);
    expect(stuck(b.machine())).toBe(true);
  });

  it('is none when all threads are finished', () => {
    const b = new Builder();
    b.thread('t', [], []);
    expect(stuck(b.machine())).toBe(false);
  });

  it('without threads is a state in which no step is enabled', () => {
    const b = new Builder();
    b.device('d', [], { a: { body: [when(truth(false))] } });
    expect(stuck(b.machine())).toBe(true);
  });

  it('is none while a step can happen that changes nothing', () => {
    const b = new Builder();
    b.thread('t', [], [{ name: 'a', body: [when(truth(false))] }]);
    b.device('d', [], { idle: { body: [] } });
    expect(stuck(b.machine())).toBe(false);
  });
});
