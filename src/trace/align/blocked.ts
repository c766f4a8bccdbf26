/**
 * Why a step cannot be taken: the guard that is false, the set that lacks what was wanted,
 * or the test that sent its thread another way. The deepest place that a run reached is
 * the one that is told.
 */
import { present } from '../../base/assertion.ts';
import type { Machine, Step } from '../../machine/machine.ts';
import { show } from '../../machine/show.ts';
import { listOf, type Value } from '../../machine/value.ts';
import { type Context, withName } from '../../reference/context.ts';
import { evaluate, truth } from '../../reference/evaluate.ts';
import { isFault } from '../../reference/fault.ts';
import { stepAhead } from '../../reference/run.ts';
import type { State } from '../../reference/state.ts';
import { placeOf } from '../../reference/successors.ts';
import { falsePartOf } from '../explain.ts';
import type { TraceStep } from '../trace.ts';
import type { Block, Fork } from './aligned.ts';
import { isOwn, isSame, moverOf, stepCalled, wantedOf } from './follow.ts';
import type { Taken } from './ledger.ts';
import type { Pair } from './pair.ts';
import { agrees, type Mover, passed, type Walk, type Wanted, walks } from './walk.ts';

/** Why the follower, in this state, cannot take the row. */
export function blockAt(pair: Pair, row: TraceStep, state: State): Block {
  const { machine } = pair.follower;
  const mover = moverOf(machine, row);
  if (mover === null) return { kind: 'absent' };
  const called = stepCalled(pair.leader.machine, row);
  const wanted = wantedOf(row.args);
  const { cuts } = walks(machine, state, mover, next => agrees(next, wanted));
  const asked = cuts.filter(cut => isSame(stepOf(machine, cut), called));
  const own = cuts.filter(cut => isOwn(pair.leader.machine, stepOf(machine, cut)));
  const deepest = deepestOf(asked) ?? deepestOf(own);
  if (deepest !== undefined) return cutBlock(pair, row, deepest, wanted);
  const standing = standingAt(machine, mover, state);
  if (standing === null || standing.some(step => isSame(step, called))) return { kind: 'absent' };
  const names = standing.map(step => step.name);
  return { kind: 'elsewhere', standing: names, fork: forkBefore(pair, mover, row) };
}

function stepOf(machine: Machine, { cursor }: Walk): Step {
  const id = cursor.step ?? stepAhead(machine, cursor.node);
  return present(machine.steps[id ?? -1], 'a way of an actor is of a step');
}

const deepestOf = (cuts: readonly Walk[]): Walk | undefined =>
  [...cuts].sort((a, b) => b.met.length - a.met.length)[0];

function cutBlock(pair: Pair, row: TraceStep, cut: Walk, wanted: readonly Wanted[]): Block {
  const step = stepOf(pair.follower.machine, cut).name;
  const { node, context } = present(cut.met.at(-1), 'a node cut the run off');
  if (node.kind === 'guard') {
    const part = falsePartOf(node.test, context);
    const condition = pair.condition(part, row.index);
    return { kind: 'guard', step, condition };
  }
  if (node.kind !== 'pick' && node.kind !== 'each') return { kind: 'absent' };
  const { name, type } = node.binder;
  const nth = cut.cursor.args.filter(arg => arg.binder.name === name).length;
  const want = wanted.filter(one => one.name === name)[nth];
  const elements = elementsOf(node.domain, context);
  // Where nothing is wanted, anything would do, and the first shows why none does.
  const value =
    want === undefined ? elements[0] : elements.find(one => show(type, one) === want.text);
  if (value !== undefined && node.kind === 'pick' && node.where !== null) {
    const inside = withName(context, node.binder, value);
    const fails = truth(node.where, inside) === false;
    const part = fails ? falsePartOf(node.where, inside) : { expr: node.where, context: inside };
    const condition = pair.condition(part, row.index);
    return { kind: 'guard', step, condition };
  }
  const condition = pair.condition({ expr: node.domain, context }, row.index);
  return { kind: 'pick', step, name, text: want?.text ?? null, condition };
}

function elementsOf(domain: Parameters<typeof evaluate>[0], context: Context): readonly Value[] {
  const elements = evaluate(domain, context);
  return isFault(elements) ? [] : listOf(elements).toArray();
}

// The steps that a thread stands before; null for a device.
function standingAt(machine: Machine, mover: Mover, state: State): readonly Step[] | null {
  const actor = machine.actors[mover.actor];
  if (actor?.kind !== 'thread') return null;
  const { steps } = present(
    actor.locations[placeOf(actor, mover.instance, state)],
    'a thread is at one of its locations',
  );
  return steps.map(step => present(machine.steps[step], 'a location names steps'));
}

// The last common step of the actor in which a test of both came out otherwise.
function forkBefore(pair: Pair, mover: Mover, row: TraceStep): Fork | null {
  const { machine, taken } = pair.follower;
  const own = taken.filter(
    ({ transition }) => instanceText(machine, transition) === instanceText(machine, mover),
  );
  for (const followed of own.toReversed()) {
    const led = pair.leader.taken.find(one => one.row === followed.row);
    const fork = led === undefined || led.row >= row.index ? null : forkIn(pair, led, followed);
    if (fork !== null) return fork;
  }
  return null;
}

const instanceText = (machine: Machine, { actor, instance }: Mover): string =>
  [
    actor,
    ...(machine.actors[actor]?.params ?? []).map(({ type }, i) => show(type, instance[i] ?? null)),
  ].join();

function forkIn(pair: Pair, led: Taken, followed: Taken): Fork | null {
  const theirs = passed(pair.leader.machine, led.before, led.transition);
  for (const { node, context } of passed(
    pair.follower.machine,
    followed.before,
    followed.transition,
  )) {
    if (node.kind !== 'branch') continue;
    const { span } = node.test;
    const twin = theirs.find(
      one =>
        one.node.kind === 'branch' &&
        one.node.test.span.source === span.source &&
        one.node.test.span.start === span.start,
    );
    if (twin === undefined || twin.node.kind !== 'branch') continue;
    const holds = truth(node.test, context);
    if (isFault(holds) || holds === truth(twin.node.test, twin.context)) continue;
    const before = pair.follower.taken.slice(0, pair.follower.taken.indexOf(followed));
    const test = { expr: node.test, context };
    const condition = pair.condition(test, followed.row, before, followed);
    return { row: followed.row, holds, condition };
  }
  return null;
}
