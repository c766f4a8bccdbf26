/**
 * Runs a request in a worker thread and passes on what it says. Ctrl-C asks it to stop
 * and to report what it knows; a second one ends the program at once. A worker that
 * dies of a full heap makes the answer inconclusive; any other death is our fault.
 */
import { Worker } from 'node:worker_threads';
import { type ExitStatus, exit } from './exit.ts';
import type { Errand, Message } from './line.ts';
import { defaultMemoryMb } from './memory.ts';
import { type Meter, meterOn } from './meter.ts';
import { outOfMemory } from './refusal.ts';
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
    resourceLimits: { maxOldGenerationSizeMb: defaultMemoryMb() },
  });
  const end = await settled(worker, terminal, meter).finally(() => {
    unhook();
    meter.end();
  });
  if (end !== 'out of memory') return end;
  const { complain } = await import('./complain.ts');
  return complain(outOfMemory, json, terminal);
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
