/**
 * Every name that the base or some patch gives to a declaration, a member, a field or a
 * statement. A property that uses a name of this list may belong to another variant;
 * one that uses any other name has a misspelt one.
 */
import type { Decl, PatchDecl } from '../../syntax/tree.ts';

/** All names of a module, patches included. */
export function knownNames(
  decls: readonly Decl[],
  patches: readonly PatchDecl[],
): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      note(value);
      for (const [key, inner] of Object.entries(value))
        if (key !== 'span' && key !== 'comments') walk(inner);
    }
  };
  walk(decls);
  walk(patches);
  return names;

  function note(value: object): void {
    if ('label' in value) add(value.label);
    else if ('comments' in value && 'name' in value) add(value.name);
  }

  function add(name: unknown): void {
    if (
      typeof name === 'object' &&
      name !== null &&
      'text' in name &&
      typeof name.text === 'string'
    )
      names.add(name.text);
  }
}
