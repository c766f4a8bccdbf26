/**
 * Why a formula is false: the part that fails and the values for which it does. Goes
 * down through `and`, `implies` and `forall`, through functions and names, to the part
 * that cannot be taken apart; the names bound on the way, and what that part reads of
 * the state, are its witnesses.
 */
import { type Span, spanText } from '../base/source.ts';
import type { BinderRef, Expr } from '../machine/expr.ts';
import { partsOf } from '../machine/parts.ts';
import { listOf, type Value } from '../machine/value.ts';
import {
  boundAll,
  type Context,
  type Environment,
  type Of,
  withName,
} from '../reference/context.ts';
import { evaluate, evaluateAll, funOf } from '../reference/evaluate.ts';
import { type Fault, isFault } from '../reference/fault.ts';
import type { Argument, Failure } from './trace.ts';

/** A part of a formula that fails, where it does, and the names bound on the way to it. */
export interface Part {
  readonly expr: Expr;
  readonly context: Context;
  readonly names: readonly Argument[];
}

/** Of a formula that is false in the context: the part that fails, and for which values. */
export function explainFalse(formula: Expr, context: Context): Failure {
  const { expr, context: there, names } = falsePart({ expr: formula, context, names: [] });
  return {
    span: expr.span,
    text: textOf(expr.span),
    witnesses: distinct([...names, ...namesIn(expr, there), ...readsOf(expr, there)]),
  };
}

/** Of a fault: its place, what is wrong there, and the names in it. */
export function explainFault(fault: Fault): Failure {
  if (fault.kind === 'assert') return explainFalse(fault.test, fault.context);
  const { span, message, environment } = fault;
  const text = textOf(span);
  const words = new Set(text.match(/\w+/g));
  const witnesses = boundIn(environment)
    .filter(({ binder }) => words.has(binder.name))
    .map(({ binder, value }) => argument(binder, value));
  return { span, text: text === '' ? message : `${text} (${message})`, witnesses };
}

/** Of a formula that is false in the context: the part that fails. */
export const falsePartOf = (expr: Expr, context: Context): Part =>
  falsePart({ expr, context, names: [] });

function falsePart(part: Part): Part {
  const below = partBelow(part);
  return below === null ? part : falsePart(below);
}

/** One turn further down; null where it cannot be taken apart. */
export function partBelow(part: Part): Part | null {
  const { expr, context } = part;
  switch (expr.kind) {
    case 'and':
      return { ...part, expr: isFalse(expr.left, context) ? expr.left : expr.right };
    case 'implies':
      return { ...part, expr: expr.right };
    case 'if':
      return { ...part, expr: evaluate(expr.test, context) === true ? expr.then : expr.otherwise };
    case 'let': {
      const value = evaluate(expr.value, context);
      return isFault(value) ? null : named(part, expr, value);
    }
    case 'forall': {
      const elements = evaluate(expr.domain, context);
      if (isFault(elements)) return null;
      const fails = (value: Value) => isFalse(expr.body, withName(context, expr.binder, value));
      const witness = listOf(elements).find(fails);
      return witness === undefined ? null : named(part, expr, witness);
    }
    case 'call':
      return called(part, expr);
    default:
      return null;
  }
}

function named(
  { context, names }: Part,
  { binder, body }: Of<'let' | 'forall' | 'exists'>,
  value: Value,
): Part {
  const inside = withName(context, binder, value);
  return { expr: body, context: inside, names: [...names, argument(binder, value)] };
}

function called({ context, names }: Part, expr: Of<'call'>): Part | null {
  const { params, body } = funOf(context.machine, expr.fun);
  const values = evaluateAll(expr.args, context);
  if (isFault(values)) return null;
  const args = params.map((param, i) => argument(param, values[i] ?? null));
  const inside = { ...context, environment: boundAll(null, params, values) };
  return { expr: body, context: inside, names: [...names, ...args] };
}

type Bound = NonNullable<Environment>;

const isFalse = (expr: Expr, context: Context): boolean => evaluate(expr, context) === false;

const argument = ({ name, type }: BinderRef, value: Value): Argument => ({ name, type, value });

/** The text in one line. */
const textOf = (span: Span): string => spanText(span).replace(/\s+/g, ' ').trim();

/** What is bound, outermost first. */
function boundIn(environment: Environment): readonly Bound[] {
  const names: Bound[] = [];
  for (let here = environment; here !== null; here = here.outer) names.unshift(here);
  return names;
}

// Names that were bound outside and are read in the part.
function namesIn(expr: Expr, { environment }: Context): readonly Argument[] {
  const ids = new Set(bindersIn(expr));
  const outside = boundIn(environment).filter(({ binder }) => ids.has(binder.id));
  return outside.map(({ binder, value }) => argument(binder, value));
}

const bindersIn = (expr: Expr): readonly number[] =>
  expr.kind === 'binder' ? [expr.binder.id] : partsOf(expr).flatMap(bindersIn);

// What the part reads of the state, `use[p] = free`, as far as no name inside it is in the way.
function readsOf(expr: Expr, context: Context): readonly Argument[] {
  const whole = expr.kind === 'not' ? expr.of : expr;
  if (isRead(whole)) return [];
  return placesIn(expr).flatMap(place => {
    const name = textOf(place.span);
    const value = evaluate(place, context);
    return name === '' || isFault(value) ? [] : [{ name, type: place.type, value }];
  });
}

function placesIn(expr: Expr): readonly Expr[] {
  if (bindsNames(expr)) return [];
  if (isRead(expr) && expr.type.kind !== 'map' && expr.type.kind !== 'place') return [expr];
  return partsOf(expr).flatMap(placesIn);
}

const bindsNames = ({ kind }: Expr): boolean =>
  ['forall', 'exists', 'filter', 'image', 'mapOf', 'let'].includes(kind);

function isRead(expr: Expr): boolean {
  if (expr.kind === 'variable') return true;
  if (expr.kind === 'next') return isRead(expr.of);
  const reaches = expr.kind === 'lookup' || expr.kind === 'item' || expr.kind === 'field';
  return (reaches || expr.kind === 'unwrap' || expr.kind === 'payload') && isRead(expr.of);
}

function distinct(args: readonly Argument[]): readonly Argument[] {
  return [...new Map(args.map(arg => [arg.name, arg] as const)).values()];
}
