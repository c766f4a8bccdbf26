/** What `--drop-dead` may leave out, and what it must keep, each on the smallest module that shows it. */
import { describe, expect, test } from 'vitest';
import { namesOf, withoutDead } from '../../src/machine/dead/drop.ts';
import { search } from '../../src/reference/search.ts';
import { lifted } from '../../src/trace/lift.ts';
import { everything, machineOf } from '../support/spec.ts';

/** The names left out and forgotten, the states before and after, and what is found after. */
function dropped(text: string, variant = 'base') {
  const machine = machineOf(text, variant);
  const small = withoutDead(machine);
  const [whole, findings] = [machine, small.machine].map(m => search(m, everything(m)));
  if (whole === undefined || findings === undefined) throw new Error('there are two');
  expect(findings.found.map(f => [f.property, f.length])).toEqual(
    whole.found.map(f => [f.property, f.length]),
  );
  return {
    unread: namesOf(machine, small.unread),
    reset: namesOf(machine, small.reset),
    states: `${whole.counts.states} > ${findings.counts.states}`,
    found: findings.found.map(f => f.property.name),
  };
}

describe('a variable is left out', () => {
  test('when it is written and read by nothing', () => {
    const text = `module m;
      var x: 0 .. 3 = 0;
      var seen: bool = false;
      device d { action up when x < 3 { x += 1; } action look { seen = not seen and x > 1; } }
      invariant i = x < 9;
      allow deadlock;`;
    expect(dropped(text)).toEqual({ unread: ['seen'], reset: [], states: '6 > 4', found: [] });
  });

  test('when it is read only to change itself and others like it', () => {
    const text = `module m;
      var x: bool = false;
      var a: 0 .. 2 = 0;
      var b: 0 .. 2 = 0;
      device d { action flip { x = not x; } action turn { a = (a + 1) % 3; b = a; } }
      invariant i = x or not x;`;
    expect(dropped(text)).toEqual({ unread: ['a', 'b'], reset: [], states: '6 > 2', found: [] });
  });

  test('with a name that only feeds it', () => {
    const text = `module m;
      var x: bool = false;
      var a: bool = false;
      thread t { forever { s: atomic { let y = not a; x = not x; a = y; } } }
      invariant i = x or not x;`;
    expect(dropped(text).unread).toEqual(['a', 't.y']);
  });

  test('with the choices of its initial value', () => {
    const text = `module m;
      var x: bool = false;
      var a: 0 .. 7 in 0 .. 7;
      device d { action flip { x = not x; } }
      invariant i = x or not x;`;
    expect(dropped(text)).toEqual({ unread: ['a'], reset: [], states: '16 > 2', found: [] });
  });

  test('but its value is still computed where that may fail', () => {
    const text = `module m;
      var x: 0 .. 3 = 3;
      var a: 0 .. 9 = 0;
      device d { action down when x > 0 { x -= 1; } action divide { a = 9 / x; } }`;
    const { unread, found } = dropped(text);
    expect({ unread, found }).toEqual({ unread: ['a'], found: ['runtime/division'] });
  });

  test('but a key outside its map still fails', () => {
    const text = `module m;
      var x: 0 .. 3 = 0;
      var a: 0 .. 2 -> bool = false;
      device d { action up when x < 3 { x += 1; } action mark { a[x] = true; } }
      allow deadlock;`;
    const { unread, found } = dropped(text);
    expect({ unread, found }).toEqual({ unread: ['a'], found: ['runtime/index'] });
  });
});

