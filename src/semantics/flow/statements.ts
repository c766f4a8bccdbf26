/**
 * From statements to nodes, one case a statement. What reads or writes shared state is
 * a step (`visible`); what touches only the thread's own, without label, choice or
 * wait, is silent and runs with the step before it.
 */
import { unreachable } from '../../base/assertion.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Block, Stmt } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { domainOf } from '../expressions/binders.ts';
import { bool, elaborated } from '../expressions/make.ts';
import { bound, test as testOf } from '../expressions/tests.ts';
import { checkDomain, resolve } from '../types.ts';
import { binder, lookup } from '../world.ts';
import { assignment } from './assignments.ts';
import { call, callAssign, callInto, returned } from './calls.ts';
import {
  begin,
  binding,
  type Compiled,
  declare,
  dropped,
  type Flow,
  newRest,
  opened,
  stepName,
  type Target,
  visible,
  worldOf,
} from './flow.ts';
import {
  joined,
  type Make,
  node,
  type Pair,
  sequence,
  silent,
  silentBranch,
  through,
} from './graph.ts';
import { forever, forLoop, whileLoop } from './loops.ts';
import { matching } from './match.ts';
import { readsShared } from './reads.ts';
import { calleeOf } from './step-names.ts';
import { tested } from './tests.ts';

/** A block of its own: what it binds ends with it. */
export function block(body: Block, flow: Flow): Compiled {
  const start = opened(flow);
  const { make, flow: end } = statements(body.statements, start);
  return {
    make: sequence([make, dropped(end, flow.slots.length, body.span)]),
    flow: { ...flow, assigned: end.assigned },
  };
}

/** Statements one behind the other, in the scope they stand in. */
export function statements(stmts: readonly Stmt[], flow: Flow): Compiled {
  let at = flow;
  const makes: Make[] = [];
  for (const stmt of stmts) {
    const compiled = statement(stmt, at);
    makes.push(compiled.make);
    at = compiled.flow;
  }
  return { make: sequence(makes), flow: at };
}

function statement(stmt: Stmt, flow: Flow): Compiled {
  switch (stmt.kind) {
    case 'assign':
      return isProcCall(stmt, flow) ? callAssign(stmt, flow, block) : assignment(stmt, flow);
    case 'let':
      return isProcCall(stmt, flow) ? callInto(stmt, flow, block) : letBinding(stmt, flow);
    case 'call':
      return call({ stmt, callee: stmt.callee, args: stmt.args, taker: null }, flow, block);
    case 'pick':
      return pick(stmt, flow);
    case 'if':
      return conditional(stmt, flow);
    case 'match':
      return matching(stmt, flow, block);
    case 'while':
      return whileLoop(stmt, flow, block);
    case 'for':
      return forLoop(stmt, flow, block);
    case 'forever':
      return forever(stmt, flow, block);
    case 'either':
      return either(stmt, flow);
    case 'atomic':
      return atomic(stmt, flow);
    case 'block':
      return block(stmt.body, flow);
    case 'skip':
      return {
        make:
          stmt.label === null || flow.atomic !== null
            ? through
            : visible(flow, begin(flow, stmt), next => next.arrive),
        flow,
      };
    case 'waitUntil':
    case 'when':
    case 'assume':
      return guard(stmt, flow);
    case 'assert':
      return assertion(stmt, flow);
    case 'break':
    case 'continue':
      return jump(stmt, flow);
    case 'return':
      return leave(stmt, flow);
    case 'original':
      worldOf(flow).report(errors.outside(stmt.span, 'original', 'in what a patch replaces'));
      return { make: through, flow };
    default:
      return unreachable(stmt);
  }
}

function isProcCall(stmt: Stmt, flow: Flow): boolean {
  const callee = calleeOf(stmt);
  return callee !== null && lookup(flow.context.scope, callee)?.entity.kind === 'proc';
}

const isStep = (stmt: Stmt, exprs: readonly Expr[], flow: Flow): boolean =>
  flow.atomic === null &&
  (stmt.label !== null || exprs.some(e => readsShared(e, flow.owner.name, worldOf(flow))));

function letBinding(stmt: Stmt & { kind: 'let' }, flow: Flow): Compiled {
  const { world } = flow.context;
  const declared = stmt.type === null ? null : resolve(stmt.type, flow.context);
  const value =
    declared === null
      ? world.elaborate(stmt.value, flow.context, null)
      : elaborated(stmt.value, declared, flow.context);
  if (value === null || (stmt.type !== null && declared === null)) {
    declare(flow, stmt.name, null);
    return { make: through, flow };
  }
  const made = binding(flow, stmt.name, declared ?? value.type);
  const set = made.set(value);
  return {
    make: isStep(stmt, [value], flow)
      ? visible(flow, begin(flow, stmt), next => set(next).arrive)
      : set,
    flow: made.flow,
  };
}

