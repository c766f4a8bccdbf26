/**
 * The meaning of expressions. Parts are evaluated from left to right and the first
 * fault is the result; `and`, `or`, `implies` and `if` stop early; what binds names is
 * in quantify.ts, what needs only the values of its parts in apply.ts.
 */
import { List } from 'immutable';
import { invariant, present, unreachable } from '../base/assertion.ts';
import { domain } from '../machine/domain.ts';
import type { Expr } from '../machine/expr.ts';
import type { Fun, Machine } from '../machine/machine.ts';
import { partsOf } from '../machine/parts.ts';
import type { Type } from '../machine/types.ts';
import type { Value } from '../machine/value.ts';
import { apply } from './apply.ts';
import { boundAll, boundValue, type Context, type Of, withName } from './context.ts';
import { type Fault, isFault, within } from './fault.ts';
import { observed } from './observe.ts';
import { quantified } from './quantify.ts';

/** The value of an expression in a context, or what went wrong. */
export function evaluate(expr: Expr, context: Context): Value | Fault {
  switch (expr.kind) {
    case 'constant':
      return expr.value;
    case 'binder':
      return boundValue(context.environment, expr.binder);
    case 'variable':
      context.observer?.read({ variable: expr.variable, way: [] });
      return present(context.state.get(expr.variable), 'a variable is read after it has a value');
    case 'domain':
      return domainSet(expr.of);
    case 'and':
    case 'or':
    case 'implies':
    case 'if':
      return logic(expr, context);
    case 'let':
    case 'call':
    case 'next':
      return elsewhere(expr, context);
    case 'forall':
    case 'exists':
    case 'filter':
    case 'image':
    case 'mapOf':
      return quantified(expr, context, evaluate);
    default: {
      if (context.observer !== undefined && (expr.kind === 'lookup' || expr.kind === 'field')) {
        return observed(expr, context, evaluate);
      }
      const values = evaluateAll(partsOf(expr), context);
      return isFault(values) ? values : within(context.environment, apply(expr, values));
    }
  }
}

/** The values of several expressions from left to right, or the first fault. */
export function evaluateAll(exprs: readonly Expr[], context: Context): readonly Value[] | Fault {
  const values: Value[] = [];
  for (const expr of exprs) {
    const value = evaluate(expr, context);
    if (isFault(value)) return value;
    values.push(value);
  }
  return values;
}

/** The truth of a formula, or what went wrong. */
export function truth(expr: Expr, context: Context): boolean | Fault {
  const value = evaluate(expr, context);
  return isFault(value) ? value : value === true;
}

function logic(expr: Of<'and' | 'or' | 'implies' | 'if'>, context: Context): Value | Fault {
  const first = evaluate(expr.kind === 'if' ? expr.test : expr.left, context);
  if (isFault(first)) return first;
  switch (expr.kind) {
    case 'and':
      return first === true ? evaluate(expr.right, context) : false;
    case 'or':
      return first === true ? true : evaluate(expr.right, context);
    case 'implies':
      return first === true ? evaluate(expr.right, context) : true;
    case 'if':
      return evaluate(first === true ? expr.then : expr.otherwise, context);
    default:
      return unreachable(expr);
  }
}

function elsewhere(expr: Of<'let' | 'call' | 'next'>, context: Context): Value | Fault {
  switch (expr.kind) {
    case 'let': {
      const value = evaluate(expr.value, context);
      return isFault(value) ? value : evaluate(expr.body, withName(context, expr.binder, value));
    }
    case 'call': {
      const args = evaluateAll(expr.args, context);
      return isFault(args) ? args : inCall(expr.fun, args, context);
    }
    case 'next': {
      const { after } = context;
      invariant(after !== null, '`next` stands where a step is judged');
      return evaluate(expr.of, { ...context, state: after, after: null });
    }
    default:
      return unreachable(expr);
  }
}

function inCall(name: string, args: readonly Value[], context: Context): Value | Fault {
  const { params, body } = funOf(context.machine, name);
  return evaluate(body, { ...context, environment: boundAll(null, params, args) });
}

const funs = new WeakMap<Machine, ReadonlyMap<string, Fun>>();

/** The function of a name. */
export function funOf(machine: Machine, name: string): Fun {
  const known = funs.get(machine) ?? new Map(machine.funs.map(fun => [fun.name, fun] as const));
  funs.set(machine, known);
  return present(known.get(name), `the function ${name} is in the machine`);
}

const domainSets = new WeakMap<Type, List<Value>>();

function domainSet(type: Type): List<Value> {
  const known = domainSets.get(type);
  if (known !== undefined) return known;
  const set = List(domain(type));
  domainSets.set(type, set);
  return set;
}
