/**
 * Actors into bodies that emit their transitions: each instance of a thread by the place
 * where it is, each action of a device for each choice of its arguments.
 */
import { present } from '../../base/assertion.ts';
import { domain, indexIn, sizeOf } from '../../machine/domain.ts';
import type { BinderRef, VariableId } from '../../machine/expr.ts';
import type { Device, Machine, NodeId, Thread } from '../../machine/machine.ts';
import type { Value } from '../../machine/value.ts';
import type { Body, Field, Num, Stmt } from '../ir/code.ts';
import { add, any, equal, local, not, number, readUpTo } from '../ir/fold.ts';
import type { Store } from '../layout/layout.ts';
import type { ActorInstance } from '../program.ts';
import { constantSym } from './constant.ts';
import type { Environment, World } from './context.ts';
import { dispatch } from './dispatch.ts';
import { short } from './hold.ts';
import { type Exits, type Path, startOf, withValue, written } from './path.ts';
import { symsAt } from './places.ts';
import { Frame, Sink, Sprawl } from './sink.ts';
import { walkFrom } from './walk.ts';
import type { Walk } from './walking.ts';

/** Every instance of every actor, in their order. */
export const instances = (machine: Machine): readonly ActorInstance[] =>
  machine.actors.flatMap(({ kind, params }, actor) =>
    choicesOf(params).map(instance => ({ actor, instance, device: kind === 'device' })),
  );

function choicesOf(params: readonly BinderRef[]): readonly (readonly Value[])[] {
  let choices: readonly (readonly Value[])[] = [[]];
  for (const { type } of params) choices = choices.flatMap(c => domain(type).map(v => [...c, v]));
  return choices;
}

const named = (
  outer: Environment,
  params: readonly BinderRef[],
  values: readonly Value[],
): Environment =>
  params.reduce<Environment>((env, { id, type }, i) => {
    return { binder: id, sym: constantSym(type, values[i] ?? null), outer: env };
  }, outer);

/** Bodies in the making: code goes into the last one until it is long enough for a function. */
class Bodies {
  readonly done: Body[] = [];
  private frame = new Frame();
  private sink = new Sink(this.frame, failsNowhere);

  /** Where the next piece of code goes. */
  next(): Sink {
    if (this.frame.made > longBody) this.close();
    return this.sink;
  }

  all(): readonly Body[] {
    this.close();
    return this.done;
  }

  private close(): void {
    if (this.sink.code.length > 0) this.done.push(this.frame.body(this.sink.code));
    this.frame = new Frame();
    this.sink = new Sink(this.frame, failsNowhere);
  }
}

// Statements after which a function is long enough for the compiler behind.
const longBody = 2500;

/** For code in which nothing fails but inside a way. */
export const failsNowhere = (): never => {
  throw new Error('broken promise: what fails is inside a way');
};

/** Everything that can happen in a state. */
export function expandBodies(world: World, actors: readonly ActorInstance[]): readonly Body[] {
  const bodies = new Bodies();
  for (const [number, actor] of actors.entries()) {
    const ways = waysOf(world, number, actor);
    if (ways.place === null) for (const { code } of ways.list) code(bodies.next());
    else if (ways.list.length > 0) switchPlaces(ways.place, ways.list, bodies.next());
  }
  return bodies.all();
}

/** Code that does what can be done from the place where the thread is. */
export function switchPlaces(
  place: PlaceStore,
  list: readonly Pick<Way, 'key' | 'code'>[],
  sink: Sink,
): void {
  const cases: (readonly Stmt[])[] = [];
  for (const { key, code } of list) {
    const inner = sink.inner();
    code(inner);
    cases[key] = inner.code;
  }
  sink.put({ kind: 'switch', on: placeNum(place), cases: Array.from(cases, c => c ?? []) });
}

/** A piece of what an actor can do: from one place of a thread, or one choice of arguments of an action. */
export interface Way {
  /** The number of the place; else the number of the way. */
  readonly key: number;
  /** Whose it is among the steps of a device: the action's step. */
  readonly step: number | null;
  /** Puts its code there. */
  readonly code: (sink: Sink) => void;
}

/** What an instance of an actor can do; `place` says where a thread is. */
export interface Ways {
  readonly place: PlaceStore | null;
  readonly list: readonly Way[];
}

/** All that this instance can do, `number` being its number in the machine. */
export function waysOf(
  world: World,
  number: number,
  { actor: index, instance }: ActorInstance,
): Ways {
  const actor = present(world.machine.actors[index], 'an actor by its number');
  const environment = named(null, actor.params, instance);
  const walk: Walk = { world, actor: world.numbers.actor(number) };
  return actor.kind === 'thread'
    ? threadWays(walk, actor, instance, environment)
    : { place: null, list: deviceWays(walk, actor, environment) };
}

function threadWays(
  walk: Walk,
  thread: Thread,
  instance: readonly Value[],
  environment: Environment,
): Ways {
  const { numbers, machine } = walk.world;
  const place = placeStore(walk.world, thread.place, thread.params, instance);
  const end = (path: Path, to: Sink, id: NodeId): void => {
    const node = machine.nodes[id];
    const moves = node?.kind === 'stop' && place.field.width > 0;
    const moved = moves ? withPlace(path, place, numbers.place(thread.name, node.location)) : path;
    emit(walk, moved, to);
  };
  const list = thread.locations.flatMap(({ enter }, location): readonly Way[] => {
    if (location === thread.finished) return [];
    const code = (sink: Sink): void => way(walk, enter, startOf(environment), sink, end);
    return [{ key: numbers.place(thread.name, location), step: null, code }];
  });
  return { place, list };
}

