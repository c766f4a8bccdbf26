/**
 * SPIN: `spin -o2 -a`, a C compiler with `-O3 -DSAFETY`, and the verifier. Its hash table
 * gets the power of two next above the number of states, which is where it is fastest,
 * and its stack, which it allocates in advance, little more than it needs. Its report
 * rounds counts to eight digits: that is changed before compilation.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers, type Meter, type Used } from '../measure.ts';
import { bitsFor, type Case, titleOf } from '../model.ts';
import { type Checker, inTurn, measuredOf, numbersIn } from './checker.ts';

export const spin: Checker = {
  name: 'SPIN',
  absent: answers('spin', '-V') && answers('gcc', '--version') ? null : 'not installed',
  applies: ({ symmetry }) => !symmetry,
  canonical: true,
  run: (what, folder, meter) => {
    const { model } = what;
    writeFileSync(join(folder, 'model.pml'), model.promela);
    const definitions = Object.entries(model.definitions).map(([n, value]) => `-D${n}=${value}`);
    const compile: readonly [string, ...string[]][] = [
      ['spin', ...definitions, '-o2', '-a', 'model.pml'],
      ['sed', '-i', 's/%9.8g/%9.0f/', 'pan.c'],
      ['gcc', '-O3', '-DSAFETY', '-w', '-o', 'pan', 'pan.c'],
    ];
    const compiled = inTurn(meter, folder, compile);
    const { words, used } = searched(what, folder, meter);
    const pattern = /(\d+) states, stored[\s\S]*?(\d+) transitions \(= stored\+matched\)/;
    const [states, transitions] = numbersIn(used.output, pattern);
    const { before } = model.spin;
    const counts = {
      states: states - before.states,
      transitions: transitions - before.transitions,
    };
    return measuredOf(counts, [...compiled, used], [...compile, words]);
  },
};

/** The depths that sufficed, by the title of the case. */
const depths = new Map<string, number>();

/** Searches with ever deeper stacks until one suffices; the last search is the one that counts. */
const searched = (
  what: Case,
  folder: string,
  meter: Meter,
): { readonly words: readonly string[]; readonly used: Used } => {
  const { model, expected } = what;
  const bits = bitsFor(expected?.states ?? 1e6);
  for (let depth = depths.get(titleOf(what)) ?? model.spin.depth; ; depth *= 2) {
    const flags = [`-m${depth}`, `-w${bits}`, ...(model.deadlock ? [] : ['-E'])];
    const words: readonly [string, ...string[]] = ['./pan', ...flags];
    const [used] = inTurn(meter, folder, [words]);
    if (used === undefined) continue;
    if (used.output.includes('max search depth too small')) continue;
    if (!used.output.includes('errors: 0'))
      throw new Error(`SPIN did not search everything:\n${used.output.slice(0, 4000)}`);
    depths.set(titleOf(what), depth);
    return { words, used };
  }
};
