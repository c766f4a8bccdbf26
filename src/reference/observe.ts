/**
 * Access to an entry or a field while somebody wants to know what is read: of a way into
 * a variable the spot at its end is told, not all that it passes through. The values are
 * those that `evaluate` gives without an observer.
 */
import { present } from '../base/assertion.ts';
import { indexIn } from '../machine/domain.ts';
import type { Expr } from '../machine/expr.ts';
import type { Value } from '../machine/value.ts';
import { apply } from './apply.ts';
import type { Context, Of, Spot } from './context.ts';
import { type Fault, isFault, within } from './fault.ts';

type Evaluate = (expr: Expr, context: Context) => Value | Fault;

/** What a way has reached; no spot where it does not begin at a variable. */
interface Reached {
  readonly value: Value;
  readonly spot: Spot | null;
}

/** The value of an access, its spot told to the observer; `evaluate` gives the other parts. */
export function observed(
  expr: Of<'lookup' | 'field'>,
  context: Context,
  evaluate: Evaluate,
): Value | Fault {
  const there = reached(expr, context, evaluate);
  if (isFault(there)) return there;
  tell(there.spot, context);
  return there.value;
}

const tell = (spot: Spot | null, { observer }: Context): void => {
  if (spot !== null) observer?.read(spot);
};

function reached(expr: Expr, context: Context, evaluate: Evaluate): Reached | Fault {
  switch (expr.kind) {
    case 'variable': {
      const value = present(context.state.get(expr.variable), 'a variable has a value');
      return { value, spot: { variable: expr.variable, way: [] } };
    }
    case 'lookup': {
      const map = reached(expr.of, context, evaluate);
      if (isFault(map)) return map;
      const key = evaluate(expr.key, context);
      // What was reached so far is read all the same.
      if (isFault(key)) return failed(map, key, context);
      const index = expr.of.type.kind === 'map' ? indexIn(expr.of.type.key, key) : undefined;
      return onward(map, apply(expr, [map.value, key]), index ?? null, context);
    }
    case 'field': {
      const struct = reached(expr.of, context, evaluate);
      if (isFault(struct)) return struct;
      return onward(struct, apply(expr, [struct.value]), expr.field, context);
    }
    default: {
      const value = evaluate(expr, context);
      return isFault(value) ? value : { value, spot: null };
    }
  }
}

function onward(
  from: Reached,
  value: Value | Fault,
  index: number | null,
  context: Context,
): Reached | Fault {
  if (isFault(value)) return failed(from, within<Fault>(context.environment, value), context);
  const { spot } = from;
  if (spot === null || index === null) return { value, spot };
  return { value, spot: { ...spot, way: [...spot.way, index] } };
}

function failed(from: Reached, why: Fault, context: Context): Fault {
  tell(from.spot, context);
  return why;
}
