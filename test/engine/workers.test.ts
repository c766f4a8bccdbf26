/**
 * A search on several threads: how many there are changes nothing, and one that fails
 * leaves no verdict. From dist (`npm run build` comes first), for threads run JavaScript.
 */
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { canonicalCode } from '../../src/engine/canon/emit.ts';
import { program } from '../../src/engine/lower/program.ts';
import { type Explored, explored } from '../../src/engine/search/search.ts';
import { pool } from '../../src/engine/search/workers.ts';
import { compile } from '../../src/engine/wasm/compile.ts';
import { memoryFor } from '../../src/engine/wasm/kernel.ts';
import { initialStates } from '../../src/reference/initial.ts';
import { german } from '../support/german.ts';
import { everything } from '../support/machines.ts';

interface Report {
  readonly engine: { readonly workers: number };
  readonly results: readonly { readonly states: number }[];
}

function checked(workers: number): Report {
  const words =
    'check models/german/german.pspec --variant protocol -D NODES=4 --no-symmetry --engine wasm --json -q';
  const command = ['dist/cli/main.js', ...words.split(' '), '--workers', String(workers)];
  return JSON.parse(spawnSync(process.execPath, command, { encoding: 'utf8' }).stdout);
}

const dist = (file: string): string => pathToFileURL(`dist/engine/search/${file}.js`).href;

/** The search of German on three threads, slow enough for all to join; others than the first run this. */
function withThreads(code: string): Explored {
  const machine = german(3);
  const question = everything(machine, { symmetry: false });
  const made = program(machine, question);
  if ('kind' in made) throw new Error(made.reason);
  const compiled = compile(made, { workers: 3, pages: 4096 }, canonicalCode(made.layout));
  const memory = memoryFor(compiled);
  if (memory === null) throw new Error('memory can be had');
  const text = `import { workerData } from 'node:worker_threads'; ${code}`;
  const script = new URL(`data:text/javascript,${encodeURIComponent(text)}`);
  const explorer = pool({ compiled, memory }, { script, worthStates: 100, silenceMs: 500 });
  const beginning = {
    states: initialStates(machine).states.map(state => state.toArray()),
    broken: [],
  };
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const watch = { interrupted: () => Atomics.wait(pause, 0, 0, 300) === 'ok' };
  const end = explored({ machine, question, program: made, beginning, watch }, explorer);
  explorer.end();
  return end;
}

describe('workers', () => {
  it('change nothing by their number', () => {
    const { engine, ...one } = checked(1);
    expect(engine.workers).toBe(1);
    expect(one.results[0]?.states).toBe(1_105_434);
    for (const workers of [2, 8]) {
      const { engine: several, ...report } = checked(workers);
      expect(several.workers).toBeGreaterThan(1);
      expect(report).toEqual(one);
    }
  }, 300_000);

  it('leave no verdict when one of them throws', () => {
    const broken = 'workerData.compiled.bytes = new Uint8Array(8)';
    const end = withThreads(`${broken}; await import('${dist('thread')}');`);
    expect(end).toMatchObject({ limit: 'worker', found: [] });
  }, 60_000);

  it('leave no verdict when one of them dies without a word', () => {
    const board = `const { Board } = await import('${dist('board')}')`;
    const end = withThreads(
      `${board}; while (!new Board(workerData.shared).join()); process.exit(0);`,
    );
    expect(end).toMatchObject({ limit: 'worker', found: [] });
  }, 60_000);
});
