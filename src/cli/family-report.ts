/** From the results of a family's machines to what they amount to. */
import type { Replayed } from '../check/alignments.ts';
import { replayedOn } from '../check/alignments.ts';
import { holesIn } from '../check/series.ts';
import { latticeOf, type Subset } from '../check/subsets.ts';
import type { Result } from '../check/verdict.ts';
import type { Authors } from '../trace/align/ledger.ts';
import type { FamilyReport } from '../view/compare-report.ts';
import type { Chosen } from './families.ts';

/** The report; `resultOf` gives the result of a variant by its name. */
export function familyReport(chosen: Chosen, resultOf: (variant: string) => Result): FamilyReport {
  if (chosen.kind === 'series') {
    const chains = chosen.chains.map(({ name, variants }) => {
      const prefixes = variants.map(variant => resultOf(variant.name));
      return { name, prefixes, holes: holesIn(prefixes) };
    });
    return { kind: 'series', chains };
  }
  const { members, misfits } = chosen.family;
  const subsets = members.map(
    ({ variant, added }): Subset => ({ patches: added, result: resultOf(variant.name) }),
  );
  const start = chosen.start.name;
  return { kind: 'subsets', start, subsets, lattice: latticeOf(subsets), misfits };
}

/** Of a series: the run through each hole on the prefix that closes it. */
export function familyReplays(family: FamilyReport, authors: Authors): readonly Replayed[] {
  if (family.kind !== 'series') return [];
  return family.chains.flatMap(({ prefixes, holes }) =>
    holes.flatMap(({ from, until, judged }) => {
      const [leader, follower] = [prefixes[from], until === null ? undefined : prefixes[until]];
      if (leader === undefined || follower === undefined) return [];
      return replayedOn(leader, judged, follower, authors) ?? [];
    }),
  );
}
