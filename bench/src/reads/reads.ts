/**
 * How long random reads of a table take here and now, on one thread and on several at
 * once. The table is filled first, so that each of its pages is a page of its own.
 */
import { Worker } from 'node:worker_threads';
import { platform } from './platform.ts';
import type { Job, Took } from './thread.ts';

export interface Reads {
  readonly tableBytes: number;
  /** User CPU of a read on one thread. */
  readonly cpuNs: number;
  /** Wall time for each read while one thread reads, and while two do. */
  readonly oneNs: number;
  readonly twoNs: number;
}

const pageBytes = 65536;

/** Measures a table of so many bytes, a power of two of at least 2^16 and at most 2^31. */
export const readsOf = async (tableBytes: number): Promise<Reads> => {
  const initial = tableBytes / pageBytes;
  const memory = new platform.Memory({ initial, maximum: 65536, shared: true });
  new Uint32Array(memory.buffer).fill(1);
  const alone = await tookOf({ memory, seed: 1 });
  const pair = await Promise.all([1, 2].map(seed => tookOf({ memory, seed })));
  // Each thread's own time for a read; together they make two in it.
  const twoNs = pair.reduce((sum, { wallNs }) => sum + wallNs, 0) / 4;
  return { tableBytes, cpuNs: alone.cpuNs, oneNs: alone.wallNs, twoNs };
};

const tookOf = (job: Job): Promise<Took> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./thread.js', import.meta.url), { workerData: job });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

/** The table to compare a search with that has so many bytes: the power of two nearest to it. */
export const tableFor = (bytes: number): number =>
  2 ** Math.min(31, Math.max(20, Math.round(Math.log2(Math.max(1, bytes)))));
