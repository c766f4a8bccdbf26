/** Threads and devices, alone and in families, with their locals and bodies. */
import { sizeOf } from '../../../src/machine/domain.ts';
import type { Type } from '../../../src/machine/types.ts';
import { binder } from './booleans.ts';
import { constantScope, startingAt } from './declarations.ts';
import { bound } from './flows.ts';
import {
  type Actor,
  type Flow,
  type Owner,
  type Root,
  type Scope,
  shared,
  type World,
  withName,
} from './model.ts';
import { chosen, pathText, type Way, waysInto } from './reads.ts';
import { step } from './simple.ts';
import { inside } from './terms.ts';
import { keyType, membersAtHand, plainType, typeText, variableType } from './types.ts';

type Param = Actor['params'][number];

/** What a local is to its owner. */
export const own = (actor: string, name: string, type: Type): Root => ({
  ...shared(name, type),
  variable: `${actor}.${name}`,
});

/** What a local is to others: `d[k].x`. */
export function seen(actor: Actor, name: string, type: Type): Root {
  const whole = actor.params.reduceRight<Type>(
    (value, p) => ({ kind: 'map', key: p.type, value }),
    type,
  );
  const variable = `${actor.name}.${name}`;
  return { head: actor.name, depth: actor.params.length, tail: `.${name}`, type: whole, variable };
}

/** A new actor, of a family in so many of a hundred cases, with at most so many instances. */
export function enterActor(w: World, kind: Actor['kind'], family: number, most: number): Actor {
  const type = keyType(w);
  const isFamily = w.dice.chance(family) && sizeOf(type) <= most;
  const other = keyType(w);
  const isDouble = isFamily && sizeOf(type) * sizeOf(other) <= most && w.dice.chance(60);
  const types = isDouble ? [type, other] : isFamily ? [type] : [];
  const params = types.map(of => ({ name: w.fresh('i'), type: of }));
  const actor: Actor = {
    kind,
    name: w.fresh(kind === 'thread' ? 't' : 'd'),
    params,
    locals: [],
    labels: [],
  };
  w.actors.push(actor);
  return actor;
}

const instances = (actor: Actor): number => actor.params.reduce((n, p) => n * sizeOf(p.type), 1);

const paramText = (w: World, params: readonly Param[]): string =>
  params.length === 0 ? '' : `(${params.map(p => `${p.name}: ${typeText(w, p.type)}`).join(', ')})`;

function titleOf(w: World, { params, name }: Actor): string {
  if (!w.dice.chance(20)) return '';
  return ` "${name.toUpperCase()}${params.map(p => `%${p.name}`).join('')}"`;
}

/** Declares a local and gives its text. */
export function declareLocal(w: World, actor: Actor, most: number): string {
  const name = w.fresh('v');
  const type = variableType(w, most);
  const roots = actor.params.map(p => ({
    head: p.name,
    depth: 0,
    tail: '',
    type: p.type,
    variable: '',
  }));
  const text = `var ${name}${startingAt(w, type, constantScope(w, roots))}`;
  actor.locals.push(own(actor.name, name, type));
  return text;
}

/** Locals of devices, which all may read. */
const devicesSeen = (w: World): readonly Root[] =>
  w.actors.flatMap(actor =>
    actor.kind === 'device' ? actor.locals.map(l => seen(actor, l.head, l.type)) : [],
  );

/** What the bodies of an actor may say and do. */
export function actorFlow(w: World, actor: Actor, owner: Owner, params: readonly Param[]): Flow {
  const base: Scope = {
    mode: 'code',
    roots: [...w.roots, ...actor.locals, ...devicesSeen(w)],
    funs: [...w.funs],
  };
  const scope = [...actor.params, ...params].reduce((at, p) => withName(at, p.name, p.type), base);
  const places = [...w.roots.filter(root => root.variable !== ''), ...actor.locals];
  const atomic = owner.kind === 'action';
  return {
    owner,
    scope,
    places,
    atomic,
    assigned: atomic,
    inLoop: false,
    inTurns: false,
    procs: [...w.procs],
    returns: 'plain',
    depth: 2,
  };
}

/** `thread t(i: S) "T%i" { var x: T = e; ... }` */
export function declareThread(w: World, actor: Actor): string {
  const { dice } = w;
  const locals = dice.chance(45) ? [declareLocal(w, actor, instances(actor) > 1 ? 3 : 8)] : [];
  const owner: Owner = { path: actor.name, kind: 'thread', labels: actor.labels, stepwise: false };
  const flow = actorFlow(w, actor, owner, []);
  w.bodies.push({ owner, flow, result: null });
  const body = threadBody(w, flow, instances(actor) > 1 ? 2 : 3);
  return `thread ${actor.name}${paramText(w, actor.params)}${titleOf(w, actor)} { ${locals.join(' ')} ${body} }`;
}

