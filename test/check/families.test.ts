/** What families of variants amount to. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holesIn, isTransient } from '../../src/check/series.ts';
import { latticeOf, type Subset, wordOf } from '../../src/check/subsets.ts';
import { judge, type Result, type Word } from '../../src/check/verdict.ts';
import type { PropertyRef } from '../../src/machine/search.ts';
import { search } from '../../src/reference/search.ts';
import { replayed } from '../../src/trace/replay.ts';
import { everything, machineOf } from '../support/spec.ts';

const text = (holds: boolean) =>
  `var x: bool = true; thread t { a: x = ${holds}; } allow deadlock; invariant one = x;`;
const asked: readonly PropertyRef[] = [{ kind: 'invariant', name: 'one' }];

function resultOf(word: Word): Result {
  const machine = machineOf(text(word !== 'violated'));
  const maxStates = word === 'unknown' ? 1 : null;
  const question = everything(machine);
  const findings = search(machine, { ...question, limits: { ...question.limits, maxStates } });
  const result = judge(machine, asked, findings, (on, { property, path }) =>
    replayed(on, property, path),
  );
  expect(result.verdict).toBe(word);
  return result;
}

const known: Readonly<Record<Word, Result>> = {
  holds: resultOf('holds'),
  violated: resultOf('violated'),
  unknown: resultOf('unknown'),
};
const word = fc.constantFrom<Word>('holds', 'violated', 'unknown');

describe('the holes of a series', () => {
  test('are the stretches of prefixes that violate it, all of them', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), words => {
        const prefixes = words.map(one => known[one]);
        const holes = holesIn(prefixes);
        const inside = (i: number): boolean =>
          holes.some(({ from, until }) => from <= i && (until === null || i < until));
        expect(words.map((_, i) => inside(i))).toEqual(words.map(one => one === 'violated'));
        for (const hole of holes) {
          const { from, until } = hole;
          expect(words[from - 1]).not.toBe('violated');
          if (until !== null) expect(words[until]).not.toBe('violated');
          expect(isTransient(hole)).toBe(from > 0 && until !== null);
          const sides = [words[from - 1], until === null ? undefined : words[until]];
          expect(hole.sure).toBe(!sides.includes('unknown'));
        }
      }),
    );
  });
});

describe('the lattice of subsets', () => {
  const patches = ['p', 'q', 'r'];
  const within = (a: Subset, b: Subset): boolean =>
    a !== b && a.patches.every(patch => b.patches.includes(patch));
  // Some subsets do not fit together, so any family may come.
  const family = fc
    .array(fc.option(word), { minLength: 8, maxLength: 8 })
    .map(words =>
      words.flatMap((one, bits): readonly Subset[] =>
        one === null
          ? []
          : [{ patches: patches.filter((_, i) => (bits >> i) % 2 === 1), result: known[one] }],
      ),
    );

  test('has as minimal safe sets the safe ones of which no smaller one is safe', () => {
    fc.assert(
      fc.property(family, subsets => {
        const { minimalSafe } = latticeOf(subsets);
        for (const { subset, sure } of minimalSafe) {
          const smaller = subsets.filter(other => within(other, subset)).map(s => wordOf(s.result));
          expect(wordOf(subset.result)).toBe('safe');
          expect(smaller).not.toContain('safe');
          expect(sure).toBe(!smaller.includes('unknown'));
        }
        for (const safe of subsets.filter(one => wordOf(one.result) === 'safe')) {
          const below = minimalSafe.some(({ subset }) => subset === safe || within(subset, safe));
          expect(below).toBe(true);
        }
      }),
    );
  });

  test('has as maximal unsafe sets the unsafe ones of which no larger one is unsafe', () => {
    fc.assert(
      fc.property(family, subsets => {
        const { maximalUnsafe } = latticeOf(subsets);
        for (const { subset } of maximalUnsafe) {
          const larger = subsets.filter(other => within(subset, other)).map(s => wordOf(s.result));
          expect(wordOf(subset.result)).toBe('unsafe');
          expect(larger).not.toContain('unsafe');
          expect(subset.result.properties[0]?.trace?.steps.length).toBe(1);
        }
        for (const unsafe of subsets.filter(one => wordOf(one.result) === 'unsafe')) {
          const above = maximalUnsafe.some(
            ({ subset }) => subset === unsafe || within(unsafe, subset),
          );
          expect(above).toBe(true);
        }
      }),
    );
  });

  test('is made worse where one patch more breaks what held, and nowhere else', () => {
    fc.assert(
      fc.property(family, subsets => {
        const told = latticeOf(subsets).worse.map(({ patch, to }) => [...to.patches, patch].sort());
        const expected = subsets.flatMap(to =>
          subsets
            .filter(more => within(to, more) && more.patches.length === to.patches.length + 1)
            .filter(more => wordOf(to.result) === 'safe' && wordOf(more.result) === 'unsafe')
            .map(more => [...more.patches].sort()),
        );
        expect(told.sort()).toEqual(expected.sort());
      }),
    );
  });
});
