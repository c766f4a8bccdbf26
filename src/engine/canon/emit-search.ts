/**
 * The tree of `refine.ts` in WebAssembly: individualisation, leaves, and the least
 * image over all of them. Members and depths are 8 times their numbers here.
 */
import { present } from '../../base/assertion.ts';
import {
  block,
  br,
  brIf,
  call,
  callInto,
  copy,
  func,
  i32,
  i64,
  label,
  local,
  loop,
  param,
  ret,
  type Stmt,
  select,
  set,
  when,
} from '../wasm/asm.ts';
import type { Func, I32, I64, Local } from '../wasm/tree.ts';
import { type Made, made, type Parts } from './emit-parts.ts';
import type { JointSet } from './placed.ts';

/** `Tree.back` where the search goes on. */
export const nowhere = 0x7fffffff;

/** Functions that the search calls. */
export interface Called {
  readonly refine: Func;
  readonly image: Func;
}

/**
 * Searches below a depth, with the address of its ranks and their sum: `best` becomes
 * the least image, and the result is how many permutations lead to it.
 */
export function searchFunction(parts: Parts, { refine, image }: Called): Func {
  const { scratch } = parts;
  const of = func('search', ['i32', 'i32', 'i32'], ['i64']);
  const [depth, at, sum] = [param('i32', 0), param('i32', 1), param('i32', 2)];
  const to = made(of, parts);
  const [target, end, u, next] = [0, 1, 2, 3].map(() => local(of, 'i32')) as [
    Local<'i32'>,
    Local<'i32'>,
    Local<'i32'>,
    Local<'i32'>,
  ];
  const weight = local(of, 'i64');
  const branch: Branch = { to, depth, at, sum, target, end, u, next, weight };
  const total = local(of, 'i64');
  const again = label();
  of.body = [
    to.start,
    set(target, call('i32', firstOpenFunction(parts), at)),
    when(i32.ltS(target, i32.of(0)), [ret(call('i64', leafFunction(parts, image), at, depth))]),
    set(end, endOf(parts, target)),
    set(next, i32.add(at, i32.of(scratch.stride))),
    set(u, target),
    set(total, i64.of(0)),
    loop(again, [
      set(weight, call('i64', inClassFunction(parts), at, target, end, u)),
      when(i64.ne(weight, i64.of(0)), searchBranch(parts, branch, total, { of, refine })),
      set(u, i32.add(u, i32.of(8))),
      brIf(again, i32.ltU(u, end)),
    ]),
    ret(total),
  ];
  return of;
}

interface Branch {
  readonly to: Made;
  readonly depth: Local<'i32'>;
  readonly at: Local<'i32'>;
  readonly sum: Local<'i32'>;
  readonly target: Local<'i32'>;
  readonly end: Local<'i32'>;
  readonly u: Local<'i32'>;
  readonly next: Local<'i32'>;
  readonly weight: Local<'i64'>;
}

function searchBranch(
  { scratch }: Parts,
  branch: Branch,
  total: Local<'i64'>,
  { of, refine }: { readonly of: Func; readonly refine: Func },
): readonly Stmt[] {
  const { to, depth, next, weight } = branch;
  const { base } = to;
  const [generation, back, finer] = [local(of, 'i32'), local(of, 'i32'), local(of, 'i32')];
  const found = local(of, 'i64');
  const ofDepth = i32.add(base, depth);
  return [
    set(generation, i32.load(base, scratch.generation)),
    i32.store(ofDepth, branch.u, scratch.path),
    ...individualise(scratch.stride, branch, finer),
    set(found, call('i64', of, i32.add(depth, i32.of(8)), next, call('i32', refine, next, finer))),
    set(back, i32.load(base, scratch.back)),
    when(i32.ltU(back, depth), [ret(i64.of(0))]),
    when(
      i32.eq(back, depth),
      [
        i32.store(base, i32.of(nowhere), scratch.back),
        set(found, i64.load(ofDepth, scratch.alike)),
      ],
      [
        when(i32.ne(generation, i32.load(base, scratch.generation)), [
          i64.store(ofDepth, found, scratch.alike),
          set(total, i64.of(0)),
        ]),
      ],
    ),
    set(total, i64.add(total, i64.mul(weight, found))),
  ];
}

