/**
 * Runs modules in a thread of their own, from dist, for a mutant may never end: then the
 * thread is ended and another one takes its place.
 */
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Compiled } from '../../../src/engine/wasm/compile.ts';

/** Everything a search shows, as one text, and the numbers in it. */
export interface Ran {
  readonly text: string;
  readonly states: number;
  readonly fullStates: number;
  readonly transitions: number;
  readonly fullTransitions: number;
  readonly depth: number;
}

export type Outcome =
  | { readonly kind: 'ran'; readonly ran: Ran }
  | { readonly kind: 'trap'; readonly why: string }
  | { readonly kind: 'endless' };

export interface Task {
  readonly compiled: Compiled;
  readonly initial: readonly Uint32Array[];
  readonly slots: number;
}

const mostStates = 50_000;
const patienceMs = 5000;

const script = `
import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
const { memoryFor, wasmKernel } = await import(workerData.kernel);
const { control } = await import(workerData.memory);
parentPort.on('message', task => {
  try { parentPort.postMessage({ kind: 'ran', ran: run(task) }); }
  catch (error) { parentPort.postMessage({ kind: 'trap', why: String(error) }); }
});
function run(task) {
  const { counts, told } = searched(task);
  return { text: JSON.stringify([told, stepped(task)]), ...counts };
}
function begun({ compiled, initial, slots }) {
  const memory = memoryFor(compiled);
  new Uint32Array(memory.buffer)[control.slots / 4] = slots;
  const kernel = wasmKernel(compiled, memory);
  for (const words of initial) kernel.add(words);
  return kernel;
}
// Layer by layer, as a search does.
function searched(task) {
  const kernel = begun(task);
  const layers = [];
  for (let from = 0; from < kernel.size; ) {
    const to = kernel.size;
    if (to > ${mostStates}) throw new Error('too many states');
    layers.push(to - from);
    if (!kernel.visit({ from, to }, true)) throw new Error('full');
    from = to;
  }
  const words = new Uint32Array(2 * task.compiled.plan.words);
  const states = Array.from({ length: kernel.size }, (_, i) => { kernel.read(i, words); return words.join(); });
  const hash = createHash('sha256').update(states.sort().join(';')).digest('hex');
  const tallies = kernel.tallies();
  const { fullStates, transitions, fullTransitions } = tallies;
  const counts = { states: states.length, fullStates, transitions, fullTransitions, depth: layers.length - 1 };
  return { counts, told: { layers, tallies, hash, ranges: kernel.takeRanges(), deadlock: kernel.flags().deadlock } };
}
// State by state: which flags each raises, and how many states are new.
function stepped(task) {
  const kernel = begun(task);
  const hash = createHash('sha256');
  for (let at = 0; at < kernel.size; at++) {
    if (at > ${mostStates}) throw new Error('too many states');
    if (!kernel.visit({ from: at, to: at + 1 }, true)) throw new Error('full');
    const { states, steps } = kernel.flags();
    hash.update([kernel.size, ...states, 2, ...steps].join());
    states.fill(0);
    steps.fill(0);
  }
  return hash.digest('hex');
}
parentPort.postMessage('ready');
`;

/** A thread that runs one module after the other. */
export class Runner {
  private worker: Worker | null = null;

  async run(task: Task): Promise<Outcome> {
    const worker = this.worker ?? (await started());
    this.worker = worker;
    const { compiled, initial, slots } = task;
    const outcome = await new Promise<Outcome>(resolve => {
      const timer = setTimeout(() => resolve({ kind: 'endless' }), patienceMs);
      worker.once('message', (answer: Outcome) => {
        clearTimeout(timer);
        resolve(answer);
      });
      worker.postMessage({ compiled, initial, slots });
    });
    if (outcome.kind === 'endless') await this.end();
    return outcome;
  }

  async end(): Promise<void> {
    await this.worker?.terminate();
    this.worker = null;
  }
}

async function started(): Promise<Worker> {
  const dist = (file: string): string => pathToFileURL(`dist/engine/wasm/${file}.js`).href;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), {
    workerData: { kernel: dist('kernel'), memory: dist('memory') },
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  return worker;
}
