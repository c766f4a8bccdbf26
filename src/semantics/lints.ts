/**
 * What is allowed and probably a slip: variables that nothing reads, statements that no
 * run reaches. Asked of the text alone, base and patches together, so that a lint never
 * depends on the variant.
 */
import type { Report } from '../base/diagnostic.ts';
import type { Decl, PatchDecl, Stmt, VarDecl } from '../syntax/tree.ts';
import * as errors from './errors.ts';
import { leaves } from './flow/scan.ts';

type Item = Decl | PatchDecl['items'][number];

/** Reports the lints of a module. */
export function lint(decls: readonly Decl[], patches: readonly PatchDecl[], report: Report): void {
  const items: readonly Item[] = [...decls, ...patches.flatMap(p => p.items)];
  const read = new Set<string>();
  visit(items, read, report);
  for (const { name } of items.flatMap(variablesOf)) {
    if (!read.has(name.text)) report(errors.neverRead(name.span, name.text));
  }
}

function variablesOf(item: Item): readonly VarDecl[] {
  switch (item.kind) {
    case 'var':
      return [item];
    case 'thread':
    case 'extendThread':
      return item.locals;
    case 'device':
    case 'extendDevice':
      return item.members.flatMap(m => (m.kind === 'var' ? [m] : []));
    case 'editDecl':
      return variablesOf(item.decl);
    default:
      return [];
  }
}

// Every name that an expression mentions counts as read, whatever it means there; what
// stands left of `=` does not, but for its indexes. `+=` reads, and may fail.
function visit(value: unknown, read: Set<string>, report: Report): void {
  if (Array.isArray(value)) {
    for (const one of value) visit(one, read, report);
    unreachable(value, report);
  } else if (typeof value === 'object' && value !== null && !('text' in value && 'path' in value)) {
    if ('kind' in value && (value.kind === 'name' || value.kind === 'field') && 'name' in value)
      note(value.name, read);
    if (
      'kind' in value &&
      value.kind === 'assign' &&
      'target' in value &&
      'op' in value &&
      value.op === '='
    ) {
      visitTarget(value.target, read, report);
      visit({ ...value, kind: 'assigned', target: null }, read, report);
    } else {
      for (const inner of Object.values(value)) visit(inner, read, report);
    }
  }
}

function note(name: unknown, read: Set<string>): void {
  if (typeof name === 'object' && name !== null && 'text' in name && typeof name.text === 'string')
    read.add(name.text);
}

function visitTarget(target: unknown, read: Set<string>, report: Report): void {
  if (typeof target !== 'object' || target === null) return;
  if ('index' in target) visit(target.index, read, report);
  if ('of' in target) visitTarget(target.of, read, report);
}

// The first statement behind one that goes elsewhere.
function unreachable(list: readonly unknown[], report: Report): void {
  const stmts = list.filter(isStmt);
  const at = stmts.findIndex(leaves);
  const next = at < 0 ? undefined : stmts[at + 1];
  if (next !== undefined) report(errors.unreachable(next.span));
}

const isStmt = (value: unknown): value is Stmt =>
  typeof value === 'object' && value !== null && 'label' in value && 'kind' in value;
