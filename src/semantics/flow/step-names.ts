/**
 * What the statements of a body are called: by their label; a call by its procedure
 * where that names only one; else by number, the K-th statement of the body in
 * the order of the text.
 */
import type { Block, Stmt } from '../../syntax/tree.ts';

export interface BodyNames {
  readonly of: (stmt: Stmt) => string;
}

/** The statements directly inside a statement, in the order of the text. */
export function statementsIn(stmt: Stmt): readonly Stmt[] {
  switch (stmt.kind) {
    case 'if': {
      const { otherwise } = stmt;
      const rest =
        otherwise === null ? [] : 'statements' in otherwise ? otherwise.statements : [otherwise];
      return [...stmt.then.statements, ...rest];
    }
    case 'while':
    case 'for':
    case 'forever':
    case 'atomic':
    case 'block':
      return stmt.body.statements;
    case 'either':
      return stmt.branches.flatMap(b => b.statements);
    case 'match':
      return [
        ...stmt.arms.map(a => a.body),
        ...(stmt.otherwise === null ? [] : [stmt.otherwise]),
      ].flatMap(b => b.statements);
    default:
      return [];
  }
}

/** All statements of a body, each before those inside it. */
export function preorder(body: Block): readonly Stmt[] {
  const walk = (stmts: readonly Stmt[]): readonly Stmt[] =>
    stmts.flatMap(s => [s, ...walk(statementsIn(s))]);
  return walk(body.statements);
}

/** The procedure that a statement may call, by name: `f(x);`, `let y = f(x);`, `y = f(x);`. */
export function calleeOf(stmt: Stmt): string | null {
  if (stmt.kind === 'call') return stmt.callee.text;
  if ((stmt.kind === 'let' || stmt.kind === 'assign') && stmt.value.kind === 'call')
    return stmt.value.callee.text;
  return null;
}

/** The names of a body's statements; `isProc` tells procedures from functions. */
export function bodyNames(body: Block, isProc: (name: string) => boolean): BodyNames {
  const all = preorder(body);
  const calls = new Map<string, number>();
  for (const stmt of all) {
    const callee = stmt.label === null ? calleeOf(stmt) : null;
    if (callee !== null && isProc(callee)) calls.set(callee, (calls.get(callee) ?? 0) + 1);
  }
  const numbers = new Map(all.map((stmt, i) => [stmt, i + 1]));
  return {
    of: stmt => {
      if (stmt.label !== null) return stmt.label.text;
      const callee = calleeOf(stmt);
      if (callee !== null && calls.get(callee) === 1) return callee;
      return `${numbers.get(stmt) ?? 0}`;
    },
  };
}
