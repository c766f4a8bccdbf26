/**
 * Variables with their types and initial values. In a declaration a value of B alone
 * stands for the map that has it everywhere.
 */
import type { BinderRef, Expr } from '../../machine/expr.ts';
import type { Initial, Variable } from '../../machine/machine.ts';
import { alike } from '../../machine/relate.ts';
import type { Type } from '../../machine/types.ts';
import { docOf } from '../../syntax/docs.ts';
import type { Expr as Tree, VarDecl } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { elaborated, fitted } from '../expressions/make.ts';
import { selfTyped } from '../expressions/self-typed.ts';
import { resolve } from '../types.ts';
import { binder, type Context, inside } from '../world.ts';

export interface VariableOwner {
  readonly actor: string;
  readonly params: readonly BinderRef[];
}

/** Enters a variable without its initial value, which may need all names; null when reported. */
export function enterVariable(
  decl: VarDecl,
  owner: VariableOwner | null,
  context: Context,
): number | null {
  const { world } = context;
  const declared = resolve(decl.type, context);
  if (declared === null) return null;
  const params = owner?.params ?? [];
  const type = params.reduceRight<Type>(
    (value, p) => ({ kind: 'map', key: p.type, value }),
    declared,
  );
  const id = world.variables.length;
  const none: Expr = { kind: 'constant', value: null, type: declared, span: decl.span };
  world.variables.push({
    name: decl.name.text,
    type,
    role: owner === null ? 'shared' : 'local',
    actor: owner?.actor ?? null,
    depth: params.length,
    params,
    initial: { kind: 'value', expr: none },
    doc: docOf(decl.comments),
    span: decl.name.span,
  });
  world.declaredAs.set(id, declared);
  return id;
}

/** Gives a variable its initial value, once all names are known. */
export function initialise(decl: VarDecl, id: number, context: Context): void {
  const { world } = context;
  const variable = world.variables[id];
  const type = world.declaredAs.get(id);
  if (variable === undefined || type === undefined) return;
  if (decl.initial === null) {
    world.report(errors.noInitial(decl.name.span, decl.name.text));
    return;
  }
  const inner: Context = { ...context, scope: paramScope(variable, context), mode: 'constant' };
  const initial =
    decl.initial.kind === 'value'
      ? value(decl.initial.expr, type, inner)
      : choices(decl.initial.expr, type, inner);
  if (initial !== null) world.variables[id] = { ...variable, initial };
}

function paramScope(variable: Variable, context: Context): Context['scope'] {
  const scope = inside(context.world.root);
  for (const p of variable.params) {
    const expr: Expr = { kind: 'binder', binder: p, type: p.type, span: variable.span };
    scope.names.set(p.name, { entity: { kind: 'value', expr }, span: variable.span });
  }
  return scope;
}

function value(tree: Tree, type: Type, context: Context): Initial | null {
  const expr = everywhere(tree, type, context);
  return expr === null ? null : { kind: 'value', expr };
}

// The value itself, or a value for every key, however deep.
function everywhere(tree: Tree, type: Type, context: Context): Expr | null {
  if (type.kind !== 'map') return elaborated(tree, type, context);
  if (selfTyped(tree, context.scope)) {
    const expr = context.world.elaborate(tree, context, null);
    if (expr === null) return null;
    if (alike(expr.type, type) || !spreads(expr, type.value)) return fitted(expr, type, context);
  } else if (isMap(tree) && (type.value.kind !== 'map' || fitsWhole(tree, type, context))) {
    return elaborated(tree, type, context);
  }
  const inner = everywhere(tree, type.value, context);
  if (inner === null) return null;
  const key = binder(context.world, '_', type.key);
  return { kind: 'mapOf', binder: key, body: inner, type, span: tree.span };
}

const fitsWhole = (tree: Tree, type: Type, context: Context): boolean =>
  elaborated(tree, type, { ...context, world: { ...context.world, report: () => {} } }) !== null;

// Some value below the maps' keys is of this type.
function spreads(expr: Expr, type: Type): boolean {
  return alike(expr.type, type) || (type.kind === 'map' && spreads(expr, type.value));
}

// By its form alone, whatever the entries are.
function isMap(tree: Tree): boolean {
  if (tree.kind === 'parenthesised') return isMap(tree.of);
  if (tree.kind === 'conditional') return isMap(tree.then) || isMap(tree.otherwise);
  return tree.kind === 'mapLiteral';
}

/** The innermost type of nested maps: what each entry has. */
export function entryOf(type: Type): Type {
  return type.kind === 'map' ? entryOf(type.value) : type;
}

function choices(tree: Tree, type: Type, context: Context): Initial | null {
  const entry = entryOf(type);
  const set = context.world.elaborate(tree, context, { kind: 'set', of: entry, max: null });
  if (set === null) return null;
  const fit = fitted(set, { kind: 'set', of: entry, max: null }, context);
  return fit === null ? null : { kind: 'each', set: fit, entry };
}
