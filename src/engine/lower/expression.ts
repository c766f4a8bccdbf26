/**
 * Expressions into code, with the meaning of the reference: parts from left to right,
 * the first fault counts, `and or implies if` stop early. What needs only the values of
 * its parts is in apply.ts and collections.ts, what binds names in quantify.ts.
 */
import { invariant, present, unreachable } from '../../base/assertion.ts';
import type { Expr } from '../../machine/expr.ts';
import { partsOf } from '../../machine/parts.ts';
import type { Bool } from '../ir/code.ts';
import { all, any, not, selectBool } from '../ir/fold.ts';
import { apply } from './apply.ts';
import { constantSym } from './constant.ts';
import { type Context, type Environment, funOf, into, symOf, withName } from './context.ts';
import { short } from './hold.ts';
import { load } from './load.ts';
import { select } from './merge.ts';
import { quantified } from './quantify.ts';
import { isPure, type Sink } from './sink.ts';
import { boolOf, type Sym } from './sym.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

/** The value of an expression; what can fail in it ends the evaluation through the sink. */
export function evaluate(expr: Expr, context: Context): Sym {
  switch (expr.kind) {
    case 'constant':
      return constantSym(expr.type, expr.value);
    case 'binder':
      return symOf(context.environment, expr.binder);
    case 'variable': {
      const { layout, machine } = context.world;
      const store = present(layout.stores[expr.variable], 'every variable has a store');
      const { type } = present(machine.variables[expr.variable], 'a variable of the machine');
      return load(store, type, context.reading);
    }
    case 'lookup':
      return apply(expr, [evaluate(expr.of, context), evaluate(expr.key, context)], context);
    case 'and':
    case 'or':
    case 'implies':
      return logic(expr, context);
    case 'if':
      return conditional(expr, context);
    case 'let':
    case 'call':
    case 'next':
      return elsewhere(expr, context);
    case 'domain':
    case 'forall':
    case 'exists':
    case 'filter':
    case 'image':
    case 'mapOf':
      return quantified(expr, context, evaluate);
    default:
      return apply(
        expr,
        partsOf(expr).map(part => evaluate(part, context)),
        context,
      );
  }
}

/** The truth of a formula. */
export const truthOf = (expr: Expr, context: Context): Bool => boolOf(evaluate(expr, context));

/** Evaluates into a list of its own; what only sets locals goes to the outer list at once. */
export function apart(
  expr: Expr,
  context: Context,
  where: Bool,
): { readonly sym: Sym; readonly sink: Sink } {
  const sink = context.sink.where(where);
  const sym = evaluate(expr, into(context, sink));
  if (!isPure(sink)) return { sym, sink };
  context.sink.putAll(sink);
  return { sym, sink: context.sink.inner() };
}

function logic(expr: Of<'and' | 'or' | 'implies'>, context: Context): Sym {
  const left = truthOf(expr.left, context);
  const goOn = expr.kind === 'or' ? not(left) : left;
  if (goOn.kind === 'truth' && !goOn.value) return { kind: 'bool', value: stopped(expr.kind) };
  const right = apart(expr.right, context, goOn);
  const value = boolOf(right.sym);
  if (right.sink.code.length === 0) return { kind: 'bool', value: joined(expr.kind, left, value) };
  // The right side can fail: it is run only where the left one does not decide.
  const { sink } = context;
  const test = sink.truth(goOn);
  const result = sink.flagLocal();
  right.sink.put({ kind: 'set', local: result, value });
  sink.when(test, right.sink);
  const on: Bool = { kind: 'flag', local: result };
  return { kind: 'bool', value: selectBool(test, on, stopped(expr.kind)) };
}

const stopped = (kind: 'and' | 'or' | 'implies'): Bool => ({
  kind: 'truth',
  value: kind !== 'and',
});

function joined(kind: 'and' | 'or' | 'implies', left: Bool, right: Bool): Bool {
  if (kind === 'and') return all([left, right]);
  return any([kind === 'or' ? left : not(left), right]);
}

function conditional(expr: Of<'if'>, context: Context): Sym {
  const test = truthOf(expr.test, context);
  if (test.kind === 'truth') return evaluate(test.value ? expr.then : expr.otherwise, context);
  const { sink } = context;
  const once = sink.shortTruth(test);
  const then = apart(expr.then, context, once);
  const otherwise = apart(expr.otherwise, context, not(once));
  if (then.sink.code.length + otherwise.sink.code.length > 0) {
    const now = sink.truth(once);
    sink.when(now, then.sink, otherwise.sink);
    return select(now, then.sym, otherwise.sym);
  }
  return select(once, then.sym, otherwise.sym);
}

function elsewhere(expr: Of<'let' | 'call' | 'next'>, context: Context): Sym {
  switch (expr.kind) {
    case 'let': {
      const value = short(evaluate(expr.value, context), context.sink);
      return evaluate(expr.body, withName(context, expr.binder, value));
    }
    case 'call': {
      const args = expr.args.map(arg => short(evaluate(arg, context), context.sink));
      const { params, body } = funOf(context.world, expr.fun);
      const environment = params.reduce<Environment>(
        (outer, { id }, i) => ({ binder: id, sym: present(args[i], 'an argument each'), outer }),
        null,
      );
      return evaluate(body, { ...context, environment });
    }
    case 'next': {
      const { next } = context;
      invariant(next !== null, '`next` stands where a step is judged');
      return evaluate(expr.of, { ...context, reading: next, next: null });
    }
    default:
      return unreachable(expr);
  }
}
