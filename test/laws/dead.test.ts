/**
 * Laws of what `--drop-dead` leaves out, on random modules: nothing that was asked changes,
 * only the number of states, and every run of the smaller machine is one of the whole.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutDead } from '../../src/machine/dead/drop.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { lifted } from '../../src/trace/lift.ts';
import { findingsOf, lastOf, machinesOf, spaces } from './explored.ts';
import { asked, runs } from './setting.ts';

const minutes = 60_000 * (5 + runs / 100);

const machinesOfInterest = (text: string): readonly Machine[] => [
  ...new Set([...machinesOf(text).slice(0, 1), lastOf(text)]),
];

for (const symmetry of [true, false]) {
  const manner = { symmetry, stop: 'all' } as const;
  const modules = Math.ceil(runs / (symmetry ? 8 : 16));
  const name = symmetry ? 'with' : 'without';

  test(
    `leaving out what is dead changes no verdict, no length and no run, ${name} symmetry`,
    () => {
      let unread = 0;
      let fewer = 0;
      const law = (text: string): void => {
        for (const machine of machinesOfInterest(text)) {
          const whole = findingsOf(machine, manner);
          if (whole.limit !== null) continue;
          const small = withoutDead(machine);
          const findings = findingsOf(small.machine, manner);
          expect(findings.limit).toBe(null);
          expect(findings.noInitialState).toBe(whole.noInitialState);
          expect(findings.found.map(f => [f.property, f.length])).toEqual(
            whole.found.map(f => [f.property, f.length]),
          );
          expect(findings.counts.states).toBeLessThanOrEqual(whole.counts.states);
          expect(findings.counts.fullStates).toBeLessThanOrEqual(whole.counts.fullStates);
          expect(findings.counts.transitions).toBeLessThanOrEqual(whole.counts.transitions);
          const paths = findings.found.map(f => lifted(machine, small, f.property, f.path).path);
          expect(paths).toEqual(whole.found.map(f => f.path));
          if (small.unread.size > 0) unread += 1;
          if (findings.counts.states < whole.counts.states) fewer += 1;
        }
      };
      fc.assert(fc.property(spaces, law), asked(modules));
      // Else the law would say little.
      expect(unread / modules).toBeGreaterThan(0.05);
      expect(fewer / modules).toBeGreaterThan(0.1);
    },
    minutes,
  );
}
