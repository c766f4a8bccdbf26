/**
 * Random models of the benchmark: the same seed gives the same model, and our reference
 * and, where they are installed, Rumur and SPIN count of its texts what a search of a
 * page counts of the model itself. (There is no TLC here.)
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Checker } from '../../bench/src/checkers/checker.ts';
import { rumur } from '../../bench/src/checkers/rumur.ts';
import { spin } from '../../bench/src/checkers/spin.ts';
import { type Meter, meterOf } from '../../bench/src/measure.ts';
import type { Case } from '../../bench/src/model.ts';
import { random } from '../../bench/src/models.ts';
import { declared, noLimits, questionOf } from '../../src/check/asked.ts';
import { machinesOf } from '../../src/cli/spec.ts';
import { search } from '../../src/reference/search.ts';

const limits = { leastStates: 40, mostStates: 600 };
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
/** Peers are compiled for each: some seconds. */
const seedsForPeers = [1, 2];
const peers: readonly Checker[] = [spin, ...rumur.filter(({ name }) => name === 'Rumur')];
const timeoutMs = 120_000;

let folder = '';
let meter: Meter | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'random-'));
});
afterAll(() => {
  meter?.close();
  rmSync(folder, { recursive: true });
});

/** What the reference counts and finds, all invariants asked. */
const byReference = (text: string) => {
  const file = join(folder, 'random.pspec');
  writeFileSync(file, text);
  const opened = machinesOf({ file, variants: [], patches: [], sweeps: [] });
  if (opened.kind === 'refused') throw new Error(JSON.stringify(opened.refusal));
  const [machine] = opened.value.machines;
  if (machine === undefined) throw new Error('no machine');
  const question = questionOf(declared(machine), {
    symmetry: false,
    stop: 'first',
    limits: noLimits,
  });
  const { counts, found } = search(machine, question);
  return { states: counts.states, transitions: counts.transitions, violated: found.length };
};

/** What a peer counts; it stops where an invariant fails. */
const byPeer = (peer: Checker, what: Case) => {
  meter ??= meterOf(60);
  const { states, transitions } = peer.run(what, folder, meter);
  return { states, transitions };
};

describe('a random model', { timeout: timeoutMs }, () => {
  test('is the same for the same seed, and another one for another', () => {
    expect(random(1, limits).text).toBe(random(1, limits).text);
    expect(new Set(seeds.map(seed => random(seed, limits).text)).size).toBe(seeds.length);
  });

  test.each(seeds)('of seed %i has the states and transitions that we count ourselves', seed => {
    const { text, states, transitions } = random(seed, limits);
    expect(byReference(text)).toEqual({ states, transitions, violated: 0 });
  });

  test.each(seedsForPeers)('of seed %i is the same model to SPIN and Rumur', seed => {
    const { model, states, transitions } = random(seed, limits);
    for (const peer of peers.filter(({ absent }) => absent === null)) {
      expect([peer.name, byPeer(peer, { model, symmetry: false })]).toEqual([
        peer.name,
        { states, transitions },
      ]);
    }
  });

  test.skipIf(peers.every(({ absent }) => absent === null))(
    'SPIN or Rumur is not installed: its texts were not run',
    () => {},
  );
});
