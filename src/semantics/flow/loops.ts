/**
 * `while`, `forever` and `for`. A test or a collection that reads shared state is a
 * step; the turns of a loop over elements without order are choices outside `atomic`
 * and must commute inside.
 */
import type { Expr } from '../../machine/expr.ts';
import { hasScalarset } from '../../machine/relate.ts';
import type { Type } from '../../machine/types.ts';
import { setOf } from '../../machine/value.ts';
import type { Stmt } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { bool, literal } from '../expressions/make.ts';
import { commutes } from '../symmetry/commute.ts';
import type { CompileBlock } from './calls.ts';
import {
  type Binding,
  begin,
  binding,
  type Compiled,
  declare,
  dropped,
  type Flow,
  fresh,
  newRest,
  newSlot,
  opened,
  ownPlace,
  type Target,
  visible,
  worldOf,
} from './flow.ts';
import {
  assign,
  bind,
  joined,
  loop,
  type Make,
  node,
  type Pair,
  sequence,
  silentBranch,
  through,
} from './graph.ts';
import { readsShared } from './reads.ts';
import { assigns } from './scan.ts';
import { tested } from './tests.ts';

// A target that is known only when the loop is made.
function target(depth: number): { readonly target: Target; readonly set: (pair: Pair) => void } {
  let pair = joined(() => 0);
  return {
    target: {
      get pair() {
        return pair;
      },
      depth,
    },
    set: made => {
      pair = made;
    },
  };
}

// Inside a step the second turn comes behind the first: what it assigned is assigned.
const turned = (flow: Flow, stmt: Stmt): Flow =>
  flow.atomic !== null && assigns(stmt) ? { ...flow, assigned: true } : flow;

/** `forever { }`. */
export function forever(
  stmt: Stmt & { kind: 'forever' },
  flow: Flow,
  body: CompileBlock,
): Compiled {
  const depth = flow.slots.length;
  const out = target(depth);
  const again = target(depth);
  const compiled = body(stmt.body, {
    ...turned(flow, stmt),
    breakTo: out.target,
    continueTo: again.target,
  });
  const make: Make = next => {
    out.set(next);
    return loop(worldOf(flow), stmt.span, (head, turn) => {
      again.set(head);
      return turn(compiled.make(head));
    });
  };
  return { make, flow: { ...flow, assigned: compiled.flow.assigned } };
}

/** `while e { }`: a test of shared state, or one with a label, is a step each turn. */
export function whileLoop(
  stmt: Stmt & { kind: 'while' },
  flow: Flow,
  body: CompileBlock,
): Compiled {
  const world = worldOf(flow);
  const start = opened(turned(flow, stmt));
  const test = tested(stmt.test, start);
  if (test === null) {
    body(stmt.body, { ...start, breakTo: anywhere, continueTo: anywhere });
    return { make: through, flow };
  }
  const isStep =
    flow.atomic === null && (stmt.label !== null || readsShared(test.expr, flow.owner.name, world));
  const begun = isStep ? begin(flow, stmt) : null;
  const depth = flow.slots.length;
  const out = target(depth);
  const again = target(depth);
  const compiled = body(stmt.body, { ...test.flow, breakTo: out.target, continueTo: again.target });
  const lap = sequence([test.bind, compiled.make, dropped(test.flow, depth, stmt.span)]);
  const after: Flow = { ...flow, assigned: compiled.flow.assigned };
  if (!isStep) {
    const make: Make = next => {
      out.set(next);
      return loop(world, stmt.span, (head, turn) => {
        again.set(head);
        return silentBranch(world, test.expr, turn(lap(head)), next);
      });
    };
    return { make, flow: after };
  }
  let head = joined(() => 0);
  const make = visible(flow, begun, next =>
    node(world, () => ({
      kind: 'branch',
      test: test.expr,
      then: lap(head).arrive(),
      otherwise: next.arrive(),
    })),
  );
  return {
    make: next => {
      out.set(next);
      head = make(next);
      again.set(head);
      return head;
    },
    flow: after,
  };
}

