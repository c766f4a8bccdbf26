/**
 * Random bodies of IR over a few words: expressions of every kind within safe integers,
 * statements of every kind, loops that end by a counter, and stacks that are emptied.
 */
import fc from 'fast-check';
import type {
  Body,
  Bool,
  Field,
  File,
  Label,
  LocalId,
  Num,
  Stmt,
} from '../../../src/engine/ir/code.ts';

/** Locals of every random body: two counters that only loops use, numbers and truths. */
export const locals: Body['locals'] = ['num', 'num', 'num', 'num', 'bool', 'bool'];
const numLocals = [2, 3] as LocalId[];
const boolLocals = [4, 5] as LocalId[];

/** Fields that cut words into parts of these widths. */
export const layouts: fc.Arbitrary<readonly Field[]> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
      fc.integer({ min: 5, max: 53 }),
    ),
    {
      minLength: 4,
      maxLength: 24,
    },
  )
  .map(widths => {
    let [word, shift] = [0, 0];
    return widths.map(width => {
      if (shift + width > 64) [word, shift] = [word + 1, 0];
      const field = { word, shift, width };
      shift += width;
      return field;
    });
  });

/** A word that is often sparse. */
export const words = (count: number): fc.Arbitrary<readonly bigint[]> =>
  fc.array(fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })), {
    minLength: count,
    maxLength: count,
  });

interface Scope {
  readonly fields: readonly Field[];
  readonly files: readonly File[];
}

const number = (value: number): Num => ({ kind: 'number', value, low: value, high: value });

const bounded = (num: Num): boolean => Math.abs(num.low) < 2 ** 50 && Math.abs(num.high) < 2 ** 50;

const sum = (left: Num, right: Num): Num => ({
  kind: 'add',
  left,
  right,
  low: left.low + right.low,
  high: left.high + right.high,
});

const difference = (left: Num, right: Num): Num => ({
  kind: 'sub',
  left,
  right,
  low: left.low - right.high,
  high: left.high - right.low,
});

const product = (left: Num, right: Num): Num => {
  const corners = [
    left.low * right.low,
    left.low * right.high,
    left.high * right.low,
    left.high * right.high,
  ];
  return { kind: 'mul', left, right, low: Math.min(...corners), high: Math.max(...corners) };
};

/** Division by something made odd, so that it is not 0. */
const quotient = (kind: 'div' | 'rem', left: Num, right: Num): Num => {
  const most = Math.max(Math.abs(left.low), Math.abs(left.high));
  const odd = sum(product(small(right), number(2)), number(1));
  return { kind, left, right: odd, low: -most, high: most };
};

const fieldFile = ({ fields, files }: Scope, narrow: boolean) =>
  fc.record({
    field: fc.constantFrom(
      ...fields.filter(({ width }) => !narrow || width === 1),
      ...(narrow ? [] : []),
    ),
    file: fc.constantFrom(...files),
  });

