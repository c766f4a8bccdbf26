/**
 * Our own checker with a user's defaults: all properties, run-time checks, coverage. Its
 * search is what the command takes beyond the same one with `--max-depth 0`, which reads
 * and checks the specification, starts the engine and looks at the initial states.
 */
import { fileURLToPath } from 'node:url';
import type { Meter, Used } from '../measure.ts';
import type { Case } from '../model.ts';
import { type Checker, type Measured, Stopped } from './checker.ts';

/** From bench/out/checkers and from bench/src/checkers alike. */
const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

const wordsOf = (
  { model, symmetry }: Case,
  flags: readonly string[],
): readonly [string, ...string[]] => [
  process.execPath,
  program,
  'check',
  model.file,
  ...(model.variant === undefined ? [] : ['--variant', model.variant]),
  ...Object.entries(model.parameters).flatMap(([name, value]) => ['-D', `${name}=${value}`]),
  ...(symmetry ? [] : ['--no-symmetry']),
  ...flags,
  '--json',
];

/** Ours with so many workers, and flags that the command line of the benchmark adds. */
export const ours = (workers: number, more: readonly string[]): Checker => ({
  name: workers === 1 ? 'patchproof' : `patchproof, ${workers} workers`,
  absent: null,
  applies: () => true,
  canonical: true,
  run: (what, folder, meter) =>
    measured(what, ['--workers', String(workers), ...more], folder, meter),
});

const measured = (what: Case, flags: readonly string[], folder: string, meter: Meter): Measured => {
  const words = wordsOf(what, flags);
  const whole = meter.run({ words, folder });
  if (whole.status === 124) throw new Stopped(`stopped after ${whole.wallSeconds.toFixed(0)} s`);
  const start = meter.run({ words: [...words, '--max-depth', '0'], folder });
  const { states, transitions } = resultOf(whole);
  return {
    states,
    transitions,
    searchSeconds: Math.max(0, whole.userSeconds - start.userSeconds),
    searchWallSeconds: Math.max(0, whole.wallSeconds - start.wallSeconds),
    userSeconds: whole.userSeconds,
    wallSeconds: whole.wallSeconds,
    peakBytes: whole.peakBytes,
    commands: [words.map(word => (word === process.execPath ? 'node' : word)).join(' ')],
  };
};

/** What the JSON says; throws unless the verdict is `holds`. */
const resultOf = (used: Used): { readonly states: number; readonly transitions: number } => {
  if (used.status !== 0)
    throw new Error(`patchproof ended with status ${used.status}\n${used.output.slice(0, 4000)}`);
  const { results } = JSON.parse(used.stdout) as {
    readonly results: readonly { states: number; transitions: number; verdict: string }[];
  };
  const [result] = results;
  if (result === undefined || result.verdict !== 'holds')
    throw new Error(`patchproof says ${result?.verdict}`);
  return result;
};
