/**
 * `check --necessary`: takes the parts of each variant that holds out, one at a time, explores
 * what is left (many variants at a time, for they differ by little) and judges it.
 */
import { gather } from '../base/diagnostic.ts';
import { lostProperty, type Part, partsOf, type Tried } from '../check/necessary.ts';
import type { Result } from '../check/verdict.ts';
import type { Machine } from '../machine/machine.ts';
import { lower } from '../semantics/lower.ts';
import { keyOf, type Removal } from '../semantics/patch/removal.ts';
import { removalsOf } from '../semantics/patch/removals.ts';
import { ofCode } from '../semantics/patch/scope.ts';
import type { Variant } from '../semantics/patch/variants.ts';
import { without } from '../semantics/patch/without.ts';
import { propertyText } from '../view/phrases.ts';
import type { PartsOf } from '../view/report.ts';
import { Searches } from './engine.ts';
import type { Job } from './job.ts';
import type { Refusal } from './refusal.ts';
import type { CheckRequest, Parts } from './request.ts';
import { rowsOf } from './settings.ts';
import { type Machines, type Spec, settingsFor } from './spec.ts';
import type { World } from './world.ts';

/** What is searched of a machine, as `check` does; null for nothing. */
export type JobFor = (machine: Machine) => Job | null;

/** A job for what is left, or why there is none. */
interface Attempt {
  readonly removal: Removal;
  readonly job: Job | string;
}

/** The parts of each result that holds; nothing where nobody asked. */
export async function necessaryParts(
  { spec, variants }: Machines,
  results: readonly Result[],
  request: CheckRequest,
  { world, jobFor }: { readonly world: World; readonly jobFor: JobFor },
): Promise<PartsOf | Refusal> {
  const all = new Map<Result, readonly Part[]>();
  if (request.necessary === null) return all;
  // What is to be said of a part stands in the report; remarks on a hundred searches help nobody.
  const searches = new Searches(request, { ...world, err: () => {} });
  for (const whole of results) {
    const variant = variants.find(one => one.name === whole.machine.variant);
    if (variant === undefined || !holds(whole)) continue;
    const attempts = removalsAsked(spec, variant, request.necessary).map(removal => ({
      removal,
      job: attempt(spec, { whole, variant, removal }, request, jobFor),
    }));
    const tried = await triedOf(attempts, searches);
    if ('status' in tried) return tried;
    all.set(whole, partsOf(whole, tried));
  }
  return all;
}

// A cover that is not reached is no claim that breaks.
const holds = ({ properties, noInitialState }: Result): boolean =>
  !noInitialState &&
  properties.every(({ property, verdict }) => property.kind === 'cover' || verdict === 'holds');

function removalsAsked({ module }: Spec, variant: Variant, { only }: Parts): readonly Removal[] {
  const gone = new Set((variant.without ?? []).map(one => keyOf(one.span)));
  const there = removalsOf(module, variant).filter(one => !gone.has(keyOf(one.span)));
  if (only === null) return ofCode(module, there);
  const pattern = new RegExp(only, 'u');
  return there.filter(one => pattern.test(one.name) || pattern.test(one.path));
}

interface Taken {
  readonly whole: Result;
  readonly variant: Variant;
  readonly removal: Removal;
}

function attempt(
  { module }: Spec,
  { whole, variant, removal }: Taken,
  { sweeps }: CheckRequest,
  jobFor: JobFor,
): Job | string {
  const [row = []] = rowsOf(sweeps);
  const left = without(variant, [removal]);
  const { result } = gather(report => lower(module, left, settingsFor(module, left, row), report));
  if (result.kind === 'failed') return result.diagnostics[0].message;
  const lost = lostProperty(
    whole.properties.map(one => one.property),
    result.value,
  );
  if (lost !== undefined) return `${propertyText(lost)} speaks of it`;
  return jobFor(result.value) ?? 'nothing that was asked is left';
}

async function triedOf(
  attempts: readonly Attempt[],
  searches: Searches,
): Promise<readonly Tried[] | Refusal> {
  const jobs = attempts.flatMap(({ job }) => (typeof job === 'string' ? [] : [job]));
  const results = await searches.exploreAll(jobs);
  if ('status' in results) return results;
  return attempts.flatMap(({ removal, job }): readonly Tried[] => {
    if (typeof job === 'string') return [{ removal, without: job }];
    const result = results[jobs.indexOf(job)];
    return result === undefined ? [] : [{ removal, without: result }];
  });
}