/** Expressions: `num` stays below 2^50, so that sums of two are still exact. */
export const expressions = (
  scope: Scope,
): { readonly num: fc.Arbitrary<Num>; readonly bool: fc.Arbitrary<Bool> } => {
  const hasBit = scope.fields.some(({ width }) => width === 1);
  const { num, bool } = fc.letrec<{ num: Num; bool: Bool; leaf: Num }>(tie => ({
    leaf: fc.oneof(
      fc.integer({ min: -9, max: 20 }).map(number),
      fieldFile(scope, false).map(
        ({ file, field }): Num => ({
          kind: 'read',
          file,
          field,
          low: 0,
          high: 2 ** field.width - 1,
        }),
      ),
      fc
        .constantFrom(...numLocals)
        .map((local): Num => ({ kind: 'local', local, low: -(2 ** 48), high: 2 ** 48 })),
    ),
    num: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      tie('leaf'),
      fc.tuple(tie('num'), tie('num')).map(([l, r]) => small(sum(l, r))),
      fc.tuple(tie('num'), tie('num')).map(([l, r]) => small(difference(l, r))),
      fc.tuple(tie('num'), tie('num')).map(([l, r]) => product(narrow(l), narrow(r))),
      fc.tuple(tie('num'), tie('num')).map(([l, r]) => small(quotient('div', l, small(r)))),
      fc.tuple(tie('num'), tie('num')).map(([l, r]) => small(quotient('rem', l, small(r)))),
      fc
        .array(tie('bool'), { minLength: 1, maxLength: 5 })
        .map((of): Num => ({ kind: 'count', of, low: 0, high: of.length })),
      fc.tuple(tie('bool'), tie('num'), tie('num')).map(
        ([test, then, otherwise]): Num => ({
          kind: 'select',
          test,
          then,
          otherwise,
          low: Math.min(then.low, otherwise.low),
          high: Math.max(then.high, otherwise.high),
        }),
      ),
    ),
    bool: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.boolean().map((value): Bool => ({ kind: 'truth', value })),
      ...(hasBit
        ? [
            {
              weight: 4,
              arbitrary: fieldFile(scope, true).map(
                ({ file, field }): Bool => ({ kind: 'bit', file, field }),
              ),
            },
          ]
        : []),
      fc.constantFrom(...boolLocals).map((local): Bool => ({ kind: 'flag', local })),
      {
        weight: 4,
        arbitrary: fc
          .tuple(fieldFile(scope, false), fc.nat(), fc.boolean())
          .map(([{ file, field }, n, turned]): Bool => {
            const read: Num = { kind: 'read', file, field, low: 0, high: 2 ** field.width - 1 };
            // One in some is out of range.
            const constant = number((n % (2 ** Math.min(field.width, 4) + 2)) - 1);
            return turned
              ? { kind: 'equal', left: constant, right: read }
              : { kind: 'equal', left: read, right: constant };
          }),
      },
      fc
        .tuple(fc.constantFrom('equal', 'less', 'atMost'), tie('num'), tie('num'))
        .map(([kind, left, right]): Bool => ({ kind, left, right })),
      { weight: 2, arbitrary: tie('bool').map((of): Bool => ({ kind: 'not', of })) },
      {
        weight: 4,
        arbitrary: fc
          .tuple(
            fc.constantFrom('all', 'any'),
            fc.array(tie('bool'), { minLength: 2, maxLength: 5 }),
          )
          .map(([kind, of]): Bool => ({ kind, of })),
      },
      fc
        .tuple(tie('bool'), tie('bool'))
        .map(([left, right]): Bool => ({ kind: 'same', left, right })),
      fc
        .tuple(tie('bool'), tie('bool'), tie('bool'))
        .map(([test, then, otherwise]): Bool => ({ kind: 'select', test, then, otherwise })),
    ),
  }));
  return { num, bool };
};

/** A number that is too large becomes its remainder by 1,000. */
const small = (num: Num): Num =>
  bounded(num) && bounded(product(num, number(4)))
    ? num
    : { kind: 'rem', left: num, right: number(999), low: -998, high: 998 };

/** One whose product with another such is exact. */
const narrow = (num: Num): Num =>
  Math.abs(num.low) < 2 ** 24 && Math.abs(num.high) < 2 ** 24
    ? num
    : { kind: 'rem', left: num, right: number(9973), low: -9972, high: 9972 };

/** A value that fits a field, whatever the number. */
const fitted = (num: Num, { width }: Field): Num => {
  const most = 2 ** Math.min(width, 49) - 1;
  if (num.low >= 0 && num.high <= most) return num;
  const rest: Num = { kind: 'rem', left: num, right: number(most + 1), low: -most, high: most };
  const up: Num = { ...sum(rest, number(most + 1)), low: 1, high: 2 * most + 1 };
  return { kind: 'rem', left: up, right: number(most + 1), low: 0, high: most };
};

const writeTo = (
  scope: Scope,
  num: fc.Arbitrary<Num>,
  bool: fc.Arbitrary<Bool>,
): fc.Arbitrary<Stmt> =>
  fc.constantFrom(...scope.fields).chain((field): fc.Arbitrary<Stmt> => {
    const narrower = scope.fields.filter(({ width }) => width <= field.width);
    const move = fieldFile({ ...scope, fields: narrower }, false).map(
      ({ file, field: from }): Num => ({
        kind: 'read',
        file,
        field: from,
        low: 0,
        high: 2 ** from.width - 1,
      }),
    );
    const value: fc.Arbitrary<Num | Bool> = fc.oneof(
      fc.nat({ max: Math.min(2 ** field.width - 1, 9) }).map(number),
      { weight: 2, arbitrary: move },
      num.map(each => fitted(each, field)),
      ...(field.width === 1 ? [bool] : []),
    );
    return value.map(each => ({ kind: 'write', field, value: each }));
  });

