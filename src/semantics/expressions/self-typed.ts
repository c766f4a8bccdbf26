/**
 * Whether an expression says by itself what type it has. Where two stand beside
 * each other (`queued == use[p]`), the one that does is read first.
 */
import { unreachable } from '../../base/assertion.ts';
import type { Expr as Tree } from '../../syntax/tree.ts';
import { lookup, type Scope } from '../world.ts';

/** True when no expected type is needed. */
export function selfTyped(tree: Tree, scope: Scope): boolean {
  switch (tree.kind) {
    case 'none':
    case 'record':
      return false;
    case 'name':
      return lookup(scope, tree.name.text) !== undefined;
    case 'construct':
      return lookup(scope, tree.tag.text)?.entity.kind === 'type';
    case 'some':
    case 'parenthesised':
      return selfTyped(tree.of, scope);
    case 'mapLiteral':
      return selfTyped(tree.body, scope);
    case 'image':
      return selfTyped(tree.of, scope);
    case 'setLiteral':
    case 'seqLiteral':
      return tree.items.some(item => selfTyped(item, scope));
    case 'conditional':
      return selfTyped(tree.then, scope) || selfTyped(tree.otherwise, scope);
    case 'binary':
      return tree.op === 'union' || tree.op === 'minus' || tree.op === 'intersect'
        ? selfTyped(tree.left, scope) || selfTyped(tree.right, scope)
        : true;
    case 'number':
    case 'truth':
    case 'call':
    case 'index':
    case 'field':
    case 'unwrap':
    case 'is':
    case 'at':
    case 'unary':
    case 'quantified':
    case 'filter':
    case 'with':
      return true;
    default:
      return unreachable(tree);
  }
}
