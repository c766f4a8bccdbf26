/**
 * What the bodies of a program do to the memory of a kernel: successors go to the batch,
 * transitions are counted by step, flags are raised. In front of all other parameters the
 * functions have `area`, the address of the worker's area.
 */
import type { Program } from '../program.ts';
import { callInto, global, i32, i64, local, set, setGlobal, when } from './asm.ts';
import type { Effects, Stack } from './code.ts';
import { batchStates, type Plan } from './memory.ts';
import type { Func, I32, I64, Local, Stmt } from './tree.ts';

/** State of an instance between its functions. */
export const cells = () => ({
  /** Bytes of successors that the state at work has made beside those between the ends of the batch. */
  moreBytes: global('i64'),
  /** A device of the state at work has made a transition. */
  device: global('i32'),
  /** There was no room. */
  full: global('i32'),
  /** The next index to fill, and the first that is not this worker's any more. */
  next: global('i32'),
  end: global('i32'),
  /** The first index of the present handful that no recorded range holds. */
  first: global('i32'),
  /** Ranges recorded. */
  ranges: global('i32'),
  /** For whom the state at work leads to what a walk back looks for. */
  hit: global('i64'),
  /** Addresses written down (`masks.ts`). */
  arrivals: global('i32'),
  /** Takes what is read only to have it in the cache. */
  touched: global('i64'),
});

/** The globals of a kernel. */
export type Cells = ReturnType<typeof cells>;

/** What all code around the table is made with. */
export interface Core {
  readonly plan: Plan;
  readonly cells: Cells;
}

/** What all code of a kernel is made with. */
export interface Kit extends Core {
  readonly program: Program;
}

/** Adds to a counter. */
export const addTo64 = (area: I32, offset: number, value: I64): Stmt =>
  i64.store(area, i64.add(i64.load(area, offset), value), offset);

const raiseIn =
  (area: I32, offset: number) =>
  (flag: I64): readonly Stmt[] => [
    flag.kind === 'const'
      ? i32.store8(area, i32.of(1), offset + Number(flag.value))
      : i32.store8(i32.add(area, i32.wrap(flag)), i32.of(1), offset),
  ];

/** The stack of a worker. */
export const stackOf = ({ plan, cells: { full } }: Core, of: Func, area: I32): Stack => ({
  top: local(of, 'i32'),
  from: i32.add(area, i32.of(plan.stack)),
  end: i32.add(area, i32.of(plan.stackEnd)),
  full: [setGlobal(full, i32.of(1))],
});

const nothing = (): readonly Stmt[] => [];

/** For bodies that only raise flags; `raised` says what becomes of one. */
export const judging = (
  kit: Core,
  of: Func,
  area: Local<'i32'>,
  raised: Effects['raise'],
): Effects => ({
  emit: nothing,
  fault: nothing,
  empty: nothing,
  raise: raised,
  stack: stackOf(kit, of, area),
});

/** Raises the flag of a state. */
export const raiseState = ({ plan }: Kit, area: I32): Effects['raise'] =>
  raiseIn(area, plan.stateFlags);

/** Raises the flag of a transition. */
export const raiseStep = ({ plan }: Kit, area: I32): Effects['raise'] =>
  raiseIn(area, plan.stepFlags);

/** What bodies that make transitions need. */
export interface Making {
  readonly of: Func;
  readonly area: Local<'i32'>;
  /** The address of the state. */
  readonly state: Local<'i32'>;
  /** Where in the batch the next successor goes. */
  readonly batch: Local<'i32'>;
  readonly after: readonly Local<'i64'>[];
  readonly judgeStep: Func | null;
  readonly flush: Func;
}

/** For bodies that make transitions. */
export const making = (kit: Kit, made: Making): Effects => {
  const {
    plan,
    program,
    cells: { device, moreBytes },
  } = kit;
  const { of, area, state, batch, after, judgeStep, flush } = made;
  const stateBytes = 8 * plan.words;
  const count = (step: number, actor: number): readonly Stmt[] => [
    addTo64(area, plan.fired + 8 * step, i64.of(1)),
    ...(program.actors[actor]?.device ? [setGlobal(device, i32.of(1))] : []),
  ];
  const start = i32.add(area, i32.of(plan.batch));
  const flushed = when(
    i32.geU(batch, i32.add(area, i32.of(plan.batch + batchStates * stateBytes))),
    [
      setGlobal(moreBytes, i64.add(moreBytes, i64.extendU(i32.sub(batch, start)))),
      callInto(flush, [area, batch]),
      set(batch, start),
    ],
  );
  return {
    emit: (step, actor, repeated) => [
      ...(repeated ? [flushed] : []),
      ...after.map((word, i) => i64.store(batch, word, 8 * i)),
      ...(judgeStep === null ? [] : [callInto(judgeStep, [area, state, batch])]),
      set(batch, i32.add(batch, i32.of(stateBytes))),
      ...count(step, actor),
    ],
    fault: (rank, step, actor) => [
      setGlobal(moreBytes, i64.add(moreBytes, i64.of(stateBytes))),
      ...raiseStep(
        kit,
        area,
      )(
        rank.kind === 'const'
          ? i64.of(Number(rank.value) + program.properties.length - 1)
          : i64.add(rank, i64.of(program.properties.length - 1)),
      ),
      ...count(step, actor),
    ],
    empty: step => [i32.store8(area, i32.of(1), plan.empty + step)],
    raise: nothing,
    stack: stackOf(kit, of, area),
  };
};
