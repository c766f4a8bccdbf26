/**
 * Colours by links, and ranks by colours (`colours.ts`), in WebAssembly. A member's
 * colour and rank are the halves of one number, so that ranks come from comparing
 * numbers: by rank first, and by colour among equals.
 */
import { present } from '../../base/assertion.ts';
import {
  block,
  br,
  brIf,
  call,
  func,
  i32,
  i64,
  label,
  local,
  loop,
  param,
  ret,
  type Stmt,
  set,
  tee,
} from '../wasm/asm.ts';
import type { Func, I32, Local } from '../wasm/tree.ts';
import {
  axisOf,
  contentOf,
  eachEntry,
  factorOf,
  type Made,
  made,
  mixed,
  type Parts,
  recordOf,
  targetOf,
} from './emit-parts.ts';
import type { Link } from './links.ts';

/** Sets new ranks at the address of ranks that it is given, and gives their sum. */
export function ranksFunction({ joint }: Parts): Func {
  const of = func('ranks', ['i32'], ['i32']);
  const at = param('i32', 0);
  const keys = joint.setOf.map(() => local(of, 'i64'));
  const ranks = joint.setOf.map(() => local(of, 'i32'));
  const count = (less: number, more: number): Stmt => {
    const [a, b] = [present(keys[less], 'by member'), present(keys[more], 'by member')];
    const rank = present(ranks[more], 'by member');
    return set(rank, i32.add(rank, i64.ltU(a, b)));
  };
  const code = joint.sets.flatMap(({ first, size }) => {
    const members = Array.from({ length: size }, (_, i) => first + i);
    return members.flatMap(v =>
      members.slice(0, v - first).flatMap(u => [count(u, v), count(v, u)]),
    );
  });
  of.body = [
    ...keys.map((key, member) => set(key, i64.load(at, 8 * member))),
    ...code,
    ...ranks.map((rank, member) => i32.store(at, rank, 8 * member + 4)),
    ret(ranks.reduce<I32>((sum, rank) => i32.add(sum, rank), i32.of(0))),
  ];
  return of;
}

/** The sum of the ranks when all members are told apart. */
export const fullSum = ({ joint }: Parts): number =>
  joint.sets.reduce((sum, { size }) => sum + (size * (size - 1)) / 2, 0);

/** Refines ranks at an address, whose sum it is given, until nothing splits; gives the new sum. */
export function refineFunction(parts: Parts, ranks: Func): Func {
  const of = func('refine', ['i32', 'i32'], ['i32']);
  const at = param('i32', 0);
  const before = param('i32', 1);
  const sum = local(of, 'i32');
  const to = made(of, parts);
  const again = label();
  const done = label();
  of.body = [
    to.start,
    set(sum, before),
    block(done, [
      loop(again, [
        brIf(done, i32.eq(sum, i32.of(fullSum(parts)))),
        set(before, sum),
        ...spread(parts, to, at),
        brIf(done, i32.eq(tee(sum, call('i32', ranks, at)), before)),
        br(again),
      ]),
    ]),
    ret(sum),
  ];
  return of;
}

function spread(parts: Parts, to: Made, at: Local<'i32'>): readonly Stmt[] {
  const { joint } = parts;
  return [
    ...joint.setOf.map((_, member) => i32.store(at, i32.of(0), 8 * member)),
    ...joint.links.flatMap((link, l) =>
      eachEntry(parts, to, l, entry => spreadEntry(to, { link, entry, at })),
    ),
  ];
}

interface Spreading {
  readonly link: Link;
  readonly entry: Local<'i32'>;
  readonly at: Local<'i32'>;
}

function spreadEntry({ of }: Made, spreading: Spreading): readonly Stmt[] {
  const { link, entry, at } = spreading;
  const record = local(of, 'i32');
  const colour = local(of, 'i32');
  const members = link.axes.map((_, i) => i32.add(at, axisOf(record, i)));
  if (link.target !== null) members.push(i32.add(at, targetOf(entry)));
  const places = members.map(() => local(of, 'i32'));
  const place = (i: number): Local<'i32'> => present(places[i], 'one for each member');
  const standing = places.map((member, i) => i32.mul(i32.load(member, 4), i32.of(factorOf(i))));
  return [
    set(record, recordOf(entry)),
    ...members.map((member, i) => set(place(i), member)),
    ...contentColour(link, of, entry, colour),
    set(colour, standing.reduce(i32.add, i32.add(colour, i32.of(constantOf(link))))),
    ...mixed(colour),
    ...places.map((member, i) => {
      const more = i32.mul(colour, i32.of(factorOf(i)));
      return i32.store(member, i32.add(i32.load(member, 0), more), 0);
    }),
  ];
}

// The seed, and what each position brings in whatever the rank.
function constantOf({ seed, axes, target }: Link): number {
  const sets = [...axes.map(({ set }) => set), ...(target === null ? [] : [target.set])];
  return sets.reduce(
    (sum, { first }, i) => (sum + Math.imul(first + 1, factorOf(i))) | 0,
    seed | 0,
  );
}

function contentColour(
  { width, target }: Link,
  of: Func,
  entry: Local<'i32'>,
  colour: Local<'i32'>,
): readonly Stmt[] {
  if (target !== null) return [set(colour, i32.of(0))];
  if (width === 1) return [set(colour, i32.of(1))];
  if (width <= 32) return [set(colour, i32.wrap(contentOf(entry)))];
  const low = local(of, 'i32');
  const high = i32.wrap(i64.shrU(contentOf(entry), i64.of(32)));
  return [set(low, i32.wrap(contentOf(entry))), ...mixed(low), set(colour, i32.xor(low, high))];
}
