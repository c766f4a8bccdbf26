/**
 * What `export --to murphi` writes, counted by Rumur: the states and transitions that the
 * table has of each model, without symmetry and with exhaustive symmetry; and the first
 * error of the whole model, in as many steps as our own search says. Where Rumur or a C
 * compiler is missing, only that the models are written.
 */
import { describe, expect, test } from 'vitest';
import { declared, named, noLimits, questionOf } from '../../src/check/asked.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { search } from '../../src/reference/search.ts';
import { murphi } from '../../src/view/murphi/murphi.ts';
import { machineOf } from './machines.ts';
import { constructs, type Row, rows, titleOf } from './rows.ts';
import { count, installed } from './rumur.ts';

/** `PEERS=all` leaves nothing out. */
const all = process.env.PEERS === 'all';
const everyRow = [...rows, ...constructs];
const hasRumur = installed();
/** Long enough for a slow machine that is busy with other tests. */
const timeoutMs = 240_000;

/** The first row of a model is its smallest; the C of each takes a second to compile, thrice. */
const wanted = everyRow.filter(row => all || row === everyRow.find(r => r.file === row.file));

const written = (machine: Machine, row: Row, properties: boolean): string => {
  const result = murphi(machine, { file: row.file, properties });
  if (result.kind === 'unsaid') throw new Error(result.unsaid.map(u => u.message).join('; '));
  return result.text;
};

const off = { symmetry: false, deadlock: false, bound: 0 };

const shortest = (machine: Machine): number | null => {
  const properties = declared(machine).filter(({ kind }) => kind !== 'cover');
  const asked = [...named(machine, 'runtime'), ...properties];
  const question = questionOf(asked, { symmetry: true, stop: 'first', limits: noLimits });
  const lengths = search(machine, question).found.map(({ length }) => length);
  return lengths.length === 0 ? null : Math.min(...lengths);
};

// A cover that nothing reaches is an error to Rumur too, but none of ours.
const withoutCovers = (text: string): string => text.replaceAll(/^cover .*\n(.*\n)*?\n/gm, '');

for (const row of wanted) {
  describe(`${row.model}: ${titleOf(row)}`, { timeout: timeoutMs }, () => {
    const machine = machineOf(row);
    test('is written', () => {
      expect(written(machine, row, true)).not.toBe(written(machine, row, false));
    });
    if (!hasRumur) return;
    test('Rumur counts what we count', () => {
      const text = written(machine, row, false);
      const { states, transitions } = row;
      expect(count(text, off)).toEqual({ states, transitions, length: null });
      if (row.symmetricStates === undefined) return;
      expect(count(text, { ...off, symmetry: true })).toEqual({
        states: row.symmetricStates,
        transitions: row.symmetricTransitions,
        length: null,
      });
    });
    test('Rumur finds what we find, in as many steps', () => {
      const text = withoutCovers(`${written(machine, row, true)}\n`);
      const { length } = count(text, { ...off, deadlock: !machine.deadlockAllowed });
      expect(length).toBe(shortest(machine));
    });
  });
}

test.skipIf(hasRumur)('rumur and cc are not installed: the exports were not run', () => {});
