/**
 * Which leaves of a state an expression reads: all that it can read, and as few more as
 * possible. A key whose value needs no state narrows a map to one entry; a quantifier over
 * what needs no state is followed element by element.
 */
import { domain, indexIn } from '../../machine/domain.ts';
import type { BinderRef, Expr, VariableId } from '../../machine/expr.ts';
import type { Machine } from '../../machine/machine.ts';
import { partsOf } from '../../machine/parts.ts';
import { listFrom, listOf, type Value } from '../../machine/value.ts';
import { bound, type Environment } from '../../reference/context.ts';
import { evaluate, funOf } from '../../reference/evaluate.ts';
import { isFault } from '../../reference/fault.ts';
import { readsState } from '../../reference/initial.ts';
import type { LeafId, Leaves } from './leaves.ts';

/** The value of an expression that needs no state, and no name but those of the environment; else undefined. */
export function knownValue(
  machine: Machine,
  expr: Expr,
  environment: Environment,
): Value | undefined {
  if (readsState(machine, expr) || !namesIn(expr).every(id => isBound(environment, id))) {
    return undefined;
  }
  const value = evaluate(expr, { machine, state: listFrom([]), after: null, environment });
  return isFault(value) ? undefined : value;
}

function isBound(environment: Environment, id: number): boolean {
  for (let here = environment; here !== null; here = here.outer) {
    if (here.binder.id === id) return true;
  }
  return false;
}

// Names that are read and not bound within the expression itself.
function namesIn(expr: Expr): readonly number[] {
  if (expr.kind === 'binder') return [expr.binder.id];
  const names = partsOf(expr).flatMap(namesIn);
  return 'binder' in expr ? names.filter(id => id !== expr.binder.id) : names;
}

/** An expression, and the names around it whose values are known. */
export interface Part {
  readonly expr: Expr;
  readonly environment: Environment;
}

// Parts that are looked at one by one, for one expression; then names are left open.
const mostParts = 50_000;

/** The leaves that an expression may read; names that the environment lacks may have any value. */
export function readsOf(machine: Machine, leaves: Leaves, whole: Part): ReadonlySet<LeafId> {
  const found = new Set<LeafId>();
  const pending = [whole];
  let looked = 0;
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    looked += 1;
    const spot = spotOf(machine, leaves, part);
    if (spot !== null) for (const id of leaves.under(spot.variable, spot.way)) found.add(id);
    pending.push(...(spot === null ? below(machine, part, looked < mostParts) : keysOf(part)));
  }
  return found;
}

/** A part of a variable. */
interface Spot {
  readonly variable: VariableId;
  readonly way: readonly number[];
  /** False where all below the way may be read, whatever comes behind. */
  readonly exact: boolean;
}

// Null for what is no part of a variable.
function spotOf(machine: Machine, leaves: Leaves, { expr, environment }: Part): Spot | null {
  if (expr.kind === 'variable') return { variable: expr.variable, way: [], exact: true };
  if (expr.kind !== 'lookup' && expr.kind !== 'field') return null;
  const of = spotOf(machine, leaves, { expr: expr.of, environment });
  if (of === null) return null;
  const index = expr.kind === 'field' ? expr.field : indexOf(machine, expr, environment);
  const way = index === undefined ? of.way : [...of.way, index];
  const exact = of.exact && index !== undefined && leaves.under(of.variable, way).length > 0;
  return { variable: of.variable, way: exact ? way : of.way, exact };
}

function indexOf(
  machine: Machine,
  { of, key }: Extract<Expr, { readonly kind: 'lookup' }>,
  environment: Environment,
): number | undefined {
  const value = knownValue(machine, key, environment);
  return value === undefined || of.type.kind !== 'map' ? undefined : indexIn(of.type.key, value);
}

function keysOf({ expr, environment }: Part): readonly Part[] {
  if (expr.kind !== 'lookup' && expr.kind !== 'field') return [];
  const keys = expr.kind === 'lookup' ? [{ expr: expr.key, environment }] : [];
  return [...keys, ...keysOf({ expr: expr.of, environment })];
}

// The parts directly below one, with the names that it binds; `narrow` follows elements one by one.
function below(machine: Machine, { expr, environment }: Part, narrow: boolean): readonly Part[] {
  const parts = partsOf(expr).map(part => ({ expr: part, environment }));
  switch (expr.kind) {
    case 'forall':
    case 'exists':
    case 'filter':
    case 'image': {
      const [set, ...bodies] = partsOf(expr);
      const values = set && narrow ? knownValue(machine, set, environment) : undefined;
      if (values === undefined) return parts;
      return over(expr.binder, listOf(values), bodies, environment);
    }
    case 'mapOf':
      return narrow ? over(expr.binder, domain(expr.binder.type), [expr.body], environment) : parts;
    case 'let': {
      const inside = named(machine, expr.binder, { expr: expr.value, environment }, environment);
      return [...parts.slice(0, 1), { expr: expr.body, environment: inside }];
    }
    case 'call': {
      const { params, body } = funOf(machine, expr.fun);
      const inside = params.reduce<Environment>((inner, param, i) => {
        const arg = parts[i];
        return arg === undefined ? inner : named(machine, param, arg, inner);
      }, null);
      return [...parts, { expr: body, environment: inside }];
    }
    default:
      return parts;
  }
}

const over = (
  binder: BinderRef,
  values: Iterable<Value>,
  bodies: readonly Expr[],
  environment: Environment,
): readonly Part[] =>
  [...values].flatMap(value =>
    bodies.map(expr => ({ expr, environment: bound(environment, binder, value) })),
  );

function named(machine: Machine, binder: BinderRef, value: Part, inner: Environment): Environment {
  const known = knownValue(machine, value.expr, value.environment);
  return known === undefined ? inner : bound(inner, binder, known);
}
