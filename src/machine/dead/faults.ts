/**
 * May an expression fail, or an assignment? Yes wherever that cannot be excluded by types
 * alone: the checks that `semantics` leaves in an expression are those that are needed. A
 * name that was bound by `let`, `pick` or `is` has its value wherever it is read.
 */
import { present } from '../../base/assertion.ts';
import type { Expr, Place } from '../expr.ts';
import type { Machine } from '../machine.ts';
import { partsOf } from '../parts.ts';
import { fits } from '../relate.ts';
import type { Type } from '../types.ts';

const known = new WeakMap<Machine, Map<string, boolean>>();

/** It has a value in every state in which it is evaluated, or it may have none. */
export function mayFail(machine: Machine, expr: Expr): boolean {
  return failsItself(machine, expr) || partsOf(expr).some(part => mayFail(machine, part));
}

function failsItself(machine: Machine, expr: Expr): boolean {
  switch (expr.kind) {
    case 'lookup': {
      const map = expr.of.type;
      return map.kind !== 'map' || !fits(expr.key.type, map.key);
    }
    case 'item':
    case 'head':
    case 'tail':
    case 'last':
      return true;
    case 'unwrap':
      return !isBinding(machine, expr.of);
    case 'arithmetic':
      return (expr.op === '/' || expr.op === '%') && mayBeZero(expr.right.type);
    case 'fit':
      return !fits(expr.of.type, expr.type);
    case 'call':
      return funMayFail(machine, expr.fun);
    default:
      return false;
  }
}

const mayBeZero = (type: Type): boolean =>
  type.kind !== 'range' || (type.low <= 0 && type.high >= 0);

// A binding of the instance itself, as it is read: `y[c]` of a family, `y` without one.
function isBinding({ variables }: Machine, of: Expr): boolean {
  let depth = 0;
  let here = of;
  for (; here.kind === 'lookup'; here = here.of) depth += 1;
  if (here.kind !== 'variable') return false;
  const variable = present(variables[here.variable], 'a variable is in the machine');
  return variable.role === 'binding' && variable.depth === depth;
}

function funMayFail(machine: Machine, name: string): boolean {
  const funs = known.get(machine) ?? new Map<string, boolean>();
  known.set(machine, funs);
  const before = funs.get(name);
  if (before !== undefined) return before;
  const body = machine.funs.find(fun => fun.name === name)?.body;
  const answer = body === undefined || mayFail(machine, body);
  funs.set(name, answer);
  return answer;
}

/** One thing that an assignment may fail at. */
export type Hazard =
  /** A key, or the value, may have none. */
  | { readonly kind: 'expression'; readonly expr: Expr }
  /** A key may be outside the keys of its map. */
  | { readonly kind: 'key'; readonly key: Expr; readonly of: Type }
  /** An item or the inside of an option may not be there: it depends on what stands there. */
  | { readonly kind: 'content' };

/** What an assignment may fail at, in the order in which it is tried. */
export function hazardsOf(machine: Machine, place: Place, value: Expr): readonly Hazard[] {
  const hazards: Hazard[] = [];
  let type = present(machine.variables[place.variable], 'a place is in a variable').type;
  for (const step of place.steps) {
    if (step.kind === 'key' && type.kind === 'map') {
      if (!fits(step.key.type, type.key))
        hazards.push({ kind: 'key', key: step.key, of: type.key });
      else if (mayFail(machine, step.key)) hazards.push({ kind: 'expression', expr: step.key });
    }
    if (step.kind === 'item' || step.kind === 'inner') hazards.push({ kind: 'content' });
    type = step.type;
  }
  if (mayFail(machine, value)) hazards.push({ kind: 'expression', expr: value });
  return hazards;
}
