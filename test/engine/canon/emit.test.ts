/** The WebAssembly form of canonical forms equals the JavaScript one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../../../src/engine/canon/canonical.ts';
import { compiled } from './compiled.ts';
import { layoutOf, shapes, states, wordsOf } from './layouts.ts';

const cases = shapes(1e15).chain(shape => {
  const layout = layoutOf(shape);
  return fc
    .array(states(layout), { minLength: 10, maxLength: 30 })
    .map(several => ({ layout, several }));
});

test('canonical forms and orbits in WebAssembly are those in JavaScript, word for word', () => {
  fc.assert(
    fc.property(cases, ({ layout, several }) => {
      const { least, orbit } = canonical(layout);
      const inWasm = compiled(layout);
      for (const contents of several) {
        const here = wordsOf(layout, contents);
        const there = wordsOf(layout, contents);
        least(here, 0);
        inWasm.least(there);
        expect(there).toEqual(here);
        expect(inWasm.orbit(there)).toBe(orbit(here, 0));
      }
    }),
    { numRuns: 400 },
  );
}, 120_000);
