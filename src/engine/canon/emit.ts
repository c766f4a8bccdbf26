/**
 * Canonical forms in WebAssembly, equal to those of `canonical.ts` word for word. Code
 * for sorting and trying is put in place; refinement calls functions that work on
 * scratch memory, where they first write their tables.
 */
import { invariant } from '../../base/assertion.ts';
import type { Layout } from '../layout/layout.ts';
import {
  after,
  call,
  callInto,
  global,
  i64,
  local,
  type Stmt,
  set,
  setGlobal,
} from '../wasm/asm.ts';
import type { CanonicalCode } from '../wasm/symmetry.ts';
import type { Func, I64, Local } from '../wasm/tree.ts';
import { refiningFunctions } from './emit-refine.ts';
import { emitSort, emitSortedOrbit } from './emit-sorted.ts';
import { emitTryLeast, emitTryOrbit } from './emit-try.ts';
import { type Joint, jointOf } from './plan.ts';
import { scratchOf, tablesOf } from './tables.ts';

/**
 * The code for the states of a layout, to be used in one module; null where every state
 * is its own canonical form. Scratch memory is 0 before the first use, and then left alone.
 */
export function canonicalCode(layout: Layout): CanonicalCode | null {
  const sorted = layout.symmetry?.sorted ?? [];
  const joint = jointOf(layout);
  if (sorted.length === 0 && joint === null) return null;
  const part = joint === null ? null : joint.method === 'try' ? tried(joint) : refined(joint);
  return {
    scratchBytes: part?.scratchBytes ?? 0,
    least: (of, words, scratch) => [
      ...sorted.flatMap(blocks => emitSort(of, words, blocks)),
      ...(part?.least(of, words, scratch) ?? []),
    ],
    orbit(of, words, scratch) {
      const size = local(of, 'i64');
      const code = [
        set(size, i64.of(1)),
        ...sorted.flatMap(blocks => emitSortedOrbit(of, words, blocks, size)),
      ];
      const joined = part?.orbit(of, words, scratch);
      return after(code, joined === undefined ? size : i64.mul(size, joined));
    },
  };
}

const tried = (joint: Joint): CanonicalCode => ({
  scratchBytes: 0,
  least: (of, words) => emitTryLeast(of, words, joint),
  orbit: (of, words) => emitTryOrbit(of, words, joint),
});

function refined(joint: Joint): CanonicalCode {
  invariant(joint.order < 2 ** 63, 'permutations are counted in 64 bits');
  const tables = tablesOf(joint);
  const scratch = scratchOf(joint, tables);
  const at = global('i32');
  const { least, stabiliser } = refiningFunctions({ joint, tables, scratch, at });
  const order = i64.of(BigInt(joint.order));
  return {
    scratchBytes: scratch.bytes,
    least: (_: Func, words: readonly Local<'i64'>[], to: Local<'i32'>): readonly Stmt[] => [
      setGlobal(at, to),
      callInto(least, words, words),
    ],
    orbit: (_: Func, words: readonly Local<'i64'>[], to: Local<'i32'>): I64 =>
      after([setGlobal(at, to)], i64.divU(order, call('i64', stabiliser, ...words))),
  };
}