// Ranks of the next depth, and their sum.
function individualise(stride: number, branch: Branch, finer: Local<'i32'>): readonly Stmt[] {
  const { to, at, sum, target, end, u, next } = branch;
  const v = local(to.of, 'i32');
  const behind = local(to.of, 'i32');
  const again = label();
  const rank = (member: I32): I32 => i32.load(i32.add(at, member), 4);
  return [
    ...Array.from({ length: stride / 8 }, (_, i) => i64.store(next, i64.load(at, 8 * i), 8 * i)),
    set(finer, sum),
    set(v, target),
    loop(again, [
      set(behind, i32.and(i32.ne(v, u), i32.eq(rank(v), rank(target)))),
      i32.store(i32.add(next, v), i32.add(rank(v), behind), 4),
      set(finer, i32.add(finer, behind)),
      set(v, i32.add(v, i32.of(8))),
      brIf(again, i32.ltU(v, end)),
    ]),
  ];
}

// Behind the last member of the set of a member.
const endOf = ({ joint }: Parts, member: I32): I32 =>
  joint.sets.reduceRight<I32>((rest, { first, size }) => {
    const end = i32.of(8 * (first + size));
    return select(i32.ltU(member, end), end, rest);
  }, i32.of(0));

// The first member of the first class whose members are not all twins, or -1.
function firstOpenFunction(parts: Parts): Func {
  const of = func('firstOpen', ['i32'], ['i32']);
  const to = made(of, parts);
  const [u, v, open] = [local(of, 'i32'), local(of, 'i32'), local(of, 'i32')];
  of.body = [
    to.start,
    ...parts.joint.sets.flatMap(set_ => openInSet(parts, to, set_, { u, v, open })),
    ret(i32.of(-1)),
  ];
  return of;
}

type Opening = Readonly<Record<'u' | 'v' | 'open', Local<'i32'>>>;

function openInSet(
  { scratch }: Parts,
  { base }: Made,
  { first, size }: JointSet,
  { u, v, open }: Opening,
): readonly Stmt[] {
  const at = param('i32', 0);
  const rank = (member: I32): I32 => i32.load(i32.add(at, member), 4);
  const twin = (member: I32): I32 => i32.load(i32.add(base, member), scratch.twins);
  const [nextV, nextU, known] = [label(), label(), label()];
  if (size < 2) return [];
  const lower = i32.ltU(rank(u), rank(open));
  return [
    set(open, i32.of(-1)),
    set(v, i32.of(8 * first + 8)),
    loop(nextV, [
      set(u, i32.of(8 * first)),
      block(known, [
        loop(nextU, [
          when(i32.eq(rank(u), rank(v)), [
            when(i32.ne(twin(u), twin(v)), [
              when(i32.ltS(open, i32.of(0)), [set(open, u)], [when(lower, [set(open, u)])]),
            ]),
            br(known),
          ]),
          set(u, i32.add(u, i32.of(8))),
          brIf(nextU, i32.ltU(u, v)),
        ]),
      ]),
      set(v, i32.add(v, i32.of(8))),
      brIf(nextV, i32.ltU(v, i32.of(8 * (first + size)))),
    ]),
    when(i32.geS(open, i32.of(0)), [ret(open)]),
  ];
}

// If u is of the target's class and the first of its twins there: how many they are; else 0.
function inClassFunction(parts: Parts): Func {
  const { scratch } = parts;
  const of = func('inClass', ['i32', 'i32', 'i32', 'i32'], ['i64']);
  const [at, target, end, u] = [0, 1, 2, 3].map(i => param('i32', i)) as [I32, I32, I32, I32];
  const to = made(of, parts);
  const v = local(of, 'i32');
  const count = local(of, 'i64');
  const again = label();
  const rank = (member: I32): I32 => i32.load(i32.add(at, member), 4);
  const twin = (member: I32): I32 => i32.load(i32.add(to.base, member), scratch.twins);
  const alike = i32.and(i32.eq(rank(v), rank(target)), i32.eq(twin(v), twin(u)));
  of.body = [
    to.start,
    when(i32.ne(rank(u), rank(target)), [ret(i64.of(0))]),
    set(v, target),
    loop(again, [
      when(alike, [when(i32.ltU(v, u), [ret(i64.of(0))]), set(count, i64.add(count, i64.of(1)))]),
      set(v, i32.add(v, i32.of(8))),
      brIf(again, i32.ltU(v, end)),
    ]),
    ret(count),
  ];
  return of;
}