function pick(stmt: Stmt & { kind: 'pick' }, flow: Flow): Compiled {
  const { world } = flow.context;
  if (flow.unordered) {
    world.report(errors.unorderedLoop(stmt.span, 'it holds a choice', null));
    declare(flow, stmt.name, null);
    return { make: through, flow };
  }
  const domain = domainOf(stmt.domain, flow.context);
  if (domain === null || !checkDomain(domain.of, stmt.domain.span, flow.context)) {
    declare(flow, stmt.name, null);
    return { make: through, flow };
  }
  const ref = binder(world, stmt.name.text, domain.of);
  const chosen: Expr = { kind: 'binder', binder: ref, type: domain.of, span: stmt.name.span };
  const where = filterOf(stmt, ref, flow);
  if (where === null) {
    declare(flow, stmt.name, null);
    return { make: through, flow };
  }
  lintStale(stmt, domain.set, where.expr, flow);
  const made = binding(flow, stmt.name, domain.of);
  const set = made.set(chosen);
  const make = visible(flow, begin(flow, stmt), next =>
    node(world, () => ({
      kind: 'pick',
      binder: ref,
      domain: domain.set,
      where: where.expr,
      next: set(next).enter(),
      span: stmt.span,
    })),
  );
  return { make, flow: made.flow };
}

function filterOf(
  stmt: Stmt & { kind: 'pick' },
  ref: { readonly id: number; readonly name: string; readonly type: Expr['type'] },
  flow: Flow,
): { readonly expr: Expr | null } | null {
  if (stmt.where === null) return { expr: null };
  const value: Expr = { kind: 'binder', binder: ref, type: ref.type, span: stmt.name.span };
  const scope = bound(flow.context, [{ binder: ref, value, nameSpan: stmt.name.span }]);
  const found = testOf(stmt.where, { ...flow.context, scope });
  return found === null ? null : { expr: found.expr };
}

function lintStale(
  stmt: Stmt & { kind: 'pick' },
  domain: Expr,
  where: Expr | null,
  flow: Flow,
): void {
  if (flow.atomic !== null) return;
  const world = worldOf(flow);
  const stale = [domain, ...(where === null ? [] : [where])].find(e =>
    readsShared(e, flow.owner.name, world),
  );
  if (stale === undefined) return;
  const text = stale.span.source.text.slice(stale.span.start, stale.span.end);
  world.report(errors.stalePick(stmt.name.span, stmt.name.text, text.replace(/\s+/g, ' ')));
}

function conditional(stmt: Stmt & { kind: 'if' }, flow: Flow): Compiled {
  const { world } = flow.context;
  const start = opened(flow);
  const test = tested(stmt.test, start);
  const begun = test !== null && isStep(stmt, [test.expr], flow) ? begin(flow, stmt) : null;
  const then = block(stmt.then, test?.flow ?? start);
  const otherwise = otherwiseOf(stmt, flow);
  const behind: Flow = { ...flow, assigned: then.flow.assigned || otherwise.flow.assigned };
  if (test === null) return { make: through, flow: behind };
  const yes = sequence([
    test.bind,
    then.make,
    dropped(test.flow, flow.slots.length, stmt.then.span),
  ]);
  if (begun === null) {
    return {
      make: next => silentBranch(world, test.expr, yes(next), otherwise.make(next)),
      flow: behind,
    };
  }
  const make = visible(flow, begun, (_, after) =>
    node(world, () => ({
      kind: 'branch',
      test: test.expr,
      then: yes(after).arrive(),
      otherwise: otherwise.make(after).arrive(),
    })),
  );
  return { make, flow: behind };
}

function otherwiseOf(stmt: Stmt & { kind: 'if' }, flow: Flow): Compiled {
  const { otherwise } = stmt;
  if (otherwise === null) return { make: through, flow };
  return 'statements' in otherwise ? block(otherwise, flow) : statement(otherwise, flow);
}

function either(stmt: Stmt & { kind: 'either' }, flow: Flow): Compiled {
  const { world } = flow.context;
  if (flow.unordered) world.report(errors.unorderedLoop(stmt.span, 'it holds a choice', null));
  const branches = stmt.branches.map(b => block(b, flow));
  const after: Flow = { ...flow, assigned: branches.some(b => b.flow.assigned) };
  const options = (next: Pair) =>
    node(world, () => ({
      kind: 'choose',
      options: branches.map(b => b.make(next).enter()),
      span: stmt.span,
    }));
  if (flow.atomic !== null) return { make: next => joined(options(next)), flow: after };
  return { make: choicePoint(flow, options), flow: after };
}

