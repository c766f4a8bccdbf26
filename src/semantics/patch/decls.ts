/**
 * What all declarations have in common, whatever their kind: a name, the bodies and the
 * expressions in them, and a mark on the statements that a patch wrote.
 */
import type {
  ActionDecl,
  Block,
  Decl,
  Edit,
  Expr,
  Name,
  Stmt,
  VarDecl,
} from '../../syntax/tree.ts';
import { rewriteBlock, rewriteInside } from './rewrite.ts';

/** The name that a declaration gives to the module; patches and variants have names of their own. */
export function nameOf(decl: Decl): Name | undefined {
  switch (decl.kind) {
    case 'module':
    case 'patch':
    case 'variant':
    case 'series':
      return undefined;
    default:
      return 'name' in decl ? decl.name : undefined;
  }
}

/** Tells the edits of a patch from the declarations that it adds. */
export function isEdit(item: Edit | Decl): item is Edit {
  return item.kind.startsWith('edit') || item.kind.startsWith('extend');
}

/** What cannot stand in a patch: files, and what speaks about variants. */
export function isOfModule(decl: Decl): boolean {
  return ['module', 'import', 'patch', 'variant', 'series', 'expect'].includes(decl.kind);
}

/** The declaration with each of its bodies rewritten. */
export function withBodies(
  decl: Decl,
  rewrite: (block: Block, action?: ActionDecl) => Block,
): Decl {
  switch (decl.kind) {
    case 'proc':
    case 'thread':
    case 'init':
      return { ...decl, body: rewrite(decl.body) };
    case 'device':
      return {
        ...decl,
        members: decl.members.map(member =>
          member.kind === 'action' ? { ...member, body: rewrite(member.body, member) } : member,
        ),
      };
    default:
      return decl;
  }
}

/** The bodies of a declaration, in order. */
export function bodiesOf(decl: Decl): readonly Block[] {
  const found: Block[] = [];
  withBodies(decl, block => {
    found.push(block);
    return block;
  });
  return found;
}

const initials = (members: readonly (VarDecl | ActionDecl)[]): readonly Expr[] =>
  members.flatMap(member => {
    if (member.kind === 'action') return member.guard === null ? [] : [member.guard];
    return member.initial === null ? [] : [member.initial.expr];
  });

/** The expressions of a declaration outside its bodies and types. */
export function valuesOf(decl: Decl): readonly Expr[] {
  switch (decl.kind) {
    case 'symmetric':
      return [decl.size];
    case 'config':
    case 'const':
      return [decl.value];
    case 'var':
      return initials([decl]);
    case 'fun':
      return [decl.body];
    case 'invariant':
    case 'transition':
    case 'cover':
    case 'property':
      return [decl.formula];
    case 'assume':
      return [decl.test];
    case 'thread':
      return initials(decl.locals);
    case 'device':
      return initials(decl.members);
    default:
      return [];
  }
}

/** Marks a statement and all inside it as written or moved by a patch. */
export function writtenBy(patch: string): (stmt: Stmt) => readonly [Stmt] {
  const mark = (stmt: Stmt): readonly [Stmt] => {
    const from = stmt.from?.includes(patch) ? stmt.from : [...(stmt.from ?? []), patch];
    return [{ ...rewriteInside(stmt, mark), from }];
  };
  return mark;
}

/** A declaration whose statements are marked as written by a patch. */
export function declWrittenBy<D extends Decl>(decl: D, patch: string): Decl {
  return withBodies(decl, block => rewriteBlock(block, writtenBy(patch)));
}
