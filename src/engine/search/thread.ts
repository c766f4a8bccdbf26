/**
 * A thread that helps a search: it waits for rounds and takes part in them. What is thrown
 * here makes the search end without a verdict.
 */
import { workerData } from 'node:worker_threads';
import type { Compiled } from '../wasm/compile.ts';
import { wasmKernel } from '../wasm/kernel.ts';
import type { Memory } from '../wasm/platform.ts';
import { Board, type Shared } from './board.ts';
import { takePart } from './part.ts';

/** What a thread is started with. */
export interface Post {
  readonly compiled: Compiled;
  readonly memory: Memory;
  readonly shared: Shared;
  /** From 1; 0 is the search's own thread. */
  readonly thread: number;
}

const { compiled, memory, shared, thread }: Post = workerData;
const board = new Board(shared);
let joined = false;
try {
  const kernel = wasmKernel(compiled, memory, thread);
  board.enlist();
  let round: number | null = 0;
  while (round !== null) {
    joined = board.join();
    if (joined) {
      takePart(kernel, board, thread, () => true);
      board.leave();
      joined = false;
    }
    round = board.awaitRound(round);
  }
} catch (error) {
  board.fail();
  if (joined) board.leave();
  throw error;
}
