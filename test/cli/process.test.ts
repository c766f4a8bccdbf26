/**
 * The program as a process, from dist (`npm run build` comes first): streams, signals
 * and faults, which the other tests go around.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

interface Options {
  readonly stdin?: string;
  /** Module source that is loaded before the program, in each of its threads. */
  readonly preload?: string;
}

function start(words: readonly string[], { preload }: Options = {}): ChildProcess {
  const before =
    preload === undefined
      ? []
      : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  return spawn(process.execPath, [...before, 'dist/cli/main.js', ...words]);
}

async function ended(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout?.on('data', data => {
    out += data;
  });
  child.stderr?.on('data', data => {
    err += data;
  });
  const status = await new Promise<number | null>(resolve => child.on('close', resolve));
  return { status, out, err };
}

async function run(words: readonly string[], options: Options = {}): Promise<Ended> {
  const child = start(words, options);
  child.stdin?.end(options.stdin ?? '');
  return ended(child);
}

const kva = 'models/kva/kva.pspec';

describe('the program', () => {
  test('reads a specification from standard input', async () => {
    const { status, out, err } = await run(['check', '-', '-q'], {
      stdin: readFileSync(kva, 'utf8'),
    });
    expect({ status, err }).toEqual({ status: 12, err: '' });
    expect(out).toContain('draft: invariant no_stale violated in 6 steps');
  });

  test('prints no progress and no colour where there is no terminal', async () => {
    const { out, err } = await run(['check', kva]);
    expect(err).toBe('');
    expect(out).not.toContain('\u001b');
  });

  test('shows colours when asked, or not at all', async () => {
    const { out } = await run(['check', kva, '--color', 'always']);
    expect(out).toContain('\u001b[31m');
  });

  test('ends quietly, with its status, when nobody reads it any more', async () => {
    const child = start(['check', kva]);
    child.stdout?.destroy();
    const { status, err } = await ended(child);
    expect({ status, err }).toEqual({ status: 12, err: '' });
  });

  test('ends quietly when its help is cut off', async () => {
    const child = start(['check', '--help']);
    child.stdout?.destroy();
    child.stderr?.destroy();
    const { status } = await ended(child);
    expect(status).toBe(0);
  });

  test('reports what it knows when it is interrupted, with status 30', async () => {
    const { status, out } = await interrupted(2000);
    expect(status).toBe(30);
    expect(out).toContain('protocol: unknown: interrupted');
    expect(out).toContain('at least ');
  });

  test('asks for a report when it has a fault of its own, with status 255', async () => {
    const preload = `process.on('newListener', name => {
      if (name === 'SIGINT') throw new Error('broken promise: for a test');
    });`;
    const { status, err } = await run(['check', kva], { preload });
    expect(status).toBe(255);
    expect(err).toContain('this is a fault of patchproof');
    expect(err).toContain('broken promise: for a test');
    expect(err).toContain(`patchproof check ${kva}`);
  });

  test('has no other words for a fault in its worker', async () => {
    const preload = `import { isMainThread } from 'node:worker_threads';
      if (!isMainThread) throw new Error('broken promise: for a test');`;
    const { status, out, err } = await run(['check', kva], { preload });
    expect({ status, out }).toEqual({ status: 255, out: '' });
    expect(err).toContain('broken promise: for a test');
  });
});

// The search takes minutes. Sent too early, before anybody listens, the signal ends any program: then once more, later.
async function interrupted(afterMs: number): Promise<Ended> {
  const child = start([
    'check',
    'models/german/german.pspec',
    '-D',
    'NODES=7',
    '--no-symmetry',
    '--variant',
    'protocol',
  ]);
  const end = ended(child);
  await after(afterMs);
  child.kill('SIGINT');
  const result = await end;
  return result.status === null && afterMs < 30_000 ? interrupted(2 * afterMs) : result;
}
