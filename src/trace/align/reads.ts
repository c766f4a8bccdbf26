/**
 * What an expression looks at, place by place, in the course of one evaluation: `use[p]`
 * with p = Page1 reads `use[Page1]`. Functions are gone into, and of what stops early
 * (`and`, `if`) only the parts that were evaluated count. Law: where all places read
 * have equal values, the expression has equal values.
 */
import { domain } from '../../machine/domain.ts';
import type { Expr } from '../../machine/expr.ts';
import { placeName } from '../../machine/names.ts';
import { partsOf } from '../../machine/parts.ts';
import { show } from '../../machine/show.ts';
import type { Type } from '../../machine/types.ts';
import { listOf, type Value } from '../../machine/value.ts';
import { boundAll, type Context, type Of, withName } from '../../reference/context.ts';
import { evaluate, evaluateAll, funOf } from '../../reference/evaluate.ts';
import { isFault } from '../../reference/fault.ts';

/** A place with its value when it was read. */
export interface Read {
  /** As traces call it: `use[Page0]`, `cpu0.pmd`. */
  readonly place: string;
  readonly type: Type;
  readonly value: Value;
}

/** The places that the evaluation reads, in order, each once. */
export function readsIn(expr: Expr, context: Context): readonly Read[] {
  return [...new Map(reads(expr, context).map(read => [read.place, read] as const)).values()];
}

function reads(expr: Expr, context: Context): readonly Read[] {
  const spot = spotOf(expr, context);
  if (spot !== null)
    return [...spot.inKeys, { place: spot.place, type: expr.type, value: spot.value }];
  switch (expr.kind) {
    case 'and':
    case 'or':
    case 'implies':
    case 'if':
      return inTurn(expr, context);
    case 'let': {
      const value = evaluate(expr.value, context);
      const below = isFault(value) ? [] : reads(expr.body, withName(context, expr.binder, value));
      return [...reads(expr.value, context), ...below];
    }
    case 'call':
      return inFunction(expr, context);
    case 'next':
      return context.after === null
        ? []
        : reads(expr.of, { ...context, state: context.after, after: null });
    case 'forall':
    case 'exists':
    case 'filter':
    case 'image':
    case 'mapOf':
      return forEach(expr, context);
    default:
      return partsOf(expr).flatMap(part => reads(part, context));
  }
}

function inTurn(expr: Of<'and' | 'or' | 'implies' | 'if'>, context: Context): readonly Read[] {
  if (expr.kind === 'if') {
    const holds = evaluate(expr.test, context);
    const rest = holds === true ? expr.then : expr.otherwise;
    return [...reads(expr.test, context), ...(isFault(holds) ? [] : reads(rest, context))];
  }
  const left = evaluate(expr.left, context);
  const goesOn = left === (expr.kind !== 'or');
  return [...reads(expr.left, context), ...(goesOn ? reads(expr.right, context) : [])];
}

function inFunction(expr: Of<'call'>, context: Context): readonly Read[] {
  const given = expr.args.flatMap(arg => reads(arg, context));
  const values = evaluateAll(expr.args, context);
  if (isFault(values)) return given;
  const { params, body } = funOf(context.machine, expr.fun);
  return [...given, ...reads(body, { ...context, environment: boundAll(null, params, values) })];
}

type Loop = Of<'forall' | 'exists' | 'filter' | 'image' | 'mapOf'>;

function forEach(expr: Loop, context: Context): readonly Read[] {
  const given = expr.kind === 'mapOf' ? [] : reads(expr.domain, context);
  return [
    ...given,
    ...elementsOf(expr, context).flatMap(value => {
      const inside = withName(context, expr.binder, value);
      return bodiesOf(expr).flatMap(body => reads(body, inside));
    }),
  ];
}

function elementsOf(expr: Loop, context: Context): readonly Value[] {
  if (expr.kind === 'mapOf') return domain(expr.binder.type);
  const elements = evaluate(expr.domain, context);
  return isFault(elements) ? [] : listOf(elements).toArray();
}

function bodiesOf(expr: Loop): readonly Expr[] {
  if (expr.kind === 'filter') return [expr.where];
  if (expr.kind === 'image') return [...(expr.where === null ? [] : [expr.where]), expr.body];
  return [expr.body];
}

interface Spot {
  readonly place: string;
  readonly value: Value;
  /** What was read to find it. */
  readonly inKeys: readonly Read[];
}

// A variable, or a way of keys and fields into one; null for all other expressions.
function spotOf(expr: Expr, context: Context): Spot | null {
  const way: string[] = [];
  const inKeys: Read[] = [];
  let here = expr;
  let opened = false;
  while (here.kind === 'lookup' || here.kind === 'field' || here.kind === 'unwrap') {
    if (here.kind === 'unwrap') {
      opened = true;
    } else if (here.kind === 'lookup') {
      const key = evaluate(here.key, context);
      if (isFault(key)) return null;
      way.unshift(`[${show(here.key.type, key)}]`);
      inKeys.unshift(...reads(here.key, context));
    } else {
      const { type } = here.of;
      if (type.kind !== 'struct') return null;
      way.unshift(`.${type.fields[here.field]?.name ?? here.field}`);
    }
    here = here.of;
  }
  const value = evaluate(expr, context);
  const variable = here.kind === 'variable' ? context.machine.variables[here.variable] : undefined;
  if (variable === undefined || variable.role === 'place' || isFault(value)) return null;
  // A name that is in scope is an option to the machine, and its value to people.
  if (opened && variable.role !== 'binding') return null;
  return { place: placeName(variable, way), value, inKeys };
}
