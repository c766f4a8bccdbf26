/**
 * A search on several threads over one table in shared memory, layer by layer. The thread
 * that searches takes part, and lets others help as soon as a search is large enough to
 * gain by it. Where threads must stand still (the table grows, a limit is met) the round
 * ends, and another one visits what was left. A thread that throws, or is silent for
 * long, ends the search with the limit `worker`.
 *
 * The order in which states are stored differs from run to run; nothing above depends on it.
 */
import { Worker } from 'node:worker_threads';
import type { Limit } from '../../machine/search.ts';
import type { Flags, Range, Tallies } from '../kernel.ts';
import type { Compiled } from '../wasm/compile.ts';
import { type Area, flagsOf, talliesOf, type WasmKernel, wasmKernel } from '../wasm/kernel.ts';
import { areaOf } from '../wasm/memory.ts';
import type { Memory } from '../wasm/platform.ts';
import { Board, mostRanges, sharedFor } from './board.ts';
import { countOf, type Explorer, type Pause, paced } from './explorer.ts';
import { takePart } from './part.ts';
import type { Post } from './thread.ts';

const betweenBeatsMs = 50;

// Fewer are done before others were awake.
const inviteStates = 512;

/** How threads are had; tests have their own ways. */
export interface Manner {
  /** What a thread runs. */
  readonly script: URL;
  /** Before that a thread costs more to start than it gains. */
  readonly worthStates: number;
  /** A chunk is sized to take a fraction of a second, on a loaded machine some seconds. */
  readonly silenceMs: number;
}

const usual: Manner = {
  script: new URL('./thread.js', import.meta.url),
  worthStates: 100_000,
  silenceMs: 30_000,
};

/** What a pool is made of. */
export interface Pooled {
  readonly compiled: Compiled;
  readonly memory: Memory;
}

/** An explorer on as many threads as the program was compiled for. */
export const pool = (pooled: Pooled, manner: Partial<Manner> = {}): Explorer =>
  new Pool(pooled, { ...usual, ...manner });

class Pool implements Explorer {
  private readonly pooled: Pooled;
  private readonly manner: Manner;
  private readonly kernel: WasmKernel;
  private readonly board: Board;
  private readonly helpers: Worker[] = [];
  private filled: Range[] = [];

  constructor(pooled: Pooled, manner: Manner) {
    const { compiled, memory } = pooled;
    this.pooled = pooled;
    this.manner = manner;
    this.kernel = wasmKernel(compiled, memory, 0);
    this.board = new Board(sharedFor(compiled.plan.workers));
  }

  get workers(): number {
    return this.board.enlisted + 1;
  }

  get size(): number {
    return this.kernel.size;
  }

  get full(): boolean {
    return this.board.full;
  }

  add(words: Uint32Array): void {
    this.kernel.add(words);
  }

  fresh(): readonly Range[] {
    const ranges = joined([...this.filled, ...this.kernel.takeRanges()]);
    this.filled = [];
    return ranges;
  }

  visit(layer: readonly Range[], expand: boolean, pause: Pause): Limit | null {
    let open: readonly Range[] = joined(layer);
    const pace = paced();
    while (open.length > 0) {
      if (this.size >= this.manner.worthStates) this.help();
      if (this.kernel.needsGrowth()) this.kernel.grow();
      const later = open.slice(mostRanges);
      const limit = this.round(open.slice(0, mostRanges), expand, pace, pause);
      open = joined([...this.board.collect('left'), ...this.board.untaken(), ...later]);
      for (const range of this.board.collect('filled')) this.filled.push(range);
      if (limit !== null) return limit;
    }
    return null;
  }

  private round(
    ranges: readonly Range[],
    expand: boolean,
    pace: ReturnType<typeof paced>,
    pause: Pause,
  ): Limit | null {
    const { board } = this;
    let limit: Limit | null = null;
    const goOn = (): boolean => {
      limit ??= pause(board.queue);
      board.setChunk(pace.chunk());
      return limit === null;
    };
    board.setChunk(pace.chunk());
    board.begin(ranges, expand, this.helpers.length > 0 && countOf(ranges) >= inviteStates);
    takePart(this.kernel, board, 0, goOn);
    board.close();
    if (!this.settled(goOn) || board.failed) return 'worker';
    return limit ?? (board.full ? 'memory' : null);
  }

  // Waits for the others to finish what they have in hand.
  private settled(goOn: () => boolean): boolean {
    const { board } = this;
    let beats = board.beats;
    let since = performance.now();
    while (board.awaitOthers(betweenBeatsMs)) {
      if (!goOn()) board.stop();
      if (board.beats !== beats) {
        beats = board.beats;
        since = performance.now();
      } else if (performance.now() - since > this.manner.silenceMs) return false;
    }
    return true;
  }

  private help(): void {
    const { compiled, memory } = this.pooled;
    while (this.helpers.length + 1 < compiled.plan.workers) {
      const post: Post = {
        compiled,
        memory,
        shared: this.board.shared,
        thread: this.helpers.length + 1,
      };
      const helper = new Worker(this.manner.script, { workerData: post });
      helper.unref();
      helper.on('error', () => {});
      this.helpers.push(helper);
    }
  }

  read(index: number, into: Uint32Array): void {
    this.kernel.read(index, into);
  }

  tallies(): Tallies {
    const all = this.each(talliesOf);
    const sum = (of: (tallies: Tallies) => number): number =>
      all.reduce((total, tallies) => total + of(tallies), 0);
    const [first] = all;
    return {
      transitions: sum(t => t.transitions),
      fullTransitions: sum(t => t.fullTransitions),
      fired: (first?.fired ?? []).map((_, step) => sum(t => t.fired[step] ?? 0)),
      empty: (first?.empty ?? []).map((_, step) => all.some(t => t.empty[step] === true)),
      deviceFree: sum(t => t.deviceFree),
      fullStates: sum(t => t.fullStates),
    };
  }

  flags(): Flags {
    const all = this.each(flagsOf);
    const either = (kind: 'states' | 'steps'): Uint8Array =>
      Uint8Array.from(all[0]?.[kind] ?? [], (_, flag) =>
        all.some(flags => flags[kind][flag] !== 0) ? 1 : 0,
      );
    return {
      states: either('states'),
      steps: either('steps'),
      deadlock: all.some(flags => flags.deadlock),
    };
  }

  private each<T>(of: (area: Area) => T): readonly T[] {
    const { compiled, memory } = this.pooled;
    return Array.from({ length: compiled.plan.workers }, (_, worker) =>
      of({ compiled, memory, area: areaOf(compiled.plan, worker) }),
    );
  }

  end(): void {
    this.board.end();
  }
}

/** In order, and those that touch as one. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const range of ranges.filter(r => r.from < r.to).sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last?.to === range.from) result[result.length - 1] = { from: last.from, to: range.to };
    else result.push(range);
  }
  return result;
}
