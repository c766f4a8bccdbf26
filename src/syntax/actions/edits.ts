/** What patches do, matched text to Tree; the members of a patch are cut apart before. */
import { present } from '../../base/assertion.ts';
import type { Node } from '../grammar.ts';
import type { Edit, PatchDecl } from '../tree.ts';
import { casesOf, deviceMembersOf, enumMembersOf, fieldsOf, localsOf } from './bodies.ts';
import { declarationOf } from './declarations.ts';
import { pathOf } from './expressions.ts';
import { type Finish, itemsOf, nameOf, optional, type Reading, spanOf } from './reading.ts';
import { blockOf, quoted } from './statements.ts';

type EditReader = (reading: Reading, node: Node, finish: Finish) => Edit;

/** Reads a node of any rule that edits. */
export function editOf(reading: Reading, node: Node, finish: Finish): Edit {
  const form = node.ctorName === 'Extend' ? node.child(0) : node;
  return present(readers[form.ctorName], `a reader for ${form.ctorName}`)(reading, form, finish);
}

const readers: Readonly<Record<string, EditReader>> = {
  // EditDecl = replaceK Decl
  EditDecl: (r, n, finish) => ({ kind: 'editDecl', decl: replacement(r, n), ...finish() }),
  // EditStmts = editWord Path Block
  EditStmts: (r, n, finish) => ({
    kind: 'editStmts',
    where: whereOf(n.child(0).sourceString),
    path: pathOf(r, n.child(1)),
    body: blockOf(r, n.child(2)),
    ...finish(),
  }),
  // EditRemove = removeK Path ";"
  EditRemove: (r, n, finish) => ({ kind: 'editRemove', path: pathOf(r, n.child(1)), ...finish() }),
  // Extend = extendK enumK name EnumBody
  Extend_enum: (r, n, finish) => {
    const { items, inside } = enumMembersOf(r, n.child(3));
    return { kind: 'extendEnum', name: nameOf(r, n.child(2)), members: items, ...finish(inside) };
  },
  // Extend = extendK structK name FieldsBody
  Extend_struct: (r, n, finish) => {
    const { items, inside } = fieldsOf(r, n.child(3));
    return { kind: 'extendStruct', name: nameOf(r, n.child(2)), fields: items, ...finish(inside) };
  },
  // Extend = extendK unionK name CasesBody
  Extend_union: (r, n, finish) => {
    const { items, inside } = casesOf(r, n.child(3));
    return { kind: 'extendUnion', name: nameOf(r, n.child(2)), cases: items, ...finish(inside) };
  },
  // Extend = extendK deviceK name DeviceBody
  Extend_device: (r, n, finish) => {
    const { items, inside } = deviceMembersOf(r, n.child(3));
    return { kind: 'extendDevice', name: nameOf(r, n.child(2)), members: items, ...finish(inside) };
  },
  // Extend = extendK threadK name VarsBody
  Extend_thread: (r, n, finish) => {
    const { items, inside } = localsOf(r, n.child(3));
    return { kind: 'extendThread', name: nameOf(r, n.child(2)), locals: items, ...finish(inside) };
  },
};

// The edit carries the comments of what it brings: they stand before `replace`.
function replacement(reading: Reading, node: Node) {
  const declaration = node.child(1).child(0);
  const span = spanOf(reading, declaration);
  return declarationOf(reading, declaration, (inside = []) => ({
    span,
    comments: { before: [], after: [], inside },
  }));
}

function whereOf(word: string): 'replace' | 'before' | 'after' {
  return word === 'before' || word === 'after' ? word : 'replace';
}

// Patch = patchK name string? Requires? Excludes? "{"
/** The head of a patch, up to its brace. */
export function patchHeadOf(
  reading: Reading,
  node: Node,
): Pick<PatchDecl, 'name' | 'subject' | 'requires' | 'excludes'> {
  return {
    name: nameOf(reading, node.child(1)),
    subject: quoted(node.child(2)),
    requires: patchesOf(reading, node.child(3)),
    excludes: patchesOf(reading, node.child(4)),
  };
}

// Requires = requiresK NonemptyListOf<name, ",">;  Excludes = excludesK NonemptyListOf<name, ",">
function patchesOf(reading: Reading, node: Node) {
  const part = optional(node);
  return part === undefined ? [] : itemsOf(part.child(1)).map(name => nameOf(reading, name));
}
