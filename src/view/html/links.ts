/**
 * Whether what an entry holds is still part of the structure. Where entries that are indexed
 * by a type hold members of it (`next: Node -> Node?`, page tables in frames) there is a
 * structure, and shared variables of the same kind of entry (`head: Node?`) are its roots. A
 * member that cannot be reached from them is unlinked: who still holds it has an old copy.
 * And an entry that makes an invariant false breaks it, whatever it leads to.
 */
import { domain } from '../../machine/domain.ts';
import type { Machine } from '../../machine/machine.ts';
import { alike } from '../../machine/relate.ts';
import type { Type } from '../../machine/types.ts';
import type { Breach } from './breaches.ts';
import { type Entry, type Member, type Members, memberName, mentioned } from './entries.ts';

/** What a machine has of structures. */
export interface Structure {
  /** The variables whose entries are its roots, by name. */
  readonly roots: readonly string[];
  readonly of: Members;
  isRoot(entry: Entry): boolean;
  isLink(entry: Entry): boolean;
}

/** The structures of a machine, at most one a type. */
export function structuresOf(
  machine: Machine,
  types: ReadonlyMap<string, Members>,
): readonly Structure[] {
  return [...types.values()].flatMap((of): readonly Structure[] => {
    const shared = [...machine.variables.entries()].filter(([, { role }]) => role === 'shared');
    const holds = ({ type }: { readonly type: Type }): boolean =>
      mentioned(leaf(type)).some(held => held.name === of.name);
    const links = shared.filter(([, variable]) => holds(variable) && isKeyed(variable.type, of));
    const roots = shared.filter(
      ([, { type }]) =>
        !isKeyed(type, of) && links.some(([, link]) => alike(leaf(link.type), leaf(type))),
    );
    if (links.length === 0 || roots.length === 0) return [];
    const ids = (some: typeof shared): ReadonlySet<number> => new Set(some.map(([i]) => i));
    const [rootIds, linkIds] = [ids(roots), ids(links)];
    return [
      {
        of,
        roots: roots.map(([, { name }]) => name),
        isRoot: entry => rootIds.has(entry.variable),
        isLink: entry => linkIds.has(entry.variable),
      },
    ];
  });
}

const leaf = (type: Type): Type => (type.kind === 'map' ? leaf(type.value) : type);

const isKeyed = (type: Type, { kind, name }: Members): boolean =>
  type.kind === 'map' && type.key.kind === kind && type.key.name === name;

/** The members that are not reached from the roots of their structure, by name. */
export function unlinkedIn(
  structures: readonly Structure[],
  entries: readonly Entry[],
): ReadonlySet<string> {
  const unlinked = new Set<string>();
  for (const { of, isRoot, isLink } of structures) {
    const ofType = (entry: Entry): readonly string[] =>
      entry.targets.filter(target => target.of.name === of.name).map(memberName);
    const reached = new Set(entries.filter(isRoot).flatMap(ofType));
    for (const name of reached) {
      const inside = entries.filter(e => isLink(e) && e.owner && memberName(e.owner) === name);
      for (const next of inside.flatMap(ofType)) reached.add(next);
    }
    for (const value of domain(of).keys()) {
      const name = memberName({ of, index: value });
      if (!reached.has(name)) unlinked.add(name);
    }
  }
  return unlinked;
}

/** An invariant that an entry breaks, and the members that it does so by. */
export interface Break {
  readonly name: string;
  /** By name. */
  readonly by: readonly string[];
}

/** What an entry breaks: the parts that read it, with those of its targets that they are about. */
export function breaksOf(
  machine: Machine,
  entry: Entry,
  breaches: readonly Breach[],
): readonly Break[] {
  const found = new Map<string, Set<string>>();
  for (const breach of breaches) {
    if (!breach.reads.some(spot => overlaps(spot, entry))) continue;
    const touched = entry.targets.filter(target => touches(machine, breach, target));
    const by = touched.length === 0 ? entry.targets : touched;
    const names = found.get(breach.name) ?? new Set<string>();
    for (const target of by) names.add(memberName(target));
    found.set(breach.name, names);
  }
  return [...found].map(([name, by]) => ({ name, by: [...by] }));
}

const overlaps = (spot: Breach['reads'][number], { variable, way }: Entry): boolean =>
  spot.variable === variable && spot.way.every((at, i) => i >= way.length || way[i] === at);

function touches(machine: Machine, { reads, bound }: Breach, { of, index }: Member): boolean {
  const isBound = bound.some(
    ({ type, value }) => type.kind === of.kind && type.name === of.name && value === index,
  );
  return (
    isBound ||
    reads.some(({ variable, way }) => {
      const type = machine.variables[variable]?.type;
      return type !== undefined && isKeyed(type, of) && way[0] === index;
    })
  );
}
