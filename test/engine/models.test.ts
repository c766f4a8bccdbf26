/**
 * Every model of the repository through the engines: what they count does not depend on
 * the back end, and orbits add up to the states without symmetry. The counts themselves
 * are held to Rumur's by test/peers, and to the reference's by the laws.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import type { Counts, Question } from '../../src/machine/search.ts';
import { engineSearch, type Manner } from '../../src/trace/engine-search.ts';
import { everything, lowered } from '../support/spec.ts';

const root = resolve(import.meta.dirname, '../../models');
const files = readdirSync(root).flatMap(folder =>
  readdirSync(join(root, folder))
    .filter(name => name.endsWith('.pspec'))
    .map(name => join(root, folder, name))
    // The flagship imports; test/models has its counts, without symmetry too.
    .filter(file => !/^import /m.test(readFileSync(file, 'utf8'))),
);

const mostStates = 30_000_000;

// Its canonical forms are slow where members point to each other.
const smallForJs = 20_000;

/** The whole space of a machine: nothing is asked that would end the search. */
function counted(machine: Machine, symmetry: boolean, manner: Manner): Counts {
  const { limits, ...rest } = everything(machine, symmetry);
  const nothing = { invariants: [], transitions: [], covers: [], asserts: [] };
  const unasked: Question = {
    ...rest,
    ...nothing,
    deadlock: false,
    runtime: [],
    awaited: [],
    stop: 'all',
    limits: { ...limits, maxStates: mostStates },
  };
  const answer = engineSearch(machine, unasked, {}, manner);
  if (answer.kind === 'unfit') throw new Error(`${machine.variant}: ${answer.reason}`);
  expect(answer.findings.limit).toBeNull();
  return answer.findings.counts;
}

const wasm: Manner = { kind: 'wasm', workers: 1 };
const js: Manner = { kind: 'js', workers: 1 };

describe('of every model', () => {
  for (const file of files) {
    const machines = lowered(readFileSync(file, 'utf8'));
    if (typeof machines === 'string') throw new Error(`${file}: ${machines}`);
    for (const [variant, machine] of machines) {
      test(`orbits add up to the states without symmetry: ${variant} of ${machine.module}`, () => {
        const orbits = counted(machine, true, wasm);
        const full = counted(machine, false, wasm);
        expect(orbits.fullStates).toBe(full.states);
        expect(orbits.fullTransitions).toBe(full.transitions);
        expect(orbits.depth).toBe(full.depth);
        if (orbits.states < smallForJs) expect(counted(machine, true, js)).toEqual(orbits);
      }, 120_000);
    }
  }
});
