/**
 * Building node graphs. A piece of a body is a Pair of ways in: `arrive` comes from
 * the step before and stops in front of the piece's first step; `enter` goes on
 * into that step, because a choice or the start of the step has been made already.
 * Silent statements have both; they run in either case. Nodes are made on demand,
 * and a node's number is known before its content, which closes loops.
 */
import type { BinderRef, Expr, Place } from '../../machine/expr.ts';
import type { Node, NodeId } from '../../machine/machine.ts';
import type { World } from '../world.ts';

export interface Pair {
  readonly arrive: () => NodeId;
  readonly enter: () => NodeId;
}

/** Turns what follows into the piece with what follows behind it. */
export type Make = (next: Pair) => Pair;

/** Does nothing. */
export const through: Make = next => next;

/** One piece behind the other. */
export const sequence =
  (makes: readonly Make[]): Make =>
  next =>
    makes.reduceRight((behind, make) => make(behind), next);

/** Computes once. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A node; `make` may already refer to its number through loops. */
export function node(world: World, make: (id: NodeId) => Node): () => NodeId {
  let id: NodeId | undefined;
  return () => {
    if (id !== undefined) return id;
    const reserved: NodeId = world.nodes.length;
    id = reserved;
    world.nodes.push({ kind: 'done' });
    world.nodes[reserved] = make(reserved);
    return reserved;
  };
}

/** Both ways lead to the same node: what a step has begun simply runs on. */
export const joined = (id: () => NodeId): Pair => ({ arrive: id, enter: id });

/** A silent node: it runs on whichever way it was reached. */
export function silent(world: World, make: (next: NodeId) => Node): Make {
  return next => {
    const arrive = node(world, () => make(next.arrive()));
    return next.arrive === next.enter
      ? joined(arrive)
      : { arrive, enter: node(world, () => make(next.enter())) };
  };
}

/** Two pieces behind a silent test. */
export function silentBranch(world: World, test: Expr, then: Pair, otherwise: Pair): Pair {
  const arrive = node(world, () => ({
    kind: 'branch',
    test,
    then: then.arrive(),
    otherwise: otherwise.arrive(),
  }));
  if (then.arrive === then.enter && otherwise.arrive === otherwise.enter) return joined(arrive);
  return {
    arrive,
    enter: node(world, () => ({
      kind: 'branch',
      test,
      then: then.enter(),
      otherwise: otherwise.enter(),
    })),
  };
}

/**
 * A loop: `body` is given the way back to its head, and makes what stands there; what it
 * puts behind `turn` begins a turn, of which a step may take so many.
 */
export function loop(
  world: World,
  span: Expr['span'],
  body: (head: Pair, turn: Make) => Pair,
): Pair {
  const number = world.loops++;
  const turn = silent(world, next => ({ kind: 'turn', loop: number, next, span }));
  const inner: () => Pair = once(() => body(head, turn));
  const head: Pair = { arrive: () => inner().arrive(), enter: () => inner().enter() };
  return head;
}

export const assign = (world: World, place: Place, value: Expr): Make =>
  silent(world, next => ({ kind: 'assign', place, value, next }));

export const bind = (world: World, binder: BinderRef, value: Expr): Make =>
  silent(world, next => ({ kind: 'bind', binder, value, next }));
