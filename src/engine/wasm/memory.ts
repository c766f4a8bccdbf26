/**
 * How the linear memory of a kernel is divided:
 *
 *   control | one area a worker | table, growing upwards ... the store, growing downwards
 *
 * The table's slots are 64-bit: 36 bits of the state's hash, and its index plus 1 in 28
 * bits; 0 is an empty slot. State i of the store lies `record * (i + 2)` bytes
 * below the end of memory. Pages that nobody touches cost nothing, so sizes are generous.
 */
/** Bytes of a page of WebAssembly. */
export const pageBytes = 65536;

/** What a module is compiled for. */
export interface Options {
  /** More than one share the memory, and the module uses atomics. */
  readonly workers: number;
  /** The size of the memory, at most 65,536. */
  readonly pages: number;
}

/** Addresses of the cells that all workers share. */
export const control = {
  /** Indices of states handed out so far, to those who append. */
  handedOut: 0,
  /** Slots of the table. */
  slots: 8,
  /** Beyond so many indices the table should grow. */
  growAt: 16,
  /** No indices are handed out beyond so many. */
  most: 24,
  /** Bytes that table and store may take together. */
  limitPages: 32,
  bytes: 64,
} as const;

/** Bits of a slot that hold the index. */
export const indexBits = 28;

/** Slots behind the last one a hash can lead to: where probing goes on. */
export const overhang = 4096;

/** Successors in a batch before it is flushed. */
export const batchStates = 256;

/** Indices that are handed out at once. */
export const handful = 1024;

/** Offsets inside the area of a worker, and addresses behind all areas. */
export interface Plan {
  /** Of a state. */
  readonly words: number;
  /**
   * Several machines are explored together: behind a state stands for which of them it is, as 64
   * bits; in the store first those that have come to it, then those that came last.
   */
  readonly masked: boolean;
  /** Bytes of a state in the batch, and in the store. */
  readonly entry: number;
  readonly record: number;
  readonly shared: boolean;
  readonly workers: number;
  readonly pages: number;
  readonly sums: {
    readonly transitionBytes: number;
    readonly fullTransitionBytes: number;
    readonly deviceFree: number;
    readonly fullStates: number;
    readonly stored: number;
    readonly deadlock: number;
  };
  readonly fired: number;
  readonly empty: number;
  readonly stateFlags: number;
  readonly stepFlags: number;
  /** Ranges of indices that were filled: pairs of 32 bits. */
  readonly ranges: number;
  readonly mostRanges: number;
  /** Slots put aside while the table grows. */
  readonly aside: number;
  readonly mostAside: number;
  readonly batch: number;
  /** Successors that fit into the batch; one state's emissions outside loops fit behind `batchStates`. */
  readonly batchRoom: number;
  readonly hashes: number;
  /** By successor: where its slot is, and the address of the state there. */
  readonly probes: number;
  /** Recent successors, by hash. */
  readonly recent: number;
  readonly recentStates: number;
  readonly canonical: number;
  readonly stack: number;
  readonly stackEnd: number;
  /** What the caller wants beside. */
  readonly more: number;
  readonly areaBytes: number;
  readonly table: number;
}

/** What decides how much memory things take. */
export interface Shape {
  readonly words: number;
  readonly masked: boolean;
  readonly steps: number;
  readonly flags: number;
  /** Successors of a state that are emitted outside loops, at most. */
  readonly burst: number;
  readonly scratchBytes: number;
  readonly moreBytes: number;
}

/** Divides the memory. */
export const plan = (
  { words, masked, steps, flags, burst, scratchBytes, moreBytes }: Shape,
  { workers, pages }: Options,
): Plan => {
  let next = 0;
  const take = (bytes: number): number => {
    const at = next;
    next += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const entry = 8 * (words + (masked ? 1 : 0));
  const sums = take(64);
  const batchRoom = batchStates + burst;
  const mostRanges = 4096;
  const mostAside = 65536;
  // In the cache next to the core, whatever the size of a state.
  const recentStates = 2 ** Math.max(6, Math.floor(Math.log2(2 ** 17 / entry)));
  const area = {
    fired: take(8 * steps),
    empty: take(steps),
    stateFlags: take(flags),
    stepFlags: take(flags),
    batch: take(batchRoom * entry),
    hashes: take(batchRoom * 8),
    probes: take(batchRoom * 8),
    recent: take(recentStates * entry),
    canonical: take(scratchBytes),
    ranges: take(mostRanges * 8),
    aside: take(mostAside * 8),
    stack: take(stackBytes),
    more: take(moreBytes),
  };
  const areaBytes = Math.ceil(next / 4096) * 4096;
  return {
    ...area,
    words,
    masked,
    entry,
    record: 8 * (words + (masked ? 2 : 0)),
    shared: workers > 1,
    workers,
    pages,
    sums: {
      transitionBytes: sums,
      fullTransitionBytes: sums + 8,
      deviceFree: sums + 16,
      fullStates: sums + 24,
      stored: sums + 32,
      deadlock: sums + 40,
    },
    batchRoom,
    mostRanges,
    mostAside,
    recentStates,
    stackEnd: area.stack + stackBytes,
    areaBytes,
    table: Math.ceil((4096 + workers * areaBytes) / 4096) * 4096,
  };
};

/** Of `push`, for one body: some thousands of ways to choose that are still open. */
const stackBytes = 1 << 20;

/** Where the area of a worker begins; workers count from 0. */
export const areaOf = ({ areaBytes }: Plan, worker: number): number => 4096 + worker * areaBytes;
