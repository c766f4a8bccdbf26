import fc from 'fast-check';
import { expect, test } from 'vitest';
import { present } from '../../../src/base/assertion.ts';
import { func, param, ret } from '../../../src/engine/wasm/asm.ts';
import { encode } from '../../../src/engine/wasm/encode.ts';
import { hashInto, hashOf } from '../../../src/engine/wasm/hash.ts';
import { instantiate, reserve } from '../../../src/engine/wasm/platform.ts';

const compiled = (words: number) => {
  const of = func('hash', Array<'i64'>(words).fill('i64'), ['i64']);
  const { hash, code } = hashInto(
    of,
    Array.from({ length: words }, (_, i) => param('i64', i)),
  );
  of.body = [...code, ret(hash)];
  const bytes = encode({ memory: { least: 1, most: 1, shared: false }, exports: { of } });
  return present(instantiate(bytes, reserve(1, false)).of, 'it is exported');
};

const word = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

test.each([1, 2, 3, 10])('the hash of %i words is the same in WebAssembly and here', words => {
  const hash = compiled(words);
  fc.assert(
    fc.property(fc.array(word, { minLength: words, maxLength: words }), state => {
      expect(BigInt.asUintN(64, BigInt(hash(...state) ?? 0n))).toBe(hashOf(state));
    }),
  );
});

test('neighbouring states spread evenly over the lines of a table', () => {
  const counts = new Array<number>(64).fill(0);
  for (let i = 0n; i < 64n; i++) {
    for (let j = 0n; j < 64n; j++) {
      const line = Number((hashOf([i << 13n, j << 40n]) >> 32n) >> 26n);
      counts[line] = (counts[line] ?? 0) + 1;
    }
  }
  // 64 are expected in each, with a deviation of 8.
  expect(Math.min(...counts)).toBeGreaterThan(64 - 5 * 8);
  expect(Math.max(...counts)).toBeLessThan(64 + 5 * 8);
});
