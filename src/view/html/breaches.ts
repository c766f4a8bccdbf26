/**
 * Which parts of a state make which invariants false: every conjunct, for every element of a
 * `forall`, with what it read and the names that were bound. So a specification's own
 * invariants say which entry must not be there, and a drawing needs no other hint.
 */

import type { Expr } from '../../machine/expr.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Type } from '../../machine/types.ts';
import { listOf, type Value } from '../../machine/value.ts';
import {
  boundAll,
  type Context,
  inState,
  type Observer,
  type Spot,
  withName,
} from '../../reference/context.ts';
import { evaluate, evaluateAll, funOf } from '../../reference/evaluate.ts';
import { isFault } from '../../reference/fault.ts';
import type { State } from '../../reference/state.ts';

/** A part of an invariant that is false. */
export interface Breach {
  /** The invariant. */
  readonly name: string;
  /** What the part read, and what decided that it was asked. */
  readonly reads: readonly Spot[];
  readonly bound: readonly { readonly type: Type; readonly value: Value }[];
}

/** All breaches of a state, in the order of the invariants. */
export function breachesIn(machine: Machine, state: State): readonly Breach[] {
  return machine.properties.flatMap(({ kind, name, formula }) =>
    kind !== 'invariant' || evaluate(formula, inState(machine, state)) !== false
      ? []
      : falseParts({ expr: formula, context: inState(machine, state), reads: [], bound: [] }).map(
          ({ reads, bound }) => ({ name, reads, bound }),
        ),
  );
}

interface Part extends Omit<Breach, 'name'> {
  readonly expr: Expr;
  readonly context: Context;
}

// A part that fails to have a value is no breach: it is a run-time error, told elsewhere.
function falseParts(part: Part): readonly Part[] {
  const { expr } = part;
  switch (expr.kind) {
    case 'and':
      return [expr.left, expr.right].flatMap(side => falseParts({ ...part, expr: side }));
    case 'implies': {
      const { value, after } = observed(expr.left, part);
      return value === true ? falseParts({ ...after, expr: expr.right }) : [];
    }
    case 'forall': {
      const { value, after } = observed(expr.domain, part);
      if (value === null) return [];
      return listOf(value)
        .toArray()
        .flatMap(element => falseParts(named(after, expr.binder, element, expr.body)));
    }
    case 'let': {
      const { value, after } = observed(expr.value, part);
      return falseParts(named(after, expr.binder, value, expr.body));
    }
    case 'call':
      return falsePartsOfCall(expr, part);
    default: {
      const { value, after } = observed(expr, part);
      return value === false ? [after] : [];
    }
  }
}

function falsePartsOfCall(
  { fun, args }: Extract<Expr, { readonly kind: 'call' }>,
  part: Part,
): readonly Part[] {
  const reads = [...part.reads];
  const values = evaluateAll(args, { ...part.context, observer: listener(reads) });
  if (isFault(values)) return [];
  const { params, body } = funOf(part.context.machine, fun);
  const context = { ...part.context, environment: boundAll(null, params, values) };
  const bound = params.map(({ type }, i) => ({ type, value: values[i] ?? null }));
  return falseParts({ expr: body, context, reads, bound: [...part.bound, ...bound] });
}

const named = (
  part: Part,
  binder: Extract<Expr, { readonly kind: 'forall' | 'let' }>['binder'],
  value: Value,
  expr: Expr,
): Part => ({
  ...part,
  expr,
  context: withName(part.context, binder, value),
  bound: [...part.bound, { type: binder.type, value }],
});

// Null where it fails; nothing that is asked for here is null otherwise but an option.
function observed(expr: Expr, part: Part): { readonly value: Value; readonly after: Part } {
  const reads = [...part.reads];
  const value = evaluate(expr, { ...part.context, observer: listener(reads) });
  return { value: isFault(value) ? null : value, after: { ...part, reads } };
}

const listener = (reads: Spot[]): Observer => ({
  read: spot => {
    reads.push(spot);
  },
  wrote: () => {},
});
