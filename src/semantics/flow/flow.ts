/**
 * What is known at a point of a body while it is turned into nodes: names and
 * bindings in force, whether a step has begun (`atomic`), where `break`,
 * `continue` and `return` go. A statement takes a Flow and gives the Flow behind it.
 */
import type { Span } from '../../base/source.ts';
import type { BinderRef, Expr, Place, VariableId } from '../../machine/expr.ts';
import type { LocationId, StepId } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import { docOf } from '../../syntax/docs.ts';
import type { Name, Stmt } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { literal, slotRead, variable } from '../expressions/make.ts';
import { binder, type Context, inside, lookup, type World } from '../world.ts';
import { assign, bind, type Make, node, type Pair, sequence } from './graph.ts';
import type { BodyNames } from './step-names.ts';

/** A jump's target, and how many slots are in force there. */
export interface Target {
  readonly pair: Pair;
  readonly depth: number;
}

export interface ReturnTarget extends Target {
  /** What becomes of the value; null for a procedure called for its effect. */
  readonly give: ((value: Expr) => { readonly make: Make; readonly shared: boolean }) | null;
  readonly type: Type | null;
}

/** A place where the thread can rest, with the node it goes on from once that is made. */
export interface Rest {
  enter: (() => number) | null;
}

/** The actor whose body this is; of `init` and scenarios, none. */
export interface Owner {
  readonly name: string;
  /** Reads of the instance's parameters. */
  readonly self: readonly Expr[];
  /** Bindings live in the state between steps (threads), or only within the step. */
  readonly keeps: boolean;
  readonly rests: Rest[];
}

export interface Flow {
  readonly context: Context;
  readonly owner: Owner;
  /** Inside a step: nothing stops any more. Names the step for asserts. */
  readonly atomic: { readonly step: string } | null;
  /** An assignment or assert may have happened in this step. */
  readonly assigned: boolean;
  /** In a turn of a loop without order: bindings are the turn's, choices are refused. */
  readonly unordered: boolean;
  /** Labels of the calls around this body. */
  readonly path: readonly string[];
  readonly names: BodyNames;
  /** Bindings in force that live in the state, outermost first. */
  readonly slots: readonly VariableId[];
  readonly breakTo: Target | null;
  readonly continueTo: Target | null;
  readonly returnTo: ReturnTarget | null;
  /** Procedures being written out, against recursion. */
  readonly calls: readonly string[];
}

/** A statement as nodes, and the flow behind it. */
export interface Compiled {
  readonly make: Make;
  readonly flow: Flow;
}

export const worldOf = (flow: Flow): World => flow.context.world;

/** The flow inside a block of its own. */
export function opened(flow: Flow): Flow {
  return { ...flow, context: { ...flow.context, scope: inside(flow.context.scope) } };
}

/** Declares a name in the innermost scope; one that has a meaning already is reported. */
export function declare(flow: Flow, name: Name, expr: Expr | null): void {
  const { scope, world } = flow.context;
  const outer = lookup(scope, name.text);
  if (outer !== undefined && outer.entity.kind !== 'broken')
    world.report(errors.shadow(name.span, name.text, outer.span));
  const entity = expr === null ? ({ kind: 'broken' } as const) : ({ kind: 'value', expr } as const);
  scope.names.set(name.text, { entity, span: name.span });
}

/** A binding of a name to be made later, by `set`; the flow in which it is in force. */
export interface Binding {
  readonly flow: Flow;
  readonly set: (value: Expr) => Make;
  readonly read: Expr;
}

/** A new binding: in a thread a slot of the state, elsewhere the step's own. */
export function binding(flow: Flow, name: Name, type: Type): Binding {
  const world = worldOf(flow);
  if (!flow.owner.keeps || flow.unordered) {
    const ref = binder(world, name.text, type);
    const read: Expr = { kind: 'binder', binder: ref, type, span: name.span };
    declare(flow, name, read);
    return { flow, set: value => bind(world, ref, value), read };
  }
  const slot = newSlot(flow, name.text, type, name.span);
  const read = slotRead(world, slot, flow.owner.self, name.span);
  declare(flow, name, read);
  return {
    flow: { ...flow, slots: [...flow.slots, slot] },
    set: value => assign(world, slotPlace(flow, slot, name.span), someOf(value)),
    read,
  };
}

