/**
 * Rumur on one thread, compiled with `-O3 -march=native`: without symmetry, and with each
 * of its two reductions, of which the heuristic one may store several states of an orbit.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers } from '../measure.ts';
import { type Checker, inTurn, measuredOf, numbersIn } from './checker.ts';

type Reduction = 'off' | 'heuristic' | 'exhaustive';

const withReduction = (reduction: Reduction): Checker => ({
  name: reduction === 'off' ? 'Rumur' : `Rumur ${reduction}`,
  absent: answers('rumur', '--version') && answers('gcc', '--version') ? null : 'not installed',
  applies: ({ symmetry }) => symmetry === (reduction !== 'off'),
  canonical: reduction !== 'heuristic',
  run: ({ model }, folder, meter) => {
    writeFileSync(join(folder, 'model.m'), model.murphi);
    const deadlock = model.deadlock ? 'stuck' : 'off';
    const flags = ['--symmetry-reduction', reduction, '--deadlock-detection', deadlock];
    const commands: readonly [string, ...string[]][] = [
      ['rumur', ...flags, '--threads', '1', '--output', 'model.c', 'model.m'],
      ['gcc', ...'-O3 -march=native -mcx16 -w -o model model.c -lpthread'.split(' ')],
      ['./model'],
    ];
    const all = inTurn(meter, folder, commands);
    const [states, transitions] = numbersIn(
      all.at(-1)?.output ?? '',
      /(\d+) states, (\d+) rules fired/,
    );
    return measuredOf({ states, transitions }, all, commands);
  },
});

export const rumur: readonly Checker[] = (['off', 'heuristic', 'exhaustive'] as const).map(
  withReduction,
);
