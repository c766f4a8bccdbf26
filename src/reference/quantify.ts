/**
 * Expressions that bind a name to each element of a set in turn. An element that
 * decides a quantifier wins over elements that fail; without one, of several faults
 * that which stands first in the text is the result (see firstInText).
 */
import { List } from 'immutable';
import { unreachable } from '../base/assertion.ts';
import { domain } from '../machine/domain.ts';
import type { Expr } from '../machine/expr.ts';
import { listOf, setOf, type Value } from '../machine/value.ts';
import { type Context, type Of, withName } from './context.ts';
import { type Fault, firstInText, isFault } from './fault.ts';

type Evaluate = (expr: Expr, context: Context) => Value | Fault;

/** The value of a quantifier, a comprehension or `[i in A: e]`; `evaluate` gives its parts. */
export function quantified(
  expr: Of<'forall' | 'exists' | 'filter' | 'image' | 'mapOf'>,
  context: Context,
  evaluate: Evaluate,
): Value | Fault {
  if (expr.kind === 'mapOf') {
    return collect(domain(expr.binder.type), key => one(expr.body, key), List<Value>);
  }
  const elements = evaluate(expr.domain, context);
  if (isFault(elements)) return elements;
  const list = listOf(elements);
  switch (expr.kind) {
    case 'forall':
    case 'exists':
      return decided(list, value => evaluate(expr.body, named(value)), expr.kind === 'exists');
    case 'filter':
      return collect(list, value => kept(expr.where, value), setOf);
    case 'image':
      return collect(list, value => image(expr, value), setOf);
    default:
      return unreachable(expr);
  }

  function named(value: Value): Context {
    return withName(context, expr.binder, value);
  }
  function one(body: Expr, value: Value): readonly Value[] | Fault {
    const result = evaluate(body, named(value));
    return isFault(result) ? result : [result];
  }
  function kept(where: Expr, value: Value): readonly Value[] | Fault {
    const holds = evaluate(where, named(value));
    if (isFault(holds)) return holds;
    return holds === true ? [value] : [];
  }
  function image(each: Of<'image'>, value: Value): readonly Value[] | Fault {
    const passes = each.where === null ? [value] : kept(each.where, value);
    return isFault(passes) || passes.length === 0 ? passes : one(each.body, value);
  }
}

// `deciding` for one element is the whole; if none decides, every element is seen.
function decided(
  elements: Iterable<Value>,
  test: (element: Value) => Value | Fault,
  deciding: boolean,
): Value | Fault {
  let worst: Fault | null = null;
  for (const element of elements) {
    const result = test(element);
    if (isFault(result)) worst = firstInText(worst, result);
    else if (result === deciding) return deciding;
  }
  return worst ?? !deciding;
}

function collect(
  elements: Iterable<Value>,
  results: (element: Value) => readonly Value[] | Fault,
  gather: (values: readonly Value[]) => List<Value>,
): Value | Fault {
  const gathered: Value[] = [];
  let worst: Fault | null = null;
  for (const element of elements) {
    const found = results(element);
    if (isFault(found)) worst = firstInText(worst, found);
    else gathered.push(...found);
  }
  return worst ?? gather(gathered);
}
