/** When a search must stop though it is not done: time, memory, states, the user's wish. */
import { getHeapStatistics } from 'node:v8';
import type { Limit, Limits, Watch } from './search.ts';

const bytesPerMb = 2 ** 20;

/** How far a search is; `queue` states of its layer are still to be expanded. */
export type Progress = Parameters<NonNullable<Watch['progress']>>[0];

/** Told now and then, at least before each layer; says why to stop, or null. */
export type Meter = (now: Progress) => Limit | null;

/**
 * A meter whose time starts now. The limit of depth is left to the search. Looking at the
 * memory, and telling others, takes longer than a step: it is done where `due` says so.
 */
export function meter(limits: Limits, watch: Watch, due: () => boolean): Meter {
  const { maxStates, maxSeconds } = limits;
  const end = maxSeconds === null ? null : performance.now() + maxSeconds * 1000;
  return now => {
    if (maxStates !== null && now.states > maxStates) return 'states';
    if (end !== null && performance.now() >= end) return 'seconds';
    if (!due()) return null;
    watch.progress?.(now);
    if (watch.interrupted?.() === true) return 'interrupted';
    return tooLarge(limits) ? 'memory' : null;
  };
}

/** True at the first time and then at every n-th. */
export function everyNth(n: number): () => boolean {
  let asked = 0;
  return () => asked++ % n === 0;
}

/** True at the first time and then where so much time has passed. */
export function everyMs(ms: number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < ms) return false;
    last = now;
    return true;
  };
}

// Also before the heap of this process is full, for then the process would end.
function tooLarge({ maxMemoryMb }: Limits): boolean {
  const heap = getHeapStatistics();
  if (heap.used_heap_size > 0.9 * heap.heap_size_limit) return true;
  return maxMemoryMb !== null && process.memoryUsage.rss() > maxMemoryMb * bytesPerMb;
}
