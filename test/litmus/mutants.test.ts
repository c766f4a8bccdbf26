/** A wrong IOMMU does not pass: whatever rule of the module is bent, some litmus test fails. */
import { describe, expect, test } from 'vitest';
import { iommuText, litmusOf } from './litmus.ts';
import { mutants, mutated } from './mutants.ts';

describe('each mutant of the IOMMU fails a litmus test', () => {
  test.each(mutants.map(one => [`${one.rule}: ${one.from} is ${one.to || 'gone'}`, one] as const))(
    '%s',
    (_, one) => {
      const tests = litmusOf(one.group, mutated(one), [`${one.by}:`]);
      expect(tests.find(litmus => litmus.found() !== litmus.possible)?.text).toMatch(/./);
    },
  );
});

// What has no mutant, and why.
const beyond: ReadonlyMap<string, string> = new Map([
  ['C-8', 'is what `fill` does not look at; HL-7 shows it'],
  ['C-11', 'is what `fill` does not look at; HL-1 shows it'],
  ['C-14', 'a hostile device asks for anything: no litmus test has one'],
  ['F-2', 'as C-14'],
  ['W-2', 'is that `read` reads one entry: HL-10 is no test without it'],
  ['W-6', 'is what `start_pde` does not touch; HL-14 shows it'],
  ['W-10', 'out of scope'],
  ['I-11', 'is the `hint` of another vendor'],
  ['I-12', 'is the `hint` of another vendor'],
]);

test('each rule that the module names has a mutant, or a reason', () => {
  const named = new Set([...iommuText.matchAll(/\b([CWIF]-\d+b?)\b/g)].map(([rule]) => rule));
  const bent = new Set(mutants.map(({ rule }) => rule));
  expect([...named].filter(rule => !bent.has(rule) && !beyond.has(rule))).toEqual([]);
  expect([...beyond.keys()].filter(rule => bent.has(rule))).toEqual([]);
});