type For = Stmt & { readonly kind: 'for' };

/** `for x in S { }`. */
export function forLoop(stmt: For, flow: Flow, body: CompileBlock): Compiled {
  const domain = collection(stmt, flow);
  if (domain === null) {
    const inner = opened(flow);
    declare(inner, stmt.name, null);
    body(stmt.body, { ...inner, breakTo: anywhere, continueTo: anywhere });
    return { make: through, flow };
  }
  const unordered = domain.type.kind === 'set' && hasScalarset(domain.of);
  if (flow.atomic === null || !unordered) return turns(stmt, domain, unordered, flow, body);
  // Without the rule the turns run in the order of the members' numbers.
  if (worldOf(flow).off.has('symmetry/loop')) return turns(stmt, domain, false, flow, body);
  return eachTurn(stmt, domain.expr, domain.of, flow, body);
}

const anywhere: Target = { pair: joined(() => 0), depth: 0 };

function collection(
  stmt: For,
  flow: Flow,
): { readonly expr: Expr; readonly of: Type; readonly type: Type } | null {
  const expr = worldOf(flow).elaborate(stmt.domain, flow.context, null);
  if (expr === null) return null;
  if (expr.type.kind === 'seq' || expr.type.kind === 'set')
    return { expr, of: expr.type.of, type: expr.type };
  worldOf(flow).report(errors.mismatch(stmt.domain.span, 'a set, a sequence or a type', expr.type));
  return null;
}

/** Inside a step, over elements without order: all turns, in any order. */
function eachTurn(stmt: For, domain: Expr, of: Type, flow: Flow, body: CompileBlock): Compiled {
  const world = worldOf(flow);
  const inner: Flow = {
    ...opened(flow),
    unordered: true,
    breakTo: null,
    continueTo: null,
    returnTo: null,
  };
  const ref = fresh(inner, stmt.name.text, of);
  declare(inner, stmt.name, { kind: 'binder', binder: ref, type: of, span: stmt.name.span });
  const done = node(world, () => ({ kind: 'done' }));
  // `continue` ends the turn: it is the only jump that keeps the turns independent.
  const again = joined(done);
  const compiled = body(stmt.body, {
    ...inner,
    continueTo: { pair: again, depth: flow.slots.length },
  });
  const make: Make = next => {
    const enter = compiled.make(again).enter;
    const id = node(world, () => ({
      kind: 'each',
      binder: ref,
      domain,
      body: enter(),
      next: next.enter(),
    }));
    world.afterwards.push(() => reportOrder(stmt, ref.id, enter(), flow));
    return joined(id);
  };
  return { make, flow: { ...flow, assigned: flow.assigned || compiled.flow.assigned } };
}

function reportOrder(stmt: For, element: number, entry: number, flow: Flow): void {
  const world = worldOf(flow);
  const problem = commutes(entry, element, world);
  if (problem === null || (problem.kind === 'append' && world.off.has('symmetry/sequence'))) return;
  world.report(
    problem.kind === 'append'
      ? errors.unorderedAppend(problem.span)
      : errors.unorderedLoop(stmt.name.span, problem.why, { span: problem.span, text: 'here' }),
  );
}

