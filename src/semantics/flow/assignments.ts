/**
 * Assignments: `=`, and `+=`, `-=` by the type of the place: integers add, sets
 * take or lose an element or a set, sequences append. What is stored fits its place
 * or the step fails.
 */
import type { Expr, Place } from '../../machine/expr.ts';
import { alike } from '../../machine/relate.ts';
import type { Type } from '../../machine/types.ts';
import type { Stmt, Expr as Tree } from '../../syntax/tree.ts';
import { bounds } from '../constant.ts';
import * as errors from '../errors.ts';
import { elaborated, fitted } from '../expressions/make.ts';
import { selfTyped } from '../expressions/self-typed.ts';
import { begin, type Compiled, type Flow, visible, worldOf } from './flow.ts';
import { assign, type Make, node } from './graph.ts';
import { placeOf, readPlace } from './places.ts';
import { keysOf, readsShared } from './reads.ts';

/** What `+=` or `-=` does to a place, for the rule about loops without order. */
export interface Accumulation {
  readonly op: '+=' | '-=';
  readonly amount: Expr;
}

export type AssignStmt = Stmt & { readonly kind: 'assign' };

/** An assignment of a value (not of a procedure's result). */
export function assignment(stmt: AssignStmt, flow: Flow): Compiled {
  const place = placeOf(stmt.target, flow);
  if (place === null) return { make: next => next, flow };
  const stored =
    stmt.op === '=' ? plain(stmt, place, flow) : accumulated(stmt.op, stmt.value, place, flow);
  if (stored === null) return { make: next => next, flow };
  return { make: store(stmt, place, stored, flow), flow: { ...flow, assigned: true } };
}

interface Stored {
  readonly value: Expr;
  readonly accumulation: Accumulation | null;
}

/** The nodes of a store: a step if others can see it, else silent. */
export function store(stmt: Stmt, place: Place, { value, accumulation }: Stored, flow: Flow): Make {
  const world = worldOf(flow);
  const noted = (next: () => number) =>
    node(world, id => {
      if (accumulation !== null) world.accumulations.set(id, accumulation);
      return { kind: 'assign', place, value, next: next() };
    });
  if (flow.atomic === null && stmt.label === null && isPrivate(place, value, flow))
    return assign(world, place, value);
  return visible(flow, begin(flow, stmt), next => noted(next.enter));
}

/** Only this thread can read or write it, and no property looks. */
export function isPrivate(place: Place, value: Expr, flow: Flow): boolean {
  const world = worldOf(flow);
  const variable = world.variables[place.variable];
  if (variable === undefined || variable.actor !== flow.owner.name) return false;
  if (world.watched.has(`${variable.actor}.${variable.name}`)) return false;
  return ![value, ...keysOf(place)].some(e => readsShared(e, flow.owner.name, world));
}

function plain(stmt: AssignStmt, place: Place, flow: Flow): Stored | null {
  const value = elaborated(stmt.value, place.type, flow.context);
  return value === null ? null : { value, accumulation: null };
}

function accumulated(op: '+=' | '-=', tree: Tree, place: Place, flow: Flow): Stored | null {
  const { type } = place;
  if (type.kind === 'range') return addition(op, tree, place, flow);
  if (type.kind === 'set') return setChange(op, tree, place, flow);
  if (type.kind === 'seq' && op === '+=') return append(tree, place, flow);
  const help =
    type.kind === 'seq'
      ? 'take items off with `q = tail(q);`'
      : '`+=` and `-=` are for integers, sets and sequences';
  worldOf(flow).report(
    errors.mismatch(
      place.span,
      type.kind === 'seq' ? 'a set or an integer' : 'a set, a sequence or an integer',
      type,
      help,
    ),
  );
  return null;
}

function addition(op: '+=' | '-=', tree: Tree, place: Place, flow: Flow): Stored | null {
  const old = readPlace(place, flow);
  const amount = flow.context.world.elaborate(tree, flow.context, null);
  if (amount === null || old.type.kind !== 'range') return null;
  if (amount.type.kind !== 'range') {
    worldOf(flow).report(errors.mismatch(amount.span, 'an integer', amount.type));
    return null;
  }
  const sign = op === '+=' ? '+' : '-';
  const [low, high] = bounds(
    sign,
    [old.type.low, old.type.high],
    [amount.type.low, amount.type.high],
  );
  const span = { ...place.span, end: amount.span.end };
  const value: Expr = {
    kind: 'arithmetic',
    op: sign,
    left: old,
    right: amount,
    type: { kind: 'range', low, high },
    span,
  };
  const fit = fitted(value, place.type, flow.context);
  return fit === null ? null : { value: fit, accumulation: { op, amount } };
}

function setChange(op: '+=' | '-=', tree: Tree, place: Place, flow: Flow): Stored | null {
  if (place.type.kind !== 'set') return null;
  const old = readPlace(place, flow);
  const { of } = place.type;
  const change = elementOrSet(tree, of, place.type, flow);
  if (change === null) return null;
  const kind = op === '+=' ? 'union' : 'minus';
  const right: Expr =
    change.type.kind === 'set' && alike(change.type, place.type) ? change : single(change, of);
  const wide: Type = kind === 'union' ? { kind: 'set', of, max: null } : place.type;
  const value: Expr = {
    kind,
    left: old,
    right,
    type: wide,
    span: { ...place.span, end: change.span.end },
  };
  const fit = fitted(value, place.type, flow.context);
  return fit === null ? null : { value: fit, accumulation: { op, amount: change } };
}

const single = (item: Expr, of: Type): Expr => ({
  kind: 'set',
  items: [item],
  type: { kind: 'set', of, max: null },
  span: item.span,
});

// An element where it is alike the elements, else a set of them.
function elementOrSet(tree: Tree, of: Type, set: Type, flow: Flow): Expr | null {
  const { context } = flow;
  if (tree.kind === 'setLiteral' || (isSet(tree) && !selfTyped(tree, context.scope)))
    return elaborated(tree, { ...set, kind: 'set', of, max: null }, context);
  const own = selfTyped(tree, context.scope)
    ? context.world.elaborate(tree, context, null)
    : context.world.elaborate(tree, context, of);
  if (own === null) return null;
  if (!alike(own.type, of) && own.type.kind === 'set')
    return fitted(own, { kind: 'set', of, max: null }, context);
  return fitted(own, of, context);
}

// By its form alone, whatever the elements are.
function isSet(tree: Tree): boolean {
  switch (tree.kind) {
    case 'setLiteral':
    case 'image':
    case 'filter':
      return true;
    case 'parenthesised':
      return isSet(tree.of);
    case 'conditional':
      return isSet(tree.then) || isSet(tree.otherwise);
    case 'binary':
      return tree.op === 'union' || tree.op === 'minus' || tree.op === 'intersect';
    default:
      return false;
  }
}

function append(tree: Tree, place: Place, flow: Flow): Stored | null {
  const old = readPlace(place, flow);
  if (place.type.kind !== 'seq') return null;
  const item = elaborated(tree, place.type.of, flow.context);
  if (item === null) return null;
  const longer: Type = { ...place.type, max: place.type.max + 1 };
  const value: Expr = {
    kind: 'append',
    of: old,
    item,
    type: longer,
    span: { ...place.span, end: item.span.end },
  };
  const fit = fitted(value, place.type, flow.context);
  return fit === null ? null : { value: fit, accumulation: { op: '+=', amount: item } };
}
