/**
 * Families of variants that nobody declared: the prefixes of a variant, a variant with
 * every subset of some patches, a variant with one patch more. What does not fit together
 * (requires, excludes, edits that meet) is left out and named, for in a family that is no
 * mistake of anybody.
 */
import { gather, type Report } from '../../base/diagnostic.ts';
import type { Name, PatchDecl } from '../../syntax/tree.ts';
import { patched } from './apply.ts';
import { withPatches } from './membership.ts';
import type { Module } from './module.ts';
import { directExclusion, requirementsOf, tableOf } from './relations.ts';
import type { Variant } from './variants.ts';

/** The variant with none, one, two ... of its patches: `v.0` to `v.n`. */
export const prefixesOf = (variant: Variant): readonly Variant[] =>
  [0, ...variant.patches.map((_, i) => i + 1)].map(count => ({
    ...variant,
    name: `${variant.name}.${count}`,
    patches: variant.patches.slice(0, count),
    settings: variant.settings.filter(({ name }) =>
      variant.patches.slice(count).every(patch => !declares(patch, name.text)),
    ),
  }));

const declares = ({ items }: PatchDecl, config: string): boolean =>
  items.some(item => item.kind === 'config' && item.name.text === config);

/** A variant of a family, and what it has beyond the one that the family starts from. */
export interface Member {
  readonly variant: Variant;
  /** In the order in which they were named. */
  readonly added: readonly string[];
}

/** Patches that do not go together, and the first reason: `p requires q`. */
export interface Misfit {
  readonly names: readonly string[];
  readonly reason: string;
}

/** The members that fit, and the others. */
export interface Family {
  readonly members: readonly Member[];
  readonly misfits: readonly Misfit[];
}

/** Most patches of which all subsets are taken. */
export const mostPatches = 10;

/**
 * The start with every subset of these patches, smaller ones first, each in an order that
 * `requires` allows; `undefined` when a name was reported.
 */
export function subsetsOf(
  module: Module,
  start: Variant,
  words: readonly Name[],
  report: Report,
): Family | undefined {
  const known = withKnown(module, words, report);
  if (known === undefined) return undefined;
  const inOrder = ordered(known, tableOf(module.patches));
  const subsets = Array.from({ length: 2 ** words.length }, (_, bits) =>
    words.map((word, i) => ({ word, i })).filter(({ i }) => (bits >> i) % 2 === 1),
  ).sort((a, b) => a.length - b.length);
  const tried = subsets.map(some => {
    const names = some.map(({ word }) => word.text);
    return fitted(
      module,
      start,
      names,
      inOrder.filter(patch => names.includes(patch.name.text)),
    );
  });
  return familyOf(tried);
}

/** The start itself, then with each of these patches and what they require beyond the start. */
export function singlesOf(
  module: Module,
  start: Variant,
  words: readonly Name[],
  report: Report,
): Family | undefined {
  const known = withKnown(module, words, report);
  if (known === undefined) return undefined;
  const table = tableOf(module.patches);
  const tried = known.map(patch => {
    const all = [...requirementsOf(patch, table), patch];
    const added = all.filter(one => !start.patches.includes(one));
    return fitted(module, start, [patch.name.text], added);
  });
  return familyOf([fitted(module, start, [], []), ...tried]);
}

function familyOf(tried: readonly (Member | Misfit)[]): Family {
  const members = tried.filter((one): one is Member => 'variant' in one);
  const misfits = tried.filter((one): one is Misfit => 'reason' in one);
  return { members, misfits };
}

function withKnown(
  module: Module,
  words: readonly Name[],
  report: Report,
): readonly PatchDecl[] | undefined {
  const table = tableOf(module.patches);
  const found = words.flatMap(word => table.get(word.text) ?? []);
  if (found.length === words.length && new Set(found).size === found.length) return found;
  // Says which is unknown, or there twice.
  const once = {
    ...module,
    patches: module.patches.map(p => ({ ...p, requires: [], excludes: [] })),
  };
  withPatches(once, { name: '--subsets', before: [], words }, report);
  return undefined;
}

// As they were named, but each behind what it requires.
function ordered(
  patches: readonly PatchDecl[],
  table: ReturnType<typeof tableOf>,
): readonly PatchDecl[] {
  const all = new Set<PatchDecl>();
  for (const patch of patches) {
    for (const one of requirementsOf(patch, table)) if (patches.includes(one)) all.add(one);
    all.add(patch);
  }
  return [...all];
}

// Whether they apply is tried, and what is wrong with it is no error of the specification.
function fitted(
  module: Module,
  start: Variant,
  names: readonly string[],
  added: readonly PatchDecl[],
): Member | Misfit {
  const words = added.map(patch => patch.name);
  const name = [start.name, ...words.map(word => word.text)].join(' + ');
  const strange = strangeIn(start, added);
  if (strange !== null) return { names, reason: strange };
  const { result } = gather(report => {
    const more = withPatches(module, { name, before: start.patches, words }, report);
    const patches = more === undefined ? undefined : [...start.patches, ...more];
    if (patches === undefined || patched(module, patches, report) === undefined) return undefined;
    return { ...start, name: added.length === 0 ? start.name : name, patches };
  });
  if (result.kind === 'failed') return { names, reason: result.diagnostics[0].message };
  return { variant: result.value, added: names };
}

// What keeps them apart, said without the set in which it was noticed.
function strangeIn(start: Variant, added: readonly PatchDecl[]): string | null {
  const all = [...start.patches, ...added];
  for (const patch of added) {
    const lacks = patch.requires.find(({ text }) => all.every(one => one.name.text !== text));
    if (lacks !== undefined) return `${patch.name.text} requires ${lacks.text}`;
    const other = all.find(one => one !== patch && directExclusion(patch, one) !== undefined);
    if (other !== undefined) {
      const [a, b] = all.filter(one => one === patch || one === other);
      return `${a?.name.text} and ${b?.name.text} exclude each other`;
    }
  }
  return null;
}
