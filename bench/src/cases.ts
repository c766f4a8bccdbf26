/**
 * What is run, at which sizes, and what is aimed at. Counts that several checkers agree on
 * are pinned here, so that a run of one checker alone is held to them too.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, Counts, Model } from './model.ts';
import { cow, german, pool, random } from './models.ts';

const counts = (states: number, transitions: number): Counts => ({ states, transitions });
const full = (model: Model, expected?: Counts): Case => caseOf(model, false, expected);
const orbits = (model: Model, expected?: Counts): Case => caseOf(model, true, expected);
const caseOf = (model: Model, symmetry: boolean, expected?: Counts): Case => ({
  model,
  symmetry,
  ...(expected === undefined ? {} : { expected }),
});

/** The sizes of a benchmark that counts. */
const sized = (): readonly Case[] => [
  full(german(4), counts(1_105_434, 5_922_288)),
  orbits(german(4), counts(56_176, 301_168)),
  full(german(5), counts(22_031_028, 147_274_200)),
  orbits(german(5), counts(262_224, 1_753_560)),
  orbits(german(6), counts(1_073_674, 8_606_916)),
  full(pool(2, 3, 4, 8), counts(2_596_600, 10_552_600)),
  orbits(pool(2, 3, 4, 8), counts(342_728, 1_436_944)),
  full(cow(4, 3, 16), counts(1_467_793, 11_500_812)),
  orbits(cow(4, 3, 16), counts(16_201, 121_132)),
];

/** Sizes that show that everything works. */
const small = (): readonly Case[] => [
  full(german(3), counts(58_104, 235_872)),
  orbits(german(3), counts(10_470, 42_578)),
  full(pool(2, 2, 3, 4), counts(31_672, 98_496)),
  orbits(pool(2, 2, 3, 4), counts(9980, 32_108)),
  full(cow(3, 2, 4), counts(657, 3582)),
  orbits(cow(3, 2, 4), counts(85, 450)),
];

/** All cases; the random model's text goes into the folder. */
export const casesOf = (quick: boolean, seed: number, folder: string): readonly Case[] => [
  ...(quick ? small() : sized()),
  drawnCase(quick, seed, folder),
];

const drawnCase = (quick: boolean, seed: number, folder: string): Case => {
  const limits = quick
    ? { leastStates: 2000, mostStates: 20_000 }
    : { leastStates: 500_000, mostStates: 4_000_000 };
  const { model, text, states, transitions } = random(seed, limits);
  const file = join(folder, `random_${seed}.pspec`);
  writeFileSync(file, text);
  return full({ ...model, file }, counts(states, transitions));
};

/** Of about a thousand states: what a start costs. */
export const coldCases = (): readonly Case[] => [
  orbits(pool(1, 2, 2, 4), counts(1388, 3388)),
  full(pool(1, 2, 2, 4), counts(2372, 5728)),
];
