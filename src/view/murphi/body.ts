/**
 * What a step does, as statements: the graph of its nodes from the last choice on, put
 * back into `if` and `while`.
 */
import { unreachable } from '../../base/assertion.ts';
import type { LocationId, Node, NodeId } from '../../machine/machine.ts';
import { ahead, joinOf, loopOf, nodeAt } from '../export/flow.ts';
import { assign, localBinder, reads } from './assign.ts';
import { elementsOf } from './elements.ts';
import { form, formula } from './expr.ts';
import { apart, check, conjuncts, learn, refuse, type Scope } from './scope.ts';
import { branch, inPlace } from './store.ts';
import { atom, compared, type Form, isNo, isYes, not } from './value.ts';

/** What a routine does where it ends, and which nodes end it. */
export interface Frame {
  readonly stop: (location: LocationId) => readonly string[];
  readonly ends: ReadonlyMap<NodeId, readonly string[]>;
  /** What is said wherever a way leaves the innermost loop for good. */
  readonly leave: readonly string[];
}

type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;

/** Writes what happens from a node to the end, or to the node where branches join. */
export function body(scope: Scope, frame: Frame, from: NodeId, until: NodeId | null = null): Scope {
  const { machine } = scope.program;
  let here = scope;
  let id = from;
  for (;;) {
    if (id === until) return here;
    const end = frame.ends.get(id);
    if (end !== undefined) {
      here.to.add(...end);
      return here;
    }
    const ends = new Set(frame.ends.keys());
    const loop = loopOf(machine, id, ends);
    if (loop.size > 0) {
      const after = looping(here, frame, id, loop);
      if (after === null) return here;
      id = after;
      continue;
    }
    const next = one(here, frame, id, ends);
    if (next === null) return here;
    here = next.scope;
    id = next.id;
  }
}

interface Next {
  readonly scope: Scope;
  readonly id: NodeId;
}

// One node outside loops, or the first of a turn.
function one(scope: Scope, frame: Frame, id: NodeId, ends: ReadonlySet<NodeId>): Next | null {
  const node = nodeAt(scope.program.machine, id);
  switch (node.kind) {
    case 'stop':
      scope.to.add(...frame.stop(node.location), ...frame.leave);
      return null;
    case 'done':
      scope.to.add(...frame.leave);
      return null;
    case 'branch': {
      const join = joinOf(scope.program.machine, id, ends);
      branches(scope, frame, node, join);
      scope.facts.clear();
      return join === null ? null : { scope, id: join };
    }
    case 'choose':
    case 'pick':
      refuse(
        scope,
        node.span,
        'a choice inside a loop of one step: the arguments of a rule of Murphi are chosen before it begins',
      );
      return null;
    default:
      return { scope: straight(scope, node), id: node.next };
  }
}

