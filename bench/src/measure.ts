/**
 * Runs commands and says what they used. Node tells nothing of the CPU time of children,
 * so a wrapper of thirty lines of C asks the kernel; where there is no C compiler, GNU
 * time does, to a hundredth of a second.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Command {
  readonly words: readonly [string, ...string[]];
  readonly folder: string;
}

export interface Used {
  readonly status: number;
  /** Standard output, then standard error. */
  readonly output: string;
  readonly stdout: string;
  readonly userSeconds: number;
  readonly wallSeconds: number;
  /** The largest resident set of the process or any of its children. */
  readonly peakBytes: number;
}

export interface Meter {
  readonly run: (command: Command) => Used;
  readonly close: () => void;
}

/** A meter that stops what runs longer than this; it keeps its files in a folder until closed. */
export const meterOf = (limitSeconds: number): Meter => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const report = join(folder, 'used');
  const before = wrapper(folder, report, limitSeconds);
  return {
    run: command => {
      const words = [...before, ...command.words];
      rmSync(report, { force: true });
      const ran = spawnSync(words[0] ?? '', words.slice(1), {
        cwd: command.folder,
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      });
      if (!existsSync(report)) throw new Error(`cannot run ${command.words.join(' ')}`);
      // GNU time puts a line before its own where the command failed.
      const last = readFileSync(report, 'utf8').trimEnd().split('\n').at(-1) ?? '';
      const [user = 0, , wall = 0, peak = 0] = last.split(' ').map(Number);
      return {
        status: ran.status ?? 124,
        output: ran.stdout + ran.stderr,
        stdout: ran.stdout,
        userSeconds: user,
        wallSeconds: wall,
        peakBytes: peak,
      };
    },
    close: () => rmSync(folder, { recursive: true }),
  };
};

/** The words before a command that have its use written to the report. */
const wrapper = (folder: string, report: string, limitSeconds: number): readonly string[] => {
  const [source, program] = [join(folder, 'usage.c'), join(folder, 'usage')];
  copyFileSync(new URL('../src/usage.c', import.meta.url), source);
  if (spawnSync('cc', ['-O2', '-o', program, source]).status === 0)
    return [program, report, String(limitSeconds)];
  const time = '/usr/bin/time';
  if (!existsSync(time)) throw new Error('a C compiler or GNU time is needed to measure');
  // Kibibytes: three digits more make bytes near enough.
  return [time, '-o', report, '-f', '%U %S %e %M000', 'timeout', String(limitSeconds)];
};

/** Whether a program answers at all. */
export const answers = (program: string, word: string): boolean =>
  spawnSync(program, [word], { stdio: 'ignore' }).error === undefined;
