/**
 * What the rules about scalarsets protect. Each model breaks one rule. With the rule off
 * it runs, and its orbits do not add up to the states there are: the reduction would be
 * wrong. With the rule on it is refused.
 */
import { describe, expect, test } from 'vitest';
import type { Code } from '../../src/base/codes.ts';
import { search } from '../../src/reference/search.ts';
import { codes, everything, machineOf } from '../support/spec.ts';

interface Breach {
  readonly rule: Code;
  readonly does: string;
  readonly text: string;
}

const loop = (body: string, initial = 'in { false, true }'): string => `
  symmetric Page[3];
  var use: Page -> bool ${initial};
  var last: Page? = none;
  var n: 0 .. 9 = 0;
  device d { action go when last is none and n == 0 { for p in Page { ${body} } } }`;

const breaches: readonly Breach[] = [
  {
    rule: 'symmetry/order',
    does: 'compares members by size',
    text: `symmetric Page[2];
      var low: Page? = none;
      device d { action choose(p: Page, q: Page) when p < q { low = some p; } }`,
  },
  {
    rule: 'symmetry/order',
    does: 'adds to a member',
    text: `symmetric Page[3];
      var use: Page -> bool = false;
      device d { action take(p: Page) when (p + 1) % 2 == 0 { use[p] = true; } }`,
  },
  {
    rule: 'symmetry/order',
    does: 'takes a range of members',
    text: `symmetric Page[3];
      var use: Page -> bool = false;
      device d { action take(p: Page) when count(p .. 2) == 1 { use[p] = true; } }`,
  },
  {
    rule: 'symmetry/member',
    does: 'begins with a member written as a number',
    text: 'symmetric Page[2]; var first: Page = 0; device d { action rest when first == first { } }',
  },
  {
    rule: 'symmetry/member',
    does: 'uses a number as an index',
    text: `symmetric Page[2];
      var use: Page -> bool = false;
      device d { action take { use[1] = true; } }`,
  },
  {
    rule: 'symmetry/member',
    does: 'stores a member as a number',
    text: `symmetric Page[2];
      var n: 0 .. 1 = 0;
      var use: Page -> bool = false;
      device d { action take(p: Page) when n == 0 { n = p; use[p] = true; } }`,
  },
  { rule: 'symmetry/loop', does: 'lets the last turn decide', text: loop('last = some p;') },
  {
    rule: 'symmetry/loop',
    does: 'ends at the first member that is found',
    text: loop('if use[p] { use[p] = false; n = 1; break; }'),
  },
  {
    rule: 'symmetry/loop',
    does: 'reads what the turns before changed',
    text: loop('if use[p] { n += 1; } if n == 0 { use[p] = true; }'),
  },
  {
    rule: 'symmetry/loop',
    does: 'writes at one index what it reads at another',
    text: loop('use[p] = use[p] or not exists q in Page: use[q];', '= false'),
  },
  {
    rule: 'symmetry/loop',
    does: 'returns from the middle',
    text: loop('use[p] = true; n += 1; if p in Page { return; }', '= false'),
  },
  {
    rule: 'symmetry/loop',
    does: 'has a guard behind a change',
    text: loop('if n < 2 { when use[p]; } n += 1;'),
  },
  {
    rule: 'symmetry/loop',
    does: 'has a choice behind a change',
    text: loop('if last is none { pick q in Page where q != p; last = some q; } n = 1;'),
  },
  {
    rule: 'symmetry/loop',
    does: 'raises and lowers a number with bounds',
    text: `symmetric Page[2];
      var use: Page -> bool in { false, true };
      var n: 0 .. 1 = 0;
      var done: bool = false;
      device d { action go when not done { for p in Page { if use[p] { n += 1; } else { n += -1; } } done = true; } }`,
  },
  {
    rule: 'symmetry/loop',
    does: 'adds amounts that depend on the member',
    text: `symmetric Page[2];
      var use: Page -> bool in { false, true };
      var n: 0 .. 1 = 0;
      var done: bool = false;
      device d { action go when not done { for p in Page { n += use[p] ? 1 : -1; } done = true; } }`,
  },
  {
    rule: 'symmetry/loop',
    does: 'both adds to and takes from a set',
    text: `symmetric Page[3];
      var use: Page -> Page in Page;
      var s: set of Page = {};
      device d { action go when s == {} { for p in Page { s += p; s -= use[p]; } } }`,
  },
  {
    rule: 'symmetry/sequence',
    does: 'appends members in one step',
    text: `symmetric Page[2];
      var list: seq of Page max 2 = [];
      device d { action go when list == [] { for p in Page { list += p; } } }`,
  },
];

const sums = (text: string, off: readonly Code[]): readonly [number, number] => {
  const machine = machineOf(text, 'base', { off: new Set(off) });
  const reduced = search(machine, everything(machine, true));
  const whole = search(machine, everything(machine, false));
  return [reduced.counts.fullStates, whole.counts.states];
};

describe.each(breaches)('a model that $does', ({ rule, text }) => {
  test(`is refused by ${rule} alone`, () => {
    expect([...new Set(codes(text))]).toEqual([rule]);
  });

  test('has orbits that do not add up', () => {
    const [orbits, states] = sums(text, [rule]);
    expect(orbits).not.toBe(states);
  });
});

test('every rule that protects a symmetry has such a model', () => {
  const rules = new Set(breaches.map(b => b.rule));
  expect([...rules]).toEqual([
    'symmetry/order',
    'symmetry/member',
    'symmetry/loop',
    'symmetry/sequence',
  ]);
});
