/** Makes what a search drives: a kernel of the engine that was asked for, or several. */
import type { Limits } from '../../machine/search.ts';
import { canonicalCode } from '../canon/emit.ts';
import { jointOf } from '../canon/plan.ts';
import { jsKernel } from '../js/kernel.ts';
import type { Unfit } from '../layout/layout.ts';
import type { Program } from '../program.ts';
import { compile } from '../wasm/compile.ts';
import { memoryFor, wasmKernel } from '../wasm/kernel.ts';
import { alone, type Explorer } from './explorer.ts';
import { pool } from './workers.ts';

/** The engines that compile. */
export type EngineKind = 'js' | 'wasm';

/** The engine, and how many threads it may use. */
export interface Wanted {
  readonly kind: EngineKind;
  readonly workers: number;
}

const bytesPerMb = 2 ** 20;

/** An explorer, empty; or why this engine cannot run the program. */
export function explorerOf(program: Program, limits: Limits, wanted: Wanted): Explorer | Unfit {
  const mostBytes =
    limits.maxMemoryMb === null ? Number.POSITIVE_INFINITY : limits.maxMemoryMb * bytesPerMb;
  return wanted.kind === 'wasm'
    ? inWasm(program, mostBytes, wanted.workers)
    : inJs(program, mostBytes);
}

function inJs(program: Program, mostBytes: number): Explorer | Unfit {
  const kernel = jsKernel(program, mostBytes);
  return 'kind' in kernel ? kernel : alone(kernel);
}

// The most that a module can have: 4 GiB, committed by use.
const pages = 65_536;

function inWasm(program: Program, mostBytes: number, workers: number): Explorer | Unfit {
  if ((jointOf(program.layout)?.order ?? 1) >= 2 ** 63)
    return { kind: 'unfit', reason: 'its symmetric types have more than 2^63 permutations' };
  const compiled = compile(program, { workers, pages }, canonicalCode(program.layout));
  const memory = memoryFor(compiled, mostBytes);
  if (memory === null) return { kind: 'unfit', reason: 'its memory of 4 GiB cannot be reserved' };
  return workers === 1 ? alone(wasmKernel(compiled, memory)) : pool({ compiled, memory });
}
