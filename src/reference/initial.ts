/**
 * The initial states, in the order in which a Path counts them. Assumptions that read
 * no variable are judged first. Then each variable in its order takes each of its
 * values (the first variable changes slowest; of a map the first entry); `init` runs
 * from there, all ways in order; the threads run to their first steps, in the order of
 * actors and instances; the assumptions on states are judged last. A state that comes
 * out twice counts where it came out first.
 */
import { List } from 'immutable';
import { invariant } from '../base/assertion.ts';
import { domain } from '../machine/domain.ts';
import type { Expr } from '../machine/expr.ts';
import type { Machine, Thread, Variable } from '../machine/machine.ts';
import { partsOf } from '../machine/parts.ts';
import type { Type } from '../machine/types.ts';
import { encode, listOf, type Value } from '../machine/value.ts';
import { bound, boundAll, type Context, inState } from './context.ts';
import { startAt } from './cursor.ts';
import { evaluate, funOf, truth } from './evaluate.ts';
import { type Fault, isFault } from './fault.ts';
import { instancesOf } from './instances.ts';
import { run } from './run.ts';
import type { State } from './state.ts';
import { arrived } from './successors.ts';

/** Where runs begin, and what went wrong in getting there. */
export interface Beginning {
  readonly states: readonly State[];
  readonly faults: readonly Fault[];
}

/** The distinct initial states of a machine in their order, and the faults of initialisation. */
export function initialStates(machine: Machine): Beginning {
  const onParameters = machine.assumes.filter(({ test }) => !readsState(machine, test));
  const onStates = machine.assumes.filter(({ test }) => readsState(machine, test));
  const faults: Fault[] = [];
  let states: readonly State[] = [List()];
  for (const { test } of onParameters) go(state => assumed(machine, test, state));
  for (const variable of machine.variables) go(state => withVariable(machine, variable, state));
  go(state => initialised(machine, state));
  for (const thread of machine.actors) if (thread.kind === 'thread') start(thread);
  for (const { test } of onStates) go(state => assumed(machine, test, state));
  return { states: distinct(states), faults };

  function start(thread: Thread): void {
    for (const instance of instancesOf(thread.params)) {
      go(state => started(machine, thread, instance, state));
    }
  }
  function go(onward: (state: State) => readonly (State | Fault)[]): void {
    const results = states.flatMap(onward);
    faults.push(...results.filter(isFault));
    states = results.flatMap(result => (isFault(result) ? [] : [result]));
  }
}

function assumed(machine: Machine, test: Expr, state: State): readonly (State | Fault)[] {
  const holds = truth(test, inState(machine, state));
  if (isFault(holds)) return [holds];
  return holds ? [state] : [];
}

function initialised(machine: Machine, state: State): readonly (State | Fault)[] {
  if (machine.init === null) return [state];
  return run(machine, startAt(machine.init, state, null)).ways.map(way => way.outcome);
}

function started(
  machine: Machine,
  thread: Thread,
  instance: readonly Value[],
  state: State,
): readonly (State | Fault)[] {
  const environment = boundAll(null, thread.params, instance);
  const { ways } = run(machine, startAt(thread.start, state, environment));
  return ways.map(way => arrived(thread, instance, way));
}

function withVariable(
  machine: Machine,
  variable: Variable,
  state: State,
): readonly (State | Fault)[] {
  const values = valuesOf(variable, 0, variable.type, inState(machine, state));
  return isFault(values) ? [values] : values.map(value => state.push(value));
}

// The maps of a family come first and bind its parameters, then those of the declared type.
function valuesOf(
  variable: Variable,
  level: number,
  type: Type,
  context: Context,
): readonly Value[] | Fault {
  const { initial, depth } = variable;
  if (level < depth || (initial.kind === 'each' && type.kind === 'map')) {
    invariant(type.kind === 'map', 'a family has a map for each parameter');
    return mapsOf(variable, level, type, context);
  }
  if (initial.kind === 'each') {
    const set = evaluate(initial.set, context);
    return isFault(set) ? set : listOf(set).toArray();
  }
  const value = evaluate(initial.expr, context);
  return isFault(value) ? value : [value];
}

function mapsOf(
  variable: Variable,
  level: number,
  type: Extract<Type, { kind: 'map' }>,
  context: Context,
): readonly Value[] | Fault {
  const param = level < variable.depth ? variable.params[level] : undefined;
  let maps: readonly List<Value>[] = [List()];
  for (const key of domain(type.key)) {
    const { environment } = context;
    const inner = param === undefined ? environment : bound(environment, param, key);
    const entries = valuesOf(variable, level + 1, type.value, { ...context, environment: inner });
    if (isFault(entries)) return entries;
    maps = maps.flatMap(map => entries.map(entry => map.push(entry)));
  }
  return maps;
}

function distinct(states: readonly State[]): readonly State[] {
  const seen = new Map<string, State>();
  for (const state of states) {
    const key = encode(state);
    if (!seen.has(key)) seen.set(key, state);
  }
  return [...seen.values()];
}

/** Whether an expression reads a variable, itself or in a function that it calls. */
export function readsState(machine: Machine, expr: Expr): boolean {
  if (expr.kind === 'variable') return true;
  if (expr.kind === 'call' && readsState(machine, funOf(machine, expr.fun).body)) return true;
  return partsOf(expr).some(part => readsState(machine, part));
}
