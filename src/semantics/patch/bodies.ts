/**
 * The bodies that paths reach: of procedures, threads, `init` and the actions of devices,
 * each with its path, and the steps in it by name. A step is named by its label; a call
 * without one by its procedure; any statement by its number K in the order of the text.
 */
import type { ActionDecl, Block, Decl, Stmt } from '../../syntax/tree.ts';
import { nameOf, withBodies } from './decls.ts';
import { statementsOf } from './rewrite.ts';

/** One body with what it takes to find it again. */
export interface Body {
  /** `get`, `kworker`, `IOMMU.walk`, `init`. */
  readonly path: string;
  readonly decl: Decl;
  readonly action: ActionDecl | null;
  readonly block: Block;
}

function pathOf(decl: Decl, action: ActionDecl | undefined): string {
  const owner = nameOf(decl)?.text ?? decl.kind;
  return action === undefined ? owner : `${owner}.${action.name.text}`;
}

/** All bodies of a text, in order. */
export function allBodies(decls: readonly Decl[]): readonly Body[] {
  const found: Body[] = [];
  for (const decl of decls) {
    withBodies(decl, (block, action) => {
      found.push({ path: pathOf(decl, action), decl, action: action ?? null, block });
      return block;
    });
  }
  return found;
}

/** The text with another block in the place of a body. */
export function withBody(decls: readonly Decl[], body: Body, block: Block): readonly Decl[] {
  return decls.map(decl =>
    decl === body.decl
      ? withBodies(decl, (old, action) => ((action ?? null) === body.action ? block : old))
      : decl,
  );
}

// The procedure that a statement calls, also as its whole right side.
function calleeOf(stmt: Stmt, procedures: ReadonlySet<string>): string | undefined {
  if (stmt.kind === 'call') return stmt.callee.text;
  if (stmt.kind !== 'let' && stmt.kind !== 'assign') return undefined;
  const { value } = stmt;
  return value.kind === 'call' && procedures.has(value.callee.text) ? value.callee.text : undefined;
}

const procedureNames = (decls: readonly Decl[]): ReadonlySet<string> =>
  new Set(decls.flatMap(decl => (decl.kind === 'proc' ? decl.name.text : [])));

/** The statements that the word `name` means in a block: more than one where it is ambiguous. */
export function stepsNamed(block: Block, name: string, decls: readonly Decl[]): readonly Stmt[] {
  const statements = statementsOf(block);
  const labelled = statements.filter(stmt => stmt.label?.text === name);
  if (labelled.length > 0) return labelled;
  const procedures = procedureNames(decls);
  return statements.filter(s => s.label === null && calleeOf(s, procedures) === name);
}

/** The statement with the number `name`, if that is one. */
export function stepNumbered(block: Block, name: string): Stmt | undefined {
  return /^[1-9]\d*$/.test(name) ? statementsOf(block)[Number(name) - 1] : undefined;
}

/** The names of the steps of a block that have one of their own, in order. */
export function stepNames(block: Block, decls: readonly Decl[]): readonly string[] {
  const procedures = procedureNames(decls);
  const names = statementsOf(block).flatMap(s => s.label?.text ?? calleeOf(s, procedures) ?? []);
  return [...new Set(names)];
}

/** Every path of a text that an edit could name. */
export function allPaths(decls: readonly Decl[]): readonly string[] {
  return allBodies(decls).flatMap(({ path, block }) => [
    path,
    ...stepNames(block, decls).map(step => `${path}.${step}`),
  ]);
}
