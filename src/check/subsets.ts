/**
 * Which of several patches are needed: sets of them, each judged. Laws: a minimal safe set is
 * safe, and no smaller one is known to be; a maximal unsafe set is unsafe, and no larger one
 * is known to be. Nothing is concluded from one set about another, for a patch may add steps.
 */
import type { PropertyRef } from '../machine/search.ts';
import { compared } from './table.ts';
import type { Judged, Result } from './verdict.ts';

/** A set of patches and what the search says of it. */
export interface Subset {
  readonly patches: readonly string[];
  readonly result: Result;
}

/** What all subsets amount to. */
export interface Lattice {
  readonly minimalSafe: readonly Extreme[];
  readonly maximalUnsafe: readonly Extreme[];
  /** Every place where one patch more makes a property break that did not. */
  readonly worse: readonly Worse[];
}

/** An extreme set; not sure where a limit left a smaller (or larger) one open. */
export interface Extreme {
  readonly subset: Subset;
  readonly sure: boolean;
}

/** A patch that opens a hole, added to a set. */
export interface Worse {
  readonly patch: string;
  readonly to: Subset;
  readonly property: PropertyRef;
  readonly judged: Judged;
}

/** Safe is what violates nothing that was asked; covers are not asked here. */
export function wordOf({ properties, noInitialState }: Result): 'safe' | 'unsafe' | 'unknown' {
  const claims = properties.filter(({ property }) => property.kind !== 'cover');
  if (claims.some(claim => claim.verdict === 'violated')) return 'unsafe';
  const open = noInitialState || claims.some(claim => claim.verdict === 'unknown');
  return open ? 'unknown' : 'safe';
}

/** Extremes and steps to the worse, in the order of the subsets. */
export function latticeOf(subsets: readonly Subset[]): Lattice {
  const extremes = (word: 'safe' | 'unsafe', beyond: Beyond): readonly Extreme[] =>
    subsets.flatMap(subset => {
      if (wordOf(subset.result) !== word) return [];
      const others = subsets.filter(other => other !== subset && beyond(other, subset));
      if (others.some(other => wordOf(other.result) === word)) return [];
      return [{ subset, sure: others.every(other => wordOf(other.result) !== 'unknown') }];
    });
  return {
    minimalSafe: extremes('safe', (other, subset) => isWithin(other, subset)),
    maximalUnsafe: extremes('unsafe', (other, subset) => isWithin(subset, other)),
    worse: worseIn(subsets),
  };
}

type Beyond = (other: Subset, subset: Subset) => boolean;

const isWithin = (a: Subset, b: Subset): boolean =>
  a.patches.every(patch => b.patches.includes(patch));

function worseIn(subsets: readonly Subset[]): readonly Worse[] {
  return subsets.flatMap(to =>
    subsets.flatMap(more => {
      const added = more.patches.filter(patch => !to.patches.includes(patch));
      const [patch] = added;
      if (patch === undefined || added.length > 1 || !isWithin(to, more)) return [];
      return opened(to.result, more.result).map(judged => ({
        patch,
        to,
        property: judged.property,
        judged,
      }));
    }),
  );
}

// What breaks in the second and is known not to in the first, or is not there.
function opened(first: Result, second: Result): readonly Judged[] {
  const { properties, rows } = compared([first, second]);
  return properties.flatMap((property, i) => {
    const [before, after] = rows.map(row => row.cells[i] ?? null);
    // What is not there cannot break.
    const wasWhole = before === null || before?.verdict === 'holds';
    if (property.kind === 'cover' || after?.verdict !== 'violated' || !wasWhole) return [];
    return [after];
  });
}
