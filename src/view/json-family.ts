/** Families of variants as JSON: the `series` and the `subsets` of `compare`. */
import { unreachable } from '../base/assertion.ts';
import { isTransient } from '../check/series.ts';
import { type Extreme, wordOf } from '../check/subsets.ts';
import type { PropertyRef } from '../machine/search.ts';
import type { Json } from '../machine/show.ts';
import type { ChainReport, FamilyReport, FixesReport, SubsetsReport } from './compare-report.ts';
import { rowText } from './counterexample.ts';
import { className } from './fixes-text.ts';

/** The member of the report that tells of the family. */
export function familyJson(family: FamilyReport): { readonly [name: string]: Json } {
  switch (family.kind) {
    case 'series':
      return { series: family.chains.map(chainJson) };
    case 'subsets':
      return { subsets: subsetsJson(family) };
    case 'fixes':
      return { fixes: fixesJson(family) };
    default:
      return unreachable(family);
  }
}

const refJson = ({ kind, name }: PropertyRef): Json => ({ kind, name });

const chainJson = ({ name, prefixes, holes }: ChainReport): Json => ({
  name,
  prefixes: prefixes.map(({ machine }) => machine.variant),
  holes: holes.map(hole => ({
    property: refJson(hole.property),
    from: hole.from,
    until: hole.until,
    transient: isTransient(hole),
    depth: hole.judged.depth,
    sure: hole.sure,
  })),
});

const subsetsJson = ({ start, subsets, lattice, misfits }: SubsetsReport): Json => ({
  start,
  sets: subsets.map(({ patches, result }) => ({
    patches,
    variant: result.machine.variant,
    verdict: wordOf(result),
  })),
  minimalSafe: lattice.minimalSafe.map(extremeJson),
  maximalUnsafe: lattice.maximalUnsafe.map(extremeJson),
  worse: lattice.worse.map(({ patch, to, property, judged }) => ({
    patch,
    to: to.patches,
    property: refJson(property),
    depth: judged.depth,
  })),
  leftOut: misfits.map(({ names, reason }) => ({ patches: names, reason })),
});

const extremeJson = ({ subset, sure }: Extreme): Json => ({ patches: subset.patches, sure });

const fixesJson = ({ start, patched, classes, misfits }: FixesReport): Json => ({
  start: start.machine.variant,
  patches: patched.map(({ patch, result }) => ({ patch, variant: result.machine.variant })),
  classes: classes.map(({ judged, trace, result, inStart, fates }, i) => ({
    name: className(i),
    property: refJson(judged.property),
    variant: result.machine.variant,
    inStart,
    steps: trace.steps.map(rowText),
    fates: fates.map(({ patch, kind, cut }) => ({ patch, kind, cut })),
  })),
  leftOut: misfits.map(({ names, reason }) => ({ patches: names, reason })),
});
