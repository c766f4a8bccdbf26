/**
 * The text of a variant: its patches written in, and what it is to be without taken out again.
 * Edits are left out before the patches apply, the rest after, so that no edit misses what it
 * edits. Control passes to what follows a statement that is gone; a conjunct that is gone holds.
 */
import type { Report } from '../../base/diagnostic.ts';
import type { ActionDecl, Decl, Expr, PatchDecl, Stmt, VarDecl } from '../../syntax/tree.ts';
import { patched } from './apply.ts';
import { withBodies } from './decls.ts';
import type { Module } from './module.ts';
import { keyOf, type Removal } from './removal.ts';
import { type Rewrite, rewriteBlock, rewriteExpr, rewriteInside } from './rewrite.ts';
import type { Variant } from './variants.ts';

/** The variant without these too, under the name that says so. */
export function without(variant: Variant, removals: readonly Removal[]): Variant {
  const before = variant.without ?? [];
  const start = variant.name.split(separator)[0] ?? variant.name;
  const all = [...before, ...removals];
  const names = all.map(one => one.name).join(', ');
  return { ...variant, name: `${start}${separator}${names}`, without: all };
}

const separator = ' without ';

/** The variant that a name speaks of, and the names of what it is without. */
export function nameParts(name: string): {
  readonly variant: string;
  readonly without: readonly string[];
} {
  const [variant = name, list] = name.split(separator);
  return { variant, without: list === undefined ? [] : list.split(', ') };
}

/** As `patched`, without what the variant is without. */
export function textOf(
  module: Module,
  variant: Variant,
  report: Report,
): readonly Decl[] | undefined {
  const gone = new Set((variant.without ?? []).map(one => keyOf(one.span)));
  if (gone.size === 0) return patched(module, variant.patches, report);
  const patches = variant.patches.map(
    (patch): PatchDecl => ({
      ...patch,
      items: patch.items.filter(item => !gone.has(keyOf(item.span))),
    }),
  );
  const decls = patched(module, patches, report);
  return decls?.map(decl => taken(decl, gone));
}

type Gone = ReadonlySet<string>;

function taken(decl: Decl, gone: Gone): Decl {
  if (decl.kind === 'init') return decl;
  const rewrite: Rewrite = stmt =>
    gone.has(keyOf(stmt.span)) ? [] : [guarded(rewriteInside(stmt, rewrite), gone)];
  const next = withBodies(decl, block => rewriteBlock(block, rewrite));
  if (next.kind !== 'device') return next;
  const members = next.members.flatMap((member): readonly (VarDecl | ActionDecl)[] => {
    if (member.kind === 'var') return [member];
    if (gone.has(keyOf(member.span))) return [];
    return [{ ...member, guard: member.guard === null ? null : held(member.guard, gone) }];
  });
  return { ...next, members };
}

const guarded = (stmt: Stmt, gone: Gone): Stmt =>
  stmt.kind === 'when' || stmt.kind === 'waitUntil'
    ? { ...stmt, test: held(stmt.test, gone) }
    : stmt;

function held(test: Expr, gone: Gone): Expr {
  if (gone.has(keyOf(test.span))) return { kind: 'truth', value: true, span: test.span };
  return test.kind === 'parenthesised' || (test.kind === 'binary' && test.op === 'and')
    ? rewriteExpr(test, inner => held(inner, gone))
    : test;
}
