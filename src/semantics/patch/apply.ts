/**
 * A module with patches written in: Tree to Tree, patches from left to right, each to the
 * text that the previous left, and the items of a patch from top to bottom. Nothing but
 * the text is changed: every node keeps the span at which it was written, so that errors
 * found later point into the files. A patch that does not apply ends the variant.
 */
import type { Report } from '../../base/diagnostic.ts';
import type { Decl, PatchDecl } from '../../syntax/tree.ts';
import { allBodies } from './bodies.ts';
import { declWrittenBy, isOfModule, nameOf } from './decls.ts';
import { checkLosses, edited } from './edit.ts';
import { extended } from './extend.ts';
import { keysOf, type Mark, marked } from './marks.ts';
import type { Module } from './module.ts';
import { checkNoOriginal } from './original.ts';
import { redeclared } from './redeclare.ts';
import { requirementsOf, tableOf } from './relations.ts';
import type { Context, Text } from './text.ts';
import { checkAdded } from './twice.ts';

/**
 * The declarations of `module` with the patches written in, for the lowering and for
 * `format --variant`; `undefined` when something was reported, or where a part
 * of what is asked for did not parse. Statements that a patch wrote or moved carry its
 * name in `from`. What patches add stands at the end, in their order.
 */
export function patched(
  module: Module,
  patches: readonly PatchDecl[],
  report: Report,
): readonly Decl[] | undefined {
  const table = tableOf(module.patches);
  let text: Text = { decls: module.decls, marks: new Map(), gone: new Map(), losses: [] };
  for (const patch of patches) {
    // An edit of it did not parse, so what follows would stand on the wrong text.
    if (module.broken.has(patch.name.text)) return undefined;
    const required = requirementsOf(patch, table);
    const allowed = new Set([patch, ...required].map(one => one.name.text));
    const next = withPatch(
      { ...text, losses: [] },
      { module, patch, before: text.decls, allowed, report },
    );
    if (next === undefined) return undefined;
    text = next;
  }
  return text.decls;
}

// An edit that fails leaves the text as it is, and the rest of the patch is looked at too.
function withPatch(text: Text, context: Context): Text | undefined {
  let failed = false;
  const report: Report = diagnostic => {
    if (diagnostic.severity === 'error') failed = true;
    context.report(diagnostic);
  };
  let now = text;
  for (const item of context.patch.items) {
    const next = withItem(now, item, { ...context, report });
    if (next === undefined) failed = true;
    else now = next;
  }
  checkLosses(now, allBodies(now.decls), { ...context, report });
  return failed ? undefined : now;
}

function withItem(
  text: Text,
  item: PatchDecl['items'][number],
  context: Context,
): Text | undefined {
  switch (item.kind) {
    case 'editStmts':
    case 'editRemove':
      return edited(text, item, context);
    case 'editDecl':
      return redeclared(text, item, context);
    case 'extendEnum':
    case 'extendStruct':
    case 'extendUnion':
    case 'extendDevice':
    case 'extendThread':
      return extended(text, item, context);
    default:
      // `moduleOf` has reported what cannot stand in a patch.
      return isOfModule(item) ? text : withDecl(text, item, context);
  }
}

function withDecl(text: Text, decl: Decl, context: Context): Text | undefined {
  const { module, patch, report } = context;
  if (!checkNoOriginal(decl, report)) return undefined;
  const name = nameOf(decl)?.text;
  if (name !== undefined && text.decls.some(one => nameOf(one)?.text === name)) {
    checkAdded(module.decls, module.patches, report);
    return undefined;
  }
  const next = declWrittenBy(decl, patch.name.text);
  const span = nameOf(decl)?.span ?? decl.span;
  const mark: Mark = { patch: patch.name.text, span, touch: 'wrote' };
  return { ...text, decls: [...text.decls, next], marks: marked(text.marks, keysOf(next), mark) };
}
