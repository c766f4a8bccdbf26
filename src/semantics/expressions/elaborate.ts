/**
 * From an expression as written to one of the machine: names resolved, types
 * checked, one case a construct. Gives null where something was reported; never
 * reports the same mistake twice.
 */
import { unreachable } from '../../base/assertion.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Type } from '../../machine/types.ts';
import type { Expr as Tree } from '../../syntax/tree.ts';
import type { Context } from '../world.ts';
import { at, call, index, unwrap } from './access.ts';
import { filter, image, mapLiteral, quantified } from './binders.ts';
import { collection, construct, none, number, record, some, withFields } from './literals.ts';
import { bool, literal } from './make.ts';
import { field, name } from './names.ts';
import { binary, conditional, unary } from './operators.ts';
import { test } from './tests.ts';

/** See `Elaborate` in world.ts. */
export function elaborate(tree: Tree, context: Context, expected: Type | null): Expr | null {
  switch (tree.kind) {
    case 'number':
      return number(tree);
    case 'truth':
      return literal(tree.value, bool, tree.span);
    case 'none':
      return none(tree, context, expected);
    case 'some':
      return some(tree, context, expected);
    case 'name':
      return name(tree, context, expected);
    case 'call':
      return call(tree, context, expected);
    case 'index':
      return index(tree, context);
    case 'field':
      return field(tree, context);
    case 'unwrap':
      return unwrap(tree, context, expected);
    case 'is':
      return test(tree, context)?.expr ?? null;
    case 'at':
      return at(tree, context);
    case 'unary':
      return unary(tree, context);
    case 'binary':
      return binary(tree, context, expected);
    case 'conditional':
      return conditional(tree, context, expected);
    case 'quantified':
      return quantified(tree, context);
    case 'mapLiteral':
      return mapLiteral(tree, context, expected);
    case 'seqLiteral':
    case 'setLiteral':
      return collection(tree, context, expected);
    case 'filter':
      return filter(tree, context);
    case 'image':
      return image(tree, context, expected);
    case 'record':
      return record(tree, context, expected);
    case 'construct':
      return construct(tree, context, expected);
    case 'with':
      return withFields(tree, context, expected);
    case 'parenthesised':
      return elaborate(tree.of, context, expected);
    default:
      return unreachable(tree);
  }
}
