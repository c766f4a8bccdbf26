/** From the results of a family's machines to what they amount to. */
import { unreachable } from '../base/assertion.ts';
import { type Replayed, replayedOn } from '../check/alignments.ts';
import { fixesOf, type Patched, type RunClass } from '../check/fixes.ts';
import { holesIn } from '../check/series.ts';
import { latticeOf, type Subset } from '../check/subsets.ts';
import type { Result } from '../check/verdict.ts';
import type { Authors } from '../trace/align/ledger.ts';
import type { FamilyReport } from '../view/compare-report.ts';
import type { Chosen } from './families.ts';

/** The report; `resultOf` gives the result of a variant by its name. */
export function familyReport(
  chosen: Chosen,
  resultOf: (variant: string) => Result,
  authors: Authors,
): FamilyReport {
  if (chosen.kind === 'series') {
    const chains = chosen.chains.map(({ name, variants }) => {
      const prefixes = variants.map(variant => resultOf(variant.name));
      return { name, prefixes, holes: holesIn(prefixes) };
    });
    return { kind: 'series', chains };
  }
  const { members, misfits } = chosen.family;
  if (chosen.kind === 'fixes') {
    const start = resultOf(chosen.start.name);
    const patched = members.flatMap(({ variant, added: [patch] }): readonly Patched[] =>
      patch === undefined ? [] : [{ patch, result: resultOf(variant.name) }],
    );
    return { kind: 'fixes', start, patched, classes: fixesOf(start, patched, authors), misfits };
  }
  const subsets = members.map(
    ({ variant, added }): Subset => ({ patches: added, result: resultOf(variant.name) }),
  );
  const start = chosen.start.name;
  return { kind: 'subsets', start, subsets, lattice: latticeOf(subsets), misfits };
}

/**
 * The replays that a family shows: of a series each hole on the prefix that closes it, of
 * fixes each class on the variants that do not have it any more.
 */
export function familyReplays(family: FamilyReport, authors: Authors): readonly Replayed[] {
  switch (family.kind) {
    case 'series':
      return family.chains.flatMap(({ prefixes, holes }) =>
        holes.flatMap(({ from, until, judged }) => {
          const [leader, follower] = [prefixes[from], until === null ? undefined : prefixes[until]];
          if (leader === undefined || follower === undefined) return [];
          return replayedOn(leader, judged, follower, authors) ?? [];
        }),
      );
    case 'subsets':
      return [];
    case 'fixes':
      return family.classes.flatMap(one => removals(one, family.patched));
    default:
      return unreachable(family);
  }
}

const removals = (
  { judged, trace, result: leader, fates }: RunClass,
  patched: readonly Patched[],
): readonly Replayed[] =>
  fates.flatMap(({ patch, kind, alignment }): readonly Replayed[] => {
    const follower = patched.find(one => one.patch === patch)?.result;
    if (kind !== 'removes' || follower === undefined) return [];
    return [{ leader, judged, trace, follower, alignment, own: null }];
  });
