/**
 * What the threads of a search share beside the table: which states are to be visited in
 * this round, how far that is, and what each thread reports at the end of its part. A
 * round is a list of ranges; threads take chunks of it from one cursor, until it is done
 * or somebody asks all to stop. What was left, and which indices were filled with new
 * states, stands on two lists when the round is over.
 */
import type { Range } from '../kernel.ts';

const cell = {
  generation: 0,
  state: 1,
  running: 2,
  cursor: 3,
  total: 4,
  ranges: 5,
  expand: 6,
  chunk: 7,
  stop: 8,
  failed: 9,
  full: 10,
  filled: 11,
  left: 12,
  enlisted: 13,
  /** Beats of the threads, from here on. */
  beats: 16,
} as const;

const closed = 0;
const open = 1;
const ended = 2;

/** Ranges that a round may have, or may fill: a layer with more is visited in several rounds. */
export const mostRanges = 2 ** 19;

/** Memory for a board; it is committed by use. */
export interface Shared {
  readonly cells: SharedArrayBuffer;
  /** From, to, and how many states stand before, of each range of the round. */
  readonly round: SharedArrayBuffer;
  readonly filled: SharedArrayBuffer;
  readonly left: SharedArrayBuffer;
}

/** The memory of a board for so many threads. */
export const sharedFor = (threads: number): Shared => ({
  cells: new SharedArrayBuffer(4 * (cell.beats + threads)),
  round: new SharedArrayBuffer(12 * mostRanges),
  filled: new SharedArrayBuffer(16 * mostRanges),
  left: new SharedArrayBuffer(16 * mostRanges),
});

/** One thread's view of what is shared. */
export class Board {
  readonly shared: Shared;
  private readonly cells: Int32Array;
  private readonly round: Uint32Array;
  private readonly lists: Readonly<Record<'filled' | 'left', Uint32Array>>;

  constructor(shared: Shared) {
    this.shared = shared;
    this.cells = new Int32Array(shared.cells);
    this.round = new Uint32Array(shared.round);
    this.lists = { filled: new Uint32Array(shared.filled), left: new Uint32Array(shared.left) };
  }

  /** Sets out a round of at most `mostRanges`; `invite` lets other threads take part. */
  begin(ranges: readonly Range[], expand: boolean, invite: boolean): void {
    let before = 0;
    for (const [i, { from, to }] of ranges.entries()) {
      this.round.set([from, to, before], 3 * i);
      before += to - from;
    }
    this.put('cursor', 0);
    this.put('total', before);
    this.put('ranges', ranges.length);
    this.put('expand', expand ? 1 : 0);
    this.put('stop', 0);
    if (!invite) return;
    this.put('state', open);
    this.next();
  }

  /** No thread joins from now on. */
  close(): void {
    this.put('state', closed);
  }

  /** Sends all threads home. */
  end(): void {
    this.put('state', ended);
    this.next();
  }

  private next(): void {
    Atomics.add(this.cells, cell.generation, 1);
    Atomics.notify(this.cells, cell.generation);
  }

  /** Waits for a round later than this one; gives its number, or null when all is over. */
  awaitRound(seen: number): number | null {
    Atomics.wait(this.cells, cell.generation, seen);
    if (this.at('state') === ended) return null;
    return this.at('generation');
  }

  /** One more thread is ready to help. */
  enlist(): void {
    Atomics.add(this.cells, cell.enlisted, 1);
  }

  get enlisted(): number {
    return this.at('enlisted');
  }

  /** True if this thread takes part in the round; then it must `leave`. */
  join(): boolean {
    Atomics.add(this.cells, cell.running, 1);
    if (this.at('state') === open) return true;
    this.leave();
    return false;
  }

  leave(): void {
    Atomics.sub(this.cells, cell.running, 1);
    Atomics.notify(this.cells, cell.running);
  }

  /** Waits a little while other threads run; false when none does. */
  awaitOthers(ms: number): boolean {
    const running = this.at('running');
    if (running === 0) return false;
    Atomics.wait(this.cells, cell.running, running, ms);
    return true;
  }

  /** Positions in the round to be visited next, or null at its end. */
  take(): Range | null {
    const chunk = this.at('chunk');
    const total = this.at('total');
    if (this.at('cursor') >= total) return null;
    const from = Atomics.add(this.cells, cell.cursor, chunk);
    return from >= total ? null : { from, to: Math.min(total, from + chunk) };
  }

  /** The states at these positions. */
  states({ from, to }: Range): readonly Range[] {
    const found: Range[] = [];
    let range = this.rangeAt(from);
    for (let at = from; at < to; range++) {
      const [first = 0, end = 0, before = 0] = this.round.subarray(3 * range, 3 * range + 3);
      const start = first + at - before;
      const stop = Math.min(end, first + to - before);
      found.push({ from: start, to: stop });
      at += stop - start;
    }
    return found;
  }

  private rangeAt(position: number): number {
    let low = 0;
    let high = this.at('ranges') - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.round[3 * middle + 2] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The rest of the round that nobody took. */
  untaken(): readonly Range[] {
    const [from, to] = [this.at('cursor'), this.at('total')];
    return from < to ? this.states({ from, to }) : [];
  }

  /** How many states nobody took. */
  get queue(): number {
    return Math.max(0, this.at('total') - this.at('cursor'));
  }

  get expand(): boolean {
    return this.at('expand') === 1;
  }

  setChunk(states: number): void {
    this.put('chunk', states);
  }

  /** Asks all threads to stop after what they have in hand. */
  stop(): void {
    this.put('stop', 1);
  }

  get stopped(): boolean {
    return this.at('stop') === 1;
  }

  /** A thread cannot go on. */
  fail(): void {
    this.put('failed', 1);
    this.stop();
  }

  get failed(): boolean {
    return this.at('failed') === 1;
  }

  /** There is no more room for states. */
  fill(): void {
    this.put('full', 1);
    this.stop();
  }

  get full(): boolean {
    return this.at('full') === 1;
  }

  beat(thread: number): void {
    Atomics.add(this.cells, cell.beats + thread, 1);
  }

  /** The sum of all beats: while it changes, threads live. */
  get beats(): number {
    let sum = 0;
    for (let i = cell.beats; i < this.cells.length; i++) sum += Atomics.load(this.cells, i);
    return sum;
  }

  /** Writes ranges down; asks all to stop before a list is full. */
  report(list: 'filled' | 'left', ranges: readonly Range[]): void {
    for (const { from, to } of ranges) {
      const at = Atomics.add(this.cells, cell[list], 1);
      this.lists[list].set([from, to], 2 * at);
      if (at >= mostRanges) this.stop();
    }
  }

  /** What was written down; the list is empty then. */
  collect(list: 'filled' | 'left'): readonly Range[] {
    const count = Atomics.exchange(this.cells, cell[list], 0);
    return Array.from({ length: count }, (_, i) => ({
      from: this.lists[list][2 * i] ?? 0,
      to: this.lists[list][2 * i + 1] ?? 0,
    }));
  }

  private at(name: keyof typeof cell): number {
    return Atomics.load(this.cells, cell[name]);
  }

  private put(name: keyof typeof cell, value: number): void {
    Atomics.store(this.cells, cell[name], value);
  }
}
