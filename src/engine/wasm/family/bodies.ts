/**
 * The bodies of a family as functions. They have a parameter more than those of one
 * machine: for which variants they run. It goes with each successor, and into flags.
 */
import { present } from '../../../base/assertion.ts';
import type { Body } from '../../ir/code.ts';
import { callInto, func, i32, i64, local, param, ret, set, setGlobal, when } from '../asm.ts';
import { bodyGroups, loadWords } from '../bodies.ts';
import { compileBody, type Effects } from '../code.ts';
import { addTo64, judging, stackOf } from '../effects.ts';
import { batchStates } from '../memory.ts';
import type { Expr, Func, I64, Local, Stmt } from '../tree.ts';
import type { FamilyKit } from './plan.ts';

/** Functions for the variants in a mask; `group` is their number among the masks. */
export interface MaskedFuncs {
  readonly mask: bigint;
  readonly funcs: readonly Func[];
}

const area = param('i32', 0);
const state = param('i32', 1);

/** Adds variants to a mask in memory, by index where there is one. */
const addTo = (offset: number, index: I64 | null, mask: I64): Stmt => {
  const known = index?.kind === 'const' ? Number(index.value) : null;
  const at =
    index === null || known !== null ? area : i32.add(area, i32.wrap(i64.shl(index, i64.of(3))));
  const where = offset + 8 * (known ?? 0);
  return i64.store(at, i64.or(i64.load(at, where), mask), where);
};

const readAt = (offset: number, index: I64): I64 =>
  index.kind === 'const'
    ? i64.load(area, offset + 8 * Number(index.value))
    : i64.load(i32.add(area, i32.wrap(i64.shl(index, i64.of(3)))), offset);

/** Raises a flag for variants; a walk back takes notice where it is wanted. */
const raise =
  (
    { cells: { hit } }: FamilyKit,
    flags: number,
    wanted: number,
    mask: Local<'i64'>,
  ): Effects['raise'] =>
  flag => [
    addTo(flags, flag, mask),
    setGlobal(hit, i64.or(hit, i64.and(readAt(wanted, flag), mask))),
  ];

const plainJudge = (kit: FamilyKit, name: string, bodies: readonly Body[]): Func => {
  const of = func(name, ['i32', 'i32', 'i64'], []);
  const { own } = kit;
  const before = loadWords(of, kit.plan.words, state);
  const raised = raise(kit, own.stateFlags, own.wantedStates, param('i64', 2));
  const effects = judging(kit, of, area, raised);
  const site = { of, before: before.locals, after: [], effects, pool: { i64: [], i32: [] } };
  of.body = [...before.code, ...bodies.flatMap(body => compileBody(site, body))];
  return of;
};

/** Functions (area, state, mask) that raise the flags of a state. */
export const judges = (kit: FamilyKit): readonly MaskedFuncs[] =>
  kit.family.judge.map(({ mask, body }, i) => ({
    mask,
    funcs: [plainJudge(kit, `judge ${i}`, [body])],
  }));

/** Functions (area, state, successor, mask) that raise the flags of a transition. */
const stepJudges = (kit: FamilyKit): readonly MaskedFuncs[] =>
  kit.family.judgeStep.map(({ mask, body }, i) => {
    const of = func(`judge step ${i}`, ['i32', 'i32', 'i32', 'i64'], []);
    const { own } = kit;
    const before = loadWords(of, kit.plan.words, state);
    const after = loadWords(of, kit.plan.words, param('i32', 2));
    const raised = raise(kit, own.stepFlags, own.wantedSteps, param('i64', 3));
    const effects = judging(kit, of, area, raised);
    const pool = { i64: [], i32: [] };
    const site = { of, before: before.locals, after: after.locals, effects, pool };
    of.body = [...before.code, ...after.code, ...compileBody(site, body)];
    return { mask, funcs: [of] };
  });

/** Functions (area, state) that say whether some thread of a state is unfinished. */
export const unfinished = (kit: FamilyKit): readonly MaskedFuncs[] =>
  kit.family.unfinished.map(({ mask, body }, i) => {
    const of = func(`unfinished ${i}`, ['i32', 'i32'], ['i32']);
    const found = local(of, 'i32');
    const before = loadWords(of, kit.plan.words, state);
    const effects: Effects = judging(kit, of, area, () => [set(found, i32.of(1))]);
    const site = { of, before: before.locals, after: [], effects, pool: { i64: [], i32: [] } };
    of.body = [...before.code, ...compileBody(site, body), ret(found)];
    return { mask, funcs: [of] };
  });

