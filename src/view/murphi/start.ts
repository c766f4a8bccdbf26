/**
 * Start states: the values of the variables, `init`, then the threads up to their first
 * steps. What is chosen there is a parameter of the start state; two that come to the same
 * state are one state for Rumur too.
 */
import { sizeOf } from '../../machine/domain.ts';
import type { BinderRef, Expr } from '../../machine/expr.ts';
import type { Thread, Variable } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import { hasChoice } from '../export/flow.ts';
import { type Item, type Plan, plansOf } from '../export/plans.ts';
import { body, plainFrame, straight } from './body.ts';
import { elementsOf, hasOf } from './elements.ts';
import { form, formula } from './expr.ts';
import { number, spotsOf } from './forms.ts';
import { Routine, Statements } from './routine.ts';
import { instanceNames, placeText, placeType } from './rules.ts';
import { apart, bound, type Program, refuse, type Scope, scopeOf, withNames } from './scope.ts';
import { shapesOf } from './shapes.ts';
import { inPlace } from './store.ts';
import { mentions, withoutUnused } from './undo.ts';
import { atom, compared, type Form, isYes, not, plain } from './value.ts';

interface Draft {
  scope: Scope;
  readonly params: [string, string][];
  never: boolean;
}

/** A start state for each way through the choices of `init` and of the starts of threads. */
export function startStates(program: Program): readonly string[] {
  const { machine } = program;
  const graphs = [
    ...(machine.init === null ? [] : [{ enter: machine.init, thread: null }]),
    ...machine.actors.flatMap(a => (a.kind === 'thread' ? [{ enter: a.start, thread: a }] : [])),
  ];
  let ways: readonly (readonly { readonly plan: Plan; readonly thread: Thread | null }[])[] = [[]];
  for (const { enter, thread } of graphs) {
    const plans = planned(program, enter, thread);
    ways = ways.flatMap(way => plans.map(plan => [...way, { plan, thread }]));
  }
  return ways.flatMap((way, i) => startState(program, way, ways.length > 1 ? ` ${i + 1}` : ''));
}

function planned(program: Program, enter: number, thread: Thread | null): readonly Plan[] {
  const { machine } = program;
  if (!hasChoice(machine, enter)) return [{ step: null, items: [], rest: enter }];
  const plans = plansOf(machine, enter, () => 1);
  if (plans !== 'endless' && (thread === null || thread.params.length === 0))
    return plans.filter(p => p.rest !== null);
  const span = thread?.span ?? machine.actors[0]?.span ?? machine.variables[0]?.span;
  const message =
    'a choice on the way of an instance to its first step: a start state of Murphi has no arguments for each instance';
  if (span !== undefined) program.unsaid.push({ span, message });
  return [];
}

function startState(
  program: Program,
  way: readonly { readonly plan: Plan; readonly thread: Thread | null }[],
  suffix: string,
): readonly string[] {
  const routine = new Routine(program.isGlobal);
  const draft: Draft = {
    scope: scopeOf(program, routine, new Statements(), 'native'),
    params: [],
    never: false,
  };
  const { machine } = program;
  for (const { test } of machine.assumes) if (readsNothing(test)) assume(draft.scope, test);
  for (const [id, variable] of machine.variables.entries()) initial(draft, id, variable);
  for (const { plan, thread } of way) begun(draft, plan, thread);
  if (draft.never) return [];
  for (const { test } of machine.assumes) if (!readsNothing(test)) assume(draft.scope, test);
  const lines = withoutUnused(routine, [...routine.starts, ...draft.scope.to.closed()]);
  const locals = [...routine.locals].filter(([n]) => lines.some(l => mentions(l, n)));
  const vars = locals.length === 0 ? [] : ['var', ...locals.map(([n, t]) => `  ${n} : ${t};`)];
  const text = [
    `startstate "start${suffix}"`,
    ...vars,
    'begin',
    ...lines.map(l => `  ${l}`),
    'end;',
  ];
  return draft.params.reduceRight<readonly string[]>(
    (inner, [name, type]) => [`ruleset ${name} : ${type} do`, ...inner.map(l => `  ${l}`), 'end;'],
    text,
  );
}

const readsNothing = (test: Expr): boolean =>
  !JSON.stringify(test, (k, v) =>
    k === 'span' ? undefined : typeof v === 'bigint' ? String(v) : v,
  ).includes('"variable"') &&
  !JSON.stringify(test, (k, v) =>
    k === 'span' ? undefined : typeof v === 'bigint' ? String(v) : v,
  ).includes('"call"');

function assume(scope: Scope, test: Expr): void {
  const holds = formula(scope, test);
  if (!isYes(holds)) scope.to.add(`assume ${holds.text};`);
}

