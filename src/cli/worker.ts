/**
 * The thread in which searches run, so that the main thread is free to hear Ctrl-C and
 * outlives a heap that is full. What is thrown here is thrown again over there.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Errand, Message } from './line.ts';
import { perform } from './perform.ts';

const betweenMessagesMs = 200;

const port = parentPort;
if (port === null) throw new Error('broken promise: this file is started as a worker thread');
const tell = (message: Message): void => port.postMessage(message);

const { request, colour, stop }: Errand = workerData;
const stopped = new Int32Array(stop);
let told = performance.now();

const status = await perform(request, {
  out: text => tell({ kind: 'out', text }),
  err: text => tell({ kind: 'err', text }),
  progress: now => {
    if (performance.now() - told < betweenMessagesMs) return;
    told = performance.now();
    tell({ kind: 'progress', now });
  },
  interrupted: () => Atomics.load(stopped, 0) !== 0,
  colour,
});
tell({ kind: 'done', status });
