/** `patchproof/second-opinion/1`: what each checker says of each variant, and where they disagree. */
import type { Json } from '../machine/show.ts';
import { endJson, page, parametersJson, specJson, toolJson } from './json-check.ts';
import type { OpinionReport, Opinions, Spoken, Unspoken } from './opinion.ts';

/** The report of `check --second-opinion`. */
export const opinionJson = (report: OpinionReport): string =>
  page({
    format: 'patchproof/second-opinion/1',
    ...toolJson(report),
    spec: specJson(report.spec),
    symmetry: report.symmetry,
    results: report.opinions.map(one => resultJson(one, report.elapsedMs === null)),
    ...endJson(report),
  });

const resultJson = (opinions: Opinions, quiet: boolean): Json => ({
  variant: opinions.machine.variant,
  parameters: Object.fromEntries(parametersJson(opinions.machine)),
  opinions: opinions.all.map(one =>
    one.kind === 'spoken' ? spokenJson(one, quiet) : unspokenJson(one),
  ),
  disagreements: opinions.disagreements,
  confirmed: opinions.confirmed,
});

const unspokenJson = ({ checker, reason }: Unspoken): Json => ({ checker, notRun: reason });

function spokenJson(one: Spoken, quiet: boolean): Json {
  const { states, fullStates, transitions, fullTransitions, depth, limit } = one.sizes;
  const { property } = one;
  return {
    checker: one.checker,
    version: one.version,
    verdict: one.verdict,
    ...(one.verdict === 'unknown' ? { limit: one.limit } : {}),
    property: property === null ? null : { kind: property.kind, name: property.name },
    length: one.length,
    shortest: one.shortest,
    counts: { states, fullStates, transitions, fullTransitions, depth, limit },
    ...(one.uncounted === null ? {} : { uncounted: one.uncounted }),
    ...(quiet ? {} : { elapsedMs: Math.round(one.elapsedMs), memoryBytes: one.peakBytes }),
  };
}
