/**
 * Threads and devices. Entering one gives its names: parameters, locals, the place of
 * a thread. Building it turns its body into nodes: a thread rests between steps, an
 * action is one step.
 */
import type { Span } from '../../base/source.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Action, Actor, Location, NodeId, StepId, Thread } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import { docOf } from '../../syntax/docs.ts';
import type { ActionDecl, DeviceDecl, Param, ThreadDecl, VarDecl } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { read } from '../expressions/make.ts';
import { type Flow, newStep, type Owner, type Target } from '../flow/flow.ts';
import { joined, node } from '../flow/graph.ts';
import { block, statements } from '../flow/statements.ts';
import { bodyNames } from '../flow/step-names.ts';
import { tested } from '../flow/tests.ts';
import { behind } from '../symmetry/commute.ts';
import { checkDomain, resolve } from '../types.ts';
import {
  type ActorEntity,
  binder,
  type Context,
  inside,
  lookup,
  type Scope,
  type World,
} from '../world.ts';
import { enterVariable } from './variables.ts';

type ActorDecl = ThreadDecl | DeviceDecl;

export const localsOf = (decl: ActorDecl): readonly VarDecl[] =>
  decl.kind === 'thread' ? decl.locals : decl.members.flatMap(m => (m.kind === 'var' ? [m] : []));

/** Enters the actor, its parameters, locals and place. */
export function enterActor(decl: ActorDecl, context: Context): void {
  const { world } = context;
  const params = decl.params.flatMap(p => {
    const type = resolve(p.type, context);
    return type === null || !checkDomain(type, p.type.span, context)
      ? []
      : [binder(world, p.name.text, type)];
  });
  const locals = new Map<string, number>();
  const place = decl.kind === 'thread' ? newPlace(decl, params, world) : null;
  const actor: ActorEntity = { decl, params, locals, place, order: world.actors.size };
  world.actors.set(decl.name.text, actor);
  world.root.names.set(decl.name.text, { entity: { kind: 'actor', actor }, span: decl.name.span });
  for (const local of localsOf(decl)) {
    const id = enterVariable(local, { actor: decl.name.text, params }, context);
    if (id !== null) locals.set(local.name.text, id);
  }
}

function newPlace(decl: ThreadDecl, params: ActorEntity['params'], world: World): number {
  const id = world.variables.length;
  world.variables.push({
    name: decl.name.text,
    type: placeType(decl.name.text, params, 1),
    role: 'place',
    actor: decl.name.text,
    depth: params.length,
    params,
    initial: {
      kind: 'value',
      expr: {
        kind: 'constant',
        value: 0,
        type: { kind: 'place', thread: decl.name.text, count: 1 },
        span: decl.span,
      },
    },
    doc: null,
    span: decl.name.span,
  });
  return id;
}

function placeType(thread: string, params: ActorEntity['params'], count: number): Type {
  return params.reduceRight<Type>((value, p) => ({ kind: 'map', key: p.type, value }), {
    kind: 'place',
    thread,
    count,
  });
}

/** The names that the body of an actor sees: its parameters and locals. */
export function actorScope(actor: ActorEntity, context: Context): Scope {
  const scope = inside(context.world.root);
  const { report } = context.world;
  actor.decl.params.forEach((p, i) => {
    const ref = actor.params[i];
    warnShadow(p.name, scope, report);
    scope.names.set(p.name.text, {
      entity:
        ref === undefined ? { kind: 'broken' } : { kind: 'value', expr: read(ref, p.name.span) },
      span: p.name.span,
    });
  });
  for (const local of localsOf(actor.decl)) {
    const id = actor.locals.get(local.name.text);
    warnShadow(local.name, scope, report);
    scope.names.set(local.name.text, {
      entity: id === undefined ? { kind: 'broken' } : { kind: 'variable', id },
      span: local.name.span,
    });
  }
  return scope;
}

function warnShadow(name: VarDecl['name'], scope: Scope, report: World['report']): void {
  const outer = lookup(scope, name.text);
  if (outer !== undefined && outer.entity.kind !== 'broken')
    report(errors.shadow(name.span, name.text, outer.span));
}

