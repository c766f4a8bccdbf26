/**
 * What the search drives: one kernel, or several that share a table (workers.ts). Either
 * way states come in layers, a layer is visited in chunks, and between two chunks
 * somebody may say that it is enough.
 */
import type { Limit } from '../../machine/search.ts';
import type { Flags, Kernel, Range, Tallies } from '../kernel.ts';

/** Asked between chunks, with how many states of the layer are still to be visited. */
export type Pause = (queue: number) => Limit | null;

export interface Explorer {
  /** How many threads search. */
  readonly workers: number;
  /** States stored so far. */
  readonly size: number;
  /** Some state found no room in the table. */
  readonly full: boolean;
  /** Stores the canonical form of a state if it is new. */
  add(words: Uint32Array): void;
  /** The states that were stored since this was last asked. */
  fresh(): readonly Range[];
  /** Visits the states of a layer; says what stopped it, or null at its end. */
  visit(layer: readonly Range[], expand: boolean, pause: Pause): Limit | null;
  /** The words of a stored state. */
  read(index: number, into: Uint32Array): void;
  tallies(): Tallies;
  flags(): Flags;
  /** Ends what helps; states can be read no more. */
  end(): void;
}

/** How many states these are. */
export const countOf = (ranges: readonly Range[]): number =>
  ranges.reduce((sum, { from, to }) => sum + to - from, 0);

/** Their indices. */
export function* indicesOf(ranges: readonly Range[]): Iterable<number> {
  for (const { from, to } of ranges) for (let index = from; index < to; index++) yield index;
}

/** A kernel that searches by itself. */
export function alone(kernel: Kernel): Explorer {
  let seen = 0;
  let full = false;
  const pace = paced();
  return {
    workers: 1,
    get size() {
      return kernel.size;
    },
    get full() {
      return full;
    },
    add: words => kernel.add(words),
    fresh() {
      const range = { from: seen, to: kernel.size };
      seen = range.to;
      return range.from === range.to ? [] : [range];
    },
    visit(layer, expand, pause) {
      let queue = countOf(layer);
      for (const { from, to } of layer) {
        for (let at = from; at < to; ) {
          const limit = pause(queue);
          if (limit !== null) return limit;
          const end = Math.min(to, at + pace.chunk());
          full ||= !kernel.visit({ from: at, to: end }, expand);
          if (full) return 'memory';
          queue -= end - at;
          at = end;
        }
      }
      return null;
    },
    read: (index, into) => kernel.read(index, into),
    tallies: () => kernel.tallies(),
    flags: () => kernel.flags(),
    end: () => {},
  };
}

const leastChunk = 32;
const mostChunk = 4096;

// So much time between two pauses that they cost nothing and nobody waits for one.
const slowMs = 40;

/** How many states to visit at a time: more while that is quick. */
export function paced(): { readonly chunk: () => number } {
  let size = leastChunk;
  let last = performance.now();
  return {
    chunk() {
      const now = performance.now();
      const quick = now - last < slowMs;
      size = Math.max(leastChunk, Math.min(mostChunk, quick ? 2 * size : size / 2));
      last = now;
      return size;
    },
  };
}
