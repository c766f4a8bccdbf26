/**
 * Machines written by hand, for tests of what stands on the machine alone. An expression
 * is built by the functions below; a statement is a function that puts its nodes before
 * the node where it goes on.
 */

import { runtimeCodes } from '../../src/base/codes.ts';
import type { Span } from '../../src/base/source.ts';
import type { BinderRef, Expr, Place, PlaceStep, VariableId } from '../../src/machine/expr.ts';
import type {
  Action,
  Actor,
  Assert,
  Fun,
  Initial,
  Location,
  Machine,
  Node,
  NodeId,
  Property,
  Scenario,
  Step,
  Variable,
} from '../../src/machine/machine.ts';
import type { Limits, Question } from '../../src/machine/search.ts';
import type { Scalarset, Type } from '../../src/machine/types.ts';
import type { Value } from '../../src/machine/value.ts';

const source = { path: 'by-hand.pspec', text: '' };

/** Places in the text count up, so that what was built first stands first. */
let offset = 0;
export const here = (): Span => ({ source, start: offset++, end: offset });

// ---- types -------------------------------------------------------------------

export const bool: Type = { kind: 'bool' };
export const int: Type = { kind: 'int' };
export const range = (low: number, high: number): Type => ({ kind: 'range', low, high });
export const enumOf = (name: string, ...members: string[]): Type => ({
  kind: 'enum',
  name,
  members,
});
export const scalarset = (name: string, size: number): Scalarset => ({
  kind: 'scalarset',
  name,
  size,
});
export const option = (of: Type): Type => ({ kind: 'option', of });
export const mapType = (key: Type, value: Type): Type => ({ kind: 'map', key, value });
export const setType = (of: Type, max: number | null = null): Type => ({ kind: 'set', of, max });
export const seqType = (of: Type, max: number): Type => ({ kind: 'seq', of, max });
export const struct = (name: string, fields: Record<string, Type>): Type => ({
  kind: 'struct',
  name,
  fields: Object.entries(fields).map(([field, type]) => ({ name: field, type })),
});

// ---- expressions ---------------------------------------------------------------

export const constant = (type: Type, value: Value): Expr => ({
  kind: 'constant',
  type,
  span: here(),
  value,
});
export const num = (value: number): Expr => constant(int, value);
export const truth = (value: boolean): Expr => constant(bool, value);
export const member = (type: Type, name: string): Expr =>
  constant(type, type.kind === 'enum' ? type.members.indexOf(name) : 0);
export const ref = (binder: BinderRef): Expr => ({
  kind: 'binder',
  type: binder.type,
  span: here(),
  binder,
});
export const and = (...parts: Expr[]): Expr =>
  parts.reduce((left, right) => ({ kind: 'and', type: bool, span: here(), left, right }));
export const or = (...parts: Expr[]): Expr =>
  parts.reduce((left, right) => ({ kind: 'or', type: bool, span: here(), left, right }));
