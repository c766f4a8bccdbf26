/**
 * A replacement must bind the names that later statements use. This looks at names only;
 * whether their types agree is found when the patched text is typed.
 */
import type { Block, Expr, Name, Stmt } from '../../syntax/tree.ts';
import { expressionsOf, subexpressions } from './rewrite.ts';

/** The names that a statement binds for the statements after it. */
export function bindingsOf(stmt: Stmt): readonly string[] {
  switch (stmt.kind) {
    case 'let':
    case 'pick':
      return [stmt.name.text];
    case 'when':
    case 'waitUntil':
    case 'assume':
      return tested(stmt.test);
    case 'atomic':
      return stmt.body.statements.flatMap(bindingsOf);
    default:
      return [];
  }
}

// What `is` binds in a test; where the test is no conjunction this says too much, never too little.
function tested(test: Expr): readonly string[] {
  return subexpressions(test).flatMap(expr =>
    expr.kind === 'is' && expr.pattern.kind !== 'nonePattern' && expr.pattern.binding !== null
      ? [expr.pattern.binding.text]
      : [],
  );
}

// Names that an expression binds for itself: no name means two things at one place.
function ownNames(expr: Expr): readonly string[] {
  switch (expr.kind) {
    case 'is':
      return tested(expr);
    case 'quantified':
      return expr.binders.flatMap(binder => binder.names.map(name => name.text));
    case 'mapLiteral':
    case 'filter':
    case 'image':
      return [expr.name.text];
    default:
      return [];
  }
}

function usesInExpr(expr: Expr, name: string): readonly Name[] {
  const parts = subexpressions(expr);
  if (parts.some(part => ownNames(part).includes(name))) return [];
  return parts.flatMap(part =>
    part.kind === 'name' && part.name.text === name ? [part.name] : [],
  );
}

/** The uses of `name` in a block, in the order of the text, where nothing in the block binds it. */
export function unboundUses(block: Block, name: string): readonly Name[] {
  return usesIn(block.statements, name).uses;
}

// `bound`: what follows the statements sees the name.
function usesIn(
  statements: readonly Stmt[],
  name: string,
): { readonly uses: readonly Name[]; readonly bound: boolean } {
  const uses: Name[] = [];
  for (const stmt of statements) {
    uses.push(...usesInStmt(stmt, name));
    if (bindingsOf(stmt).includes(name)) return { uses, bound: true };
  }
  return { uses, bound: false };
}

function usesInStmt(stmt: Stmt, name: string): readonly Name[] {
  const inBlock = (block: Block | null): readonly Name[] =>
    block === null ? [] : unboundUses(block, name);
  const head =
    stmt.kind === 'pick' && stmt.name.text === name ? [stmt.domain] : expressionsOf(stmt);
  const own = head.flatMap(expr => usesInExpr(expr, name));
  switch (stmt.kind) {
    case 'if': {
      const then = tested(stmt.test).includes(name) ? [] : inBlock(stmt.then);
      const { otherwise } = stmt;
      const rest =
        otherwise === null || 'statements' in otherwise
          ? inBlock(otherwise)
          : usesInStmt(otherwise, name);
      return [...own, ...then, ...rest];
    }
    case 'while':
      return [...own, ...(tested(stmt.test).includes(name) ? [] : inBlock(stmt.body))];
    case 'for':
      return [...own, ...(stmt.name.text === name ? [] : inBlock(stmt.body))];
    case 'match': {
      const arms = stmt.arms.filter(
        ({ pattern }) => pattern.kind === 'nonePattern' || pattern.binding?.text !== name,
      );
      return [...own, ...arms.flatMap(arm => inBlock(arm.body)), ...inBlock(stmt.otherwise)];
    }
    case 'forever':
    case 'atomic':
    case 'block':
      return [...own, ...inBlock(stmt.body)];
    case 'either':
      return [...own, ...stmt.branches.flatMap(inBlock)];
    default:
      return own;
  }
}
