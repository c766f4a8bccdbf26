/**
 * Assignment to a place: its keys are evaluated from left to right, each fails where
 * it stands, then the value; only then is anything written. A state is never changed:
 * the result is a new one that shares all else.
 */
import { invariant, present, unreachable } from '../base/assertion.ts';
import { indexIn } from '../machine/domain.ts';
import type { Expr, Place, PlaceStep } from '../machine/expr.ts';
import { show } from '../machine/show.ts';
import type { Type } from '../machine/types.ts';
import { intOf, listOf, type Value } from '../machine/value.ts';
import type { Context } from './context.ts';
import { evaluate } from './evaluate.ts';
import { type Fault, fault, isFault, within } from './fault.ts';
import type { State } from './state.ts';

/** The state after `place = value`, or what went wrong. */
export function assigned(place: Place, value: Expr, context: Context): State | Fault {
  const way = indexes(place, context);
  if (isFault(way)) return way;
  const stored = evaluate(value, context);
  if (isFault(stored)) return stored;
  tell(place, way, context);
  return listOf(written(context.state, [place.variable, ...way], stored));
}

// Below the first item or option the whole of what holds it is what was written, in part.
function tell({ variable, steps }: Place, way: readonly number[], { observer }: Context): void {
  if (observer === undefined) return;
  const inner = steps.findIndex(({ kind }) => kind === 'item' || kind === 'inner');
  observer.wrote({ variable, way: inner < 0 ? way : way.slice(0, inner) }, inner < 0);
}

/** A value with `stored` at the end of a way of indexes into its lists. */
export function written(value: Value, way: readonly number[], stored: Value): Value {
  const [index, ...rest] = way;
  if (index === undefined) return stored;
  const list = listOf(value);
  return list.set(index, written(present(list.get(index), 'a place is there'), rest, stored));
}

/** A part of a value, with its type. */
interface Spot {
  readonly type: Type;
  readonly value: Value;
}

// Where each step of the place goes in the lists that values are.
function indexes(place: Place, context: Context): readonly number[] | Fault {
  const variable = present(context.machine.variables[place.variable], 'a place is in a variable');
  const way: number[] = [];
  let spot: Spot = { type: variable.type, value: context.state.get(place.variable) ?? null };
  for (const step of place.steps) {
    const index = indexOf(step, spot, place, context);
    if (isFault(index)) return within(context.environment, index);
    way.push(index);
    const value = present(listOf(spot.value).get(index), 'a place is there');
    spot = { type: typeBelow(spot.type, step), value };
  }
  return way;
}

function indexOf(step: PlaceStep, spot: Spot, place: Place, context: Context): number | Fault {
  switch (step.kind) {
    case 'key':
      return keyIndex(step.key, spot, context);
    case 'item':
      return itemIndex(step.index, spot, context);
    case 'field':
      return step.field;
    case 'inner':
      return spot.value === null
        ? fault('runtime/none', place.span, 'what is assigned to is none')
        : 0;
    default:
      return unreachable(step);
  }
}

function keyIndex(key: Expr, { type }: Spot, context: Context): number | Fault {
  const value = evaluate(key, context);
  if (isFault(value)) return value;
  invariant(type.kind === 'map', 'what has keys is a map');
  const missing = () => fault('runtime/index', key.span, `${show(key.type, value)} is no key here`);
  return indexIn(type.key, value) ?? missing();
}

function itemIndex(index: Expr, spot: Spot, context: Context): number | Fault {
  const value = evaluate(index, context);
  if (isFault(value)) return value;
  const i = intOf(value);
  const { size } = listOf(spot.value);
  if (typeof i === 'number' && i >= 0 && i < size) return i;
  return fault('runtime/index', index.span, `no item ${i} in a sequence of ${size}`);
}

function typeBelow(type: Type, step: PlaceStep): Type {
  switch (type.kind) {
    case 'map':
      return type.value;
    case 'seq':
    case 'option':
      return type.of;
    case 'struct':
      invariant(step.kind === 'field', 'into a struct goes a field');
      return present(type.fields[step.field], 'the field is in the struct').type;
    default:
      throw new Error(`broken promise: nothing is below a ${type.kind}`);
  }
}
