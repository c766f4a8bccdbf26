/** Labels: within one body a label names one statement. */
import type { Block, Decl } from '../../syntax/tree.ts';
import { preorder } from '../flow/step-names.ts';
import type { Context } from '../world.ts';
import { uniqueNames } from './names.ts';

/** Reports labels that stand twice in a body of the declaration. */
export function checkLabels(decl: Decl, context: Context): void {
  for (const body of bodies(decl)) {
    uniqueNames(
      preorder(body).flatMap(stmt => (stmt.label === null ? [] : [stmt.label])),
      context,
    );
  }
  if (decl.kind === 'device')
    uniqueNames(
      decl.members.flatMap(m => (m.kind === 'action' ? [m.name] : [])),
      context,
    );
}

function bodies(decl: Decl): readonly Block[] {
  if (decl.kind === 'thread' || decl.kind === 'proc' || decl.kind === 'init') return [decl.body];
  if (decl.kind === 'device')
    return decl.members.flatMap(m => (m.kind === 'action' ? [m.body] : []));
  return [];
}
