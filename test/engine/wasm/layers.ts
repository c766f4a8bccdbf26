/** A search layer by layer with one kernel, no more than tests need. */
import type { Kernel } from '../../../src/engine/kernel.ts';

export interface Searched {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly finished: boolean;
}

/** Visits everything that can be reached, `chunk` states at a time. */
export const searchLayers = (
  kernel: Kernel,
  initial: readonly Uint32Array[],
  chunk = 4096,
  enough = Number.POSITIVE_INFINITY,
): Searched => {
  for (const state of initial) kernel.add(state);
  let [from, to, depth, finished] = [0, kernel.size, 0, true];
  while (from < to && finished && to < enough) {
    for (let at = from; at < to && finished; at += chunk) {
      finished = kernel.visit({ from: at, to: Math.min(to, at + chunk) }, true);
    }
    [from, to] = [to, kernel.size];
    if (from < to) depth++;
  }
  return {
    states: kernel.size,
    transitions: kernel.tallies().transitions,
    depth,
    finished,
  };
};
