/** When a search must stop though it is not done: time, memory, states, the user's wish. */
import { getHeapStatistics } from 'node:v8';
import type { Limit, Limits, Watch } from '../machine/search.ts';

// Looking at the memory takes longer than a step.
const betweenLooks = 512;

const bytesPerMb = 2 ** 20;

/** How far a search is; `queue` states of its layer are still to be expanded. */
export type Progress = Parameters<NonNullable<Watch['progress']>>[0];

/** Told before each state is expanded; says why to stop, or null. */
export type Meter = (now: Progress) => Limit | null;

/** A meter whose time starts now. The limit of depth is left to the search. */
export function meter(limits: Limits, watch: Watch): Meter {
  const { maxStates, maxSeconds } = limits;
  const end = maxSeconds === null ? null : performance.now() + maxSeconds * 1000;
  let told = 0;
  return now => {
    told += 1;
    if (maxStates !== null && now.states > maxStates) return 'states';
    if (end !== null && performance.now() >= end) return 'seconds';
    if (told % betweenLooks !== 1) return null;
    watch.progress?.(now);
    if (watch.interrupted?.() === true) return 'interrupted';
    return tooLarge(limits) ? 'memory' : null;
  };
}

// Also before the heap of this process is full, for then the process would end.
function tooLarge({ maxMemoryMb }: Limits): boolean {
  const heap = getHeapStatistics();
  if (heap.used_heap_size > 0.9 * heap.heap_size_limit) return true;
  return maxMemoryMb !== null && process.memoryUsage.rss() > maxMemoryMb * bytesPerMb;
}
