/**
 * `extend`: members added to an enum, a struct, a union or a device, and variables to a
 * thread, behind those that are there. Two patches may extend one declaration.
 */
import { didYouMean } from '../../base/suggest.ts';
import type { ActionDecl, Decl, Edit, FieldDecl, Name, VarDecl } from '../../syntax/tree.ts';
import { nameOf, writtenBy } from './decls.ts';
import { conflict, extendOther, fieldWithoutValue, memberTwice, noTarget } from './errors.ts';
import { collision, declKey, keysOf, marked } from './marks.ts';
import { checkNoOriginal, checkNoOriginalIn } from './original.ts';
import { rewriteBlock } from './rewrite.ts';
import type { Context, Text } from './text.ts';

/** The edits of this file. */
export type Extension = Exclude<Edit, { readonly kind: 'editStmts' | 'editRemove' | 'editDecl' }>;

type Extended = 'enum' | 'struct' | 'union' | 'device' | 'thread';

const kinds: { readonly [kind in Extension['kind']]: Extended } = {
  extendEnum: 'enum',
  extendStruct: 'struct',
  extendUnion: 'union',
  extendDevice: 'device',
  extendThread: 'thread',
};

/** The text with the members added; `undefined` when it was reported why not. */
export function extended(text: Text, edit: Extension, context: Context): Text | undefined {
  const { patch, allowed, report } = context;
  const old = extendedBy(text, edit, context);
  if (old === undefined) return undefined;
  const other = collision(text.marks, declKey(old), 'extend', allowed);
  if (other !== undefined) {
    report(conflict(edit.name.span, edit.name.text, patch.name.text, other));
    return undefined;
  }
  if (!fits(edit, old, context)) return undefined;
  const next = withMembers(old, edit, patch.name.text);
  const mark = { patch: patch.name.text, span: edit.name.span };
  const before = new Set(keysOf(old));
  const added = keysOf(next).filter(key => !before.has(key));
  const marks = marked(text.marks, [declKey(old)], { ...mark, touch: 'extended' });
  return {
    ...text,
    decls: text.decls.map(decl => (decl === old ? next : decl)),
    marks: marked(marks, added, { ...mark, touch: 'wrote' }),
  };
}

function extendedBy(text: Text, edit: Extension, { module, report }: Context): Decl | undefined {
  const kind = kinds[edit.kind];
  const old = text.decls.find(decl => nameOf(decl)?.text === edit.name.text);
  if (old?.kind === kind) return old;
  if (old !== undefined) {
    report(extendOther(edit.name, old.kind, kind));
  } else if (!module.broken.has(edit.name.text)) {
    const known = text.decls.flatMap(decl => (decl.kind === kind ? decl.name.text : []));
    const help = didYouMean(edit.name.text, known);
    report(noTarget({ span: edit.name.span, target: edit.name.text, verb: 'extend', help }));
  }
  return undefined;
}

function fits(edit: Extension, old: Decl, { report }: Context): boolean {
  const there = new Map(membersOf(old).map(name => [name.text, name]));
  let fine = true;
  for (const name of addedBy(edit)) {
    const first = there.get(name.text);
    if (first !== undefined) {
      report(memberTwice(name, edit.name.text, first));
      fine = false;
    } else {
      there.set(name.text, name);
    }
  }
  const bare =
    edit.kind === 'extendStruct' ? edit.fields.filter(field => field.value === null) : [];
  for (const field of bare) report(fieldWithoutValue(field.name, edit.name.text));
  const clean = variablesAndActions(edit).map(member =>
    member.kind === 'var'
      ? checkNoOriginal(member, report)
      : checkNoOriginalIn(member.body, report),
  );
  return fine && bare.length === 0 && clean.every(Boolean);
}

function variablesAndActions(edit: Extension): readonly (VarDecl | ActionDecl)[] {
  if (edit.kind === 'extendDevice') return edit.members;
  return edit.kind === 'extendThread' ? edit.locals : [];
}

const names = (members: readonly { readonly name: Name }[]): readonly Name[] =>
  members.map(member => member.name);

function membersOf(decl: Decl): readonly Name[] {
  switch (decl.kind) {
    case 'enum':
      return names(decl.members);
    case 'struct':
      return names(decl.fields);
    case 'union':
      return names(decl.cases);
    case 'device':
      return names([...decl.params, ...decl.members]);
    case 'thread':
      return names([...decl.params, ...decl.locals]);
    default:
      return [];
  }
}

function addedBy(edit: Extension): readonly Name[] {
  switch (edit.kind) {
    case 'extendEnum':
    case 'extendDevice':
      return names(edit.members);
    case 'extendStruct':
      return names(edit.fields);
    case 'extendUnion':
      return names(edit.cases);
    case 'extendThread':
      return names(edit.locals);
  }
}

function withMembers(decl: Decl, edit: Extension, patch: string): Decl {
  if (decl.kind === 'enum' && edit.kind === 'extendEnum') {
    return { ...decl, members: [...decl.members, ...edit.members] };
  }
  if (decl.kind === 'struct' && edit.kind === 'extendStruct') {
    const fields: readonly FieldDecl[] = [...decl.fields, ...edit.fields];
    return { ...decl, fields };
  }
  if (decl.kind === 'union' && edit.kind === 'extendUnion') {
    return { ...decl, cases: [...decl.cases, ...edit.cases] };
  }
  if (decl.kind === 'thread' && edit.kind === 'extendThread') {
    return { ...decl, locals: [...decl.locals, ...edit.locals] };
  }
  if (decl.kind === 'device' && edit.kind === 'extendDevice') {
    const added = edit.members.map(member =>
      member.kind === 'var'
        ? member
        : { ...member, body: rewriteBlock(member.body, writtenBy(patch)) },
    );
    return { ...decl, members: [...decl.members, ...added] };
  }
  return decl;
}
