/**
 * The kernel in WebAssembly as the search sees it. One memory of fixed size is reserved and
 * committed by use. With several workers each has a kernel of its own over the same
 * memory: layers are ranges of indices that each reports, and the table grows only when
 * the search has stopped them all and calls `grow` on one.
 */
import { invariant, present } from '../../base/assertion.ts';
import type { Flags, Kernel, Range, Tallies } from '../kernel.ts';
import type { Compiled } from './compile.ts';
import { hashOf } from './hash.ts';
import { areaOf, control, handful, overhang, type Plan, pageBytes } from './memory.ts';
import { type Exports, instantiate, type Memory, reserveOrNot } from './platform.ts';

/** A kernel in WebAssembly, and what workers need beside. */
export interface WasmKernel extends Kernel {
  /** For the kernels of other workers; it can be sent to them. */
  readonly memory: Memory;
  /** There was no room for some state. */
  readonly full: boolean;
  /**
   * Visits from a range as `visit` does, and gives the index it came to: less than the end
   * when there is no room (`full`), or, with several workers, when the table should grow
   * (`needsGrowth`) or `takeRanges` should be called first.
   */
  advance(range: Range, expand: boolean): number;
  /** The ranges of indices this kernel filled since the last call, in the order of filling. */
  takeRanges(): readonly Range[];
  needsGrowth(): boolean;
  /** Makes the table larger; no other kernel may be at work. */
  grow(): void;
}

/** Memory for a compiled program, empty; null where so much cannot be reserved. */
export const memoryFor = (compiled: Compiled, mostBytes?: number): Memory | null => {
  const memory = reserveOrNot(compiled.plan.pages);
  if (memory !== null) prepareMemory(compiled, memory, mostBytes);
  return memory;
};

/** Writes into an empty memory how it is to be used. Table and store may take up to so many bytes. */
export const prepareMemory = (
  { plan, bursts }: Pick<Compiled, 'plan' | 'bursts'>,
  memory: Memory,
  mostBytes: number = Number.POSITIVE_INFINITY,
): void => {
  const cells = new Uint32Array(memory.buffer, 0, control.bytes / 4);
  const room = plan.pages * pageBytes - plan.table - 8 * overhang - plan.record;
  cells[control.limitPages / 4] = Math.floor(Math.max(0, Math.min(mostBytes, room)) / pageBytes);
  // All workers together must find room for what they have in hand between growing and full.
  const inHand = plan.workers * (plan.batchRoom + handful);
  const enough = Math.max(bursts && plan.shared ? 2 ** 20 : 2 ** 17, 4 * inHand);
  cells[control.slots / 4] = enough;
};

/** A state other than 0 whose place among the recent ones is not that of state 0. */
const strangerTo0 = ({ words, recentStates }: Plan): bigint => {
  const places = BigInt(recentStates - 1);
  const rest = Array.from({ length: words - 1 }, () => 0n);
  for (let value = 1n; ; value++) {
    if ((hashOf([value, ...rest]) & places) !== 0n) return value;
  }
};

/** The kernel of a worker, counted from 0. The first one is made before all others. */
export const wasmKernel = (compiled: Compiled, memory: Memory, worker = 0): WasmKernel => {
  const { plan } = compiled;
  invariant(worker < plan.workers, 'the module is compiled for so many workers');
  const exports = instantiate(compiled.bytes, memory);
  const area = areaOf(plan, worker);
  // Recent states begin as 0, and state 0 must not look as if it had been met.
  new BigUint64Array(memory.buffer, area + plan.recent, 1)[0] = strangerTo0(plan);
  const call = caller(exports);
  if (worker === 0) call('start', area);
  return kernelOf({ compiled, memory, area, call });
};

type Call = (name: string, ...args: readonly number[]) => number;

const caller =
  (exports: Exports): Call =>
  (name, ...args) =>
    Number(present(exports[name], 'the module exports it')(...args) ?? 0);

/** Where a worker keeps what is its own: `areaOf`. */
export interface Area {
  readonly compiled: Compiled;
  readonly memory: Memory;
  readonly area: number;
}

interface Parts extends Area {
  readonly call: Call;
}

const kernelOf = (parts: Parts): WasmKernel => {
  const { compiled, memory, area, call } = parts;
  const { plan } = compiled;
  const cells = new Uint32Array(memory.buffer);
  const halves = 2 * plan.words;
  const batch = (area + plan.batch) / 4;
  const full = (): boolean => call('full') !== 0;
  const advance = ({ from, to }: Range, expand: boolean): number =>
    call('visit', area, from, to, expand ? 1 : 0) >>> 0;
  return {
    memory,
    get full() {
      return full();
    },
    get size() {
      return storedOf(parts);
    },
    get bytes() {
      const handed = Atomics.load(cells, control.handedOut / 4);
      return 8 * (cells[control.slots / 4] ?? 0) + handed * plan.record;
    },
    add(words) {
      cells.set(words, batch);
      call('flush', area, 4 * (batch + halves));
    },
    advance,
    visit: (range, expand) => advance(range, expand) === range.to && !(expand && full()),
    read(index, into) {
      const at = (plan.pages * pageBytes) / 4 - halves * (index + 2);
      for (let i = 0; i < halves; i++) into[i] = cells[at + i] ?? 0;
    },
    takeRanges() {
      const count = call('drain', area);
      const at = (area + plan.ranges) / 4;
      return Array.from({ length: count }, (_, i) => ({
        from: cells[at + 2 * i] ?? 0,
        to: cells[at + 2 * i + 1] ?? 0,
      }));
    },
    needsGrowth: () => call('needsGrowth') !== 0,
    grow: () => void call('grow', area),
    tallies: () => talliesOf(parts),
    flags: () => flagsOf(parts),
  };
};

const sumAt = ({ memory, area }: Pick<Area, 'memory' | 'area'>, offset: number): number =>
  Number(new BigUint64Array(memory.buffer, area + offset, 1)[0] ?? 0n);

/** States stored by all workers. */
const storedOf = ({ compiled: { plan }, memory }: Parts): number => {
  let stored = 0;
  for (let worker = 0; worker < plan.workers; worker++) {
    stored += sumAt({ memory, area: areaOf(plan, worker) }, plan.sums.stored);
  }
  return stored;
};

/** The sums of one worker, in its own area. */
export const talliesOf = (parts: Area): Tallies => {
  const { compiled, memory, area } = parts;
  const { plan, steps } = compiled;
  const stateBytes = 8 * plan.words;
  const { sums } = plan;
  const fired = new BigUint64Array(memory.buffer, area + plan.fired, steps);
  const empty = new Uint8Array(memory.buffer, area + plan.empty, steps);
  return {
    transitions: sumAt(parts, sums.transitionBytes) / stateBytes,
    fullTransitions: sumAt(parts, sums.fullTransitionBytes) / stateBytes,
    fired: Array.from(fired, Number),
    empty: Array.from(empty, one => one !== 0),
    deviceFree: sumAt(parts, sums.deviceFree),
    fullStates: sumAt(parts, sums.fullStates),
  };
};

/** The flags that one worker raised. */
export const flagsOf = (parts: Area): Flags => {
  const { compiled, memory, area } = parts;
  const { plan, flags } = compiled;
  return {
    states: new Uint8Array(memory.buffer, area + plan.stateFlags, flags),
    steps: new Uint8Array(memory.buffer, area + plan.stepFlags, flags),
    deadlock: sumAt(parts, plan.sums.deadlock) !== 0,
  };
};
