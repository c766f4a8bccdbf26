/**
 * Runs a request in a worker thread and passes on what it says. Ctrl-C asks it to stop
 * and to report what it knows; a second one ends the program at once. A worker that
 * dies of a full heap makes the answer inconclusive; any other death is our fault. Work
 * on a stranger's mail is ended from outside when its time is over, whatever it is at.
 */
import { Worker } from 'node:worker_threads';
import { type ExitStatus, exit } from './exit.ts';
import type { Errand, Message } from './line.ts';
import { defaultMemoryMb } from './memory.ts';
import { type Meter, meterOn } from './meter.ts';
import { outOfMemory, outOfTime } from './refusal.ts';
import type { Request } from './request.ts';
import type { Terminal } from './terminal.ts';

/** Gives the status with which the program ends; rejects with what the worker threw. */
export async function host(request: Request, terminal: Terminal): Promise<ExitStatus> {
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const errand: Errand = { request, colour: terminal.colour, stop };
  const json = 'json' in request && request.json;
  const quiet = 'quiet' in request && request.quiet;
  const meter = meterOn(json || quiet ? null : terminal.progress);
  const unhook = onInterrupt(() => {
    if (Atomics.add(new Int32Array(stop), 0, 1) > 0) process.exit(exit.inconclusive);
  });
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: errand,
    resourceLimits: { maxOldGenerationSizeMb: heapMb(request) },
  });
  const late = lateness(request);
  const end = await Promise.race([settled(worker, terminal, meter), late.comes]).finally(() => {
    late.forget();
    unhook();
    meter.end();
  });
  if (typeof end === 'number') return end;
  await worker.terminate();
  const { complain } = await import('./complain.ts');
  return complain(end === 'out of memory' ? outOfMemory : outOfTime, json, terminal);
}

const heapMb = (request: Request): number =>
  request.command === 'verify'
    ? (request.limits.maxMemoryMb ?? defaultMemoryMb())
    : defaultMemoryMb();

// A search ends by its own clock; so long it may take to say so.
const graceSeconds = 5;

/** When the time of a stranger's mail is over; never for what the user wrote. */
function lateness(request: Request): {
  readonly comes: Promise<'late'>;
  readonly forget: () => void;
} {
  const seconds = request.command === 'verify' ? request.limits.maxSeconds : null;
  if (seconds === null) return { comes: new Promise(() => {}), forget: () => {} };
  let timer: NodeJS.Timeout | undefined;
  const comes = new Promise<'late'>(resolve => {
    timer = setTimeout(() => resolve('late'), (seconds + graceSeconds) * 1000);
  });
  return { comes, forget: () => clearTimeout(timer) };
}

function settled(
  worker: Worker,
  terminal: Terminal,
  meter: Meter,
): Promise<ExitStatus | 'out of memory'> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: Message) => {
      if (message.kind === 'progress') meter.show(message.now);
      else if (message.kind === 'done') resolve(message.status);
      else {
        meter.clear();
        terminal[message.kind](message.text);
      }
    });
    worker.on('error', error => {
      if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve('out of memory');
      else reject(error);
    });
    worker.on('exit', () => reject(new Error('broken promise: the worker says when it is done')));
  });
}

function onInterrupt(react: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, react);
  return () => {
    for (const signal of signals) process.off(signal, react);
  };
}