/** A node after which there is one way on. */
export function straight(
  scope: Scope,
  node: Exclude<Node, NodeOf<'stop' | 'done' | 'branch' | 'choose' | 'pick'>>,
): Scope {
  switch (node.kind) {
    case 'step':
    case 'turn':
      return scope;
    case 'assign':
      assign(scope, node.place, node.value);
      return scope;
    case 'bind':
      return localBinder(scope, node.binder, node.value);
    case 'guard': {
      const test = formula(scope, node.test);
      if (!isYes(test)) scope.to.add(`assume ${test.text};`);
      learn(scope, test);
      return scope;
    }
    case 'assert': {
      const name = scope.program.machine.asserts[node.assert]?.name ?? 'assert';
      check(scope, formula(scope, node.test), name.replaceAll(/["\\\n]/g, "'"), false);
      return scope;
    }
    case 'each':
      each(scope, node);
      return scope;
    default:
      return unreachable(node);
  }
}

function branches(scope: Scope, frame: Frame, node: NodeOf<'branch'>, join: NodeId | null): void {
  const test = formula(scope, node.test);
  const yes = apart(scope, conjuncts(test));
  const no = apart(scope, conjuncts(not(test)));
  body(yes, frame, node.then, join);
  body(no, frame, node.otherwise, join);
  if (isYes(test)) scope.to.add(...yes.to.closed());
  else if (isNo(test)) scope.to.add(...no.to.closed());
  else branch(scope.to, test, yes.to, no.to);
}

/** A loop; where it goes on after it, or null where all ways end within. */
function looping(
  scope: Scope,
  frame: Frame,
  head: NodeId,
  loop: ReadonlySet<NodeId>,
): NodeId | null {
  const { machine } = scope.program;
  const outer = new Set(frame.ends.keys());
  const node = nodeAt(machine, head);
  scope.facts.clear();
  if (node.kind === 'branch') {
    const out = [node.then, node.otherwise].filter(n => !loop.has(n));
    const [exit] = out;
    const leaks = [...loop].some(
      id =>
        id !== head && [...ahead(machine, id, new Set([head, ...outer]))].some(n => !loop.has(n)),
    );
    const test = apart(scope);
    const holds = formula(test, node.test);
    if (out.length === 1 && exit !== undefined && !leaks && test.to.none) {
      const [goesOn, inside] =
        exit === node.otherwise ? [holds, node.then] : [not(holds), node.otherwise];
      const turn = apart(scope, conjuncts(goesOn));
      turns(turn, loop);
      body(turn, { ...frame, ends: new Map([...frame.ends, [head, []]]) }, inside);
      scope.to.block(`while ${goesOn.text} do`, turn.to);
      return exit;
    }
  }
  return flagged(scope, frame, head, loop);
}

function flagged(
  scope: Scope,
  frame: Frame,
  head: NodeId,
  loop: ReadonlySet<NodeId>,
): NodeId | null {
  const outer = new Set(frame.ends.keys());
  const join = afterLoop(scope, head, loop, outer);
  const flag = scope.routine.local('looping', 'boolean');
  const over = `${flag} := false;`;
  const turn = apart(scope);
  turns(turn, loop);
  const leave = [over, ...frame.leave];
  const ends = new Map<NodeId, readonly string[]>();
  for (const [id, lines] of frame.ends) ends.set(id, [...lines, over]);
  ends.set(head, []);
  if (join !== null) ends.set(join, [over]);
  const inner = { ...frame, ends, leave };
  // The head is where turns end, but this turn begins with it.
  const next = one(turn, inner, head, new Set(ends.keys()));
  if (next !== null) body(next.scope, inner, next.id);
  scope.to.add(`${flag} := true;`);
  scope.to.block(`while ${flag} do`, turn.to);
  return join;
}

// Where all ways out of the loop join.
function afterLoop(
  scope: Scope,
  head: NodeId,
  loop: ReadonlySet<NodeId>,
  outer: ReadonlySet<NodeId>,
): NodeId | null {
  const { machine } = scope.program;
  const join = joinOf(machine, head, outer);
  if (join === null || !loop.has(join)) return join;
  let at: NodeId | null = join;
  while (at !== null && loop.has(at)) at = joinOf(machine, at, outer);
  return at;
}

// More than 10,000 turns fail, where nothing that shrinks ends the loop before.
function turns(scope: Scope, loop: ReadonlySet<NodeId>): void {
  const { machine } = scope.program;
  const nodes = [...loop].map(id => nodeAt(machine, id));
  const shrinks = nodes.some(
    n => (n.kind === 'bind' || n.kind === 'assign') && n.value.kind === 'tail',
  );
  if (shrinks || !nodes.some(n => n.kind === 'turn')) return;
  const count = scope.routine.local('turns', '0..10001');
  scope.routine.starts.push(`${count} := 0;`);
  scope.to.add(`${count} := ${count} + 1;`);
  check(scope, compared(atom(count), '<=', atom('10000')), 'runtime/loop', false);
  scope.facts.clear();
}

function each(scope: Scope, node: NodeOf<'each'>): void {
  const { machine } = scope.program;
  const written = [node.body, ...ahead(machine, node.body)].flatMap(id => {
    const inner = nodeAt(machine, id);
    return inner.kind === 'assign' ? [inner.place.variable] : [];
  });
  const set = form(scope, node.domain);
  const own = selfOnly(scope, node);
  const moves = written.some(v => reads(scope.program, node.domain, v)) && !own;
  const known = moves ? copied(scope, node, set) : set;
  scope.facts.clear();
  for (const part of elementsOf(scope, node.domain, node.binder, form, known)) {
    body(part.scope, { stop: () => [], ends: new Map(), leave: [] }, node.body);
    part.loop(scope.to);
  }
  scope.facts.clear();
}

// A turn that takes its own element from the set leaves the others in it.
function selfOnly(scope: Scope, node: NodeOf<'each'>): boolean {
  const { domain, binder } = node;
  if (domain.kind !== 'variable') return false;
  return [node.body, ...ahead(scope.program.machine, node.body)].every(id => {
    const inner = nodeAt(scope.program.machine, id);
    if (inner.kind !== 'assign' || inner.place.variable !== domain.variable) return true;
    const { value, place } = inner;
    return (
      place.steps.length === 0 &&
      value.kind === 'minus' &&
      value.left.kind === 'variable' &&
      value.left.variable === domain.variable &&
      value.right.kind === 'set' &&
      value.right.items.every(i => i.kind === 'binder' && i.binder.id === binder.id)
    );
  });
}

function copied(scope: Scope, node: NodeOf<'each'>, set: Form): Form {
  const type = {
    kind: 'set',
    of: node.domain.type.kind === 'set' ? node.domain.type.of : node.binder.type,
    max: null,
  } as const;
  const copy = scope.routine.local('all', scope.types.text(type));
  inPlace(scope, copy, type, { form: set, type });
  return { kind: 'stored', path: copy };
}

/** Nothing ends but the graph itself. */
export const plainFrame = (stop: Frame['stop']): Frame => ({ stop, ends: new Map(), leave: [] });
