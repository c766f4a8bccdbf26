/**
 * Walks over statements and expressions that rebuild what they pass: the one place of
 * this folder that knows which statement holds which. All are pure; spans and comments
 * stay with their nodes.
 */
import { unreachable } from '../../base/assertion.ts';
import type { Block, Expr, FieldInit, Stmt } from '../../syntax/tree.ts';

/** What stands in the place of a statement. */
export type Rewrite = (stmt: Stmt) => readonly Stmt[];

/** A block with each of its statements rewritten. */
export function rewriteBlock(block: Block, rewrite: Rewrite): Block {
  return { ...block, statements: block.statements.flatMap(rewrite) };
}

/** A statement with each statement directly inside it rewritten. */
export function rewriteInside(stmt: Stmt, rewrite: Rewrite): Stmt {
  const inner = (block: Block): Block => rewriteBlock(block, rewrite);
  switch (stmt.kind) {
    case 'if': {
      const [then, otherwise] = [inner(stmt.then), rewriteElse(stmt.otherwise, rewrite)];
      return { ...stmt, then, otherwise };
    }
    case 'while':
    case 'for':
    case 'forever':
    case 'atomic':
    case 'block':
      return { ...stmt, body: inner(stmt.body) };
    case 'either':
      return { ...stmt, branches: stmt.branches.map(inner) };
    case 'match': {
      const arms = stmt.arms.map(arm => ({ ...arm, body: inner(arm.body) }));
      return { ...stmt, arms, otherwise: stmt.otherwise === null ? null : inner(stmt.otherwise) };
    }
    case 'assign':
    case 'let':
    case 'pick':
    case 'break':
    case 'continue':
    case 'skip':
    case 'original':
    case 'return':
    case 'waitUntil':
    case 'when':
    case 'assert':
    case 'assume':
    case 'call':
      return stmt;
    default:
      return unreachable(stmt);
  }
}

// `else if` stays one as long as one unlabelled `if` is all that stands there.
function rewriteElse(otherwise: Block | Stmt | null, rewrite: Rewrite): Block | Stmt | null {
  if (otherwise === null) return null;
  if ('statements' in otherwise) return rewriteBlock(otherwise, rewrite);
  const statements = rewrite(otherwise);
  const [first] = statements;
  if (first === undefined) return null;
  if (statements.length === 1 && first.kind === 'if' && first.label === null) return first;
  return { statements, span: otherwise.span, inside: [] };
}

/** The statements directly inside one. */
export function inside(stmt: Stmt): readonly Stmt[] {
  const found: Stmt[] = [];
  rewriteInside(stmt, inner => {
    found.push(inner);
    return [inner];
  });
  return found;
}

/** The statement, then all inside it, in the order of the text. */
export function preorder(stmt: Stmt): readonly Stmt[] {
  return [stmt, ...inside(stmt).flatMap(preorder)];
}

/** All statements of a block in the order of the text; K of `actor.K` is the place from 1. */
export function statementsOf(block: Block): readonly Stmt[] {
  return block.statements.flatMap(preorder);
}

/** The expressions that stand in a statement itself. */
export function expressionsOf(stmt: Stmt): readonly Expr[] {
  switch (stmt.kind) {
    case 'assign':
      return [stmt.target, stmt.value];
    case 'let':
      return [stmt.value];
    case 'pick':
      return stmt.where === null ? [stmt.domain] : [stmt.domain, stmt.where];
    case 'if':
    case 'while':
    case 'waitUntil':
    case 'when':
    case 'assert':
    case 'assume':
      return [stmt.test];
    case 'for':
      return [stmt.domain];
    case 'match':
      return [stmt.of];
    case 'return':
      return stmt.value === null ? [] : [stmt.value];
    case 'call':
      return stmt.args;
    case 'forever':
    case 'either':
    case 'atomic':
    case 'block':
    case 'break':
    case 'continue':
    case 'skip':
    case 'original':
      return [];
    default:
      return unreachable(stmt);
  }
}

/** An expression with each expression directly inside it rewritten. */
export function rewriteExpr(expr: Expr, rewrite: (expr: Expr) => Expr): Expr {
  const maybe = (inner: Expr | null): Expr | null => (inner === null ? null : rewrite(inner));
  const fields = (all: readonly FieldInit[]): readonly FieldInit[] =>
    all.map(field => ({ ...field, value: rewrite(field.value) }));
  switch (expr.kind) {
    case 'number':
    case 'truth':
    case 'none':
    case 'name':
      return expr;
    case 'some':
    case 'field':
    case 'unwrap':
    case 'is':
    case 'at':
    case 'unary':
    case 'parenthesised':
      return { ...expr, of: rewrite(expr.of) };
    case 'call':
      return { ...expr, args: expr.args.map(rewrite) };
    case 'seqLiteral':
    case 'setLiteral':
      return { ...expr, items: expr.items.map(rewrite) };
    case 'record':
    case 'construct':
      return { ...expr, fields: fields(expr.fields) };
    case 'with':
      return { ...expr, of: rewrite(expr.of), fields: fields(expr.fields) };
    default:
      return rewriteParts(expr, rewrite, maybe);
  }
}

type Parts = Extract<
  Expr,
  { kind: 'index' | 'binary' | 'conditional' | 'quantified' | 'mapLiteral' | 'filter' | 'image' }
>;

function rewriteParts(
  expr: Parts,
  rewrite: (expr: Expr) => Expr,
  maybe: (expr: Expr | null) => Expr | null,
): Expr {
  switch (expr.kind) {
    case 'index':
      return { ...expr, of: rewrite(expr.of), index: rewrite(expr.index) };
    case 'binary':
      return { ...expr, left: rewrite(expr.left), right: rewrite(expr.right) };
    case 'conditional': {
      const [test, then] = [rewrite(expr.test), rewrite(expr.then)];
      return { ...expr, test, then, otherwise: rewrite(expr.otherwise) };
    }
    case 'quantified': {
      const [first, ...rest] = expr.binders;
      const binder = (b: typeof first): typeof first => {
        return { ...b, domain: rewrite(b.domain), where: maybe(b.where) };
      };
      return { ...expr, binders: [binder(first), ...rest.map(binder)], body: rewrite(expr.body) };
    }
    case 'mapLiteral':
      return { ...expr, domain: rewrite(expr.domain), body: rewrite(expr.body) };
    case 'filter':
      return { ...expr, domain: rewrite(expr.domain), where: rewrite(expr.where) };
    case 'image':
      return {
        ...expr,
        of: rewrite(expr.of),
        domain: rewrite(expr.domain),
        where: maybe(expr.where),
      };
    default:
      return unreachable(expr);
  }
}

/** The expression, then all inside it. */
export function subexpressions(expr: Expr): readonly Expr[] {
  const found: Expr[] = [expr];
  rewriteExpr(expr, inner => {
    found.push(...subexpressions(inner));
    return inner;
  });
  return found;
}
