/** Every expression of a machine, and what they use: types, functions, variables. */
import { present } from '../../base/assertion.ts';
import type { BinderRef, Expr, Place, VariableId } from '../../machine/expr.ts';
import type { Fun, Machine, Node } from '../../machine/machine.ts';
import { partsOf } from '../../machine/parts.ts';
import type { Type } from '../../machine/types.ts';

/** The expression and all below it, in the order of evaluation, outer ones first. */
export function* within(expr: Expr): Generator<Expr> {
  yield expr;
  for (const part of partsOf(expr)) yield* within(part);
}

/** The expressions in a place: its keys and indexes. */
export const keysOf = (place: Place): readonly Expr[] =>
  place.steps.flatMap(step =>
    step.kind === 'key' ? [step.key] : step.kind === 'item' ? [step.index] : [],
  );

/** The expressions that stand directly in a node. */
export function exprsOf(node: Node): readonly Expr[] {
  switch (node.kind) {
    case 'assign':
      return [...keysOf(node.place), node.value];
    case 'bind':
      return [node.value];
    case 'guard':
    case 'branch':
    case 'assert':
      return [node.test];
    case 'pick':
      return [node.domain, ...(node.where === null ? [] : [node.where])];
    case 'each':
      return [node.domain];
    default:
      return [];
  }
}

/** Every expression of a machine but those of its scenarios. */
export function* everyExpr(machine: Machine): Generator<Expr> {
  const roots = [
    ...machine.variables.map(({ initial }) =>
      initial.kind === 'value' ? initial.expr : initial.set,
    ),
    ...machine.nodes.flatMap(exprsOf),
    ...machine.assumes.map(({ test }) => test),
    ...machine.funs.map(({ body }) => body),
    ...machine.properties.map(({ formula }) => formula),
  ];
  for (const root of roots) yield* within(root);
}

/** The type and all types in it, inner ones first. */
export function* typesIn(type: Type): Generator<Type> {
  switch (type.kind) {
    case 'struct':
      for (const field of type.fields) yield* typesIn(field.type);
      break;
    case 'union':
      for (const field of type.cases.flatMap(c => c.fields)) yield* typesIn(field.type);
      break;
    case 'option':
    case 'set':
    case 'seq':
      yield* typesIn(type.of);
      break;
    case 'map':
      yield* typesIn(type.key);
      yield* typesIn(type.value);
      break;
    default:
  }
  yield type;
}

/** The types of variables, parameters and expressions, with all types in them. */
export function* everyType(machine: Machine): Generator<Type> {
  const params = [...machine.actors, ...machine.funs].flatMap(p => p.params);
  for (const set of machine.scalarsets) yield set;
  for (const { type } of machine.variables) yield* typesIn(type);
  for (const { type } of params) yield* typesIn(type);
  for (const expr of everyExpr(machine)) {
    yield* typesIn(expr.type);
    if (expr.kind === 'domain') yield* typesIn(expr.of);
    if ('binder' in expr) yield* typesIn(expr.binder.type);
  }
}

/** The functions of a machine, each behind those that it calls. */
export function inOrder(machine: Machine): readonly Fun[] {
  const done = new Set<Fun>();
  const visit = (fun: Fun): void => {
    if (done.has(fun)) return;
    for (const expr of within(fun.body)) {
      if (expr.kind === 'call') visit(funOf(machine, expr.fun));
    }
    done.add(fun);
  };
  for (const fun of machine.funs) visit(fun);
  return [...done];
}

/** The function of a name. */
export const funOf = (machine: Machine, name: string): Fun =>
  present(
    machine.funs.find(fun => fun.name === name),
    `the function ${name} is in the machine`,
  );

/** The variables that an expression reads, also through functions. */
export function readsOf(machine: Machine, expr: Expr): ReadonlySet<VariableId> {
  const found = new Set<VariableId>();
  for (const part of within(expr)) {
    if (part.kind === 'variable') found.add(part.variable);
    if (part.kind === 'call') {
      for (const v of readsOf(machine, funOf(machine, part.fun).body)) found.add(v);
    }
  }
  return found;
}

/** The binders that are read in an expression. */
export function bindersIn(expr: Expr): ReadonlySet<BinderRef['id']> {
  const found = new Set<number>();
  for (const part of within(expr)) if (part.kind === 'binder') found.add(part.binder.id);
  return found;
}