type PlaceStore = Extract<Store, { kind: 'number' }>;

/** Where a thread is, as code. */
export const placeNum = ({ field, high }: PlaceStore): Num =>
  field.width === 0 ? number(0) : readUpTo('before', field, high);

// So many choices of arguments are written out; more become a loop.
const mostWritten = 256;

function deviceWays(walk: Walk, device: Device, environment: Environment): readonly Way[] {
  const end: Exits['end'] = (ended, to) => emit(walk, ended, to);
  return device.actions.flatMap(({ step, enter, params }): readonly Way[] => {
    const size = params.reduce((product, { type }) => product * sizeOf(type), 1);
    const own = walk.world.numbers.step(step);
    if (size > mostWritten) {
      const counted = { enter, params, size, end };
      return [{ key: 0, step: own, code: sink => argumentLoop(walk, counted, environment, sink) }];
    }
    return choicesOf(params).map((choices, key) => {
      const start = startOf(named(environment, params, choices));
      return { key, step: own, code: sink => way(walk, enter, start, sink, end) };
    });
  });
}

interface Counted {
  readonly enter: NodeId;
  readonly params: readonly BinderRef[];
  /** How many choices of arguments there are. */
  readonly size: number;
  readonly end: Exits['end'];
}

// One way for all arguments, which are computed from a number that counts them.
function argumentLoop(walk: Walk, counted: Counted, environment: Environment, sink: Sink): void {
  const { enter, params, size, end } = counted;
  const [out, top] = [sink.frame.label(), sink.frame.label()];
  const id = sink.numberLocal();
  const index = local(id, 0, size - 1);
  const turn = sink.inner();
  const syms = symsAt(
    params.map(({ type }) => type),
    index,
  ).map(sym => short(sym, turn));
  const named = params.reduce<Environment>((outer, { id: binder }, i) => {
    return { binder, sym: present(syms[i], 'a value for each parameter'), outer };
  }, environment);
  way(walk, enter, startOf(named), turn, end);
  const last = turn.inner();
  last.leave(out);
  turn.when(equal(index, number(size - 1)), last);
  turn.put({ kind: 'set', local: id, value: add(index, number(1)) });
  turn.put({ kind: 'again', label: top });
  sink.put({ kind: 'set', local: id, value: number(0) });
  const loop: Stmt = { kind: 'loop', label: top, body: turn.code };
  sink.put({ kind: 'block', label: out, body: [loop] });
}

// In loops that are not written out nothing waits to be written.
const withPlace = (path: Path, { field }: { readonly field: Field }, location: number): Path =>
  withValue({ ...path, changed: path.changed ?? new Map() }, field, number(location));

function emit(walk: Walk, path: Path, sink: Sink): void {
  const id = present(path.step ?? undefined, 'every way of an actor executes a step');
  written(path, sink);
  sink.put({ kind: 'emit', step: walk.world.numbers.step(id), actor: walk.actor });
}

// A way that takes more when it is written out goes by dispatch.
const longWay = 4000;

// Written out if that stays short, else by dispatch.
function way(walk: Walk, enter: NodeId, path: Path, sink: Sink, end: Exits['end']): void {
  const write = (make: typeof walkFrom): void => {
    const label = sink.frame.label();
    const inner = sink.inner();
    make(walk, enter, path, inner, { way: label, inMidst: false, until: null, end, fault: null });
    sink.block(label, inner);
  };
  const { frame } = sink;
  const before = frame.mark();
  const { most } = frame;
  try {
    frame.most = Math.min(most, frame.made + longWay);
    write(walkFrom);
    frame.most = most;
  } catch (error) {
    if (!(error instanceof Sprawl)) throw error;
    frame.back(before);
    frame.most = most;
    write(dispatch);
  }
}

function placeStore(
  world: World,
  variable: VariableId,
  params: readonly BinderRef[],
  instance: readonly Value[],
): PlaceStore {
  let store = present(world.layout.stores[variable], 'every variable has a store');
  for (const [i, { type }] of params.entries()) {
    const index = indexIn(type, instance[i] ?? null);
    const entry = store.kind === 'map' ? store.entries[index ?? -1] : undefined;
    store = present(entry, 'a family has a place for each instance');
  }
  if (store.kind !== 'number') throw new Error('broken promise: a place is a number');
  return store;
}

/** Raises flag 0 where some thread is unfinished, or where there is none. */
export function unfinishedBody(world: World): Body {
  const { machine } = world;
  const frame = new Frame();
  const sink = new Sink(frame, failsNowhere);
  const threads = machine.actors.filter(actor => actor.kind === 'thread');
  const tests = threads.flatMap(thread =>
    choicesOf(thread.params).map(instance => {
      const place = placeStore(world, thread.place, thread.params, instance);
      return not(equal(placeNum(place), number(world.numbers.place(thread.name, thread.finished))));
    }),
  );
  const raise = sink.inner();
  raise.put({ kind: 'raise', flag: number(0) });
  sink.when(threads.length === 0 ? { kind: 'truth', value: true } : any(tests), raise);
  return frame.body(sink.code);
}
