/**
 * What is read where a run is judged: the spots that decide that the property is broken at
 * its end. Of a formula the part that fails and what leads there, not what stands beside
 * it; of a deadlock whatever the steps that could not be taken waited for.
 */
import type { Expr } from '../../machine/expr.ts';
import type { Machine } from '../../machine/machine.ts';
import { partsOf } from '../../machine/parts.ts';
import { type Context, inState, type Observer, type Spot } from '../../reference/context.ts';
import { evaluate } from '../../reference/evaluate.ts';
import { type Fault, isFault } from '../../reference/fault.ts';
import { placeSpot, Sink } from '../../reference/footprint.ts';
import { instancesOf } from '../../reference/instances.ts';
import type { State } from '../../reference/state.ts';
import { expand, placeOf } from '../../reference/successors.ts';
import { type Part, partBelow } from '../explain.ts';
import type { Steps } from './orders.ts';

/** The spots read; none of an error in a step, which is what its step reads. */
export function criterion(steps: Steps): readonly Spot[] {
  const { machine, property, initial, transitions } = steps;
  const sink = new Sink();
  const last = transitions.at(-1);
  const before = transitions.at(-2)?.outcome ?? initial;
  const after = last?.outcome ?? initial;
  if (isFault(after)) ofFault(after, sink);
  else if (property.kind === 'deadlock') ofDeadlock(machine, after, sink);
  else {
    const here = inState(machine, after);
    for (const { kind, name, formula } of machine.properties) {
      const isThis = kind === property.kind && name === property.name;
      if (kind === 'transition') {
        if (isFault(before)) continue;
        const step: Context = { ...inState(machine, before), after };
        if (isThis || fails(formula, step, property.name)) ofFormula(formula, step, sink);
      } else if (isThis && kind === 'cover') evaluate(formula, { ...here, observer: sink });
      else if (isThis || fails(formula, here, property.name)) ofFormula(formula, here, sink);
    }
  }
  return sink.footprint().reads;
}

// What the threads wait for, and that they are there.
function ofDeadlock(machine: Machine, state: State, sink: Sink): void {
  expand(machine, state, { observer: sink });
  for (const actor of machine.actors) {
    if (actor.kind !== 'thread') continue;
    for (const instance of instancesOf(actor.params)) {
      const finished = placeOf(actor, instance, state) === actor.finished;
      if (!finished) sink.read(placeSpot(actor, { instance }));
    }
  }
}

function ofFault(fault: Fault, sink: Sink): void {
  if (fault.kind === 'assert') ofFormula(fault.test, fault.context, sink);
}

// A run-time error inside a property.
function fails(formula: Expr, context: Context, name: string): boolean {
  const value = evaluate(formula, context);
  return isFault(value) && value.kind === 'runtime' && value.code === name;
}

function ofFormula(formula: Expr, context: Context, sink: Sink): void {
  let part: Part = { expr: formula, context: { ...context, observer: undefined }, names: [] };
  for (let below = partBelow(part); below !== null; below = partBelow(part)) {
    for (const side of sidesOf(part.expr)) look(side, part.context, sink);
    part = below;
  }
  look(part.expr, part.context, sink);
}

const look = (expr: Expr, context: Context, observer: Observer): void => {
  evaluate(expr, { ...context, observer });
};

// What is evaluated on the way down, besides the part that fails.
function sidesOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'implies':
      return [expr.left];
    case 'if':
      return [expr.test];
    case 'let':
      return [expr.value];
    case 'forall':
      return [expr.domain];
    case 'call':
      return partsOf(expr);
    default:
      return [];
  }
}
