import fc from 'fast-check';
import { expect, test } from 'vitest';
import { present } from '../../../src/base/assertion.ts';
import type { Body, Bool, Field } from '../../../src/engine/ir/code.ts';
import type { Program } from '../../../src/engine/program.ts';
import { compile } from '../../../src/engine/wasm/compile.ts';
import { prepareMemory, type WasmKernel, wasmKernel } from '../../../src/engine/wasm/kernel.ts';
import { reserve } from '../../../src/engine/wasm/platform.ts';
import { interpret } from './interpret.ts';
import { bodies, expressions, layouts, locals, words } from './random.ts';
import { body, program, raise, when } from './toy.ts';

const halves = (state: readonly bigint[]): Uint32Array =>
  new Uint32Array(BigUint64Array.from(state).buffer);

/** One memory for all, wiped each time: the platform pays for each that is made. */
const room = { pages: 64, memory: reserve(64, true) };

const kernelOf = (of: Program): WasmKernel => {
  const compiled = compile(of, { workers: 1, pages: room.pages });
  new Uint8Array(room.memory.buffer).fill(0);
  prepareMemory(compiled, room.memory);
  return wasmKernel(compiled, room.memory);
};

const stored = (kernel: WasmKernel, wordCount: number): readonly string[] =>
  Array.from({ length: kernel.size }, (_, i) => {
    const into = new Uint32Array(2 * wordCount);
    kernel.read(i, into);
    return [...new BigUint64Array(into.buffer)].join(' ');
  });

const wordsIn = (fields: readonly Field[]): number =>
  Math.max(...fields.map(({ word }) => word)) + 1;

const actors: Program['actors'] = [
  { actor: 0, instance: [], device: false },
  { actor: 1, instance: [], device: true },
];

const sites: Program['sites'] = [1, 2, 3, 4].map(rank => ({
  broken: 'a',
  path: '',
  start: rank,
  end: rank,
  rank,
}));

const cases = layouts.chain(fields =>
  fc.record({
    fields: fc.constant(fields),
    expand: fc.array(bodies(fields), { minLength: 1, maxLength: 3 }),
    state: words(wordsIn(fields)),
  }),
);

/** Bits that no field has are 0 in states. */
const clean = (fields: readonly Field[], state: readonly bigint[]): readonly bigint[] =>
  state.map((word, i) =>
    fields
      .filter(field => field.word === i)
      .reduce(
        (bits, { shift, width }) => bits | (word & (((1n << BigInt(width)) - 1n) << BigInt(shift))),
        0n,
      ),
  );

test('random bodies have the successors, counts and flags of the interpreter', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(cases, ({ fields, expand, state }) => {
      const before = clean(fields, state);
      const wanted = interpret(expand, before);
      const wordCount = wordsIn(fields);
      const kernel = kernelOf(program(wordCount, { expand, steps: 4, actors, sites }));
      kernel.add(halves(before));
      expect(kernel.visit({ from: 0, to: 1 }, true)).toBe(true);
      const states = new Set(
        [before, ...wanted.emitted.map(({ state }) => state)].map(each => each.join(' ')),
      );
      const ways = [...wanted.emitted, ...wanted.faults];
      expect(stored(kernel, wordCount)).toEqual([...states]);
      const tallies = kernel.tallies();
      expect(tallies).toEqual({
        transitions: ways.length,
        fullTransitions: ways.length,
        fired: [0, 1, 2, 3].map(step => ways.filter(way => way.step === step).length),
        empty: [0, 1, 2, 3].map(step => wanted.empty.has(step)),
        deviceFree: ways.some(({ step }) => step % 2 === 1) ? 0 : 1,
        fullStates: 1,
      });
      expect([...kernel.flags().steps]).toEqual(
        [1, 2, 3, 4].map(rank => (wanted.faults.some(fault => fault.rank === rank) ? 1 : 0)),
      );
      expect(kernel.flags().deadlock).toBe(ways.length === 0);
    }),
    { numRuns: 400 },
  );
});

/** Many truths at once, each with a flag. */
const judging = (truths: readonly Bool[]): Body =>
  body(
    truths.map((truth, flag) => when(truth, [raise(flag)])),
    locals,
  );

const judged = layouts.chain(fields =>
  fc.record({
    fields: fc.constant(fields),
    truths: fc.array(expressions({ fields, files: ['before'] }).bool, {
      minLength: 8,
      maxLength: 8,
    }),
    stepTruths: fc.array(expressions({ fields, files: ['before', 'after'] }).bool, {
      minLength: 8,
      maxLength: 8,
    }),
    state: words(wordsIn(fields)),
    successor: words(wordsIn(fields)),
  }),
);

test('random truths about states and transitions raise the flags of the interpreter', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(judged, ({ fields, truths, stepTruths, state, successor }) => {
      const [before, after] = [clean(fields, state), clean(fields, successor)];
      const [judge, judgeStep] = [judging(truths), judging(stepTruths)];
      const change = fields.map(field => {
        const value =
          (present(after[field.word], 'a word') >> BigInt(field.shift)) % 2n ** BigInt(field.width);
        const [low, high] = [Number(value), Number(value)];
        return { kind: 'write', field, value: { kind: 'number', value: low, low, high } } as const;
      });
      const expand = [body([{ kind: 'begin' }, ...change, { kind: 'emit', step: 0, actor: 0 }])];
      const wordCount = wordsIn(fields);
      const properties = truths.map((_, i) => i);
      const kernel = kernelOf(
        program(wordCount, { expand, judge: [judge], judgeStep, steps: 1, properties }),
      );
      kernel.add(halves(before));
      kernel.visit({ from: 0, to: 1 }, true);
      const flags = kernel.flags();
      const wanted = (raised: ReadonlySet<number>) => truths.map((_, i) => (raised.has(i) ? 1 : 0));
      expect([...flags.states]).toEqual(wanted(interpret([judge], before).raised));
      expect([...flags.steps]).toEqual(wanted(interpret([judgeStep], before, after).raised));
    }),
    { numRuns: 300 },
  );
});
