/**
 * What an expression is evaluated in: a machine, a state, under a transition property
 * also the state afterwards, and the values of the names that are bound around it.
 */
import { present } from '../base/assertion.ts';
import type { BinderRef, Expr, VariableId } from '../machine/expr.ts';
import type { Machine } from '../machine/machine.ts';
import type { Value } from '../machine/value.ts';
import type { State } from './state.ts';

/** The values of names, innermost first; null where nothing is bound. */
export type Environment = {
  readonly binder: BinderRef;
  readonly value: Value;
  readonly outer: Environment;
} | null;

export interface Context {
  readonly machine: Machine;
  readonly state: State;
  /** What `next` means; null where no step is judged. */
  readonly after: State | null;
  readonly environment: Environment;
  /** Told of every place that is read or written; undefined where nobody wants to know. */
  readonly observer?: Observer | undefined;
}

/**
 * A place of the state as dependences see it: a variable, then indexes of entries of maps
 * and fields of structs. What is deeper (items of sequences, inside options) is the whole.
 */
export interface Spot {
  readonly variable: VariableId;
  readonly way: readonly number[];
}

/** Hears what an evaluation touches. `whole` is false where only a part of the spot is written. */
export interface Observer {
  read(spot: Spot): void;
  wrote(spot: Spot, whole: boolean): void;
}

/** The expressions of these kinds. */
export type Of<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

/** In a state, with nothing bound. */
export const inState = (machine: Machine, state: State): Context => ({
  machine,
  state,
  after: null,
  environment: null,
});

/** The environment with one more name. */
export const bound = (environment: Environment, binder: BinderRef, value: Value): Environment => ({
  binder,
  value,
  outer: environment,
});

/** The environment with these names, each at the value of its position. */
export function boundAll(
  environment: Environment,
  binders: readonly BinderRef[],
  values: readonly Value[],
): Environment {
  return binders.reduce(
    (inner, binder, i) => bound(inner, binder, present(values[i], 'each name has a value')),
    environment,
  );
}

/** The context with one more name. */
export const withName = (context: Context, binder: BinderRef, value: Value): Context => ({
  machine: context.machine,
  state: context.state,
  after: context.after,
  environment: bound(context.environment, binder, value),
  observer: context.observer,
});

/** The value of a name. */
export function boundValue(environment: Environment, binder: BinderRef): Value {
  for (let here = environment; here !== null; here = here.outer) {
    if (here.binder.id === binder.id) return here.value;
  }
  throw new Error(`broken promise: the name ${binder.name} is bound where it is read`);
}
