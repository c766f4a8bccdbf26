/**
 * Procedures are written out where they are called: their statements are steps of
 * the caller. By-value arguments are bindings; where an argument reads shared state
 * it is evaluated within the first step of the procedure. `var` parameters stand for
 * the place passed. A result is given to what the call stands in.
 */
import type { Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import type { Block, Name, Param, ProcDecl, Stmt, Expr as Tree } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { elaborated, fitted } from '../expressions/make.ts';
import { resolve } from '../types.ts';
import { inside, lookup, namesIn } from '../world.ts';
import { isPrivate } from './assignments.ts';
import {
  binding,
  type Compiled,
  dropped,
  type Flow,
  newRest,
  type ReturnTarget,
  worldOf,
} from './flow.ts';
import { assign, joined, type Make, node, sequence, through } from './graph.ts';
import { placeOf } from './places.ts';
import { readsShared } from './reads.ts';
import { bodyNames } from './step-names.ts';

/** Turns the statements of a block into nodes; handed in, since bodies hold calls. */
export type CompileBlock = (block: Block, flow: Flow) => Compiled;

/** What a call's result is given to. */
export type Give = ReturnTarget['give'];

/** The procedure a name stands for; null when it is none (and reported). */
export function procOf(callee: Name, flow: Flow): ProcDecl | null {
  const { report } = worldOf(flow);
  const { scope } = flow.context;
  const found = lookup(scope, callee.text)?.entity;
  if (found?.kind === 'proc') return found.decl;
  if (found?.kind === 'broken') return null;
  if (found === undefined) {
    const procs = namesIn(scope).filter(n => lookup(scope, n)?.entity.kind === 'proc');
    report(errors.unbound(callee.span, callee.text, procs));
  } else {
    const isFun = found.kind === 'fun';
    report(
      errors.notAProc(
        callee.span,
        callee.text,
        isFun ? 'a function is called in an expression' : undefined,
      ),
    );
  }
  return null;
}

/** A call as written, and what takes its result; `taker` is null where nothing does. */
export interface Call {
  readonly stmt: Stmt;
  readonly callee: Name;
  readonly args: readonly Tree[];
  readonly taker: { readonly type: Type | null; readonly give: Give } | null;
}

/** A call's nodes. */
export function call(made: Call, flow: Flow, body: CompileBlock): Compiled {
  const { callee, args, taker } = made;
  const nothing: Compiled = { make: through, flow };
  const decl = procOf(callee, flow);
  if (decl === null) return nothing;
  const { report } = worldOf(flow);
  if (flow.calls.includes(callee.text)) {
    tellRecursion(callee, flow);
    return nothing;
  }
  if (decl.params.length !== args.length) {
    report(errors.argumentCount(callee.span, callee.text, decl.params.length, args.length));
    return nothing;
  }
  if (taker !== null && decl.result === null) {
    report(
      errors.resultUnused(
        callee.span,
        callee.text,
        'a procedure with a result is declared `proc p(...): T { ... }`',
      ),
    );
    return nothing;
  }
  if (tooMany(callee, flow)) return nothing;
  return writtenOut(made, decl, flow, body);
}

// Procedures that call others twice, and so on, double the text with each of them.
const mostCalls = 20_000;

function tooMany(callee: Name, flow: Flow): boolean {
  const world = worldOf(flow);
  world.calls += 1;
  if (world.calls === mostCalls) {
    const help = `procedures are written out where they are called, at most ${mostCalls} times in all`;
    world.report(errors.tooLarge(callee.span, 'the specification', 'too many calls', help));
  }
  return world.calls >= mostCalls;
}

// Procedures that call each other in a circle are told once.
function tellRecursion(callee: Name, flow: Flow): void {
  const { recursive, report } = worldOf(flow);
  const circle = flow.calls.slice(flow.calls.indexOf(callee.text));
  if (!circle.some(name => recursive.has(name))) report(errors.recursion(callee.span, callee.text));
  for (const name of circle) recursive.add(name);
}

function writtenOut(
  { stmt, callee, args, taker }: Call,
  decl: ProcDecl,
  flow: Flow,
  body: CompileBlock,
): Compiled {
  const world = worldOf(flow);
  const inner = calleeFlow(stmt, decl, flow);
  const passed = decl.params.map((param, i) => argument(param, args[i], flow, inner));
  const bound = passed.reduce<Flow>((at, p) => p.bind(at), inner);
  const depth = flow.slots.length;
  const result = resultOf(decl, flow);
  const give = taker === null || result === null ? null : giverOf(taker, result, callee, flow);
  let next = joined(() => 0);
  const target: ReturnTarget = {
    get pair() {
      return next;
    },
    depth,
    give,
    type: give === null ? null : result,
  };
  const compiled = body(decl.body, { ...bound, returnTo: target, breakTo: null, continueTo: null });
  const sets = passed.map(p => p.set());
  const end = dropped(bound, depth, decl.span);
  const shared = flow.atomic === null && passed.some(p => p.shared);
  const rest = shared ? newRest(flow) : null;
  const make: Make = behind => {
    next = behind;
    const run = sequence([...sets, compiled.make, end])(behind);
    if (rest === null) return run;
    // The arguments are read within the first step: the thread stops before them.
    rest.rest.enter = run.enter;
    return { arrive: node(world, () => ({ kind: 'stop', location: rest.id })), enter: run.enter };
  };
  return { make, flow: { ...flow, assigned: flow.assigned || compiled.flow.assigned } };
}

const resultOf = (decl: ProcDecl, flow: Flow): Type | null =>
  decl.result === null
    ? null
    : resolve(decl.result, { ...flow.context, scope: worldOf(flow).root });

// What is returned fits the procedure's result, and then what takes it.
function giverOf(
  { type, give }: NonNullable<Call['taker']>,
  result: Type,
  callee: Name,
  flow: Flow,
): Give {
  if (type === null || give === null) return null;
  const some: Expr = { kind: 'constant', value: null, type: result, span: callee.span };
  if (fitted(some, type, flow.context) === null) return null;
  return value => give(fitted(value, type, flow.context) ?? value);
}

function calleeFlow(stmt: Stmt, decl: ProcDecl, flow: Flow): Flow {
  const world = worldOf(flow);
  return {
    ...flow,
    context: { ...flow.context, scope: inside(world.root) },
    path: [...flow.path, flow.names.of(stmt)],
    names: bodyNames(decl.body, name => lookup(world.root, name)?.entity.kind === 'proc'),
    calls: [...flow.calls, decl.name.text],
  };
}

interface Passed {
  /** Declares the parameter inside the procedure. */
  readonly bind: (flow: Flow) => Flow;
  /** Makes the nodes that set it; after `bind`. */
  readonly set: () => Make;
  readonly shared: boolean;
}

const nothingPassed: Passed = { bind: flow => flow, set: () => through, shared: false };

function argument(param: Param, tree: Tree | undefined, caller: Flow, callee: Flow): Passed {
  const world = worldOf(caller);
  const type = resolve(param.type, { ...caller.context, scope: world.root });
  if (type === null || tree === undefined) return broken(param);
  if (param.isVar) return byPlace(param, tree, type, caller);
  const value = elaborated(tree, type, caller.context);
  if (value === null) return broken(param);
  let set: Make = through;
  return {
    bind: flow => {
      const made = binding({ ...flow, context: callee.context }, param.name, type);
      set = made.set(value);
      return made.flow;
    },
    set: () => set,
    shared: readsShared(value, caller.owner.name, world),
  };
}

function broken(param: Param): Passed {
  return {
    ...nothingPassed,
    bind: flow => {
      flow.context.scope.names.set(param.name.text, {
        entity: { kind: 'broken' },
        span: param.name.span,
      });
      return flow;
    },
  };
}

function byPlace(param: Param, tree: Tree, type: Type, caller: Flow): Passed {
  const place = placeOf(tree, caller);
  if (place === null) return broken(param);
  const wrong = fitted(
    { kind: 'constant', value: null, type: place.type, span: tree.span },
    type,
    caller.context,
  );
  if (wrong === null) return broken(param);
  return {
    ...nothingPassed,
    bind: flow => {
      const entity = { kind: 'place', tree, context: caller.context } as const;
      flow.context.scope.names.set(param.name.text, { entity, span: param.name.span });
      return flow;
    },
  };
}

/** `let ok = get();`: the result becomes a binding. */
export function callInto(stmt: Stmt & { kind: 'let' }, flow: Flow, body: CompileBlock): Compiled {
  if (stmt.value.kind !== 'call') return { make: through, flow };
  const decl = procOf(stmt.value.callee, flow);
  const declared = decl === null ? null : resultOf(decl, flow);
  const type = stmt.type === null ? declared : resolve(stmt.type, flow.context);
  const { callee, args } = stmt.value;
  if (type === null || declared === null) {
    const taker = { type: null, give: null };
    const called = call({ stmt, callee, args, taker }, flow, body);
    flow.context.scope.names.set(stmt.name.text, {
      entity: { kind: 'broken' },
      span: stmt.name.span,
    });
    return called;
  }
  const made = binding(flow, stmt.name, type);
  const give: Give = value => ({
    make: made.set(value),
    shared: readsShared(value, flow.owner.name, worldOf(flow)),
  });
  return call({ stmt, callee, args, taker: { type, give } }, made.flow, body);
}

/** `x = get();`: the result is assigned by the procedure's `return`. */
export function callAssign(
  stmt: Stmt & { kind: 'assign' },
  flow: Flow,
  body: CompileBlock,
): Compiled {
  if (stmt.value.kind !== 'call') return { make: through, flow };
  if (stmt.op !== '=') {
    worldOf(flow).report(errors.resultInPart(stmt.value.span, stmt.value.callee.text));
    return { make: through, flow };
  }
  const place = placeOf(stmt.target, flow);
  if (place === null) return { make: through, flow };
  const give: Give = value => ({
    make: assign(worldOf(flow), place, value),
    shared: !isPrivate(place, value, flow),
  });
  const { callee, args } = stmt.value;
  const made = call({ stmt, callee, args, taker: { type: place.type, give } }, flow, body);
  return { make: made.make, flow: { ...made.flow, assigned: true } };
}

/** The value that a `return` gives, fitted to the procedure's result; null when there is none. */
export function returned(tree: Tree | null, target: ReturnTarget, flow: Flow): Expr | null {
  if (tree === null || target.type === null) return null;
  return elaborated(tree, target.type, flow.context);
}
