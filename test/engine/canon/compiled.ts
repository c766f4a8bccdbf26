/** Canonical forms in WebAssembly as functions on states in an array, for tests. */
import { present } from '../../../src/base/assertion.ts';
import { canonicalCode } from '../../../src/engine/canon/emit.ts';
import type { Layout } from '../../../src/engine/layout/layout.ts';
import { func, i32, i64, local, ret, set } from '../../../src/engine/wasm/asm.ts';
import { encode } from '../../../src/engine/wasm/encode.ts';
import { instantiate, reserve } from '../../../src/engine/wasm/platform.ts';

interface Compiled {
  least(words: Uint32Array): void;
  orbit(words: Uint32Array): number;
}

const stateAt = 64;

/** Compiles and instantiates. */
export function compiled(layout: Layout): Compiled {
  const code = canonicalCode(layout);
  const scratchAt = stateAt + 64 * Math.ceil(layout.words / 8);
  const pages = Math.ceil((scratchAt + (code?.scratchBytes ?? 0)) / 65536);
  const memory = reserve(pages, false);

  const least = func('least', [], []);
  const orbit = func('orbit', [], ['i64']);
  const [change, measure] = [least, orbit].map(of => ({
    words: Array.from({ length: layout.words }, () => local(of, 'i64')),
    scratch: local(of, 'i32'),
  }));
  const read = ({ words, scratch }: NonNullable<typeof change>) => [
    set(scratch, i32.of(scratchAt)),
    ...words.map((word, w) => set(word, i64.load(i32.of(stateAt), 8 * w))),
  ];
  const [a, b] = [present(change, 'made'), present(measure, 'made')];
  least.body = [
    ...read(a),
    ...(code?.least(least, a.words, a.scratch) ?? []),
    ...a.words.map((word, w) => i64.store(i32.of(stateAt), word, 8 * w)),
  ];
  orbit.body = [...read(b), ret(code?.orbit(orbit, b.words, b.scratch) ?? i64.of(1))];

  const limits = { least: pages, most: pages, shared: false };
  const run = instantiate(encode({ memory: limits, exports: { least, orbit } }), memory);
  const state = new Uint32Array(memory.buffer, stateAt, 2 * layout.words);
  return {
    least(words) {
      state.set(words);
      present(run.least, 'exported')();
      words.set(state);
    },
    orbit(words) {
      state.set(words);
      return Number(present(run.orbit, 'exported')());
    },
  };
}
