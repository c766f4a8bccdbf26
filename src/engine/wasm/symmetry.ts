/**
 * What the kernel asks of the code for canonical forms, in terms of `asm.ts`. Without
 * symmetry there is none of it.
 */
import type { Func, I64, Local, Stmt } from './tree.ts';

/** Code that is put into a function of the kernel; it may add locals to it and call functions of its own. */
export interface CanonicalCode {
  /** Bytes of memory the code needs for itself; each worker has its own, at an address that is a multiple of 64. */
  readonly scratchBytes: number;
  /** Turns the state in these locals into the canonical form of its orbit. */
  least(of: Func, words: readonly Local<'i64'>[], scratch: Local<'i32'>): readonly Stmt[];
  /** The size of the orbit of the canonical state in these locals, which stay as they are. */
  orbit(of: Func, words: readonly Local<'i64'>[], scratch: Local<'i32'>): I64;
}
