/**
 * Runs a Promela model through SPIN and reads what it counted. Each run compiles a verifier
 * of its own in a folder that is removed afterwards. It knows nothing of our own checker.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SpinCounted {
  readonly states: number;
  readonly transitions: number;
  /** Steps of ours to the first error, breadth first; null without an error. */
  readonly length: number | null;
}

/** SPIN and the C compiler that it needs are here. */
export const spinInstalled = (): boolean =>
  [
    ['spin', '-V'],
    ['gcc', '--version'],
  ].every(([tool = '', flag = '']) => spawnSync(tool, [flag], { stdio: 'ignore' }).status === 0);

/** What SPIN counts of a model with these flags for its verifier; throws where a tool fails. */
export const spin = (model: string, flags: readonly string[]): SpinCounted => {
  const cwd = mkdtempSync(join(tmpdir(), 'spin-'));
  try {
    writeFileSync(join(cwd, 'model.pml'), model);
    execFileSync('spin', ['-o2', '-a', 'model.pml'], { cwd, stdio: 'pipe' });
    execFileSync('gcc', ['-O0', '-w', '-DVECTORSZ=4096', ...flags, '-o', 'pan', 'pan.c'], {
      cwd,
      stdio: 'pipe',
    });
    const ran = spawnSync('./pan', ['-m1000000', '-w20'], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    return counted(ran.stdout);
  } finally {
    rmSync(cwd, { recursive: true });
  }
};

const counted = (said: string): SpinCounted => {
  const number = (pattern: RegExp): number => Number(pattern.exec(said)?.[1]);
  // The start is one step more; an assertion is noticed in the state before the step that breaks it.
  const lengths = [...said.matchAll(/^pan:\d+: (.*)\(at depth (\d+)\)/gm)].map(
    ([, what = '', depth]) => Number(depth) - (what.startsWith('invalid end state') ? 1 : 0),
  );
  return {
    states: number(/(\d+) states, stored/),
    transitions: number(/(\d+) transitions/),
    length: lengths.length === 0 ? null : Math.min(...lengths),
  };
};
