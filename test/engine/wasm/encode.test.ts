import fc from 'fast-check';
import { expect, test } from 'vitest';
import { present } from '../../../src/base/assertion.ts';
import {
  after,
  block,
  br,
  brIf,
  brTable,
  call,
  callInto,
  choose,
  copy,
  drop,
  fill,
  func,
  global,
  i32,
  i64,
  i64x2,
  label,
  local,
  loop,
  param,
  ret,
  type Stmt,
  select,
  set,
  setGlobal,
  tee,
  when,
} from '../../../src/engine/wasm/asm.ts';
import { encode } from '../../../src/engine/wasm/encode.ts';
import { instantiate, reserve } from '../../../src/engine/wasm/platform.ts';
import type { Func } from '../../../src/engine/wasm/tree.ts';

const start = (exports: Readonly<Record<string, Func>>, shared = false) => {
  const memory = reserve(2, shared);
  const bytes = encode({ memory: { least: 2, most: 2, shared }, exports });
  const instance = instantiate(bytes, memory);
  const run = (name: string, ...args: readonly (number | bigint)[]): unknown =>
    present(instance[name], 'the test exports it')(...args);
  return { memory, run };
};

const body = (of: Func, ...code: readonly Stmt[]): Func => {
  of.body = code;
  return of;
};

const x32 = param('i32', 0);
const x64 = param('i64', 0);
const y64 = param('i64', 1);

test('constants of both types come back as they were written', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.integer(),
      (long, int) => {
        const { run } = start({
          long: body(func('long', [], ['i64']), ret(i64.of(long))),
          int: body(func('int', [], ['i32']), ret(i32.of(int))),
        });
        expect([run('long'), run('int')]).toEqual([long, int]);
      },
    ),
  );
});

test('64-bit operations compute as BigInt does, cut to 64 bits', () => {
  const cases = {
    add: [i64.add, (a: bigint, b: bigint) => a + b],
    sub: [i64.sub, (a: bigint, b: bigint) => a - b],
    mul: [i64.mul, (a: bigint, b: bigint) => a * b],
    and: [i64.and, (a: bigint, b: bigint) => a & b],
    or: [i64.or, (a: bigint, b: bigint) => a | b],
    xor: [i64.xor, (a: bigint, b: bigint) => a ^ b],
    shl: [i64.shl, (a: bigint, b: bigint) => a << (b & 63n)],
    shrU: [i64.shrU, (a: bigint, b: bigint) => BigInt.asUintN(64, a) >> (b & 63n)],
    shrS: [i64.shrS, (a: bigint, b: bigint) => a >> (b & 63n)],
  } as const;
  const exports = Object.entries(cases).map(([name, [build]]) => [
    name,
    body(func(name, ['i64', 'i64'], ['i64']), ret(build(x64, y64))),
  ]);
  const { run } = start(Object.fromEntries(exports) as Record<string, Func>);
  const word = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  fc.assert(
    fc.property(word, word, (a, b) => {
      for (const [name, [, model]] of Object.entries(cases)) {
        expect(run(name, a, b)).toBe(BigInt.asIntN(64, model(a, b)));
      }
    }),
  );
});

test('a loop sums, a block is left, a table of branches chooses', () => {
  const sum = func('sum', ['i32'], ['i32']);
  const total = local(sum, 'i32');
  const counter = local(sum, 'i32');
  const [top, out] = [label(), label()];
  body(
    sum,
    block(out, [
      loop(top, [
        brIf(out, i32.eq(counter, x32)),
        set(counter, i32.add(counter, i32.of(1))),
        set(total, i32.add(total, counter)),
        br(top),
      ]),
    ]),
    ret(total),
  );
  const pick = func('pick', ['i32'], ['i32']);
  const [zero, one, other] = [label(), label(), label()];
  body(
    pick,
    block(other, [
      block(one, [block(zero, [brTable(x32, [zero, one], other)]), ret(i32.of(100))]),
      ret(i32.of(101)),
    ]),
    ret(i32.of(-1)),
  );
  const { run } = start({ sum, pick });
  expect([run('sum', 10), run('pick', 0), run('pick', 1), run('pick', 7)]).toEqual([
    55, 100, 101, -1,
  ]);
});