// The thread stops before the choice; the choice belongs to the first step of its branch.
function choicePoint(flow: Flow, options: (next: Pair) => () => number): Make {
  const world = worldOf(flow);
  const { id, rest } = newRest(flow);
  return next => {
    const enter = options(next);
    rest.enter = enter;
    return { arrive: node(world, () => ({ kind: 'stop', location: id })), enter };
  };
}

function atomic(stmt: Stmt & { kind: 'atomic' }, flow: Flow): Compiled {
  if (flow.atomic !== null) return statements(stmt.body.statements, flow);
  const begun = begin(flow, stmt);
  const inner: Flow = {
    ...flow,
    atomic: { step: `${flow.owner.name}.${stepName(flow, stmt)}` },
    assigned: false,
  };
  const compiled = statements(stmt.body.statements, inner);
  const make = visible(flow, begun, next => compiled.make(next).enter);
  return { make, flow: { ...compiled.flow, atomic: null, assigned: false } };
}

function guard(stmt: Stmt & { kind: 'waitUntil' | 'when' | 'assume' }, flow: Flow): Compiled {
  const { world } = flow.context;
  if (flow.unordered)
    world.report(errors.unorderedLoop(stmt.span, 'a guard may stop it halfway', null));
  else if (stmt.kind === 'waitUntil' && flow.atomic !== null && flow.assigned)
    world.report(errors.waitLate(stmt.span));
  const test = tested(stmt.test, flow);
  if (test === null) return { make: through, flow };
  const assumed = stmt.kind === 'assume';
  const make = visible(flow, begin(flow, stmt), next =>
    node(world, () => ({ kind: 'guard', test: test.expr, assumed, next: test.bind(next).enter() })),
  );
  return { make, flow: test.flow };
}

function assertion(stmt: Stmt & { kind: 'assert' }, flow: Flow): Compiled {
  const { world } = flow.context;
  const test = elaborated(stmt.test, bool, flow.context);
  if (test === null) return { make: through, flow };
  const step = flow.atomic?.step ?? `${flow.owner.name}.${stepName(flow, stmt)}`;
  const index = world.asserts.length;
  world.asserts.push({ step, name: stmt.why ?? step, span: stmt.span });
  const after: Flow = { ...flow, assigned: true };
  if (!isStep(stmt, [test], flow)) {
    return {
      make: silent(world, next => ({ kind: 'assert', assert: index, test, next })),
      flow: after,
    };
  }
  const make = visible(flow, begin(flow, stmt), next =>
    node(world, () => ({ kind: 'assert', assert: index, test, next: next.enter() })),
  );
  return { make, flow: after };
}

function jump(stmt: Stmt & { kind: 'break' | 'continue' }, flow: Flow): Compiled {
  const target = stmt.kind === 'break' ? flow.breakTo : flow.continueTo;
  if (target === null) {
    const { report } = worldOf(flow);
    report(
      flow.unordered
        ? errors.unorderedLoop(stmt.span, 'a turn may end it', null)
        : errors.outside(stmt.span, stmt.kind, 'in a loop'),
    );
    return { make: through, flow };
  }
  return { make: goTo(target, stmt, flow, through), flow };
}

// Within a step that has begun, the target is arrived at; else the choice goes with us.
function goTo(target: Target, stmt: Stmt, flow: Flow, first: Make): Make {
  const run = sequence([first, dropped(flow, target.depth, stmt.span)]);
  return () => {
    const { pair } = target;
    return run(flow.atomic === null ? pair : joined(pair.arrive));
  };
}

function leave(stmt: Stmt & { kind: 'return' }, flow: Flow): Compiled {
  const { report } = worldOf(flow);
  const target = flow.returnTo;
  if (target === null) {
    report(
      flow.unordered
        ? errors.unorderedLoop(stmt.span, 'a turn may end it', null)
        : errors.outside(stmt.span, 'return', 'in a procedure, a thread or an action'),
    );
    return { make: through, flow };
  }
  if (target.give === null || target.type === null) {
    // The value of a call whose result nobody takes is checked by the procedure's own reading.
    return { make: goTo(target, stmt, flow, through), flow };
  }
  const value = returned(stmt.value, target, flow);
  if (stmt.value === null)
    report(errors.wrongReturn(stmt.span, 'this `return` gives no value, but the call takes one'));
  if (value === null) return { make: through, flow };
  const { make, shared } = target.give(value);
  if (flow.atomic !== null || !shared) return { make: goTo(target, stmt, flow, make), flow };
  return {
    make: visible(
      flow,
      begin(flow, stmt),
      () => goTo(target, stmt, flow, make)(target.pair).arrive,
    ),
    flow,
  };
}
