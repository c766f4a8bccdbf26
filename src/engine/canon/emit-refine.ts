/**
 * The joint canonical form by refinement in WebAssembly: the algorithm of `refine.ts`
 * word for word, on tables and scratch memory (`tables.ts`). States that refinement
 * alone tells apart never get to the search.
 */
import {
  call,
  callInto,
  func,
  i32,
  i64,
  local,
  param,
  ret,
  type Stmt,
  set,
  when,
} from '../wasm/asm.ts';
import type { Func, I32, Local } from '../wasm/tree.ts';
import { fullSum, ranksFunction, refineFunction } from './emit-colours.ts';
import { imageFunction } from './emit-image.ts';
import { type Made, made, type Parts } from './emit-parts.ts';
import { emitRead } from './emit-read.ts';
import { nowhere, searchFunction } from './emit-search.ts';
import { twinsFunction } from './emit-twins.ts';

/** The functions that are called from outside. */
export interface Refining {
  /** From the words of a state to those of its canonical form. */
  readonly least: Func;
  /** From the words of a state to how many permutations leave it as it is. */
  readonly stabiliser: Func;
}

/** Makes the functions. */
export function refiningFunctions(parts: Parts): Refining {
  const { joint, scratch } = parts;
  const tables = tablesFunction(parts);
  const words = Array.from({ length: joint.keep.length / 2 }, (_, w) => w);
  const ranks = ranksFunction(parts);
  const refine = refineFunction(parts, ranks);
  const image = imageFunction(parts);
  const prepare = prepareFunction(parts, { ranks, refine, tables });
  const search = searchFunction(parts, { refine, image });
  const all = { prepare, search, twins: twinsFunction(parts) };

  const params = words.map(() => 'i64' as const);
  const least = func('least', params, params);
  const to = made(least, parts);
  const [found, sum] = [local(least, 'i64'), local(least, 'i32')];
  const give = (area: number): Stmt => ret(...words.map(w => i64.load(to.base, area + 8 * w)));
  least.body = [
    to.start,
    set(sum, prepared(prepare, words)),
    when(i32.eq(sum, i32.of(fullSum(parts))), [
      callInto(image, [i32.add(to.base, i32.of(scratch.ranks))]),
      give(scratch.trial),
    ]),
    ...searched(parts, to, all, { sum, found }),
    give(scratch.best),
  ];

  const stabiliser = func('stabiliser', params, ['i64']);
  const from = made(stabiliser, parts);
  const [count, total] = [local(stabiliser, 'i64'), local(stabiliser, 'i32')];
  stabiliser.body = [
    from.start,
    set(total, prepared(prepare, words)),
    when(i32.eq(total, i32.of(fullSum(parts))), [ret(i64.of(1))]),
    ...searched(parts, from, all, { sum: total, found: count }),
    ret(count),
  ];
  return { least, stabiliser };
}

const prepared = (prepare: Func, words: readonly number[]): I32 =>
  call('i32', prepare, ...words.map(w => param('i64', w)));

// Writes the tables: once for each scratch memory, which is 0 at first.
function tablesFunction(parts: Parts): Func {
  const of = func('tables', [], []);
  const to = made(of, parts);
  const numbers = new BigUint64Array(parts.tables.bytes.slice().buffer);
  of.body = [
    to.start,
    ...Array.from(numbers, (number, i) => i64.store(to.base, i64.of(number), 8 * i)),
    i32.store(to.base, i32.of(1), parts.scratch.ready),
  ];
  return of;
}

// Reads a state and refines; gives the sum of the ranks.
function prepareFunction(
  parts: Parts,
  { ranks, refine, tables }: Readonly<Record<'ranks' | 'refine' | 'tables', Func>>,
): Func {
  const words = Array.from({ length: parts.joint.keep.length / 2 }, (_, w) => w);
  const of = func(
    'prepare',
    words.map(() => 'i64' as const),
    ['i32'],
  );
  const to = made(of, parts);
  const at = i32.add(to.base, i32.of(parts.scratch.ranks));
  of.body = [
    to.start,
    when(i32.eqz(i32.load(to.base, parts.scratch.ready)), [callInto(tables, [])]),
    ...emitRead(
      parts,
      to,
      words.map(w => param('i64', w)),
    ),
    ret(call('i32', refine, at, call('i32', ranks, at))),
  ];
  return of;
}

function searched(
  { scratch }: Parts,
  { base }: Made,
  { search, twins }: { readonly search: Func; readonly twins: Func },
  { sum, found }: { readonly sum: Local<'i32'>; readonly found: Local<'i64'> },
): readonly Stmt[] {
  return [
    callInto(twins, []),
    i32.store(base, i32.of(0), scratch.generation),
    i32.store(base, i32.of(nowhere), scratch.back),
    set(found, call('i64', search, i32.of(0), i32.add(base, i32.of(scratch.ranks)), sum)),
  ];
}
