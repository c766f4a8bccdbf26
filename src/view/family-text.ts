/**
 * What a family of variants amounts to, for people: of a series which commit opens a hole
 * and which closes it; of subsets which are needed, which are not enough, and what makes
 * things worse.
 */
import { unreachable } from '../base/assertion.ts';
import { type Hole, isTransient } from '../check/series.ts';
import { type Extreme, wordOf } from '../check/subsets.ts';
import type { Judged, Result } from '../check/verdict.ts';
import type { ChainReport, FamilyReport, Misfit, SubsetsReport } from './compare-report.ts';
import { fixesLines } from './fixes-text.ts';
import { judgedText, propertyText } from './phrases.ts';
import { count, labelled } from './wrap.ts';

/** The lines below the table. */
export function familyLines(family: FamilyReport): readonly string[] {
  switch (family.kind) {
    case 'series':
      return family.chains.flatMap(chain => ['', ...chainLines(chain)]);
    case 'subsets':
      return ['', ...subsetLines(family)];
    case 'fixes':
      return ['', ...fixesLines(family), ...misfitLines(family.misfits)];
    default:
      return unreachable(family);
  }
}

/** What a row of the table is called. */
export function rowNameIn(family: FamilyReport, result: Result): string | null {
  switch (family.kind) {
    case 'series': {
      const index = result.machine.patches.length;
      const own = family.chains.some(({ prefixes }) => prefixes[index] === result);
      const patch = index === 0 ? '(no patch)' : `+ ${result.machine.patches.at(-1) ?? ''}`;
      return own ? `${result.machine.variant} ${patch}` : null;
    }
    case 'subsets': {
      const subset = family.subsets.find(one => one.result === result);
      return subset === undefined ? null : setText(subset.patches);
    }
    case 'fixes': {
      const one = family.patched.find(({ result: own }) => own === result);
      return one === undefined ? null : `+ ${one.patch}`;
    }
    default:
      return unreachable(family);
  }
}

/** The violations whose runs are shown; the others are told by the lines. */
export function shownIn(family: FamilyReport): ReadonlySet<Judged> {
  switch (family.kind) {
    case 'series':
      return new Set(family.chains.flatMap(({ holes }) => holes.map(hole => hole.judged)));
    case 'subsets': {
      const unsafe = family.lattice.maximalUnsafe.map(({ subset }) => shortestOf(subset.result));
      return new Set(unsafe.flatMap(one => one ?? []));
    }
    case 'fixes':
      return new Set(family.classes.map(one => one.judged));
    default:
      return unreachable(family);
  }
}

function chainLines({ name, prefixes, holes }: ChainReport): readonly string[] {
  const all = prefixes.length - 1;
  const title = `series ${name}, ${count(all, 'patch').replace(/hs$/, 'hes')}:`;
  const patchText = (index: number): string => {
    const patch = prefixes[index]?.machine.patches.at(-1) ?? '';
    return `patch ${index} of ${all} (${patch})`;
  };
  const inOrder = [...holes].sort((a, b) => Number(isTransient(b)) - Number(isTransient(a)));
  return [
    ...labelled('', title),
    ...(holes.length === 0 ? [`  ${restText(prefixes)}`] : []),
    ...inOrder.flatMap(hole => labelled('  ', holeText(hole, patchText))),
  ];
}

const restText = (prefixes: readonly Result[]): string =>
  prefixes.every(one => wordOf(one) === 'safe')
    ? 'every prefix is safe'
    : 'no violation was found, but not every prefix was seen to the end';

function holeText(hole: Hole, patchText: (index: number) => string): string {
  const { property, from, until, judged } = hole;
  const what = `${propertyText(property)}, ${judgedText(judged)}`;
  const before = judgedText(judged);
  const unsure = hole.sure ? '' : ' (a limit leaves a prefix beside it open)';
  if (isTransient(hole) && until !== null) {
    return `HOLE: ${patchText(from)} opens ${what}; ${patchText(until)} closes it${unsure}`;
  }
  if (until !== null) {
    return `${patchText(until)} closes ${propertyText(property)}, ${before} without it${unsure}`;
  }
  return from === 0
    ? `not closed: ${what} before the first patch, and to the end`
    : `HOLE: ${patchText(from)} opens ${what}; no later patch closes it${unsure}`;
}

function subsetLines({ start, subsets, lattice, misfits }: SubsetsReport): readonly string[] {
  const all = subsets.length + misfits.length;
  const { minimalSafe, maximalUnsafe, worse } = lattice;
  const none = (some: readonly unknown[]): readonly string[] =>
    some.length === 0 ? ['  none'] : [];
  return [
    ...labelled(
      '',
      `${start} with each of ${count(all, 'subset')}, of which ${subsets.length} fit together`,
    ),
    ...misfitLines(misfits),
    '',
    'minimal safe sets:',
    ...none(minimalSafe),
    ...minimalSafe.flatMap(one => labelled('  ', extremeText(one, 'smaller'))),
    '',
    'maximal unsafe sets:',
    ...none(maximalUnsafe),
    ...maximalUnsafe.flatMap(one => {
      const judged = shortestOf(one.subset.result);
      const how = judged === null ? '' : `: ${propertyText(judged.property)} ${judgedText(judged)}`;
      return labelled('  ', `${extremeText(one, 'larger')}${how}`);
    }),
    '',
    'a patch more makes it worse:',
    ...none(worse),
    ...worse.flatMap(({ patch, to, property, judged }) =>
      labelled(
        '  ',
        `${patch} added to ${setText(to.patches)}: ${propertyText(property)} ${judgedText(judged)}`,
      ),
    ),
  ];
}

// One line a reason: of many subsets it is the same.
function misfitLines(misfits: readonly Misfit[]): readonly string[] {
  const times = new Map<string, number>();
  for (const { reason } of misfits) times.set(reason, (times.get(reason) ?? 0) + 1);
  return [...times].flatMap(([reason, n]) =>
    labelled(`  left out ${n}: `, reason.replaceAll('`', '')),
  );
}

const setText = (patches: readonly string[]): string =>
  patches.length === 0 ? '(none)' : patches.join(' + ');

function extremeText({ subset, sure }: Extreme, other: 'smaller' | 'larger'): string {
  const unsure = sure ? '' : ` (a limit leaves a ${other} set open)`;
  return `${setText(subset.patches)}${unsure}`;
}

/** The violation with the shortest run; of several the first. */
function shortestOf({ properties }: Result): Judged | null {
  const some = properties.filter(p => p.verdict === 'violated' && p.property.kind !== 'cover');
  return some.reduce<Judged | null>(
    (best, one) => (best === null || (one.depth ?? 0) < (best.depth ?? 0) ? one : best),
    null,
  );
}
