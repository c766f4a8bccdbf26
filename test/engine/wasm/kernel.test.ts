import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { present } from '../../../src/base/assertion.ts';
import type { Body, Field, Label, LocalId, Num } from '../../../src/engine/ir/code.ts';
import { number } from '../../../src/engine/ir/fold.ts';
import type { Range } from '../../../src/engine/kernel.ts';
import type { Program } from '../../../src/engine/program.ts';
import { type Compiled, compile } from '../../../src/engine/wasm/compile.ts';
import {
  memoryFor,
  talliesOf,
  type WasmKernel,
  wasmKernel,
} from '../../../src/engine/wasm/kernel.ts';
import { areaOf } from '../../../src/engine/wasm/memory.ts';
import type { Memory } from '../../../src/engine/wasm/platform.ts';
import { german } from './german.ts';
import { searchLayers } from './layers.ts';
import { body, fields, not, program, put, rule, when } from './toy.ts';

const kernelOf = (of: Program, mostBytes?: number): WasmKernel => {
  const compiled = compile(of, { workers: 1, pages: 4096 });
  return wasmKernel(compiled, present(memoryFor(compiled, mostBytes) ?? undefined, 'it is small'));
};

/** A step that adds 1 to a field, up to a number. */
const count = (field: Field, step: number, high: number): Body => {
  const left = { kind: 'read', file: 'before', field, low: 0, high } as const;
  const next = { kind: 'add', left, right: number(1), low: 1, high: high + 1 } as const;
  return rule(step, not({ kind: 'equal', left, right: number(high) }), put(field, next));
};

/** Counters that each go up to 2^width - 1, one at a time: as many states as numbers fit. */
const counters = (widths: readonly number[]): Program => {
  const { take, words } = fields();
  const expand = widths.map((width, step) => count(take(width), step, 2 ** width - 1));
  return program(words(), { expand, steps: widths.length, unfinished: body([]) });
};

const zeros = (words: number): Uint32Array => new Uint32Array(2 * words);

test("German's protocol has the states, transitions and depth that other checkers count", () => {
  const found = [3, 4].map(nodes => {
    const { program: of, initial } = german(nodes);
    const kernel = kernelOf(of);
    const { states, transitions, depth } = searchLayers(kernel, initial);
    expect([...kernel.flags().states, kernel.flags().deadlock]).toEqual([0, false]);
    expect(kernel.tallies().fired.reduce((sum, count) => sum + count)).toBe(transitions);
    return [states, transitions, depth];
  });
  expect(found).toEqual([
    [58_104, 235_872, 26],
    [1_105_434, 5_922_288, 34],
  ]);
});

test('with symmetry there is a state for each orbit, and the orbits add up to all states', () => {
  const { program: of, initial } = german(4, true);
  const kernel = kernelOf(of);
  const { states, transitions, depth } = searchLayers(kernel, initial);
  const { fullStates, fullTransitions } = kernel.tallies();
  expect([states, transitions, depth]).toEqual([56_176, 301_168, 34]);
  expect([fullStates, fullTransitions]).toEqual([1_105_434, 5_922_288]);
});

test('what is pushed two hundred thousand times is no room, not a crash', () => {
  const label = 0 as Label;
  const times: Num = { kind: 'local', local: 0 as LocalId, low: 0, high: 200_000 };
  const more: Num = { kind: 'add', left: times, right: number(1), low: 1, high: 200_001 };
  const endless = body(
    [
      {
        kind: 'loop',
        label,
        body: [
          { kind: 'push', locals: [] },
          { kind: 'set', local: 0 as LocalId, value: more },
          when({ kind: 'less', left: times, right: number(200_000) }, [{ kind: 'again', label }]),
        ],
      },
    ],
    ['num'],
  );
  const kernel = kernelOf(program(1, { expand: [endless], steps: 1 }));
  kernel.add(zeros(1));
  expect(kernel.full).toBe(false);
  expect(kernel.visit({ from: 0, to: 1 }, true)).toBe(false);
});

test.each([
  [[10, 10], 1],
  [[1, 9, 9], 1],
  [[7, 1, 6, 6], 1],
])('growing the table loses no state and doubles none (%j)', (widths, words) => {
  const of = counters(widths);
  const kernel = kernelOf(of);
  const bits = widths.reduce((sum, width) => sum + width);
  const high = widths.reduce((sum, width) => sum + 2 ** width - 1, 0);
  const { states, depth, finished } = searchLayers(kernel, [zeros(words)], 1000);
  expect([states, depth, finished]).toEqual([2 ** bits, high, true]);
  const seen = new Set<number>();
  const into = zeros(words);
  for (let i = 0; i < states; i++) {
    kernel.read(i, into);
    seen.add((into[0] ?? 0) + (into[1] ?? 0) * 2 ** 32);
  }
  expect(seen.size).toBe(states);
});

test('states of three words that differ in any word are told apart', () => {
  const places = [0, 1, 2].map(word => ({ word, shift: 40, width: 6 }));
  const expand = places.map((field, step) => count(field, step, 63));
  const kernel = kernelOf(program(3, { expand, steps: 3 }));
  const { states, transitions } = searchLayers(kernel, [zeros(3)]);
  expect([states, transitions]).toEqual([64 ** 3, 3 * 63 * 64 * 64]);
});

