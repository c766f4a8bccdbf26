/**
 * What a step does, as statements: the graph of its nodes from the last choice on, put back
 * into `if` and `do`. Its guards hold by then: they are asked before it begins.
 */
import { unreachable } from '../../base/assertion.ts';
import type { BinderRef, Expr } from '../../machine/expr.ts';
import type { LocationId, Machine, Node, NodeId } from '../../machine/machine.ts';
import { partsOf } from '../../machine/parts.ts';
import { ahead, joinOf, loopOf, nodeAt } from '../export/flow.ts';
import { form, formula } from './expr.ts';
import { type Form, plain, the } from './form.ts';
import { maskOf } from './indexes.ts';
import { columnsOf, view } from './layout.ts';
import { checked, forget, learn, Out, type Routine } from './out.ts';
import { spotOf, wayOf } from './place.ts';
import { bound, type Program, type Scope } from './scope.ts';
import { boundsOf, isMask } from './sizes.ts';
import { store } from './store.ts';
import { all, atom, calculated, compared, isNo, isYes, not, num, type Text } from './text.ts';

/** What a routine does where it ends, and which nodes end it. */
export interface Frame {
  readonly stop: (scope: Doing, location: LocationId) => void;
  readonly ends: ReadonlyMap<NodeId, readonly string[]>;
  /** What is said wherever a way leaves the innermost loop for good. */
  readonly leave: readonly string[];
}

/** A scope whose statements are written as it goes. */
export interface Doing extends Scope {
  readonly routine: Routine;
  readonly to: Out;
  readonly facts: Set<string>;
}

type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;

/** Runs an expression or the like, and writes what must hold for it. */
export function doing<T>(scope: Doing, run: (inner: Scope) => T): T {
  const checks: Scope['checks'] = [];
  const result = run({ ...scope, checks });
  for (const c of checks) checked(scope.program, scope.routine, scope.to, scope.facts, c);
  return result;
}

const block = (scope: Doing, facts: readonly Text[] = []): Doing => {
  const inner = { ...scope, to: new Out(), facts: new Set(scope.facts) };
  for (const fact of facts) learn(inner.facts, fact);
  return inner;
};

/** Writes what happens from a node to the end, or to the node where branches join. */
export function body(scope: Doing, frame: Frame, from: NodeId, until: NodeId | null = null): void {
  const { machine } = scope.program;
  let here = scope;
  let id = from;
  for (;;) {
    if (id === until) return;
    const end = frame.ends.get(id);
    if (end !== undefined) {
      here.to.add(...end);
      return;
    }
    const ends = new Set(frame.ends.keys());
    const loop = loopOf(machine, id, ends);
    if (loop.size > 0) {
      const after = looping(here, frame, id, loop);
      if (after === null) return;
      id = after;
      continue;
    }
    const next = one(here, frame, id, ends);
    if (next === null) return;
    here = next.scope;
    id = next.id;
  }
}

interface Next {
  readonly scope: Doing;
  readonly id: NodeId;
}

// One node outside loops, or the first of a turn.
function one(scope: Doing, frame: Frame, id: NodeId, ends: ReadonlySet<NodeId>): Next | null {
  const { machine } = scope.program;
  const node = nodeAt(machine, id);
  switch (node.kind) {
    case 'stop':
      frame.stop(scope, node.location);
      scope.to.add(...frame.leave);
      return null;
    case 'done':
      scope.to.add(...frame.leave);
      return null;
    case 'branch': {
      const join = joinOf(machine, id, ends);
      branches(scope, frame, node, join);
      if (join === null) return null;
      return { scope, id: join };
    }
    case 'choose':
    case 'pick':
      throw new Error('broken promise: what lies behind the last choice has none');
    default:
      return { scope: straight(scope, node), id: node.next };
  }
}

/** A node after which there is one way on. */
export function straight(
  scope: Doing,
  node: Exclude<Node, NodeOf<'stop' | 'done' | 'branch' | 'choose' | 'pick'>>,
): Doing {
  switch (node.kind) {
    case 'step':
    case 'turn':
      return scope;
    case 'assign': {
      const [way, value] = doing(scope, s => [wayOf(s, node.place), form(s, node.value)] as const);
      const spot = spotOf(scope, node.place, way);
      for (const column of columnsOf(spot.layout)) scope.routine.writes.add(column);
      store(scope.program.names, scope.routine, scope.to, scope.facts, spot, value);
      return scope;
    }
    case 'bind':
      return bind(scope, node.binder, node.value);
    case 'guard':
      doing(scope, s => learn(scope.facts, formula(s, node.test)));
      return scope;
    case 'assert': {
      const what = scope.program.machine.asserts[node.assert];
      doing(scope, s => {
        const ok = formula(s, node.test);
        s.checks.push({ ok, what: what?.name ?? 'assert', span: what?.span ?? node.test.span });
      });
      return scope;
    }
    case 'each':
      each(scope, node);
      return scope;
    default:
      return unreachable(node);
  }
}