test('functions call each other, give several results, and read globals', () => {
  const calls = global('i64', 5);
  const swap = body(func('swap', ['i64', 'i64'], ['i64', 'i64']), ret(y64, x64));
  const back = func('back', ['i64', 'i64'], ['i64']);
  const [first, second] = [local(back, 'i64'), local(back, 'i64')];
  body(
    back,
    callInto(swap, [x64, y64], [first, second]),
    setGlobal(calls, i64.add(calls, i64.of(1))),
    ret(i64.add(i64.mul(first, i64.of(1000)), i64.add(second, calls))),
  );
  const twice = body(
    func('twice', [], ['i64']),
    drop(call('i64', back, i64.of(0), i64.of(0))),
    ret(call('i64', back, i64.of(10), i64.of(20))),
  );
  expect(start({ twice }).run('twice')).toBe(20017n);
});

test('choices, tees and statements inside expressions give their values', () => {
  const pick = func('pick', ['i32'], ['i32']);
  const kept = local(pick, 'i32');
  body(
    pick,
    when(i32.eqz(x32), [ret(i32.of(7))], [set(kept, i32.of(1))]),
    ret(
      i32.add(
        select(i32.gtS(x32, i32.of(10)), i32.of(1000), i32.of(2000)),
        choose(
          i32.ltS(x32, i32.of(0)),
          i32.of(1),
          after([set(kept, i32.add(kept, i32.of(2)))], tee(kept, i32.add(kept, i32.of(30)))),
        ),
      ),
    ),
  );
  const { run } = start({ pick });
  expect([run('pick', 0), run('pick', -1), run('pick', 11)]).toEqual([7, 2001, 1033]);
});

test('memory is read, written, filled and copied', () => {
  const work = body(
    func('work', [], ['i64']),
    fill(i32.of(0), i32.of(0xab), i32.of(16)),
    copy(i32.of(20), i32.of(0), i32.of(4)),
    i64.store32(i32.of(32), i64.of(0x1_2345_6789n), 4),
    i32.store8(i32.of(40), i32.of(0x17f)),
    ret(i64.load(i32.of(16), 16)),
  );
  const { run, memory } = start({ work });
  expect(run('work')).toBe(0x2345_6789_0000_0000n);
  const bytes = new Uint8Array(memory.buffer);
  expect([bytes[15], bytes[16], bytes[23], bytes[24], bytes[40]]).toEqual([0xab, 0, 0xab, 0, 0x7f]);
});

test('pairs of numbers are loaded, compared and masked together', () => {
  const work = func('work', ['i64'], ['i32']);
  const pair = local(work, 'v128');
  const high = i64x2.shrU(i64x2.xor(pair, i64x2.splat(x64)), i32.of(8));
  const zero = i64x2.splat(i64.of(0));
  body(
    work,
    i64.store(i32.of(16), i64.of(0x1234)),
    i64.store(i32.of(24), i64.of(0x5678)),
    set(pair, i64x2.load(i32.of(0), 16)),
    ret(i64x2.bitmask(i64x2.or(i64x2.eq(high, zero), i64x2.eq(pair, i64x2.splat(i64.of(0x5678)))))),
  );
  const { run } = start({ work });
  expect([run('work', 0x12ffn), run('work', 0x5600n), run('work', -1n)]).toEqual([3, 2, 2]);
});

test('atomics on shared memory give what was there before', () => {
  const work = body(
    func('work', [], ['i64']),
    i64.atomic.store(i32.of(8), i64.of(40)),
    drop(i64.atomic.add(i32.of(8), i64.of(2))),
    drop(i64.atomic.compareExchange(i32.of(8), i64.of(1), i64.of(99))),
    drop(i32.atomic.or(i32.of(16), i32.of(0x10))),
    drop(i32.atomic.compareExchange(i32.of(16), i32.of(0x10), i32.of(5))),
    ret(
      i64.add(
        i64.mul(i64.atomic.compareExchange(i32.of(8), i64.of(42), i64.of(1)), i64.of(100)),
        i64.extendU(i32.atomic.exchange(i32.of(16), i32.of(0))),
      ),
    ),
  );
  expect(start({ work }, true).run('work')).toBe(4205n);
});

test('the hook exchanges operations and constants', () => {
  const of = body(func('of', [], ['i32']), ret(i32.add(i32.of(20), i32.of(3))));
  const bytes = encode(
    { memory: { least: 1, most: 1, shared: false }, exports: { of } },
    instruction =>
      instruction.kind === 'op'
        ? { kind: 'op', op: 'i32.mul' }
        : { ...instruction, value: instruction.value + 1n },
  );
  expect(instantiate(bytes, reserve(1, false)).of?.()).toBe(84);
});