test('a state of nothing but zeros is new the first time and known from then on', () => {
  const { take } = fields();
  const flag = take(1);
  const turn = rule(
    0,
    { kind: 'truth', value: true },
    put(flag, not({ kind: 'bit', file: 'before', field: flag })),
  );
  const kernel = kernelOf(program(1, { expand: [turn], steps: 1 }));
  const one = Uint32Array.of(1, 0);
  expect(searchLayers(kernel, [one])).toEqual({
    states: 2,
    transitions: 2,
    depth: 1,
    finished: true,
  });
});

test('a search that may not have enough bytes stops, and what it has stays sound', () => {
  const kernel = kernelOf(counters([10, 10]), 4 * 2 ** 20);
  const { states, finished } = searchLayers(kernel, [zeros(1)]);
  expect(finished).toBe(false);
  expect(kernel.full).toBe(true);
  expect(kernel.bytes).toBeLessThanOrEqual(4 * 2 ** 20);
  expect(states).toBeGreaterThan(200_000);
  const seen = new Set<number>();
  const into = zeros(1);
  for (let i = 0; i < states; i++) {
    kernel.read(i, into);
    seen.add(into[0] ?? 0);
  }
  expect(seen.size).toBe(states);
  expect(kernel.visit({ from: 0, to: states }, false)).toBe(true);
});

test('a table that has grown takes less than 20 bytes a state', () => {
  // Ten of 16 slots are taken when it grows by half: at least 5 of 12 are afterwards.
  const kernel = kernelOf(counters([10, 10]));
  searchLayers(kernel, [zeros(1)]);
  expect(kernel.bytes / kernel.size - 8).toBeLessThan(8 / (5 / 12) + 0.1);
});

/** A thread without any of our code: it knows the functions of the module, and nothing else. */
const thread = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { bytes, memory, area, ranges, words } = workerData;
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const { visit, drain, full } = instance.exports;
  const cells = new Uint32Array(memory.buffer);
  const taken = () => Array.from({ length: drain(area) }, (_, i) => ({
    from: cells[(area + ranges) / 4 + 2 * i],
    to: cells[(area + ranges) / 4 + 2 * i + 1],
  }));
  parentPort.on('message', todo => {
    const left = [];
    for (const { from, to } of todo) {
      const at = visit(area, from, to, 1) >>> 0;
      if (at < to) left.push({ from: at, to });
    }
    parentPort.postMessage({ left, filled: taken(), full: full() !== 0 });
  });
`;

interface Answer {
  readonly left: readonly Range[];
  readonly filled: readonly Range[];
  readonly full: boolean;
}

const ask = async (worker: Worker, todo: readonly Range[]): Promise<Answer> => {
  worker.postMessage(todo);
  const [answer] = await once(worker, 'message');
  return answer;
};

const pieces = (ranges: readonly Range[], size: number): readonly Range[] =>
  ranges.flatMap(({ from, to }) =>
    Array.from({ length: Math.ceil((to - from) / size) }, (_, i) => ({
      from: from + i * size,
      to: Math.min(to, from + (i + 1) * size),
    })),
  );

const searchInThreads = async (
  { compiled, memory }: { readonly compiled: Compiled; readonly memory: Memory },
  initial: readonly Uint32Array[],
): Promise<readonly number[]> => {
  const kernel = wasmKernel(compiled, memory);
  const { plan, bytes } = compiled;
  const workers = [1, 2].map(worker => {
    wasmKernel(compiled, memory, worker);
    const workerData = { bytes, memory, area: areaOf(plan, worker), ranges: plan.ranges };
    return new Worker(thread, { eval: true, workerData });
  });
  for (const state of initial) kernel.add(state);
  let [layer, depth] = [kernel.takeRanges(), -1];
  while (layer.length > 0) {
    depth++;
    const next: Range[] = [];
    for (let open = pieces(layer, 500); open.length > 0; ) {
      const answers = await Promise.all(
        workers.map((worker, i) =>
          ask(
            worker,
            open.filter((_, j) => j % workers.length === i),
          ),
        ),
      );
      expect(answers.some(({ full }) => full)).toBe(false);
      next.push(...answers.flatMap(({ filled }) => filled));
      open = answers.flatMap(({ left }) => left);
      if (kernel.needsGrowth()) kernel.grow();
    }
    layer = next;
  }
  await Promise.all(workers.map(worker => worker.terminate()));
  const tallies = [0, 1, 2].map(worker =>
    talliesOf({ compiled, memory, area: areaOf(plan, worker) }),
  );
  return [kernel.size, tallies.reduce((sum, { transitions }) => sum + transitions, 0), depth];
};

test('two threads over one table count what one counts', { timeout: 60_000 }, async () => {
  const { program: of, initial } = german(4);
  const compiled = compile(of, { workers: 3, pages: 4096 });
  const memory = present(memoryFor(compiled) ?? undefined, 'it is small');
  expect(await searchInThreads({ compiled, memory }, initial)).toEqual([1_105_434, 5_922_288, 34]);
});