export const implies = (left: Expr, right: Expr): Expr => ({
  kind: 'implies',
  type: bool,
  span: here(),
  left,
  right,
});
export const not = (of: Expr): Expr => ({ kind: 'not', type: bool, span: here(), of });
export const eq = (left: Expr, right: Expr): Expr => ({
  kind: 'equal',
  type: bool,
  span: here(),
  left,
  right,
});
export const ne = (left: Expr, right: Expr): Expr => not(eq(left, right));
export const less = (left: Expr, right: Expr): Expr => ({
  kind: 'order',
  op: '<',
  type: bool,
  span: here(),
  left,
  right,
});
export const plus = (left: Expr, right: Expr): Expr => ({
  kind: 'arithmetic',
  op: '+',
  type: int,
  span: here(),
  left,
  right,
});
export const over = (left: Expr, right: Expr): Expr => ({
  kind: 'arithmetic',
  op: '/',
  type: int,
  span: here(),
  left,
  right,
});
export const choose = (test: Expr, then: Expr, otherwise: Expr): Expr => ({
  kind: 'if',
  type: then.type,
  span: here(),
  test,
  then,
  otherwise,
});
export const fitted = (type: Type, of: Expr): Expr => ({ kind: 'fit', type, span: here(), of });
export const next = (of: Expr): Expr => ({ kind: 'next', type: of.type, span: here(), of });
export const some = (of: Expr): Expr => ({ kind: 'some', type: option(of.type), span: here(), of });
export const unwrap = (of: Expr): Expr => ({
  kind: 'unwrap',
  type: of.type.kind === 'option' ? of.type.of : of.type,
  span: here(),
  of,
});
export const get = (of: Expr, key: Expr): Expr => ({
  kind: 'lookup',
  type: of.type.kind === 'map' ? of.type.value : of.type,
  span: here(),
  of,
  key,
});
export const contains = (set: Expr, item: Expr): Expr => ({
  kind: 'in',
  type: bool,
  span: here(),
  item,
  set,
});
export const all = (of: Type): Expr => ({ kind: 'domain', type: setType(of), span: here(), of });
export const setLiteral = (of: Type, ...items: Expr[]): Expr => ({
  kind: 'set',
  type: setType(of),
  span: here(),
  items,
});
export const union = (left: Expr, right: Expr): Expr => ({
  kind: 'union',
  type: left.type,
  span: here(),
  left,
  right,
});
export const minus = (left: Expr, right: Expr): Expr => ({
  kind: 'minus',
  type: left.type,
  span: here(),
  left,
  right,
});
export const append = (of: Expr, item: Expr): Expr => ({
  kind: 'append',
  type: of.type,
  span: here(),
  of,
  item,
});

let binders = 0;
export const binder = (name: string, type: Type): BinderRef => ({ id: binders++, name, type });

const quantifier =
  (kind: 'forall' | 'exists') =>
  (name: string, domain: Type | Expr, body: (element: Expr) => Expr): Expr => {
    const set = 'span' in domain ? domain : all(domain);
    const element = binder(name, set.type.kind === 'set' ? set.type.of : set.type);
    return {
      kind,
      type: bool,
      span: here(),
      binder: element,
      domain: set,
      body: body(ref(element)),
    };
  };
export const forall = quantifier('forall');
export const exists = quantifier('exists');
export const everywhere = (key: Type, value: Expr): Expr => ({
  kind: 'mapOf',
  type: mapType(key, value.type),
  span: here(),
  binder: binder('_', key),
  body: value,
});

// ---- statements ------------------------------------------------------------------

/** Puts nodes before `next` and gives the first of them. */
export type Stmt = (put: (node: Node) => NodeId, next: NodeId) => NodeId;

const chain =
  (stmts: readonly Stmt[]): Stmt =>
  (put, next) =>
    stmts.reduceRight((after, stmt) => stmt(put, after), next);

/** `of` is a variable, or keys of one: `get(get(x, a), b)`. */
export function placeOf(of: Expr): Place {
  const steps: PlaceStep[] = [];
  let inner = of;
  while (inner.kind === 'lookup') {
    steps.unshift({ kind: 'key', key: inner.key, type: inner.type });
    inner = inner.of;
  }
  if (inner.kind !== 'variable') throw new Error('a place is in a variable');
  return { variable: inner.variable, steps, type: of.type, span: of.span };
}

export const set =
  (place: Expr, value: Expr): Stmt =>
  (put, after) =>
    put({ kind: 'assign', place: placeOf(place), value, next: after });
export const when =
  (test: Expr, assumed = false): Stmt =>
  (put, after) =>
    put({ kind: 'guard', test, assumed, next: after });
export const check =
  (assert: number, test: Expr): Stmt =>
  (put, after) =>
    put({ kind: 'assert', assert, test, next: after });
export const bind =
  (name: BinderRef, value: Expr): Stmt =>
  (put, after) =>
    put({ kind: 'bind', binder: name, value, next: after });
