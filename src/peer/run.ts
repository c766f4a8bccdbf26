/**
 * Runs a program of somebody else: a child with its own process group, within a time and a
 * memory, ended when the user interrupts. What it printed is kept; what it means is for others.
 * Memory is looked up where the system tells it (/proc); elsewhere it is not limited.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a run may use up, and who may end it. */
export interface Bounds {
  /** By `performance.now()`, in milliseconds; null is no bound. */
  readonly deadline: number | null;
  /** In units of 2^20 bytes; null is no bound. */
  readonly maxMemoryMb: number | null;
  readonly interrupted: () => boolean;
}

/** Why we ended it. */
export type Stop = 'seconds' | 'memory' | 'interrupted' | 'states';

/** What came of a run. */
export type Ended =
  /** There is no such program. */
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'ended';
      /** Null where a signal ended it. */
      readonly code: number | null;
      readonly signal: string | null;
      /** Null where it ended by itself. */
      readonly stop: Stop | null;
      readonly out: string;
      readonly err: string;
      /** The most memory it held, in bytes; null where the system does not say. */
      readonly peakBytes: number | null;
    };

/** Which program. */
export interface Command {
  readonly program: string;
  readonly words: readonly string[];
  readonly folder: string;
  /** Hears what is printed, as it comes; a stop ends the run. */
  readonly hear?: (text: string) => Stop | null;
}

/** A folder for one piece of work, removed with all that is in it when that is done. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'patchproof-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Short runs are over before the second look: the first ones come fast.
const firstLookMs = 2;
const betweenLooksMs = 50;

/** Runs it to its end, or to the first bound. */
export function run(command: Command, bounds: Bounds): Promise<Ended> {
  return new Promise(resolve => {
    const { program, words, folder: cwd } = command;
    const child = spawn(program, [...words], {
      cwd,
      // Compilers that are ended leave their pieces there.
      env: { ...process.env, TMPDIR: cwd },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: string[] = [];
    const err: string[] = [];
    let stop: Stop | null = null;
    let peakBytes: number | null = null;
    const end = (why: Stop): void => {
      if (stop !== null) return;
      stop = why;
      endGroup(child.pid);
      // A grandchild may hold the pipes open.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    let next: NodeJS.Timeout | undefined;
    const look = (afterMs: number): void => {
      next = setTimeout(() => {
        peakBytes = Math.max(peakBytes ?? 0, memoryOf(child.pid) ?? 0) || null;
        const why = reached(bounds, peakBytes);
        if (why === null) look(Math.min(2 * afterMs, betweenLooksMs));
        else end(why);
      }, afterMs);
    };
    look(firstLookMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out.push(text);
      const why = command.hear?.(text) ?? null;
      if (why !== null) end(why);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
    child.on('error', () => {
      clearTimeout(next);
      resolve({ kind: 'missing' });
    });
    child.on('close', (code, signal) => {
      clearTimeout(next);
      resolve({
        kind: 'ended',
        code,
        signal,
        stop,
        out: out.join(''),
        err: err.join(''),
        peakBytes,
      });
    });
  });
}

function reached({ deadline, maxMemoryMb, interrupted }: Bounds, peak: number | null): Stop | null {
  if (interrupted()) return 'interrupted';
  if (deadline !== null && performance.now() >= deadline) return 'seconds';
  if (maxMemoryMb !== null && (peak ?? 0) > maxMemoryMb * 2 ** 20) return 'memory';
  return null;
}

// The group, for what it has started itself; it may have ended meanwhile.
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return;
    throw error;
  }
}

// `VmHWM: 1234 kB` is the most it ever held.
function memoryOf(pid: number | undefined): number | null {
  if (pid === undefined) return null;
  const status = textOf(`/proc/${pid}/status`);
  const found = /^VmHWM:\s*(\d+) kB$/m.exec(status ?? '');
  return found === null ? null : Number(found[1]) * 1024;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