// A leaf: twins in the order of their numbers. Better than the best, alike, or worse.
function leafFunction(parts: Parts, image: Func): Func {
  const { scratch } = parts;
  const of = func('leaf', ['i32', 'i32'], ['i64']);
  const [at, depth] = [param('i32', 0), param('i32', 1)];
  const to = made(of, parts);
  const { base } = to;
  const weight = local(of, 'i64');
  of.body = [
    to.start,
    ...orderTwins(parts, to, at, weight),
    callInto(image, [i32.add(base, i32.of(scratch.leaf))]),
    when(i32.ne(i32.load(base, scratch.generation), i32.of(0)), compareWithBest(parts, to)),
    copy(
      i32.add(base, i32.of(scratch.best)),
      i32.add(base, i32.of(scratch.trial)),
      i32.of(4 * parts.joint.keep.length),
    ),
    copy(i32.add(base, i32.of(scratch.bestPath)), i32.add(base, i32.of(scratch.path)), depth),
    i32.store(base, i32.add(i32.load(base, scratch.generation), i32.of(1)), scratch.generation),
    ret(weight),
  ];
  return of;
}

function orderTwins(
  { joint, scratch }: Parts,
  { of, base }: Made,
  at: I32,
  weight: Local<'i64'>,
): readonly Stmt[] {
  const ranks = joint.setOf.map(() => local(of, 'i32'));
  const before = local(of, 'i32');
  const order = joint.setOf.flatMap((s, v) => {
    const rank = present(ranks[v], 'by member');
    const others = ranks.slice(joint.sets[s]?.first ?? 0, v).map(other => i32.eq(other, rank));
    return [
      set(
        before,
        others.reduce<I32>((sum, one) => i32.add(sum, one), i32.of(0)),
      ),
      i32.store(base, i32.add(rank, before), scratch.leaf + 8 * v + 4),
      set(weight, i64.mul(weight, i64.extendU(i32.add(before, i32.of(1))))),
    ];
  });
  return [
    set(weight, i64.of(1)),
    ...ranks.map((rank, v) => set(rank, i32.load(at, 8 * v + 4))),
    ...order,
  ];
}

// Leaves the function unless the trial is better.
function compareWithBest({ joint, scratch }: Parts, { of, base }: Made): readonly Stmt[] {
  const [trial, best] = [local(of, 'i64'), local(of, 'i64')];
  const better = label();
  const words = Array.from({ length: joint.keep.length / 2 }, (_, w) => w);
  const load = (area: number, w: number): I64 => i64.load(base, area + 8 * w);
  return [
    block(better, [
      ...words.flatMap(w => [
        set(trial, load(scratch.trial, w)),
        set(best, load(scratch.best, w)),
        brIf(better, i64.ltU(trial, best)),
        when(i64.ne(trial, best), [ret(i64.of(0))]),
      ]),
      ...goBack(scratch, { of, base }),
    ]),
  ];
}

// The branch is alike to the one of the best leaf: back to where their paths part.
function goBack(
  scratch: Parts['scratch'],
  { of, base }: Pick<Made, 'of' | 'base'>,
): readonly Stmt[] {
  const depth = local(of, 'i32');
  const again = label();
  const parted = label();
  const on = (area: number): I32 => i32.load(i32.add(base, depth), area);
  return [
    set(depth, i32.of(0)),
    block(parted, [
      loop(again, [
        brIf(parted, i32.ne(on(scratch.path), on(scratch.bestPath))),
        set(depth, i32.add(depth, i32.of(8))),
        br(again),
      ]),
    ]),
    i32.store(base, depth, scratch.back),
    ret(i64.of(0)),
  ];
}