// The maps of a family come first and bind its parameters.
function initial(draft: Draft, id: number, variable: Variable): void {
  const { program } = draft.scope;
  const { initial: first } = variable;
  if (program.bare.has(id) || variable.role === 'place') return;
  let path = program.variables[id] ?? '';
  let type = variable.type;
  let scope = draft.scope;
  const loops: (readonly [string, string])[] = [];
  const keys: Type[] = [];
  const over = (binder: BinderRef | null): void => {
    if (type.kind !== 'map')
      throw new Error('broken promise: a family has a map for each parameter');
    const key = type.key;
    const parts = elementsOf(
      scope,
      { kind: 'domain', of: key, type: { kind: 'set', of: key, max: null }, span: variable.span },
      binder ?? { id: -3, name: 'i', type: key },
      form,
    );
    const [part] = parts;
    if (part === undefined || parts.length > 1)
      refuse(scope, variable.span, `loops over ${scope.types.label(key)} at the start`);
    if (part === undefined) return;
    loops.push(...part.names);
    scope = { ...part.scope, to: scope.to };
    path = spotsOf(scope, path, part.value, key)[0]?.path ?? path;
    keys.push(key);
    type = type.value;
  };
  for (let level = 0; level < variable.depth; level++) over(variable.params[level] ?? null);
  if (first.kind === 'each') while (type.kind === 'map') over(null);
  const inner = apart(scope);
  if (first.kind === 'value')
    inPlace(inner, path, type, { form: form(inner, first.expr), type: first.expr.type });
  else each(draft, inner, first.set, path, type, keys, program.variables[id] ?? 'value');
  for (const [name, text] of loops) draft.scope.to.nest(`for ${name} : ${text} do`, 'end;');
  draft.scope.to.add(...inner.to.closed());
  for (const _ of loops) draft.scope.to.end();
}

// Each entry has a parameter of its own; which one, a counter says.
function each(
  draft: Draft,
  inner: Scope,
  set: Expr,
  path: string,
  type: Type,
  keys: readonly Type[],
  name: string,
): void {
  const count = keys.reduce((n, k) => n * sizeOf(k), 1);
  const entries = Array.from({ length: count }, () => anyOf(draft, inner, set, path, type, name));
  const [only] = entries;
  if (count === 1 && only !== undefined) {
    inner.to.add(...only.closed());
    return;
  }
  const counter = inner.routine.local('entry', `0..${count}`);
  draft.scope.to.add(`${counter} := 0;`);
  for (const [i, entry] of entries.entries())
    inner.to.block(`if ${compared(atom(counter), '=', number(i)).text} then`, entry);
  inner.to.add(`${counter} := ${counter} + 1;`);
}

// One entry: arguments say which shape its value has and what it is made of.
function anyOf(
  draft: Draft,
  scope: Scope,
  set: Expr,
  path: string,
  type: Type,
  name: string,
): Statements {
  const to = new Statements();
  const parameter = (wanted: string, of: string): string => {
    const param = scope.routine.helper(wanted);
    draft.params.push([param, of]);
    return param;
  };
  const shapes = shapesOf(scope.types, type, name);
  const which = shapes.length < 2 ? '' : parameter(`${name} case`, `0..${shapes.length - 1}`);
  for (const [i, shape] of shapes.entries()) {
    const names = shape.names.map(n => parameter(`${n.name} first`, scope.types.text(n.type)));
    const value = shape.build(names);
    const inner = apart(scope);
    const has = hasOf(inner, set, value, form, null);
    if (!isYes(has)) inner.to.add(`assume ${has.text};`);
    inPlace(inner, path, type, { form: value, type });
    if (which === '') to.add(...inner.to.closed());
    else to.block(`if ${which} = ${i} then`, inner.to);
  }
  return to;
}

function begun(draft: Draft, plan: Plan, thread: Thread | null): void {
  const { program } = draft.scope;
  let scope = draft.scope;
  if (thread === null) {
    for (const item of plan.items) begin(draft, item);
    if (plan.rest !== null)
      body(
        draft.scope,
        plainFrame(() => []),
        plan.rest,
      );
    draft.scope.facts.clear();
    return;
  }
  const names = instanceNames(program, thread);
  scope.routine.take(names.map(([n]) => n));
  const place = placeText(program, thread, names);
  const type = placeType(program.machine.variables[thread.place]?.type);
  for (const [i, p] of thread.params.entries())
    scope = bound(scope, p, plain(atom(names[i]?.[0] ?? '')));
  const own: Draft = {
    ...draft,
    scope: withNames(
      apart(scope),
      names.map(([n]) => n),
    ),
  };
  for (const item of plan.items) begin(own, item);
  draft.never ||= own.never;
  const frame = plainFrame(location => [
    `${place} := ${type === null ? '' : program.types.membersOf(type)[location]};`,
  ]);
  if (plan.rest !== null) body(own.scope, frame, plan.rest);
  for (const [n, t] of names) draft.scope.to.nest(`for ${n} : ${t} do`, 'end;');
  draft.scope.to.add(...own.scope.to.closed());
  for (const _ of names) draft.scope.to.end();
}

function begin(draft: Draft, item: Item): void {
  const { scope } = draft;
  if (item.kind === 'option') return;
  if (item.kind === 'known') {
    draft.scope = bound(scope, item.binder, form(scope, item.value));
    return;
  }
  if (item.kind === 'test') {
    const test = formula(scope, item.node.test);
    const holds = item.holds ? test : not(test);
    if (!isYes(holds)) scope.to.add(`assume ${holds.text};`);
  } else if (item.kind === 'picked') {
    const set: Form = form(scope, item.node.domain);
    const part = elementsOf(scope, item.node.domain, item.node.binder, form, set)[item.shape];
    if (part === undefined) {
      draft.never = true;
      return;
    }
    draft.params.push(...part.names.map(([n, t]) => [n, t] as [string, string]));
    draft.scope = withNames(
      bound(scope, item.node.binder, part.value),
      part.names.map(([n]) => n),
    );
    if (!isYes(part.member)) scope.to.add(`assume ${part.member.text};`);
    if (item.node.where !== null) assume(draft.scope, item.node.where);
  } else draft.scope = straight(scope, item);
}
