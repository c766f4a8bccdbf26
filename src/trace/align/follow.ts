/**
 * The rows of one machine's run, followed on another machine as far as they go. A row is
 * a step by its actor, name and arguments. Steps that only the follower has are taken when
 * their actor moves next, or in the place of a row that only the leader has. Where this
 * leaves several ways open all are followed, up to a bound that is told when it is met.
 */
import type { Machine, Step } from '../../machine/machine.ts';
import { show } from '../../machine/show.ts';
import { encode, type Value } from '../../machine/value.ts';
import { isFault } from '../../reference/fault.ts';
import type { State } from '../../reference/state.ts';
import { successors, type Transition } from '../../reference/successors.ts';
import type { Argument, TraceStep } from '../trace.ts';
import type { Taken } from './ledger.ts';
import { agrees, type Wanted } from './walk.ts';

/** A way through the rows so far. */
export interface Here {
  /** Where it is; after a step that fails, where that was taken. */
  readonly state: State;
  readonly taken: readonly FollowedStep[];
  /** Its last step failed, so that nothing follows. */
  readonly failed: boolean;
}

/** A step of the follower; `own` where the row did not ask for it. */
export interface FollowedStep extends Taken {
  readonly own: boolean;
  /** Its number among the successors: what a Path counts. */
  readonly choice: number;
}

/** How far the rows went. */
export interface Followed {
  /** The first row that no way could take, from 1; null where all were taken. */
  readonly stuck: number | null;
  /** The ways to that row or to the end, at least one; first those that come first. */
  readonly ways: readonly [Here, ...Here[]];
  /** There were more ways than are followed. */
  readonly cut: boolean;
}

const mostWays = 256;

/** Follows the rows from a state of the follower. */
export function follow(
  leader: Machine,
  follower: Machine,
  rows: readonly TraceStep[],
  start: State,
): Followed {
  let ways: readonly [Here, ...Here[]] = [{ state: start, taken: [], failed: false }];
  let cut = false;
  for (const row of rows) {
    const { next, tried } = afterRow(leader, follower, row, ways);
    const [first, ...others] = next.slice(0, mostWays);
    cut ||= next.length > mostWays;
    if (first === undefined) return { stuck: row.index, ways: tried, cut };
    ways = [first, ...others];
  }
  return { stuck: null, ways, cut };
}

type Ways = readonly [Here, ...Here[]];

// `tried` are the ways after own steps, the furthest first: where a row finds no step.
function afterRow(
  leader: Machine,
  follower: Machine,
  row: TraceStep,
  ways: Ways,
): { readonly next: readonly Here[]; readonly tried: Ways } {
  const asked = follower.steps.some(step => isSame(step, stepCalled(leader, row)));
  const next: Here[] = [];
  const seen = new Set<string>();
  const pending: Here[] = [...ways];
  const ends: Here[] = [];
  for (const here of pending) {
    if (here.failed || seen.size > mostWays) continue;
    const moves = movesOf(leader, follower, row, here.state);
    const taken = moves.filter(({ own }) => !own);
    for (const move of taken) next.push(after(here, row.index, move));
    const own = moves.filter(move => move.own);
    if (own.length === 0) ends.push(here);
    for (const move of own) {
      const on = after(here, row.index, move);
      const key = encode(on.state);
      if (!seen.has(key) || on.failed) pending.push(on);
      seen.add(key);
    }
  }
  // A failure of an own step ends its way; it is the end of that way.
  const failed = pending.filter(here => here.failed);
  const [first = ways[0], ...others] = [...ends.toReversed(), ...failed];
  const on = asked ? [...next, ...failed] : [first, ...others];
  return { next: distinct(on), tried: [first, ...others] };
}

interface Move {
  readonly transition: Transition;
  readonly own: boolean;
  readonly choice: number;
}

function movesOf(
  leader: Machine,
  follower: Machine,
  row: TraceStep,
  state: State,
): readonly Move[] {
  const called = stepCalled(leader, row);
  const wanted = wantedOf(row.args);
  return successors(follower, state).flatMap((transition, choice): readonly Move[] => {
    if (!isOf(follower, transition, row)) return [];
    const step = follower.steps[transition.step];
    if (step === undefined) return [];
    if (isSame(step, called))
      return agrees(transition, wanted) ? [{ transition, own: false, choice }] : [];
    const own = follower.actors[transition.actor]?.kind === 'thread' && isOwn(leader, step);
    return own ? [{ transition, own, choice }] : [];
  });
}

function after(here: Here, row: number, move: Move): Here {
  const { transition } = move;
  const failed = isFault(transition.outcome);
  const state = isFault(transition.outcome) ? here.state : transition.outcome;
  return { state, failed, taken: [...here.taken, { row, before: here.state, ...move }] };
}

// Of several ways to one state the first is as good as any.
function distinct(ways: readonly Here[]): readonly Here[] {
  const first = new Map<string, Here>();
  for (const way of ways) {
    const key = `${way.failed} ${encode(way.state)}`;
    if (!first.has(key)) first.set(key, way);
  }
  return [...first.values()];
}

/** The step of a row in its machine: where two have a name, the one of the row's place. */
export function stepCalled(machine: Machine, row: TraceStep): Step | undefined {
  const some = machine.steps.filter(s => s.actor === row.actor && s.name === row.step);
  return some.find(s => s.span.start === row.span.start) ?? some[0];
}

/** Whether two steps of two variants are one: by name, or without a name by place. */
export function isSame(a: Step, b: Step | undefined): boolean {
  if (b === undefined || a.actor !== b.actor) return false;
  if (!isUnnamed(a) && !isUnnamed(b)) return a.name === b.name;
  return (
    isUnnamed(a) &&
    isUnnamed(b) &&
    outside(a) === outside(b) &&
    a.span.source === b.span.source &&
    a.span.start === b.span.start
  );
}

const isUnnamed = ({ name }: Step): boolean => /(^|\.)\d+$/.test(name);
const outside = ({ name }: Step): string => name.replace(/(^|\.)\d+$/, '');

/** Whether another machine has no such step. */
export const isOwn = (other: Machine, step: Step): boolean =>
  !other.steps.some(one => isSame(one, step));

function isOf(machine: Machine, { actor, instance }: Transition, row: TraceStep): boolean {
  const mover = machine.actors[actor];
  return (
    mover?.name === row.actor &&
    mover.params.length === row.instance.length &&
    mover.params.every(({ type }, i) => show(type, instance[i] ?? null) === textOf(row.instance[i]))
  );
}

const textOf = (arg: Argument | undefined): string =>
  arg === undefined ? '' : show(arg.type, arg.value);

/** The arguments of a row, to be looked for in another machine. */
export const wantedOf = (args: readonly Argument[]): readonly Wanted[] =>
  args.map(arg => ({ name: arg.name, text: textOf(arg) }));

/** The actor and the instance in a machine that a row means; null where there is none. */
export function moverOf(
  machine: Machine,
  row: TraceStep,
): { readonly actor: number; readonly instance: readonly Value[] } | null {
  const actor = machine.actors.findIndex(one => one.name === row.actor);
  const params = machine.actors[actor]?.params;
  if (params === undefined || params.length !== row.instance.length) return null;
  return { actor, instance: row.instance.map(({ value }) => value) };
}