/** An empty flow in a scope. */
export function startFlow(
  context: Context,
  scope: Scope,
  owner: Owner,
  decl: { readonly body: ThreadDecl['body'] },
): Flow {
  const { root } = context.world;
  return {
    context: { ...context, scope, mode: 'code' },
    owner,
    atomic: null,
    assigned: false,
    unordered: false,
    path: [],
    names: bodyNames(decl.body, name => lookup(root, name)?.entity.kind === 'proc'),
    slots: [],
    breakTo: null,
    continueTo: null,
    returnTo: null,
    calls: [],
  };
}

/** The finished actor; its steps are entered in the order of the text. */
export function buildActor(actor: ActorEntity, context: Context): Actor {
  return actor.decl.kind === 'thread'
    ? buildThread(actor, actor.decl, context)
    : buildDevice(actor, actor.decl, context);
}

function ownerOf(actor: ActorEntity, keeps: boolean): Owner {
  const self = actor.params.map(p => read(p, actor.decl.name.span));
  return { name: actor.decl.name.text, self, keeps, rests: [] };
}

function buildThread(actor: ActorEntity, decl: ThreadDecl, context: Context): Thread {
  const { world } = context;
  const owner = ownerOf(actor, true);
  const flow = startFlow(context, actorScope(actor, context), owner, decl);
  const end = threadEnd(decl, owner, world);
  const compiled = block(decl.body, { ...flow, returnTo: { ...end, give: null, type: null } });
  const finished = owner.rests.length;
  const { pair } = end;
  end.finish(finished);
  const start = compiled.make(pair).arrive();
  const locations = locationsOf(owner, pair.arrive(), world);
  checkIdle(locations, owner, world);
  locations.push({ enter: pair.arrive(), steps: [] });
  setPlaceCount(actor, locations.length, world);
  const name = decl.name.text;
  world.places.set(name, { locations, finished });
  return {
    kind: 'thread',
    name,
    title: decl.title,
    params: actor.params,
    place: actor.place ?? 0,
    start,
    locations,
    finished,
    doc: docOf(decl.comments),
    span: decl.name.span,
  };
}

// Making one place's nodes may make another place: until none is left. What stays
// unmade is text that is never reached; it leads to the end.
function locationsOf(owner: Owner, end: NodeId, world: World): Location[] {
  const enters = new Map<number, NodeId>();
  for (let before = -1; before < enters.size; ) {
    before = enters.size;
    owner.rests.forEach((rest, i) => {
      if (rest.enter !== null && !enters.has(i)) enters.set(i, rest.enter());
    });
  }
  return owner.rests.map((_, i) => {
    const enter = enters.get(i) ?? end;
    return { enter, steps: firstSteps(enter, world) };
  });
}

// A choice that leads to the end without a step is a step of its own.
function threadEnd(
  decl: ThreadDecl,
  owner: Owner,
  world: World,
): Target & { readonly finish: (location: number) => void } {
  let location = 0;
  let step: StepId | null = null;
  const arrive = node(world, () => ({ kind: 'stop', location }));
  const enter = node(world, () => {
    step ??=
      world.steps.push({
        actor: owner.name,
        name: 'to_end',
        doc: null,
        span: decl.name.span,
        patches: [],
        order: world.steps.length,
        implied: true,
      }) - 1;
    return { kind: 'step', step, next: arrive() };
  });
  return {
    pair: { arrive, enter },
    depth: 0,
    finish: at => {
      location = at;
    },
  };
}

function setPlaceCount(actor: ActorEntity, count: number, world: World): void {
  const { place, decl, params } = actor;
  const variable = place === null ? undefined : world.variables[place];
  if (place === null || variable === undefined) return;
  const { initial } = variable;
  const type: Type = { kind: 'place', thread: decl.name.text, count };
  const expr: Expr = { kind: 'constant', value: count - 1, type, span: decl.span };
  world.variables[place] = {
    ...variable,
    type: placeType(decl.name.text, params, count),
    initial: initial.kind === 'value' ? { kind: 'value', expr } : initial,
  };
}

/** The steps that can come next at a node: the first `step` on each way. */
function firstSteps(enter: NodeId, world: World): readonly StepId[] {
  const seen = new Set<NodeId>();
  const steps = new Set<StepId>();
  const open = [enter];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const at = world.nodes[id];
    if (at === undefined || seen.has(id)) continue;
    seen.add(id);
    if (at.kind === 'step') steps.add(at.step);
    else open.push(...behind(at));
  }
  return [...steps].sort((a, b) => a - b);
}