const someOf = (of: Expr): Expr => ({
  kind: 'some',
  of,
  type: { kind: 'option', of: of.type },
  span: of.span,
});

/** A variable of the thread that holds a binding while it is in force, else `none`. */
export function newSlot(flow: Flow, name: string, type: Type, span: Span): VariableId {
  const world = worldOf(flow);
  const option: Type = { kind: 'option', of: type };
  const params = flow.owner.self.flatMap(e => (e.kind === 'binder' ? [e.binder] : []));
  const whole = params.reduceRight<Type>(
    (value, p) => ({ kind: 'map', key: p.type, value }),
    option,
  );
  const id = world.variables.length;
  world.variables.push({
    name,
    type: whole,
    role: 'binding',
    actor: flow.owner.name,
    depth: params.length,
    params,
    initial: { kind: 'value', expr: literal(null, option, span) },
    doc: null,
    span,
  });
  return id;
}

/** The slot of this instance, as a place. */
export function slotPlace(flow: Flow, slot: VariableId, span: Span): Place {
  return ownPlace(flow, slot, span);
}

/** A local of this instance, as a place. */
export function ownPlace(flow: Flow, id: VariableId, span: Span): Place {
  let type = variable(worldOf(flow), id, [], span).type;
  const steps = flow.owner.self.flatMap(key => {
    if (type.kind !== 'map') return [];
    type = type.value;
    return [{ kind: 'key' as const, key, type }];
  });
  return { variable: id, steps, type, span };
}

/** Ends bindings: all slots above `depth`. */
export function dropped(flow: Flow, depth: number, span: Span): Make {
  const world = worldOf(flow);
  return sequence(
    flow.slots.slice(depth).map(slot => {
      const place = ownPlace(flow, slot, span);
      return assign(world, place, literal(null, place.type, span));
    }),
  );
}

/** What a statement is called as a step, from the actor down. */
export function stepName(flow: Flow, stmt: Stmt): string {
  return [...flow.path, flow.names.of(stmt)].join('.');
}

/** Enters a step into the machine's list. */
export function newStep(flow: Flow, name: string, stmt: Stmt): StepId {
  const { steps } = worldOf(flow);
  const id: StepId = steps.length;
  steps.push({
    actor: flow.owner.name,
    name,
    doc: docOf(stmt.comments),
    span: stmt.span,
    patches: stmt.from ?? [],
    order: id,
  });
  return id;
}

/** Reserves a place where the thread rests. */
export function newRest(flow: Flow): { readonly id: LocationId; readonly rest: Rest } {
  const rest: Rest = { enter: null };
  const id: LocationId = flow.owner.rests.length;
  flow.owner.rests.push(rest);
  return { id, rest };
}

/** A step that has its place in the machine's list, and where the thread rests before it. */
export interface Begun {
  readonly step: StepId;
  readonly location: LocationId;
  readonly rest: Rest;
}

/**
 * Gives a statement its place among the steps; before the statements inside it are
 * compiled, so that steps stand in the order of the text. Null within a step.
 */
export function begin(flow: Flow, stmt: Stmt): Begun | null {
  if (flow.atomic !== null) return null;
  const step = newStep(flow, stepName(flow, stmt), stmt);
  const { id, rest } = newRest(flow);
  return { step, location: id, rest };
}

/**
 * A statement that is a step: the thread stops before it, and `body` makes the nodes
 * of the step itself. Within a step already, it only runs. What follows is arrived at
 * from the step (`next`), but may be entered from choices that blocks inside the
 * statement hold behind steps of their own (`after`).
 */
export function visible(
  flow: Flow,
  begun: Begun | null,
  body: (next: Pair, after: Pair) => () => number,
): Make {
  const world = worldOf(flow);
  if (begun === null) return next => joined(body(next, next));
  const { step, location, rest } = begun;
  return next => {
    const run = body({ arrive: next.arrive, enter: next.arrive }, next);
    const enter = node(world, () => ({ kind: 'step', step, next: run() }));
    rest.enter = enter;
    return { arrive: node(world, () => ({ kind: 'stop', location })), enter };
  };
}

const joined = (id: () => number): Pair => ({ arrive: id, enter: id });

/** Fresh binders need no name in the text. */
export const fresh = (flow: Flow, name: string, type: Type): BinderRef =>
  binder(worldOf(flow), name, type);
