/** States go into words and come out again, and different states have different words. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layoutOf } from '../../src/engine/layout/make.ts';
import { pack, unpack } from '../../src/engine/layout/pack.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { encode } from '../../src/machine/value.ts';
import { isFault } from '../../src/reference/fault.ts';
import { initialStates } from '../../src/reference/initial.ts';
import type { State } from '../../src/reference/state.ts';
import { successors } from '../../src/reference/successors.ts';
import { machineOf, recipe } from '../support/random.ts';

function statesOf(machine: Machine): readonly State[] {
  const found = new Map(initialStates(machine).states.map(s => [encode(s), s] as const));
  for (const state of found.values()) {
    if (found.size > 200) break;
    for (const { outcome } of successors(machine, state))
      if (!isFault(outcome)) found.set(encode(outcome), outcome);
  }
  return [...found.values()];
}

it.each([false, true])('pack and unpack are inverse; symmetry: %s', symmetry => {
  fc.assert(
    fc.property(recipe, from => {
      const machine = machineOf(from);
      const layout = layoutOf(machine, symmetry);
      if ('kind' in layout) throw new Error(layout.reason);
      const states = statesOf(machine);
      const words = states.map(state => pack(layout, state.toArray()));
      expect(words.map(w => encode(states[0]?.clear().concat(unpack(layout, w)) ?? null))).toEqual(
        states.map(encode),
      );
      expect(new Set(words.map(String)).size).toBe(states.length);
    }),
    { numRuns: 40, seed: 3 },
  );
});
