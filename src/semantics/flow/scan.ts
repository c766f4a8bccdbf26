/** Questions about statements that need no names: asked before a loop's body is compiled. */
import type { Stmt } from '../../syntax/tree.ts';
import { statementsIn } from './step-names.ts';

/** May assign or assert (a call may do either). */
export function assigns(stmt: Stmt): boolean {
  if (stmt.kind === 'assign' || stmt.kind === 'assert' || stmt.kind === 'call') return true;
  return statementsIn(stmt).some(assigns);
}

/** Every way through the statements ends in `return`, or never ends. */
export function alwaysReturns(stmts: readonly Stmt[]): boolean {
  return stmts.some(returns);
}

/** No run goes on behind the statement: it returns, jumps, or never ends. */
export function leaves(stmt: Stmt): boolean {
  if (stmt.kind === 'break' || stmt.kind === 'continue') return true;
  if (stmt.kind === 'atomic' || stmt.kind === 'block') return stmt.body.statements.some(leaves);
  if (stmt.kind === 'either') return stmt.branches.every(b => b.statements.some(leaves));
  if (stmt.kind !== 'if') return returns(stmt);
  const { otherwise } = stmt;
  if (otherwise === null || !stmt.then.statements.some(leaves)) return false;
  return 'statements' in otherwise ? otherwise.statements.some(leaves) : leaves(otherwise);
}

function returns(stmt: Stmt): boolean {
  switch (stmt.kind) {
    case 'return':
      return true;
    case 'atomic':
    case 'block':
      return alwaysReturns(stmt.body.statements);
    case 'forever':
      return !breaks(stmt.body.statements);
    case 'either':
      return stmt.branches.every(b => alwaysReturns(b.statements));
    case 'if': {
      const { otherwise } = stmt;
      if (otherwise === null || !alwaysReturns(stmt.then.statements)) return false;
      return 'statements' in otherwise ? alwaysReturns(otherwise.statements) : returns(otherwise);
    }
    case 'match':
      return (
        stmt.arms.every(arm => alwaysReturns(arm.body.statements)) &&
        (stmt.otherwise === null || alwaysReturns(stmt.otherwise.statements))
      );
    default:
      return false;
  }
}

// A `break` of this loop, not of one inside.
function breaks(stmts: readonly Stmt[]): boolean {
  return stmts.some(s => {
    if (s.kind === 'break') return true;
    if (s.kind === 'while' || s.kind === 'for' || s.kind === 'forever') return false;
    return breaks(statementsIn(s));
  });
}