// A constant or an argument stays what it is; what reads variables is kept.
function bind(scope: Doing, binder: BinderRef, value: Expr): Doing {
  const given = doing(scope, s => form(s, value));
  const again = scope.program.machine.nodes.filter(
    n => n.kind === 'bind' && n.binder.id === binder.id,
  );
  if (again.length < 2 && isFixed(scope, value)) return bound(scope, binder, given);
  const type =
    binder.type.kind === 'int' && given.kind === 'plain'
      ? ({ kind: 'range', low: -(2 ** 31), high: 2 ** 31 - 1 } as const)
      : binder.type;
  const layout = scope.routine.ofBinder(binder, type);
  const { names } = scope.program;
  store(names, scope.routine, scope.to, scope.facts, { layout, type, at: null }, given);
  return bound(scope, binder, view(names, layout, type, null));
}

function isFixed(scope: Scope, expr: Expr): boolean {
  if (expr.kind === 'variable' || expr.kind === 'call') return false;
  if (expr.kind === 'binder') {
    const form = scope.env.get(expr.binder.id);
    return form?.kind === 'plain' && !form.text.text.includes('its_');
  }
  return partsOf(expr).every(p => isFixed(scope, p));
}

function branches(scope: Doing, frame: Frame, node: NodeOf<'branch'>, join: NodeId | null): void {
  const test = doing(scope, s => formula(s, node.test));
  if (isYes(test) || isNo(test)) {
    body(scope, frame, isYes(test) ? node.then : node.otherwise, join);
    return;
  }
  const then = block(scope, [test]);
  const otherwise = block(scope, [not(test)]);
  const failed = scope.routine.fails;
  scope.routine.fails = false;
  body(then, frame, node.then, join);
  body(otherwise, frame, node.otherwise, join);
  scope.to.add(...branch(test, then.to, otherwise.to));
  meet(scope, [then, otherwise]);
  goOn(scope, failed, join !== null);
}

// Where ways join, what holds is what held before and still does on all.
function meet(scope: Doing, ways: readonly Doing[]): void {
  for (const fact of [...scope.facts])
    if (!ways.every(w => w.facts.has(fact))) scope.facts.delete(fact);
}

/** `if`, as lines. */
export function branch(test: Text, then: Out, otherwise: Out): readonly string[] {
  const [a, b] = [then.closed(), otherwise.closed()];
  if (a.length === 0 && b.length === 0) return [];
  if (a.length === 0) return ['if', `:: ${not(test).text} ->`, ...indented(b), ':: else', 'fi;'];
  const rest = b.length === 0 ? [':: else'] : [':: else ->', ...indented(b)];
  return ['if', `:: ${test.text} ->`, ...indented(a), ...rest, 'fi;'];
}

const indented = (lines: readonly string[]): readonly string[] => lines.map(l => `   ${l}`);

// What follows a part that may have failed happens only where it has not.
function goOn(scope: Doing, failed: boolean, more: boolean): void {
  if (scope.routine.fails && more) scope.to.nest(['if', ':: failed', ':: else ->'], 'fi;');
  scope.routine.fails ||= failed;
}

/** A loop; where it goes on after it, or null where all ways end within. */
function looping(
  scope: Doing,
  frame: Frame,
  head: NodeId,
  loop: ReadonlySet<NodeId>,
): NodeId | null {
  const { machine } = scope.program;
  const outer = new Set(frame.ends.keys());
  const join = afterLoop(machine, head, loop, outer);
  scope.facts.clear();
  const failed = scope.routine.fails;
  scope.routine.fails = false;
  const flag = columnsOf(scope.routine.temporary('looping', { kind: 'bool' }))[0]?.name ?? '';
  const over = `${flag} = false;`;
  const turn = block(scope);
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
  const test = scope.routine.fails ? `${flag} && !failed` : flag;
  scope.to.add(
    `${flag} = true;`,
    'do',
    `:: ${test} ->`,
    ...indented(turn.to.closed()),
    ':: else -> break',
    'od;',
  );
  scope.facts.clear();
  goOn(scope, failed, join !== null);
  return join;
}