export const pick =
  (name: BinderRef, domain: Expr, where: Expr | null = null): Stmt =>
  (put, after) =>
    put({ kind: 'pick', binder: name, domain, where, next: after, span: here() });
export const either =
  (...options: Stmt[][]): Stmt =>
  (put, after) =>
    put({ kind: 'choose', options: options.map(o => chain(o)(put, after)), span: here() });
export const cond =
  (test: Expr, then: Stmt[], otherwise: Stmt[] = []): Stmt =>
  (put, after) =>
    put({
      kind: 'branch',
      test,
      then: chain(then)(put, after),
      otherwise: chain(otherwise)(put, after),
    });
export const forEach =
  (name: BinderRef, domain: Expr, body: Stmt[]): Stmt =>
  (put, after) =>
    put({
      kind: 'each',
      binder: name,
      domain,
      body: chain(body)(put, put({ kind: 'done' })),
      next: after,
    });

// ---- machines ----------------------------------------------------------------------

/** A step of a thread; it goes on with the next one unless `to` names another. */
export interface StepText {
  readonly name: string;
  readonly body: readonly Stmt[];
  readonly to?: string;
}

/** Collects the parts of a machine. */
export class Builder {
  private readonly variables: Variable[] = [];
  private readonly actors: Actor[] = [];
  private readonly steps: Step[] = [];
  private readonly nodes: Node[] = [];
  private readonly properties: Property[] = [];
  private readonly asserts: Assert[] = [];
  private readonly funs: Fun[] = [];
  private readonly assumes: { test: Expr; span: Span }[] = [];
  private readonly scenarios: Scenario[] = [];
  private readonly scalarsets: readonly Scalarset[];
  private init: NodeId | null = null;

  constructor(...scalarsets: Scalarset[]) {
    this.scalarsets = scalarsets;
  }

  shared(name: string, type: Type, initial: Expr | Initial): Expr {
    return this.variable(name, type, initial, null, []);
  }

  /** A local of an actor: a map over its instances, if it has parameters. */
  local(
    actor: string,
    params: readonly BinderRef[],
    name: string,
    type: Type,
    initial: Expr,
  ): Expr {
    const family = params.reduceRight<Type>((value, p) => mapType(p.type, value), type);
    return this.variable(name, family, initial, actor, params);
  }

  device(
    name: string,
    params: readonly BinderRef[],
    actions: Record<string, { params?: BinderRef[]; body: Stmt[] }>,
  ): void {
    const made = Object.entries(actions).map(([action, { params: own = [], body }]): Action => {
      const step = this.step(name, action);
      const end = this.put({ kind: 'done' });
      const enter = this.put({ kind: 'step', step, next: chain(body)(n => this.put(n), end) });
      return { step, params: own, enter };
    });
    this.actors.push({
      kind: 'device',
      name,
      title: null,
      params,
      actions: made,
      doc: null,
      span: here(),
    });
  }

  thread(name: string, params: readonly BinderRef[], texts: readonly StepText[]): void {
    const finished = texts.length;
    const place = this.placeVariable(name, params, finished + 1);
    const labels = texts.map(text => text.name);
    const stops = Array.from({ length: finished + 1 }, (_, location) =>
      this.put({ kind: 'stop', location }),
    );
    const locations = texts.map(({ name: label, body, to }, i): Location => {
      const step = this.step(name, label);
      const after = stops[to === undefined ? i + 1 : labels.indexOf(to)] ?? 0;
      const enter = this.put({ kind: 'step', step, next: chain(body)(n => this.put(n), after) });
      return { enter, steps: [step] };
    });
    locations.push({ enter: stops[finished] ?? 0, steps: [] });
    const start = stops[0] ?? 0;
    this.actors.push({
      kind: 'thread',
      name,
      title: null,
      params,
      place,
      start,
      locations,
      finished,
      doc: null,
      span: here(),
    });
  }

