/**
 * `replace` of a whole declaration by repeating it: the new one takes the place of the
 * old, which must have the same kind. What was there can be used as `original`.
 */
import { didYouMean } from '../../base/suggest.ts';
import type { Decl, Edit } from '../../syntax/tree.ts';
import { declWrittenBy, isOfModule, nameOf } from './decls.ts';
import { conflict, noTarget, otherKind, unnamedTarget } from './errors.ts';
import { collision, declKey, keysOf, type Mark, marked } from './marks.ts';
import { fillDecl } from './original.ts';
import { type Context, type Text, withGone } from './text.ts';

type DeclEdit = Extract<Edit, { readonly kind: 'editDecl' }>;

/** The text with the declaration replaced; `undefined` when it was reported why not. */
export function redeclared(text: Text, edit: DeclEdit, context: Context): Text | undefined {
  const { module, patch, allowed, report } = context;
  const old = replacedBy(text, edit.decl, context);
  if (old === undefined) return undefined;
  const span = nameOf(edit.decl)?.span ?? edit.span;
  const other = collision(text.marks, declKey(old), 'redeclare', allowed);
  if (other !== undefined) {
    report(conflict(span, declKey(old).slice(1), patch.name.text, other));
    return undefined;
  }
  const naming = { patch: patch.name.text, sources: module.sources, decls: text.decls };
  const filled = fillDecl(edit.decl, old, naming, report);
  if (filled === undefined) return undefined;
  const next = filled.map(decl => declWrittenBy(decl, patch.name.text));
  const mark: Mark = { patch: patch.name.text, span, touch: 'wrote' };
  const decls = text.decls.flatMap(decl => (decl === old ? next : [decl]));
  const marks = marked(text.marks, next.flatMap(keysOf), mark);
  return { ...text, decls, marks, gone: withGone(text, decls, mark) };
}

function replacedBy(text: Text, next: Decl, { module, report }: Context): Decl | undefined {
  const name = nameOf(next);
  if (name === undefined) {
    const init = text.decls.find(decl => decl.kind === 'init');
    if (next.kind === 'init' && init !== undefined) return init;
    if (next.kind === 'init')
      report(noTarget({ span: next.span, target: 'init', verb: 'replace', help: undefined }));
    else report(unnamedTarget(next.span, `\`${next.kind}\``));
    return undefined;
  }
  const old = text.decls.find(decl => nameOf(decl)?.text === name.text);
  if (old?.kind === next.kind) return old;
  if (old !== undefined) {
    report(otherKind(name, old.kind, next.kind));
  } else if (!module.broken.has(name.text) && !isOfModule(next)) {
    const known = text.decls.flatMap(decl =>
      decl.kind === next.kind ? (nameOf(decl)?.text ?? []) : [],
    );
    const help = didYouMean(name.text, known);
    report(noTarget({ span: name.span, target: name.text, verb: 'replace', help }));
  }
  return undefined;
}