/** Loops and blocks inside are numbered by how deep they are, and count in a local of that number. */
const statements = (scope: Scope, depth: number): fc.Arbitrary<readonly Stmt[]> => {
  const { num, bool } = expressions(scope);
  const flat: fc.Arbitrary<readonly Stmt[]>[] = [
    fc.array(writeTo(scope, num, bool), { minLength: 1, maxLength: 6 }),
    fc.constant([{ kind: 'begin' }]),
    fc
      .tuple(fc.constantFrom('save', 'load'), fc.nat({ max: 1 }))
      .map(([kind, slot]) => [{ kind, slot }]),
    fc
      .tuple(fc.constantFrom(...numLocals), num)
      .map(([local, value]) => [
        { kind: 'set', local, value: fitted(value, { word: 0, shift: 0, width: 48 }) },
      ]),
    fc
      .tuple(fc.constantFrom(...boolLocals), bool)
      .map(([local, value]) => [{ kind: 'set', local, value }]),
    fc.nat({ max: 3 }).map(step => [{ kind: 'emit', step, actor: step % 2 }]),
    fc.tuple(fc.nat({ max: 3 }), num).map(([step, rank]) => [
      {
        kind: 'fault',
        rank: { ...sum(fitted(rank, { word: 0, shift: 0, width: 2 }), number(1)) },
        step,
        actor: step % 2,
      },
    ]),
    fc.nat({ max: 3 }).map(step => [{ kind: 'empty', step }]),
  ];
  if (depth === 2) return fc.oneof(...flat);
  const inner = fc.array(statements(scope, depth + 1), { maxLength: 4 }).map(parts => parts.flat());
  return fc.oneof(
    { weight: 3, arbitrary: fc.oneof(...flat) },
    fc
      .tuple(bool, inner, inner)
      .map(([test, then, otherwise]): readonly Stmt[] => [{ kind: 'if', test, then, otherwise }]),
    fc
      .tuple(num, fc.array(inner, { maxLength: 4 }))
      .map(([on, cases]): readonly Stmt[] => [{ kind: 'switch', on, cases }]),
    fc
      .tuple(bool, inner, inner)
      .map(([test, first, rest]): readonly Stmt[] => [
        leavable(depth as Label, [
          ...first,
          { kind: 'if', test, then: [{ kind: 'leave', label: depth as Label }], otherwise: [] },
          ...rest,
        ]),
      ]),
    fc.tuple(fc.nat({ max: 3 }), inner).map(([times, body]) => counted(depth, times, body)),
    inner.map(body => stacked(depth, body)),
  );
};

const leavable = (label: Label, body: readonly Stmt[]): Stmt => ({ kind: 'block', label, body });

/** A loop that runs some times more. */
const counted = (depth: number, times: number, body: readonly Stmt[]): readonly Stmt[] => {
  const local = depth as LocalId;
  const counter: Num = { kind: 'local', local, low: 0, high: 9 };
  const label = (10 + depth) as Label;
  return [
    { kind: 'set', local, value: number(0) },
    {
      kind: 'loop',
      label,
      body: [
        ...body,
        { kind: 'set', local, value: sum(counter, number(1)) },
        {
          kind: 'if',
          test: { kind: 'less', left: counter, right: number(times) },
          then: [{ kind: 'again', label }],
          otherwise: [],
        },
      ],
    },
  ];
};

/** Pushes twice, then takes off and runs the body until the stack is empty. */
const stacked = (depth: number, body: readonly Stmt[]): readonly Stmt[] => {
  if (depth > 0) return body;
  const label = 20 as Label;
  const pushed = [2, 3, 4, 5] as LocalId[];
  return [
    { kind: 'push', locals: pushed },
    { kind: 'begin' },
    { kind: 'push', locals: pushed.slice(1) },
    { kind: 'pop', locals: pushed.slice(1) },
    { kind: 'push', locals: pushed },
    {
      kind: 'loop',
      label,
      body: [
        {
          kind: 'ifStacked',
          then: [{ kind: 'pop', locals: pushed }, ...body, { kind: 'again', label }],
          otherwise: [],
        },
      ],
    },
  ];
};

const opening: readonly Stmt[] = [
  { kind: 'begin' },
  { kind: 'save', slot: 0 },
  { kind: 'save', slot: 1 },
];

/** A body over these fields. */
export const bodies = (fields: readonly Field[]): fc.Arbitrary<Body> =>
  fc
    .array(statements({ fields, files: ['before', 'after'] }, 0), { minLength: 1, maxLength: 6 })
    .map(parts => ({ code: [...opening, ...parts.flat()], locals, saves: 2 }));