/**
 * A turn of a loop that holds a choice and can come back without a step would be
 * taken for ever: found before the run. So is a place behind which there is no step at
 * all, as before `forever { p(x); }` of a procedure that has none.
 */
function checkIdle(locations: readonly Location[], owner: Owner, world: World): void {
  const done = new Set<NodeId>();
  const visit = (id: NodeId, way: readonly NodeId[]): void => {
    const at = world.nodes[id];
    if (at === undefined || at.kind === 'step' || at.kind === 'stop' || done.has(id)) return;
    const from = way.indexOf(id);
    if (from < 0) {
      for (const next of behind(at)) visit(next, [...way, id]);
      done.add(id);
      return;
    }
    const turn = way.slice(from).flatMap(n => world.nodes[n] ?? []);
    const choice = turn.find(n => n.kind === 'choose');
    // A turn that takes an element of a `for` comes to an end: its elements run out.
    if (choice?.kind === 'choose' && !turn.some(n => n.kind === 'pick'))
      world.report(errors.idleLoop(choice.span));
  };
  if (!owner.keeps) return;
  const stepless = new Set<Span>();
  for (const location of locations) {
    visit(location.enter, []);
    if (location.steps.length === 0) turnsBehind(location.enter, world, stepless);
  }
  for (const span of stepless) world.report(errors.idleLoop(span));
}

// The loops that run on silently from a node.
function turnsBehind(enter: NodeId, world: World, found: Set<Span>): void {
  const seen = new Set<NodeId>();
  const open = [enter];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const at = world.nodes[id];
    if (at === undefined || seen.has(id)) continue;
    seen.add(id);
    if (at.kind === 'turn') found.add(at.span);
    open.push(...behind(at));
  }
}

function buildDevice(actor: ActorEntity, decl: DeviceDecl, context: Context): Actor {
  const scope = actorScope(actor, context);
  const owner = ownerOf(actor, false);
  const actions = decl.members.flatMap(m =>
    m.kind === 'action' ? [buildAction(m, owner, scope, context)] : [],
  );
  return {
    kind: 'device',
    name: decl.name.text,
    title: decl.title,
    params: actor.params,
    actions,
    doc: docOf(decl.comments),
    span: decl.name.span,
  };
}

/** Declares parameters as values; null for those whose type was reported. */
export function declareParams(
  params: readonly Param[],
  scope: Scope,
  context: Context,
): Action['params'] {
  const { world } = context;
  return params.flatMap(p => {
    const type = resolve(p.type, context);
    const sound = type !== null && checkDomain(type, p.type.span, context);
    const ref = sound ? binder(world, p.name.text, type) : null;
    warnShadow(p.name, scope, world.report);
    scope.names.set(p.name.text, {
      entity: ref === null ? { kind: 'broken' } : { kind: 'value', expr: read(ref, p.name.span) },
      span: p.name.span,
    });
    return ref === null ? [] : [ref];
  });
}

function buildAction(decl: ActionDecl, owner: Owner, outer: Scope, context: Context): Action {
  const { world } = context;
  const scope = inside(outer);
  const params = declareParams(decl.params, scope, context);
  world.actionParams.set(`${owner.name}.${decl.name.text}`, params);
  const done = joined(node(world, () => ({ kind: 'done' })));
  const flow: Flow = {
    ...startFlow(context, scope, owner, decl),
    atomic: { step: `${owner.name}.${decl.name.text}` },
    returnTo: { pair: done, depth: 0, give: null, type: null },
  };
  const step = newStep(flow, decl.name.text, {
    ...skip,
    span: decl.name.span,
    comments: decl.comments,
  });
  const guard = decl.guard === null ? null : tested(decl.guard, flow);
  const body = statements(decl.body.statements, guard?.flow ?? flow).make(done);
  const run =
    guard === null
      ? body.enter
      : node(world, () => ({
          kind: 'guard',
          test: guard.expr,
          assumed: false,
          next: guard.bind(body).enter(),
        }));
  const enter = node(world, () => ({ kind: 'step', step, next: run() }));
  return { step, params, enter: enter() };
}

const skip = { kind: 'skip', label: null } as const;
