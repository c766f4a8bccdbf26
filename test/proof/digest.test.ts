/** The set of states in a claim: the same for every search, and for no other set. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { noLimits, questionOf } from '../../src/check/asked.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { Value } from '../../src/machine/value.ts';
import { stateSet } from '../../src/proof/digest.ts';
import { machineOf } from '../support/spec.ts';
import { modelOf } from './models.ts';
import { type EngineName, told } from './searches.ts';

const engines: readonly EngineName[] = ['reference', 'js', 'wasm'];

const statesOf = (machine: Machine, symmetry: boolean, engine: EngineName) =>
  told(machine, questionOf([], { symmetry, stop: 'first', limits: noLimits }), engine).states;

function digestOf(
  machine: Machine,
  symmetry: boolean,
  states: readonly (readonly Value[])[],
): string {
  const set = stateSet(machine, symmetry);
  if (set === null) throw new Error('too many permutations');
  for (const state of states) set.add(state);
  return set.digest();
}

describe('the set of states', () => {
  const blink = machineOf(
    'module blink; var on: bool = false; device d { action flip { on = not on; } }',
  );

  test('is the one that the reference computes by hand', () => {
    const hashes = ['f', 't'].map(text => createHash('sha256').update(text).digest('hex'));
    const sum = hashes.reduce((s, hash) => s + BigInt(`0x${hash}`), 0n) % 2n ** 256n;
    const shown = sum.toString(16).padStart(64, '0').slice(0, 32);
    const page = readFileSync('spec/claims.md', 'utf8');
    expect(digestOf(blink, true, statesOf(blink, true, 'reference'))).toBe(shown);
    for (const text of [...hashes, shown]) expect(page).toContain(`\`${text}\``);
    expect(digestOf(blink, true, [])).toBe('0'.repeat(32));
  });

  test.each([
    ['models/kva/kva.pspec', 'spliced', ['PAGES=3']],
    ['models/kva/kva.pspec', 'draft', ['PAGES=3']],
    ['models/german/german.pspec', 'protocol', ['NODES=2']],
  ] as const)(
    'of %s %s is the same for every engine, with symmetry and without',
    (file, variant, settings) => {
      const machine = modelOf(file, variant, ...settings);
      const all = [true, false].map(symmetry =>
        engines.map(engine => digestOf(machine, symmetry, statesOf(machine, symmetry, engine))),
      );
      for (const digests of all) expect(new Set(digests).size).toBe(1);
      expect(all[0]?.[0]).not.toBe(all[1]?.[0]);
    },
  );

  test('does not depend on the order, but on every state', () => {
    const machine = modelOf('models/kva/kva.pspec', 'spliced', 'PAGES=2');
    const states = statesOf(machine, true, 'js');
    const whole = digestOf(machine, true, states);
    expect(digestOf(machine, true, states.toReversed())).toBe(whole);
    const others = states.map((_, i) => digestOf(machine, true, states.toSpliced(i, 1)));
    expect(new Set([whole, ...others]).size).toBe(states.length + 1);
  });

  test('of a search that stopped early is told by nobody', () => {
    const machine = modelOf('models/kva/kva.pspec', 'spliced', 'PAGES=2');
    const limits = { ...noLimits, maxDepth: 3 };
    for (const engine of engines) {
      const { states } = told(
        machine,
        questionOf([], { symmetry: true, stop: 'first', limits }),
        engine,
      );
      expect(states).toEqual([]);
    }
  });

  test('is not made of more permutations than can be tried', () => {
    const text = (size: number) =>
      `module m; symmetric S[${size}]; var x: S? = none; device d { action a(s: S) { x = some s; } }`;
    expect(stateSet(machineOf(text(9)), true)).toBeNull();
    expect(stateSet(machineOf(text(9)), false)).not.toBeNull();
  });
});