describe('a variable is kept', () => {
  test.each([
    ['that can run over', 'var a: 0 .. 2 = 0;', 'a += 1;'],
    ['that a guard reads', 'var a: bool = false;', 'when not a; a = true;'],
    ['whose content decides whether a step fails', 'var a: seq of bool max 2 = [];', 'a[0] = x;'],
    ['that a choice reads', 'var a: set of 0 .. 1 = {};', 'pick p in a; a = {1}; x = true;'],
  ])('%s', (_, declared, body) => {
    const text = `module m;
      var x: bool = false;
      ${declared}
      device d { action flip { x = not x; } action act { ${body} } }
      invariant i = x or not x;`;
    expect(dropped(text).unread).toEqual([]);
  });

  test('that may leave no way to begin', () => {
    const text = `module m;
      var x: bool = false;
      var a: 0 .. 2 in { n in 0 .. 2 where n > 2 };
      device d { action flip { x = not x; } }`;
    expect(dropped(text).unread).not.toContain('a');
  });

  test('that only a scenario or a cover reads', () => {
    const text = `module m;
      var a: bool = false;
      var b: bool = false;
      var c: bool = false;
      device d { action flip { a = not a; b = not b; c = not c; } }
      cover seen = b;
      scenario "flipped" { d.flip then c } possible;`;
    expect(dropped(text).unread).toEqual(['a']);
  });
});

describe('what is overwritten before it is read is forgotten', () => {
  test('a local, at the places of its thread where it is dead', () => {
    const text = `module m;
      var x: 0 .. 3 = 0;
      thread t {
        var old: 0 .. 3 = 0;
        forever { load: old = x; store: x = (old + 1) % 4; }
      }
      invariant i = x < 9;`;
    expect(dropped(text)).toEqual({ unread: [], reset: ['t.old'], states: '9 > 8', found: [] });
  });

  test('a binding, after its last use, for each instance by itself', () => {
    const text = `module m;
      symmetric Cpu[2];
      var x: 0 .. 3 = 0;
      thread t(c: Cpu) { forever { load: let old = x; store: x = (old + 1) % 4; rest: skip; } }
      invariant i = x < 9;`;
    const { reset, states } = dropped(text);
    expect({ reset, states }).toEqual({ reset: ['t.old'], states: '96 > 60' });
  });

  test('but not one that a property reads', () => {
    const text = `module m;
      var x: 0 .. 3 = 0;
      thread u { var old: 0 .. 3 = 0; forever { load: old = x; store: x = (old + 1) % 4; } }
      invariant i = u.old < 9;`;
    expect(dropped(text).reset).toEqual([]);
  });

  test('but not one whose values are members that cannot be told apart', () => {
    const text = `module m;
      symmetric Page[2];
      var x: Page -> bool = false;
      thread t { var p: Page in Page; forever { take: atomic { pick q in Page; p = q; } mark: x[p] = not x[p]; } }
      invariant i = forall p in Page: x[p] or not x[p];`;
    expect(dropped(text).reset).not.toContain('t.p');
  });

  test('but not in the turns of a loop without order', () => {
    const text = `module m;
      symmetric Page[2];
      var x: Page -> bool = false;
      var all: set of Page = {};
      thread t {
        var mine: set of Page = {};
        forever { go: atomic { mine = {}; for p in Page { if not x[p] { mine += p; } } all = mine; } flip: atomic { pick p in Page; x[p] = not x[p]; } }
      }
      invariant i = all subset Page;`;
    const { reset } = dropped(text);
    expect(reset).toEqual(['t.mine']);
  });
});

test('a run of the smaller machine is shown with everything that was left out', () => {
  const text = `module m;
    var a: 0 .. 1 = 0;
    var x: 0 .. 3 = 0;
    thread t { var old: 0 .. 3 = 0; forever { load: old = x; store: atomic { x = (old + 1) % 4; a = 1 - a; } } }
    invariant i = x < 2;`;
  const machine = machineOf(text);
  const small = withoutDead(machine);
  const [found] = search(small.machine, everything(small.machine)).found;
  if (found === undefined) throw new Error('the invariant is violated');
  const trace = lifted(machine, small, found.property, found.path);
  expect(trace.steps.map(s => s.changes.map(c => `${c.place} = ${c.to}`).join(', '))).toEqual([
    '',
    'a = 1, x = 1',
    't.old = 1',
    'a = 0, x = 2',
  ]);
});
