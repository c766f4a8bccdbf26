/**
 * Finds names that are declared twice. Types, variables, parameters, functions,
 * procedures, actors and properties share one name space, with what patches add to
 * it; patches, variants and series share another.
 */
import type { Report } from '../../base/diagnostic.ts';
import type { Decl, Name, PatchDecl } from '../../syntax/tree.ts';
import { isEdit, isOfModule, nameOf } from './decls.ts';
import { addedTwice, alreadyThere, calledBase, declaredTwice } from './errors.ts';
import { exclusionOf, requirementsOf, tableOf } from './relations.ts';

/** The declarations that a patch adds. */
export function additionsOf(patch: PatchDecl): readonly Decl[] {
  return patch.items.flatMap(item => (isEdit(item) || isOfModule(item) ? [] : [item]));
}

function checkNames(names: readonly Name[], report: Report): ReadonlyMap<string, Name> {
  const first = new Map<string, Name>();
  for (const name of names) {
    const known = first.get(name.text);
    if (known === undefined) first.set(name.text, name);
    else report(declaredTwice(name, known));
  }
  return first;
}

const namesOf = (decls: readonly Decl[]): readonly Name[] =>
  decls.flatMap(decl => nameOf(decl) ?? []);

/** Reports two declarations of one name in the text before patches. */
export function checkDeclared(decls: readonly Decl[], report: Report): void {
  checkNames(namesOf(decls), report);
}

/** Reports two patches, variants or series of one name, and any that is called `base`. */
export function checkVariantNames(names: readonly Name[], report: Report): void {
  for (const name of names) if (name.text === 'base') report(calledBase(name));
  checkNames(names, report);
}

/** Reports what a patch adds and the module, itself or another patch has too. */
export function checkAdded(
  decls: readonly Decl[],
  patches: readonly PatchDecl[],
  report: Report,
): void {
  const there = new Map(namesOf(decls).map(name => [name.text, name]));
  const table = tableOf(patches);
  patches.forEach((patch, index) => {
    checkNames(namesOf(additionsOf(patch)), report);
    for (const decl of additionsOf(patch)) {
      const name = nameOf(decl);
      if (name === undefined) continue;
      const known = there.get(name.text);
      if (known !== undefined) report(alreadyThere(patch, name, known, decl.kind));
      for (const other of patches.slice(0, index)) {
        const added = namesOf(additionsOf(other)).find(({ text }) => text === name.text);
        if (added === undefined || exclusionOf(other, patch, table) !== undefined) continue;
        const builds = requirementsOf(patch, table).includes(other);
        const by = { patch: patch.name.text, other, builds };
        report(addedTwice({ name, kind: decl.kind, first: added, ...by }));
      }
    }
  });
}