// Where all ways out of the loop join.
function afterLoop(
  machine: Machine,
  head: NodeId,
  loop: ReadonlySet<NodeId>,
  outer: ReadonlySet<NodeId>,
): NodeId | null {
  const join = joinOf(machine, head, outer);
  if (join === null || !loop.has(join)) return join;
  let at: NodeId | null = join;
  while (at !== null && loop.has(at)) at = joinOf(machine, at, outer);
  return at;
}

// More than 10,000 turns fail, where nothing that shrinks ends the loop before.
function turns(scope: Doing, loop: ReadonlySet<NodeId>): void {
  const nodes = [...loop].map(id => nodeAt(scope.program.machine, id));
  const shrinks = nodes.some(n => (n.kind === 'bind' || n.kind === 'assign') && isShorter(n.value));
  const turn = nodes.find(n => n.kind === 'turn');
  if (shrinks || turn?.kind !== 'turn') return;
  const type = { kind: 'range', low: 0, high: 10_001 } as const;
  const count = columnsOf(scope.routine.temporary('turns', type))[0]?.name ?? '';
  scope.to.add(`${count} = ${count} + 1;`);
  const ok = compared(atom(count, 0, 10_001), '<=', num(10_000));
  checked(scope.program, scope.routine, scope.to, scope.facts, {
    ok,
    what: 'runtime/loop',
    span: turn.span,
  });
  scope.facts.clear();
}

const isShorter = (value: Expr): boolean =>
  value.kind === 'tail' || ((value.kind === 'some' || value.kind === 'fit') && isShorter(value.of));

const eachFrame: Frame = { stop: () => {}, ends: new Map(), leave: [] };

// The elements are those of the beginning.
function each(scope: Doing, node: NodeOf<'each'>): void {
  const set = the(
    doing(scope, s => form(s, node.domain)),
    'set',
  );
  const of = node.domain.type.kind === 'set' ? node.domain.type.of : node.binder.type;
  const failed = scope.routine.fails;
  scope.routine.fails = false;
  const kept = set.mask?.value === undefined ? copied(scope, of, set) : set;
  const turn = (element: Form, member: Text): readonly string[] => {
    const inner = block(bound(scope, node.binder, element));
    inner.facts.clear();
    body(inner, eachFrame, node.body);
    return branch(all([member, ...(scope.routine.fails ? [notFailed] : [])]), inner.to, new Out());
  };
  const bounds = boundsOf(of);
  const elements = kept.elements();
  if (bounds !== null && of.kind !== 'bool' && elements.length > 1 && isMask(of)) {
    const type = { kind: 'range', low: bounds[0], high: bounds[1] + 1 } as const;
    const name =
      columnsOf(scope.routine.temporary(`each_${node.binder.name}`, type))[0]?.name ?? '';
    const value = plain(atom(name, bounds[0], bounds[1]));
    const inside = turn(value, kept.has(value));
    scope.to.add(
      `${name} = ${bounds[0]};`,
      'do',
      `:: ${name} <= ${bounds[1]} ->`,
      ...indented(inside),
      `   ${name} = ${calculated(atom(name, 0, 1), '+', num(1)).text}`,
      ':: else -> break',
      'od;',
    );
  } else for (const e of elements) scope.to.add(...unlessYes(turn(e.value, e.member), e.member));
  scope.facts.clear();
  for (const column of scope.routine.writes) forget(scope.facts, column.name);
  goOn(scope, failed, true);
}

const notFailed = not(atom('failed', 0, 1));

const unlessYes = (lines: readonly string[], member: Text): readonly string[] =>
  isNo(member) ? [] : lines;

function copied(
  scope: Doing,
  of: Parameters<typeof isMask>[0],
  set: Extract<Form, { kind: 'set' }>,
) {
  const type = { kind: 'set', of, max: null } as const;
  if (of.kind === 'int') return set;
  const layout = scope.routine.temporary('all', type);
  const mask: Form = isMask(of) ? { ...set, mask: maskOf(of, set) } : set;
  const { names } = scope.program;
  store(names, scope.routine, scope.to, scope.facts, { layout, type, at: null }, mask);
  return the(view(names, layout, type, null), 'set');
}

/** Nothing ends but the graph itself. */
export const plainFrame = (stop: Frame['stop']): Frame => ({ stop, ends: new Map(), leave: [] });

/** The variables that are assigned to from a node on. */
export const assignedFrom = (program: Program, from: NodeId): readonly number[] =>
  [from, ...ahead(program.machine, from)].flatMap(id => {
    const node = nodeAt(program.machine, id);
    if (node.kind === 'each') return assignedFrom(program, node.body);
    return node.kind === 'assign' ? [node.place.variable] : [];
  });
