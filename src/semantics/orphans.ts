/**
 * Properties and scenarios that exist in no variant. A variant leaves out in silence what
 * speaks of another one; what all of them leave out has a name in it that means nothing
 * anywhere, and is read once more so that this name is told.
 */
import type { Report } from '../base/diagnostic.ts';
import type { Machine } from '../machine/machine.ts';
import type { Decl, Edit } from '../syntax/tree.ts';
import { lower } from './lower.ts';
import type { Module } from './patch/module.ts';
import type { Variant } from './patch/variants.ts';

/**
 * Reports what none of the machines has. The variants are those of the machines, `base`
 * before them, each patch in one of them; none may have had errors, for what an error
 * hides cannot be told from what is not there.
 */
export function checkOrphans(
  module: Module,
  variants: readonly Variant[],
  machines: readonly Machine[],
  report: Report,
): void {
  const known = new Set(
    machines.flatMap(m => [...m.properties.map(p => p.name), ...m.scenarios.map(s => s.text)]),
  );
  const again = (items: readonly (Decl | Edit)[], variant: Variant | undefined): void => {
    const lost = items.flatMap(item => speaking(item) ?? []).filter(name => !known.has(name));
    if (lost.length > 0 && variant !== undefined)
      lower(module, variant, [], report, { strict: new Set(lost) });
  };
  again(module.decls, variants[0]);
  for (const patch of module.patches)
    again(
      patch.items,
      variants.find(v => v.patches.includes(patch)),
    );
}

// What a property is called, and what a scenario says.
function speaking(item: Decl | Edit): string | undefined {
  switch (item.kind) {
    case 'invariant':
    case 'transition':
    case 'cover':
      return item.name.text;
    case 'scenario':
      return item.text;
    case 'editDecl':
      return speaking(item.decl);
    default:
      return undefined;
  }
}
