/** Canonical forms, against the meaning of permutations on all states of an orbit. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../../../src/engine/canon/canonical.ts';
import { layoutOf, permutations, permuter, shapes, states, wordsOf } from './layouts.ts';

const cases = shapes(720).chain(shape => {
  const layout = layoutOf(shape);
  return states(layout).map(contents => ({ layout, contents }));
});

const text = (words: Uint32Array): string => words.join();

test('a canonical form is one state of the orbit, the same for all of them, and the orbit is as large as it says', () => {
  fc.assert(
    fc.property(cases, ({ layout, contents }) => {
      const { least, orbit } = canonical(layout);
      const permute = permuter(layout);
      const all = new Set<string>();
      const forms = new Set<string>();
      const sizes = new Set<number>();
      let form: Uint32Array = new Uint32Array();
      for (const permutation of permutations(layout)) {
        const words = wordsOf(layout, permute(contents, permutation));
        if (all.has(text(words))) continue;
        all.add(text(words));
        sizes.add(orbit(words, 0));
        least(words, 0);
        forms.add(text(words));
        form = words;
      }
      expect(forms.size).toBe(1);
      expect(all.has(text(form))).toBe(true);
      expect([...sizes]).toEqual([all.size]);
      expect(orbit(form, 0)).toBe(all.size);
    }),
    { numRuns: 1000 },
  );
}, 120_000);

test('the permutation leads to the canonical form', () => {
  fc.assert(
    fc.property(cases, ({ layout, contents }) => {
      const { least, permutation } = canonical(layout);
      const words = wordsOf(layout, contents);
      const moved = permuter(layout)(contents, permutation(words, 0));
      expect(text(words)).toBe(text(wordsOf(layout, contents)));
      least(words, 0);
      expect(text(wordsOf(layout, moved))).toBe(text(words));
    }),
    { numRuns: 1500 },
  );
}, 60_000);

test('a form at an offset leaves its surroundings alone', () => {
  fc.assert(
    fc.property(cases, ({ layout, contents }) => {
      const { least } = canonical(layout);
      const words = wordsOf(layout, contents);
      const wide = new Uint32Array(words.length + 4).fill(7);
      wide.set(words, 2);
      least(words, 0);
      least(wide, 2);
      expect(text(wide)).toBe(text(Uint32Array.of(7, 7, ...words, 7, 7)));
    }),
  );
});

test('members that colours do not tell apart are told apart by their images', () => {
  // A ring of three and a ring of four: everybody has two neighbours.
  const rings = ['0 1', '1 2', '2 0', '3 4', '4 5', '5 6', '6 3'];
  const edges = new Set(rings.flatMap(edge => [edge, [...edge].reverse().join('')]));
  const content = { kind: 'plain', width: 1 } as const;
  const layout = layoutOf({
    joint: [7],
    sorted: [],
    families: [{ axes: [0, 0], keys: 'different', content }],
    shuffle: 0,
  });
  const contents = layout.cells.map(({ axes }) =>
    edges.has(axes.map(({ member }) => member).join(' ')) ? 1n : 0n,
  );
  const permute = permuter(layout);
  const { least, orbit } = canonical(layout);
  const forms = new Set<string>();
  const sizes = new Set<number>();
  for (const permutation of permutations(layout)) {
    const words = wordsOf(layout, permute(contents, permutation));
    sizes.add(orbit(words, 0));
    least(words, 0);
    forms.add(text(words));
  }
  expect(forms.size).toBe(1);
  // 5040 permutations; 6 turns and flips of the one ring, 8 of the other.
  expect([...sizes]).toEqual([105]);
});