/** One turn an element: in order, or, outside `atomic` and without an order, any that is left. */
function turns(
  stmt: For,
  domain: { readonly expr: Expr; readonly of: Type; readonly type: Type },
  unordered: boolean,
  flow: Flow,
  body: CompileBlock,
): Compiled {
  const world = worldOf(flow);
  const shared =
    flow.atomic === null &&
    (stmt.label !== null || readsShared(domain.expr, flow.owner.name, world));
  const begun = shared ? begin(flow, stmt) : null;
  const depth = flow.slots.length;
  const cursor = newCursor(stmt, domain.type, opened(turned(flow, stmt)));
  const element = binding(opened(cursor.flow), stmt.name, domain.of);
  const out = target(depth);
  const again = target(cursor.flow.slots.length);
  const compiled = body(stmt.body, {
    ...element.flow,
    breakTo: out.target,
    continueTo: again.target,
  });
  const lap = sequence([compiled.make, dropped(element.flow, cursor.flow.slots.length, stmt.span)]);
  const exit = dropped(cursor.flow, depth, stmt.span);
  const rest = unordered ? newRest(flow) : null;
  const laps: Make = next => {
    out.set(next);
    const left = exit(next);
    return loop(world, stmt.span, (head, turn) => {
      again.set(head);
      const test = isEmpty(cursor.read);
      if (rest === null) {
        const taken = sequence([turn, take(cursor, element, flow), lap]);
        return silentBranch(world, test, left, taken(head));
      }
      const enter = choose(stmt, cursor, element, turn(lap(head)), flow);
      rest.rest.enter = enter;
      const stop = node(world, () => ({ kind: 'stop', location: rest.id }));
      return silentBranch(world, test, left, { arrive: stop, enter });
    });
  };
  const start = cursor.set(domain.expr);
  const entry = shared ? visible(flow, begun, next => start(next).arrive) : start;
  return {
    make: next => entry(laps(next)),
    flow: { ...flow, assigned: flow.assigned || compiled.flow.assigned },
  };
}

/** What is left of the collection: in a thread outside `atomic` a slot of the state. */
function newCursor(stmt: For, type: Type, flow: Flow): Binding {
  const world = worldOf(flow);
  const { span } = stmt.name;
  const name = `${stmt.name.text} left`;
  if (!flow.owner.keeps || flow.unordered || flow.atomic !== null) {
    const ref = fresh(flow, name, type);
    return {
      flow,
      set: value => bind(world, ref, value),
      read: { kind: 'binder', binder: ref, type, span },
    };
  }
  const slot = newSlot(flow, name, type, span);
  const place = ownPlace(flow, slot, span);
  const whole = (of: Expr): Expr => ({ kind: 'some', of, type: place.type, span });
  const option: Expr = place.steps.reduce<Expr>(
    (of, step) =>
      step.kind === 'key' ? { kind: 'lookup', of, key: step.key, type: step.type, span } : of,
    { kind: 'variable', variable: slot, type: world.variables[slot]?.type ?? type, span },
  );
  return {
    flow: { ...flow, slots: [...flow.slots, slot] },
    set: value => assign(world, place, whole(value)),
    read: { kind: 'unwrap', of: option, type, span },
  };
}

function isEmpty(cursor: Expr): Expr {
  const none: Expr = literal(setOf([]), cursor.type, cursor.span);
  return { kind: 'equal', left: cursor, right: none, type: bool, span: cursor.span };
}

function take(cursor: Binding, element: Binding, flow: Flow): Make {
  const { read } = cursor;
  const { type, span } = element.read;
  const ref = fresh(flow, 'first', type);
  const first: Expr = { kind: 'binder', binder: ref, type, span };
  return sequence([
    bind(worldOf(flow), ref, { kind: 'head', of: read, type, span }),
    cursor.set({ kind: 'tail', of: read, type: read.type, span }),
    element.set(first),
  ]);
}

// The element is a choice of the first step of the turn.
function choose(
  stmt: For,
  cursor: Binding,
  element: Binding,
  turn: Pair,
  flow: Flow,
): () => number {
  const { read } = cursor;
  const { type, span } = element.read;
  const ref = fresh(flow, stmt.name.text, type);
  const chosen: Expr = { kind: 'binder', binder: ref, type, span };
  const single: Expr = { kind: 'set', items: [chosen], type: read.type, span };
  const rest: Expr = { kind: 'minus', left: read, right: single, type: read.type, span };
  const run = sequence([cursor.set(rest), element.set(chosen)])({
    arrive: turn.enter,
    enter: turn.enter,
  });
  return node(worldOf(flow), () => ({
    kind: 'pick',
    binder: ref,
    domain: read,
    where: null,
    next: run.enter(),
    span: stmt.span,
  }));
}