  begin(...body: Stmt[]): void {
    this.init = chain(body)(n => this.put(n), this.put({ kind: 'done' }));
  }

  assume(test: Expr): void {
    this.assumes.push({ test, span: here() });
  }

  assertion(step: string, name: string): number {
    return this.asserts.push({ step, name, span: here() }) - 1;
  }

  fun(name: string, params: readonly BinderRef[], body: Expr): (...args: Expr[]) => Expr {
    this.funs.push({ name, params, body, doc: null, span: here() });
    return (...args) => ({ kind: 'call', type: body.type, span: here(), fun: name, args });
  }

  property(kind: Property['kind'], name: string, formula: Expr): void {
    this.properties.push({ kind, name, text: null, formula, doc: null, span: here() });
  }

  /** `from` is run on the initial states. */
  scenario(text: Omit<Scenario, 'text' | 'from' | 'span'>, from: Stmt[] | null = null): Scenario {
    const start = from && chain(from)(n => this.put(n), this.put({ kind: 'done' }));
    const scenario = { ...text, text: 'by hand', from: start, span: here() };
    this.scenarios.push(scenario);
    return scenario;
  }

  stepNamed(name: string): number {
    return this.steps.findIndex(step => step.name === name);
  }

  machine(): Machine {
    return {
      module: 'hand',
      variant: 'base',
      patches: [],
      parameters: [],
      scalarsets: this.scalarsets,
      variables: this.variables,
      actors: this.actors,
      steps: this.steps,
      nodes: this.nodes,
      init: this.init,
      assumes: this.assumes,
      funs: this.funs,
      properties: this.properties,
      asserts: this.asserts,
      scenarios: this.scenarios,
      deadlockAllowed: false,
      binderCount: binders,
    };
  }

  private put(node: Node): NodeId {
    return this.nodes.push(node) - 1;
  }

  private step(actor: string, name: string): number {
    const order = this.steps.length;
    return this.steps.push({ actor, name, doc: null, span: here(), patches: [], order }) - 1;
  }

  private placeVariable(actor: string, params: readonly BinderRef[], count: number): VariableId {
    const own: Type = { kind: 'place', thread: actor, count };
    const type = params.reduceRight<Type>((value, p) => mapType(p.type, value), own);
    const initial: Initial = { kind: 'value', expr: constant(own, 0) };
    const depth = params.length;
    return (
      this.variables.push({
        name: actor,
        type,
        role: 'place',
        actor,
        depth,
        params,
        initial,
        doc: null,
        span: here(),
      }) - 1
    );
  }

  private variable(
    name: string,
    type: Type,
    initial: Expr | Initial,
    actor: string | null,
    params: readonly BinderRef[],
  ): Expr {
    const id =
      this.variables.push({
        name,
        type,
        role: actor === null ? 'shared' : 'local',
        actor,
        depth: params.length,
        params,
        initial: 'span' in initial ? { kind: 'value', expr: initial } : initial,
        doc: null,
        span: here(),
      }) - 1;
    return { kind: 'variable', type, span: here(), variable: id };
  }
}

// ---- questions -----------------------------------------------------------------------

export const noLimits: Limits = {
  maxDepth: null,
  maxStates: null,
  maxSeconds: null,
  maxMemoryMb: null,
};

/** Everything that can be asked of a machine. */
export function everything(machine: Machine, more: Partial<Question> = {}): Question {
  const names = (kind: Property['kind']) =>
    machine.properties.filter(p => p.kind === kind).map(p => p.name);
  return {
    invariants: names('invariant'),
    transitions: names('transition'),
    covers: names('cover'),
    asserts: machine.asserts.map((_, i) => i),
    deadlock: true,
    runtime: runtimeCodes,
    awaited: runtimeCodes,
    symmetry: true,
    stop: 'first',
    limits: noLimits,
    ...more,
  };
}
