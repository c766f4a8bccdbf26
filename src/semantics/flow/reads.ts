/**
 * Which variables an expression reads, through the functions it calls. It decides
 * what is a step: a statement that reads or writes what others can write.
 */
import type { Expr, Place, VariableId } from '../../machine/expr.ts';
import type { Fun } from '../../machine/machine.ts';
import { partsOf } from '../../machine/parts.ts';
import type { World } from '../world.ts';

/** Calls `visit` with every variable read. */
export function eachRead(expr: Expr, world: World, visit: (variable: VariableId) => void): void {
  if (expr.kind === 'variable') visit(expr.variable);
  if (expr.kind === 'call') for (const id of readsOf(expr.fun, world)) visit(id);
  for (const part of partsOf(expr)) eachRead(part, world, visit);
}

const known = new WeakMap<Fun, ReadonlySet<VariableId>>();

/** The variables that a function reads, by itself or through others; found out once. */
export function readsOf(name: string, world: World): ReadonlySet<VariableId> {
  const fun = world.funs.get(name);
  if (fun === undefined) return new Set();
  const before = known.get(fun);
  if (before !== undefined) return before;
  const reads = new Set<VariableId>();
  eachRead(fun.body, world, id => reads.add(id));
  known.set(fun, reads);
  return reads;
}

/**
 * Reads something that others touch: anything but bindings of `actor` and those of its
 * locals that no property, cover or scenario reads.
 */
export function readsShared(expr: Expr, actor: string, world: World): boolean {
  let shared = false;
  eachRead(expr, world, id => {
    const variable = world.variables[id];
    if (variable?.actor !== actor || world.watched.has(`${actor}.${variable.name}`)) shared = true;
  });
  return shared;
}

/** Where a place lies is computed from its keys. */
export function keysOf(place: Place): readonly Expr[] {
  return place.steps.flatMap(step =>
    step.kind === 'key' ? [step.key] : step.kind === 'item' ? [step.index] : [],
  );
}
