/** The hardware does in each litmus test what the notes allow, and nothing that they forbid. */
import { describe, expect, test } from 'vitest';
import { groups, iommuText, litmusOf } from './litmus.ts';

const tests = groups.map(group => [group, litmusOf(group, iommuText)] as const);
const all = tests.flatMap(([, some]) => some);

describe.each(tests)('%s', (_, some) => {
  test.each(some.map(one => [`${one.text}, ${one.where}`, one] as const))('%s', (_name, one) => {
    expect(one.found()).toBe(one.possible);
  });
});

test('every litmus test of the notes is there', () => {
  const numbers = new Set(all.map(({ text }) => text.split(':')[0]));
  const wanted = Array.from({ length: 22 }, (_, i) => `HL-${i + 1}`);
  expect(wanted.filter(name => !numbers.has(name))).toEqual([]);
});

test('what is forbidden is possible with a rule switched off or a knob turned', () => {
  const possible = new Set(all.flatMap(one => (one.possible ? [one.run] : [])));
  const alone = all.filter(one => !one.possible && !possible.has(one.run));
  expect(alone.map(({ text }) => text)).toEqual([]);
});

test('every knob decides a litmus test', () => {
  const [, knobs] = iommuText.split('// ---- knobs: ');
  const [ours] = (knobs ?? '').split('// ---- requests');
  const names = [...(ours ?? '').matchAll(/^config (\w+):/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(15);
  const turned = all.map(({ where }) => where).join();
  expect(names.filter(name => !turned.includes(` ${name} = `))).toEqual([]);
});