/** Calls the functions of those masks that some of `whom` are in, with the part of them as last argument. */
export const callMasked = (
  all: readonly MaskedFuncs[],
  whom: Local<'i64'>,
  part: Local<'i64'>,
  args: readonly Expr[],
): readonly Stmt[] =>
  all.flatMap(({ mask, funcs }) => [
    set(part, i64.and(whom, i64.of(mask))),
    when(
      i64.ne(part, i64.of(0)),
      funcs.map(of => callInto(of, [...args, part])),
    ),
  ]);

/** Functions (area, state, batch, mask) that give the new end of the batch, by group. */
export const expanders = (kit: FamilyKit, flush: Func): readonly MaskedFuncs[] => {
  const judged = stepJudges(kit);
  return kit.groups.map((mask, group) => {
    const bodies = kit.family.expand.filter(v => v.mask === mask).map(({ body }) => body);
    const funcs = bodyGroups(bodies).map((some, i) =>
      expander(kit, some, { name: `expand ${group}.${i}`, group, judged, flush }),
    );
    return { mask, funcs };
  });
};

interface Expanding {
  readonly name: string;
  readonly group: number;
  readonly judged: readonly MaskedFuncs[];
  readonly flush: Func;
}

const expander = (kit: FamilyKit, bodies: readonly Body[], expanding: Expanding): Func => {
  const of = func(expanding.name, ['i32', 'i32', 'i32', 'i64'], ['i32']);
  const batch = param('i32', 2);
  const before = loadWords(of, kit.plan.words, state);
  const after = before.locals.map(() => local(of, 'i64'));
  const effects = making(kit, of, after, expanding);
  const site = { of, before: before.locals, after, effects, pool: { i64: [], i32: [] } };
  const code = bodies.flatMap(body => compileBody(site, body));
  of.body = [...before.code, ...code, ret(batch)];
  return of;
};

const making = (
  kit: FamilyKit,
  of: Func,
  after: readonly Local<'i64'>[],
  { group, judged, flush }: Expanding,
): Effects => {
  const { plan, own, family, cells } = kit;
  const [batch, mask] = [param('i32', 2), param('i64', 3)];
  const part = local(of, 'i64');
  const counters = own.counters + 8 * (own.counterWords * group + 2);
  const count = (step: number, actor: number): readonly Stmt[] => [
    addTo64(area, counters + 8 * step, i64.of(1)),
    ...(present(family.actors[actor], 'by number').device
      ? [setGlobal(cells.device, i32.of(1))]
      : []),
  ];
  const start = i32.add(area, i32.of(plan.batch));
  const limit = i32.add(area, i32.of(plan.batch + batchStates * plan.entry));
  const flushed = when(i32.geU(batch, limit), [
    setGlobal(cells.moreBytes, i64.add(cells.moreBytes, i64.extendU(i32.sub(batch, start)))),
    callInto(flush, [area, batch]),
    set(batch, start),
  ]);
  const sites = i64.of(family.properties - 1);
  return {
    emit: (step, actor, repeated) => [
      ...(repeated ? [flushed] : []),
      ...after.map((word, i) => i64.store(batch, word, 8 * i)),
      i64.store(batch, mask, 8 * plan.words),
      ...callMasked(judged, mask, part, [area, state, batch]),
      set(batch, i32.add(batch, i32.of(plan.entry))),
      ...count(step, actor),
    ],
    fault: (rank, step, actor) => [
      setGlobal(cells.moreBytes, i64.add(cells.moreBytes, i64.of(plan.entry))),
      ...raise(
        kit,
        own.stepFlags,
        own.wantedSteps,
        mask,
      )(
        rank.kind === 'const'
          ? i64.of(Number(rank.value) + family.properties - 1)
          : i64.add(rank, sites),
      ),
      ...count(step, actor),
    ],
    empty: step => [addTo(own.empty, i64.of(step), mask)],
    raise: () => [],
    stack: stackOf(kit, of, area),
  };
};
