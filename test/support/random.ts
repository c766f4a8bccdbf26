/** Random small machines with a scalarset, for laws about searches. */
import fc from 'fast-check';
import type { Expr } from '../../src/machine/expr.ts';
import type { Machine } from '../../src/machine/machine.ts';
import {
  all,
  and,
  Builder,
  binder,
  check,
  constant,
  either,
  eq,
  everywhere,
  exists,
  fitted,
  get,
  mapType,
  next,
  not,
  num,
  option,
  pick,
  plus,
  range,
  ref,
  type Stmt,
  scalarset,
  set,
  some,
  when,
} from './machines.ts';

const small = range(0, 2);

/** Numbers that a machine is made of: whatever they are, it is well-typed and symmetric. */
export const recipe = fc.record({
  size: fc.integer({ min: 2, max: 3 }),
  free: fc.boolean(),
  thread: fc.array(fc.array(fc.nat(99), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 2,
  }),
  own: fc.array(fc.nat(99), { minLength: 1, maxLength: 3 }),
  other: fc.array(fc.nat(99), { minLength: 1, maxLength: 3 }),
  property: fc.nat(99),
});

type Recipe = typeof recipe extends fc.Arbitrary<infer R> ? R : never;

/** The machine of a recipe: a thread for each member, a device, an invariant and more. */
export function machineOf(from: Recipe): Machine {
  const S = scalarset('S', from.size);
  const b = new Builder(S);
  const m = b.shared(
    'm',
    mapType(S, small),
    from.free ? { kind: 'each', set: all(range(0, 1)), entry: small } : everywhere(S, num(0)),
  );
  const x = b.shared('x', small, num(0));
  const h = b.shared('h', option(S), constant(option(S), null));
  const never = b.assertion('thread.a', 'never');
  const stmt = (i: Expr, n: number): Stmt => statement({ S, m, x, h, never }, i, n);

  const [t, p] = [binder('t', S), binder('p', S)];
  const texts = from.thread.map((codes, i) => ({
    name: `s${i}`,
    body: codes.map(n => stmt(ref(t), n)),
    to: `s${(i + 1) % from.thread.length}`,
  }));
  b.thread('thread', [t], texts);
  b.device('device', [], {
    own: { params: [p], body: from.own.map(n => stmt(ref(p), n)) },
    other: {
      body: [pick(binder('q', S), all(S)), ...from.other.map(n => stmt(aMember(h, S), n))],
    },
  });
  const k = from.property % 3;
  b.property(
    'invariant',
    'i',
    not(
      and(
        eq(x, num(k)),
        exists('e', S, e => eq(get(m, e), num(2))),
      ),
    ),
  );
  b.property('transition', 'n', not(and(eq(x, num(2)), eq(next(x), num(k)))));
  b.property(
    'cover',
    'c',
    exists('e', S, e => and(eq(h, some(e)), eq(get(m, e), num(k)))),
  );
  return b.machine();
}

// The member that the state names; where it names none, an error.
const aMember = (h: Expr, S: ReturnType<typeof scalarset>): Expr => ({
  kind: 'unwrap',
  type: S,
  span: h.span,
  of: h,
});

interface World {
  readonly S: ReturnType<typeof scalarset>;
  readonly m: Expr;
  readonly x: Expr;
  readonly h: Expr;
  readonly never: number;
}

function statement({ S, m, x, h, never }: World, i: Expr, n: number): Stmt {
  const k = num(Math.floor(n / 13) % 3);
  const q = binder('q', S);
  const made: readonly (() => Stmt)[] = [
    () => when(eq(get(m, i), k)),
    () => when(eq(x, k)),
    () => when(eq(h, some(i))),
    () => when(eq(h, constant(option(S), null))),
    () => set(get(m, i), k),
    () => set(x, k),
    () => set(x, fitted(small, plus(x, num(1)))),
    () => set(h, some(i)),
    () => set(h, constant(option(S), null)),
    () => set(get(m, i), fitted(small, plus(get(m, i), num(1)))),
    () => (put, after) =>
      pick(q, all(S), eq(get(m, ref(q)), k))(put, set(get(m, ref(q)), x)(put, after)),
    () => either([set(x, k)], [set(get(m, i), k)]),
    () => check(never, not(eq(get(m, i), num(2)))),
  ];
  return (made[n % made.length] ?? (() => when(eq(x, x))))();
}
