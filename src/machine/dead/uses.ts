/**
 * What an expression reads: variables, names bound by earlier nodes, and both through the
 * bodies of functions. An own read is one of the entry of the thread instance that runs;
 * anything else that touches a variable counts as foreign.
 */
import type { BinderRef, Expr, Place, VariableId } from '../expr.ts';
import type { Machine, Variable } from '../machine.ts';
import { partsOf } from '../parts.ts';

/** What is read, by number. */
export interface Reads {
  readonly variables: ReadonlySet<VariableId>;
  /** The ids of binders, wherever they are bound. */
  readonly binders: ReadonlySet<number>;
}

const known = new WeakMap<Machine, WeakMap<Expr, Reads>>();

/** All that an expression reads; each is looked through once. */
export function readsOf(machine: Machine, expr: Expr): Reads {
  const memory = known.get(machine) ?? new WeakMap<Expr, Reads>();
  known.set(machine, memory);
  const before = memory.get(expr);
  if (before !== undefined) return before;
  const variables = new Set<VariableId>();
  const binders = new Set<number>();
  const visit = (one: Expr): void => {
    if (one.kind === 'variable') variables.add(one.variable);
    if (one.kind === 'binder') binders.add(one.binder.id);
    if (one.kind === 'call') {
      const fun = machine.funs.find(f => f.name === one.fun);
      if (fun !== undefined) for (const v of readsOf(machine, fun.body).variables) variables.add(v);
    }
    for (const part of partsOf(one)) visit(part);
  };
  visit(expr);
  const reads = { variables, binders };
  memory.set(expr, reads);
  return reads;
}

/** The variable whose own entry is read, if that is all that the expression is: `tmp[c]` in `t[c]`. */
export function ownRead(
  { variables }: Machine,
  expr: Expr,
  params: readonly BinderRef[],
): VariableId | null {
  const keys: Expr[] = [];
  let here = expr;
  for (; here.kind === 'lookup'; here = here.of) keys.unshift(here.key);
  if (here.kind !== 'variable' || !areParams(keys, params)) return null;
  return variables[here.variable]?.depth === keys.length ? here.variable : null;
}

/** The place is in the own entry of the instance that assigns. */
export function isOwnPlace(variable: Variable, { steps }: Place, params: readonly BinderRef[]) {
  const keys = steps.slice(0, variable.depth).flatMap(s => (s.kind === 'key' ? [s.key] : []));
  return keys.length === variable.depth && areParams(keys, params);
}

const areParams = (keys: readonly Expr[], params: readonly BinderRef[]): boolean =>
  keys.length === params.length &&
  keys.every((key, i) => key.kind === 'binder' && key.binder.id === params[i]?.id);

/** What an instance of a thread reads of its own, and what else it reads. */
export interface OwnReads {
  readonly own: ReadonlySet<VariableId>;
  readonly foreign: ReadonlySet<VariableId>;
}

/** Splits what an expression of a thread with these parameters reads. */
export function ownReadsOf(machine: Machine, expr: Expr, params: readonly BinderRef[]): OwnReads {
  const own = new Set<VariableId>();
  const foreign = new Set<VariableId>();
  const visit = (one: Expr): void => {
    const entry = ownRead(machine, one, params);
    if (entry !== null) {
      own.add(entry);
      return;
    }
    if (one.kind === 'variable') foreign.add(one.variable);
    if (one.kind === 'call') {
      const fun = machine.funs.find(f => f.name === one.fun);
      if (fun !== undefined) for (const v of readsOf(machine, fun.body).variables) foreign.add(v);
    }
    for (const part of partsOf(one)) visit(part);
  };
  visit(expr);
  return { own, foreign };
}
