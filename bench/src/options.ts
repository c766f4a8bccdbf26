/**
 * The command line of the benchmark.
 */
import { parseArgs } from 'node:util';

export interface Options {
  readonly quick: boolean;
  readonly runs: number;
  readonly seed: number;
  /** Only cases whose title has one of these in it. */
  readonly only: readonly string[];
  /** Checkers to leave out, by the first word of their name, in lower case. */
  readonly skip: readonly string[];
  readonly limitSeconds: number;
  readonly write: string | null;
  /** For our own command: `--engine wasm`. */
  readonly engine: readonly string[];
}

export const usage = `npm run bench -- [options]
  --quick          small sizes, one minute
  --runs N         medians of so many runs (3); what takes a minute runs once
  --seed S         of the random model (1)
  --only WORD      only cases with this in their title; repeatable
  --skip CHECKER   spin, rumur, tlc or patchproof; repeatable
  --limit SECONDS  stop a run after this (3600)
  --engine KIND    for our own command (its default)
  --write FILE     put the results into FILE, between its two marks
`;

/** What the words ask for; throws where they make no sense. */
export const optionsOf = (words: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: 'boolean', default: false },
      runs: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', multiple: true, default: [] },
      skip: { type: 'string', multiple: true, default: [] },
      limit: { type: 'string', default: '3600' },
      engine: { type: 'string' },
      write: { type: 'string' },
    },
  });
  const number = (name: 'runs' | 'seed' | 'limit'): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1)
      throw new Error(`--${name} wants a positive integer, not ${values[name]}`);
    return value;
  };
  return {
    quick: values.quick,
    runs: number('runs'),
    seed: number('seed'),
    only: values.only,
    skip: values.skip,
    limitSeconds: number('limit'),
    write: values.write ?? null,
    engine: values.engine === undefined ? [] : ['--engine', values.engine],
  };
};
