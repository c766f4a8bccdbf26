/**
 * One thread of random reads: warms the compiled code up, reads for about half a second,
 * and says what a read took. CPU time is that of the whole process: it means something
 * while no other thread of it works.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type Read, readModule } from './module.ts';
import { type Memory, platform } from './platform.ts';

export interface Job {
  readonly memory: Memory;
  readonly seed: number;
}

export interface Took {
  readonly wallNs: number;
  readonly cpuNs: number;
}

const { memory, seed } = workerData as Job;
const instance = new platform.Instance(new platform.Module(readModule), { m: { m: memory } });
const { read } = instance.exports as { readonly read: Read };
const mask = (memory.buffer.byteLength - 1) & ~7;
const [batch, warmUp, leastMs] = [1 << 20, 8, 500];

let x = BigInt(seed) << 40n;
const once = (): void => {
  x += read(batch, x, mask) + 12345n;
};
// The optimising compiler takes over between calls.
for (let i = 0; i < warmUp; i++) once();
const [from, used] = [performance.now(), process.cpuUsage()];
let batches = 0;
while (performance.now() - from < leastMs) {
  once();
  batches++;
}
const reads = batches * batch;
const took: Took = {
  wallNs: ((performance.now() - from) * 1e6) / reads,
  cpuNs: (process.cpuUsage(used).user * 1e3) / reads,
};
parentPort?.postMessage(took);
