/**
 * The progress line: states, states a second, depth, queue, memory, elapsed; or files and
 * what of them was read. One line
 * that is written over once a second, cut to the width of the terminal, and gone when
 * something else is to be said.
 */
import type { Progress } from './world.ts';

/** A place for the line. */
export interface Screen {
  readonly write: (text: string) => void;
  /** Columns, at least 1. */
  readonly width: () => number;
}

/** A running display. */
export interface Meter {
  readonly show: (now: Progress) => void;
  readonly clear: () => void;
  readonly end: () => void;
}

const everyMs = 1000;
const eraseLine = '\r\u001b[K';
const bytesPerMb = 2 ** 20;

/** Shows progress on the screen; on no screen does nothing. */
export function meterOn(screen: Screen | null): Meter {
  if (screen === null) return { show: () => {}, clear: () => {}, end: () => {} };
  const start = performance.now();
  let shownAt = start;
  let before = { done: 0, at: start };
  let visible = false;
  const clear = (): void => {
    if (visible) screen.write(eraseLine);
    visible = false;
  };
  const show = (now: Progress): void => {
    const at = performance.now();
    if (at - shownAt < everyMs) return;
    shownAt = at;
    // A new search counts from 0 again.
    const done = now.kind === 'states' ? now.states : now.files;
    const since = done < before.done ? { done: 0, at: before.at } : before;
    const rate = ((done - since.done) * 1000) / Math.max(1, at - since.at);
    before = { done, at };
    screen.write(`${eraseLine}${progressLine(now, rate, at - start).slice(0, screen.width() - 1)}`);
    visible = true;
  };
  return { show, clear, end: clear };
}

/** `12345 states, 2345/s, depth 12, queue 345, 210 MB, 5 s`; `12345 files, 2345/s, 210 MB read, 5 s`. */
export function progressLine(now: Progress, perSecond: number, elapsedMs: number): string {
  const seconds = Math.round(elapsedMs / 1000);
  const speed = `${Math.round(perSecond)}/s`;
  if (now.kind === 'files') {
    return `${now.files} files, ${speed}, ${Math.round(now.bytes / bytesPerMb)} MB read, ${seconds} s`;
  }
  const memory = Math.round(process.memoryUsage.rss() / bytesPerMb);
  const { states, depth, queue } = now;
  return `${states} states, ${speed}, depth ${depth}, queue ${queue}, ${memory} MB, ${seconds} s`;
}