/** Statements of a thread: mostly one loop for ever. */
export function threadBody(w: World, flow: Flow, size: number): string {
  const { dice } = w;
  if (dice.chance(18)) return w.make.statements(w, flow, dice.between(size, size + 2)).text;
  const before = dice.chance(30) ? w.make.statements(w, flow, 1) : { text: '', flow };
  const inner = { ...before.flow, inLoop: true };
  const first = step(w, inner);
  const { text } = w.make.statements(w, first.flow, dice.between(1, size));
  return `${before.text} forever { ${first.text} ${text} }`;
}

/** `device d(i: S) { var x: T = e; action a(y: T) when e { ... } }` */
export function declareDevice(w: World, actor: Actor): string {
  const { dice } = w;
  const many = instances(actor) > 1;
  const locals = Array.from({ length: dice.between(many ? 1 : 0, many ? 1 : 2) }, () =>
    declareLocal(w, actor, many ? 4 : 9),
  );
  const actions = Array.from({ length: dice.between(1, many ? 2 : 3) }, () =>
    declareAction(w, actor),
  );
  const free = dice.some([0, 1], 40).map(() => freeAction(w, actor));
  const inner = [...locals, ...free, ...actions].join(' ');
  return `device ${actor.name}${paramText(w, actor.params)}${titleOf(w, actor)} { ${inner} }`;
}

/** `action a(y: T) when e { ... }` */
export function declareAction(w: World, actor: Actor): string {
  const { dice } = w;
  const name = w.fresh('a');
  const count = dice.chance(50) ? 0 : dice.chance(20) ? 2 : 1;
  const params = Array.from({ length: count }, () => {
    return { name: w.fresh('y'), type: dice.chance(60) ? keyType(w) : plainType(w) };
  });
  const owner: Owner = {
    path: `${actor.name}.${name}`,
    kind: 'action',
    labels: actor.labels,
    stepwise: false,
  };
  const flow = actorFlow(w, actor, owner, params);
  w.bodies.push({ owner, flow, result: null });
  const found = dice.chance(15) ? binder(w, flow.scope) : undefined;
  const test = found?.term ?? (dice.chance(40) ? w.make.bool(w, flow.scope, 1) : undefined);
  const guard = test === undefined ? '' : ` when ${test.text}`;
  const behind = found === undefined ? flow : bound(flow, found.name, found.type);
  const body = w.make.statements(w, behind, dice.between(1, 2)).text;
  return `action ${name}${paramText(w, params)}${guard} { ${body} }`;
}

/** `device d { action a(y: T) { v = y; } ... }`: what it can change is never stuck. */
export function declareEnvironment(w: World, actor: Actor): string {
  const actions = Array.from({ length: w.dice.between(2, 3) }, () => freeAction(w, actor));
  return `device ${actor.name} { ${actions.join(' ')} }`;
}

/** `action a(y: T) { v = y; }`: an environment that does what it likes, so that much is reached. */
function freeAction(w: World, actor: Actor): string {
  const { dice } = w;
  const name = w.fresh('a');
  const owner: Owner = {
    path: `${actor.name}.${name}`,
    kind: 'action',
    labels: [],
    stepwise: false,
  };
  const { scope, places } = actorFlow(w, actor, owner, []);
  const sure = (way: Way): boolean => way.steps.every(s => s.kind === 'key' || s.kind === 'field');
  const ways = waysInto(places, membersAtHand(scope)).filter(sure);
  const way = chosen(
    w,
    ways.filter(({ type }) => chosenType(type) !== undefined),
  );
  const type = way === undefined ? undefined : chosenType(way.type);
  if (way === undefined || type === undefined) return declareAction(w, actor);
  const param = w.fresh('y');
  const place = pathText(w, way, withName(scope, param, type), 0);
  const { guard, act } = freely(w, place, way.type, param);
  const more = dice.chance(15) ? ` and ${inside(dice, w.make.bool(w, scope, 0), 6)}` : '';
  return `action ${name}(${param}: ${typeText(w, type)}) when ${guard}${more} { ${act} }`;
}

// What is chosen for a place: its value, or what is put into it.
function chosenType(type: Type): Type | undefined {
  const isPlain = ({ kind }: Type): boolean =>
    ['bool', 'range', 'enum', 'scalarset'].includes(kind);
  if (isPlain(type)) return type;
  if (type.kind !== 'option' && type.kind !== 'set' && type.kind !== 'seq') return undefined;
  return isPlain(type.of) ? type.of : undefined;
}

function freely(
  w: World,
  place: string,
  type: Type,
  value: string,
): { readonly guard: string; readonly act: string } {
  const { dice } = w;
  switch (type.kind) {
    case 'option':
      return { guard: `${place} is none`, act: `${place} = some ${value};` };
    case 'set': {
      const room = type.max === null ? `${value} not in ${place}` : `count(${place}) < ${type.max}`;
      const out = { guard: `${value} in ${place}`, act: `${place} -= ${value};` };
      return dice.chance(65) ? { guard: room, act: `${place} += ${value};` } : out;
    }
    case 'seq': {
      const out = { guard: `${place} != []`, act: `${place} = tail(${place});` };
      return dice.chance(65)
        ? { guard: `len(${place}) < ${type.max}`, act: `${place} += ${value};` }
        : out;
    }
    default:
      return { guard: `${place} != ${value}`, act: `${place} = ${value};` };
  }
}
