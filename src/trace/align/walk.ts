/**
 * The ways through one step as the reference goes them, with every node they pass and what
 * was known there: so it can be said which test was false, which line wrote a place, and
 * what was read. The steps of `advance` decide; nothing is decided here.
 */

import { present } from '../../base/assertion.ts';
import type { Machine, Node, NodeId } from '../../machine/machine.ts';
import { show } from '../../machine/show.ts';
import type { Value } from '../../machine/value.ts';
import { equal } from '../../machine/value.ts';
import { advance, type Inner } from '../../reference/advance.ts';
import { boundAll, type Context } from '../../reference/context.ts';
import { type Cursor, contextOf, startAt } from '../../reference/cursor.ts';
import { instancesOf } from '../../reference/instances.ts';
import { bodyOf, stepAhead } from '../../reference/run.ts';
import type { State } from '../../reference/state.ts';
import { placeOf, type Transition } from '../../reference/successors.ts';

/** A node that was passed, and what was known before it. */
export interface Met {
  readonly node: Inner;
  readonly context: Context;
}

/** A run through a step: to its end, or to the node that cut it off. */
export interface Walk {
  readonly cursor: Cursor;
  /** In order; of a run that was cut off the last one did it. */
  readonly met: readonly Met[];
}

/** All that was tried. */
export interface Walks {
  readonly ends: readonly Walk[];
  readonly cuts: readonly Walk[];
}

/** Whether a run may go on so: from a cursor, past a node, to another. */
export type Allow = (next: Cursor, node: Node) => boolean;

/** Who moves. */
export interface Mover {
  /** Index into `Machine.actors`. */
  readonly actor: number;
  readonly instance: readonly Value[];
}

/** Every way of an actor's instance out of a state, as far as `allow` lets it. */
export function walks(machine: Machine, state: State, mover: Mover, allow: Allow): Walks {
  const ends: Walk[] = [];
  const cuts: Walk[] = [];
  const pending: Walk[] = startsOf(machine, state, mover).map(cursor => ({ cursor, met: [] }));
  for (let walk = pending.pop(); walk !== undefined; walk = pending.pop()) {
    const { cursor } = walk;
    const node = present(machine.nodes[cursor.node], 'a node leads to nodes of its machine');
    if (cursor.fault !== null || node.kind === 'stop' || node.kind === 'done') {
      ends.push(walk);
      continue;
    }
    const met = [...walk.met, { node, context: contextOf(machine, cursor) }];
    const onward = advance(machine, cursor, node, bodyOf).filter(next => allow(next, node));
    if (onward.length === 0) cuts.push({ cursor, met });
    for (const next of onward.toReversed()) pending.push({ cursor: next, met });
  }
  return { ends, cuts };
}

function startsOf(machine: Machine, state: State, { actor: index, instance }: Mover): Cursor[] {
  const actor = present(machine.actors[index], 'a mover is an actor of the machine');
  const environment = boundAll(null, actor.params, instance);
  if (actor.kind === 'thread') {
    const place = placeOf(actor, instance, state);
    const location = present(actor.locations[place], 'a thread is at one of its locations');
    return place === actor.finished ? [] : [startAt(location.enter, state, environment)];
  }
  return actor.actions.flatMap(({ enter, params }) =>
    instancesOf(params).map(choices => {
      const args = params.map((binder, i) => ({ binder, value: choices[i] ?? null }));
      const start = startAt(enter, state, boundAll(environment, params, choices));
      return { ...start, choices, args };
    }),
  );
}

/** The nodes that a transition passed; a transition is one way. */
export function passed(machine: Machine, state: State, transition: Transition): readonly Met[] {
  const { choices, step } = transition;
  const allow: Allow = next =>
    next.choices.every((choice, i) => i < choices.length && equal(choice, choices[i] ?? null));
  const { ends } = walks(machine, state, transition, allow);
  const end = ends.find(
    ({ cursor }) =>
      (cursor.step ?? stepAhead(machine, cursor.node)) === step &&
      cursor.choices.length === choices.length &&
      cursor.choices.every((choice, i) => equal(choice, choices[i] ?? null)),
  );
  return present(end, 'a transition is a way of its actor').met;
}

/** An argument as text, to be looked for in another machine. */
export interface Wanted {
  readonly name: string;
  readonly text: string;
}

/**
 * Whether the named choices made so far are the wanted ones: the first `p` the first wanted
 * `p`, and so on. Names that nobody wants are free.
 */
export function agrees({ args }: Pick<Cursor, 'args'>, wanted: readonly Wanted[]): boolean {
  const used = new Map<string, number>();
  return args.every(({ binder: { name, type }, value }) => {
    const nth = used.get(name) ?? 0;
    used.set(name, nth + 1);
    const want = wanted.filter(one => one.name === name)[nth];
    return want === undefined || want.text === show(type, value);
  });
}

/** The assignments that a node carries out: itself, or what stands in the body of a loop. */
export function assignmentsOf(
  machine: Machine,
  node: Node,
): readonly Extract<Node, { readonly kind: 'assign' }>[] {
  if (node.kind === 'assign') return [node];
  if (node.kind !== 'each') return [];
  const seen = new Set<NodeId>();
  const found: Extract<Node, { readonly kind: 'assign' }>[] = [];
  const pending: NodeId[] = [node.body];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const inner = present(machine.nodes[id], 'a node leads to nodes of its machine');
    found.push(...(inner.kind === 'each' ? assignmentsOf(machine, inner) : []));
    if (inner.kind === 'assign') found.push(inner);
    if (inner.kind === 'branch') pending.push(inner.then, inner.otherwise);
    else if ('next' in inner) pending.push(inner.next);
  }
  return found;
}
