/**
 * How patches stand to each other: what requires what, and what excludes what. Both
 * reach through requirements: who requires an excluded patch is excluded with it.
 * Unknown names are left to `checkRelations`, which reports them once.
 */
import type { Report } from '../../base/diagnostic.ts';
import type { Name, PatchDecl } from '../../syntax/tree.ts';
import { requiresCycle, unknownPatch } from './errors.ts';

/** The patches of a module by name; the first of two wins. */
export type PatchTable = ReadonlyMap<string, PatchDecl>;

/** The table of a list. */
export function tableOf(patches: readonly PatchDecl[]): PatchTable {
  return new Map([...patches].reverse().map(patch => [patch.name.text, patch]));
}

/** All that a patch requires, by any number of turns, each before what needs it; not itself. */
export function requirementsOf(patch: PatchDecl, table: PatchTable): readonly PatchDecl[] {
  const found = new Set<PatchDecl>();
  const open = new Set<PatchDecl>([patch]);
  const visit = (one: PatchDecl): void => {
    for (const name of one.requires) {
      const required = table.get(name.text);
      if (required === undefined || open.has(required) || found.has(required)) continue;
      open.add(required);
      visit(required);
      found.add(required);
    }
  };
  visit(patch);
  return [...found];
}

/** The word by which one of two patches excludes the other, if there is one. */
export function directExclusion(one: PatchDecl, other: PatchDecl): Name | undefined {
  return (
    one.excludes.find(name => name.text === other.name.text) ??
    other.excludes.find(name => name.text === one.name.text)
  );
}

/** The word that keeps two patches apart, be it for what they require; if there is one. */
export function exclusionOf(one: PatchDecl, other: PatchDecl, table: PatchTable): Name | undefined {
  const ones = [...requirementsOf(one, table), one];
  const others = [...requirementsOf(other, table), other];
  for (const a of ones) {
    for (const b of others) {
      const says = directExclusion(a, b);
      if (says !== undefined) return says;
    }
  }
  return undefined;
}

/** The way from a patch by requirements back to itself: its words, or nothing. */
export function cycleOf(patch: PatchDecl, table: PatchTable): readonly string[] | undefined {
  const start = patch.name.text;
  const seen = new Set<string>();
  const search = (one: PatchDecl, way: readonly string[]): readonly string[] | undefined => {
    for (const { text } of one.requires) {
      if (text === start) return way;
      const next = table.get(text);
      if (next === undefined || seen.has(text)) continue;
      seen.add(text);
      const found = search(next, [...way, text]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(patch, [start]);
}

/** Reports unknown names after `requires` and `excludes`, and patches that require each other. */
export function checkRelations(
  patches: readonly PatchDecl[],
  broken: ReadonlySet<string>,
  report: Report,
): void {
  const table = tableOf(patches);
  const told = new Set<string>();
  for (const patch of patches) {
    for (const name of [...patch.requires, ...patch.excludes]) {
      if (table.has(name.text) || broken.has(name.text)) continue;
      report(
        unknownPatch(
          name,
          [...table.keys()].filter(known => known !== patch.name.text),
        ),
      );
    }
    const cycle = cycleOf(patch, table);
    if (cycle === undefined || cycle.some(name => told.has(name))) continue;
    for (const name of cycle) told.add(name);
    report(requiresCycle(patch.name, cycle));
  }
}
