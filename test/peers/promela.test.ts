/**
 * What `export --to promela` writes, counted by SPIN: the states and transitions that the
 * table has of each model, and the state and the transitions of the start; and the first
 * error of the whole model, in as many steps as our own search says. Where SPIN or gcc is
 * missing, only that the models are written.
 */
import { describe, expect, test } from 'vitest';
import { declared, named, noLimits, questionOf } from '../../src/check/asked.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { initialStates } from '../../src/reference/initial.ts';
import { search } from '../../src/reference/search.ts';
import { promela } from '../../src/view/promela/promela.ts';
import { machineOf } from './machines.ts';
import { constructs, type Row, rows, titleOf } from './rows.ts';
import { spin, spinInstalled } from './spin.ts';

/** `PEERS=all` leaves nothing out. */
const all = process.env.PEERS === 'all';
const everyRow = [...rows, ...constructs];
const hasSpin = spinInstalled();
/** Long enough for a slow machine that is busy with other tests. */
const timeoutMs = 600_000;

/** Each takes some seconds to compile, twice: without PEERS a few small ones that have much in them. */
const few = new Set(['kva', 'peterson', 'queue', 'walker', 'atoms']);
const first = (row: Row): boolean => row === everyRow.find(r => r.file === row.file);
const wanted = everyRow.filter(row => all || (few.has(row.model) && first(row)));

const written = (machine: Machine, row: Row, properties: boolean): string => {
  const result = promela(machine, { file: row.file, properties });
  if (result.kind === 'unsaid') throw new Error(result.unsaid.map(u => u.message).join('; '));
  return result.text;
};

const shortest = (machine: Machine): number | null => {
  const properties = declared(machine).filter(({ kind }) => kind !== 'cover');
  const asked = [...named(machine, 'runtime'), ...properties];
  const question = questionOf(asked, { symmetry: true, stop: 'first', limits: noLimits });
  const lengths = search(machine, question).found.map(({ length }) => length);
  return lengths.length === 0 ? null : Math.min(...lengths);
};

for (const row of wanted) {
  describe(`${row.model}: ${titleOf(row)}`, { timeout: timeoutMs }, () => {
    const machine = machineOf(row);
    test('is written', () => {
      expect(written(machine, row, true)).not.toBe(written(machine, row, false));
    });
    if (!hasSpin) return;
    test('SPIN counts what we count, and the start', () => {
      const found = spin(written(machine, row, false), ['-DSAFETY', '-DNOREDUCE', '-DNOFAIR']);
      expect(found).toEqual({
        states: row.states + 1,
        transitions: row.transitions + 1 + initialStates(machine).states.length,
        length: null,
      });
    });
    test('SPIN finds what we find, in as many steps', () => {
      const { length } = spin(written(machine, row, true), ['-DSAFETY', '-DBFS']);
      expect(length).toBe(shortest(machine));
    });
  });
}

test.skipIf(hasSpin)('spin and gcc are not installed: the exports were not run', () => {});
