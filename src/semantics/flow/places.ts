/**
 * What can be assigned: shared variables, locals of the actor whose text this is,
 * `var` parameters (they stand for the place passed), and what lies inside them.
 */
import type { Expr, Place, PlaceStep } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import type { Name, Expr as Tree } from '../../syntax/tree.ts';
import * as errors from '../errors.ts';
import { indexValue } from '../expressions/access.ts';
import { actorOf } from '../expressions/names.ts';
import { type Context, lookup, namesIn } from '../world.ts';
import { type Flow, ownPlace, worldOf } from './flow.ts';

/** The place that an expression names; null when reported. */
export function placeOf(tree: Tree, flow: Flow, context: Context = flow.context): Place | null {
  const { report } = worldOf(flow);
  switch (tree.kind) {
    case 'name':
      return named(tree.name, flow, context);
    case 'parenthesised':
      return placeOf(tree.of, flow, context);
    case 'index':
      return refused(tree, flow, context) ? null : indexed(tree, flow, context);
    case 'field':
      return refused(tree, flow, context) ? null : inField(tree, flow, context);
    case 'unwrap': {
      const of = placeOf(tree.of, flow, context);
      if (of === null) return null;
      if (of.type.kind === 'option')
        return within(of, { kind: 'inner', type: of.type.of }, tree.span);
      report(errors.mismatch(tree.of.span, 'an optional value', of.type));
      return null;
    }
    default:
      report(errors.noPlace(tree.span, 'assign a variable, an entry `m[k]` or a field `s.f`'));
      return null;
  }
}

const within = (of: Place, step: PlaceStep, span: Place['span']): Place => ({
  variable: of.variable,
  steps: [...of.steps, step],
  type: step.type,
  span,
});

// Locals of other actors are seen by dots, and never written.
function refused(tree: Tree & { kind: 'index' | 'field' }, flow: Flow, context: Context): boolean {
  if (tree.kind !== 'field') return false;
  const use = actorOf(tree.of, context);
  if (use === null) return false;
  const owner = use.actor.decl.name.text;
  worldOf(flow).report(
    errors.notWritable(
      tree.span,
      `a local of \`${owner}\``,
      'only its owner writes it; share a variable instead',
    ),
  );
  return true;
}

function named(name: Name, flow: Flow, context: Context): Place | null {
  const { report, variables, known } = worldOf(flow);
  const found = lookup(context.scope, name.text)?.entity;
  switch (found?.kind) {
    case 'variable': {
      if (variables[found.id]?.role === 'local') return ownPlace(flow, found.id, name.span);
      return {
        variable: found.id,
        steps: [],
        type: variables[found.id]?.type ?? { kind: 'bool' },
        span: name.span,
      };
    }
    case 'place':
      return placeOf(found.tree, flow, found.context);
    case 'broken':
      return null;
    case undefined:
      if (context.absent !== null && known.has(name.text)) context.absent(name.text);
      else report(errors.unbound(name.span, name.text, namesIn(context.scope)));
      return null;
    case 'value':
      report(
        errors.notWritable(
          name.span,
          `\`${name.text}\``,
          'it is a constant copy; declare a `var` for what changes',
        ),
      );
      return null;
    default:
      report(errors.noPlace(name.span, 'assign a variable, an entry `m[k]` or a field `s.f`'));
      return null;
  }
}

function indexed(tree: Tree & { kind: 'index' }, flow: Flow, context: Context): Place | null {
  const of = placeOf(tree.of, flow, context);
  if (of === null) return null;
  if (of.type.kind === 'map') {
    const key = indexValue(tree.index, of.type.key, context);
    return key === null ? null : within(of, { kind: 'key', key, type: of.type.value }, tree.span);
  }
  if (of.type.kind === 'seq') {
    const index = indexValue(tree.index, positions(of.type), context);
    return index === null ? null : within(of, { kind: 'item', index, type: of.type.of }, tree.span);
  }
  worldOf(flow).report(errors.mismatch(tree.of.span, 'a map or a sequence', of.type));
  return null;
}

const positions = (type: Type & { kind: 'seq' }): Type => ({
  kind: 'range',
  low: 0,
  high: Math.max(0, type.max - 1),
});

function inField(tree: Tree & { kind: 'field' }, flow: Flow, context: Context): Place | null {
  const of = placeOf(tree.of, flow, context);
  if (of === null) return null;
  if (of.type.kind !== 'struct') {
    worldOf(flow).report(errors.mismatch(tree.of.span, 'a struct', of.type));
    return null;
  }
  const field = of.type.fields.findIndex(f => f.name === tree.name.text);
  const type = of.type.fields[field]?.type;
  if (type === undefined) {
    worldOf(flow).report(
      errors.noMember(
        tree.name.span,
        tree.name.text,
        of.type,
        of.type.fields.map(f => f.name),
      ),
    );
    return null;
  }
  return within(of, { kind: 'field', field, type }, tree.span);
}

/** The value that stands at a place now. */
export function readPlace(place: Place, flow: Flow): Expr {
  const { span } = place;
  let expr: Expr = {
    kind: 'variable',
    variable: place.variable,
    type: worldOf(flow).variables[place.variable]?.type ?? place.type,
    span,
  };
  for (const step of place.steps) {
    const { type } = step;
    if (step.kind === 'key') expr = { kind: 'lookup', of: expr, key: step.key, type, span };
    else if (step.kind === 'item') expr = { kind: 'item', of: expr, index: step.index, type, span };
    else if (step.kind === 'field')
      expr = { kind: 'field', of: expr, field: step.field, type, span };
    else expr = { kind: 'unwrap', of: expr, type, span };
  }
  return expr;
}
