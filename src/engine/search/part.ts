/** The part of one thread in a round: it takes chunks and visits them, until all is done or stopped. */
import type { Range } from '../kernel.ts';
import type { WasmKernel } from '../wasm/kernel.ts';
import type { Board } from './board.ts';

/** Asked before each chunk; false asks all threads to stop. */
export type GoOn = () => boolean;

/** Takes part; `thread` counts from 0. */
export function takePart(kernel: WasmKernel, board: Board, thread: number, goOn: GoOn): void {
  while (!board.stopped) {
    if (!goOn()) {
      board.stop();
      break;
    }
    board.beat(thread);
    const chunk = board.take();
    if (chunk === null) break;
    const left = visited(kernel, board, board.states(chunk));
    board.report('left', left);
  }
  board.report('filled', kernel.takeRanges());
}

// What was not visited, because there was no room or others must stop first.
function visited(kernel: WasmKernel, board: Board, ranges: readonly Range[]): readonly Range[] {
  for (const [i, { from, to }] of ranges.entries()) {
    for (let at = from; at < to; ) {
      at = kernel.advance({ from: at, to }, board.expand);
      if (kernel.full) board.fill();
      else if (at < to) board.report('filled', kernel.takeRanges());
      if (kernel.full || (at < to && kernel.needsGrowth())) {
        board.stop();
        return [{ from: at, to }, ...ranges.slice(i + 1)].filter(r => r.from < r.to);
      }
    }
  }
  return [];
}
