/**
 * Checks a claim again, by means that are handed in: the machine that it is about, and a
 * search. Says how it was checked and what of it is wrong, or why nothing can be said; reads
 * and writes nothing.
 */
import type { Machine } from '../machine/machine.ts';
import type { Claim, Safety, Subject } from './claim.ts';
import { type Effort, induction, usualEffort, whyNoProof } from './inductive.ts';
import { type Checked, checkRun } from './replay.ts';
import type { Broken, Stated } from './space.ts';
import { meantBy, otherThan } from './subject.ts';

/** How a claim was checked: its rows, a search of one's own, or induction without a search. */
export type Grade = 'replayed' | 're-run' | 'inductive';

/** What became of a claim. */
export type Outcome =
  | { readonly kind: 'confirmed'; readonly claim: Claim; readonly grade: Grade }
  | {
      readonly kind: 'refuted';
      readonly claim: Claim;
      readonly grade: Grade;
      /** What of it is wrong: `row 4`, `states`, `set`. */
      readonly place: string;
      /** A clause: lower case, no full stop. */
      readonly reason: string;
    }
  | { readonly kind: 'unchecked'; readonly claim: Claim; readonly reason: string };

/** What a search of the whole space says of a property, as `stated` does. */
export type Space = (
  machine: Machine,
  asked: Pick<Safety, 'check' | 'symmetry'>,
) => Promise<Stated | Broken | string>;

/** What a check may use. */
export interface Means {
  /** The machine of that specification, variant and parameters; or why there is none: a clause. */
  readonly machine: (subject: Subject) => Machine | string;
  /** A search with the limits that the user set; a text says why it cannot answer. */
  readonly space: Space;
  /** How a claim of safety is to be checked. */
  readonly grade: Exclude<Grade, 'replayed'>;
  readonly effort?: Effort;
}

/** Checks one claim. */
export async function verified(claim: Claim, means: Means): Promise<Outcome> {
  const machine = means.machine(claim);
  if (typeof machine === 'string') return unchecked(claim, machine);
  const other = otherThan(machine, claim);
  if (other !== null) return unchecked(claim, other);
  if (claim.kind === 'violation') return told(claim, 'replayed', checkRun(machine, claim));
  const { kind, name } = claim.check;
  if (meantBy(machine, claim.check).length === 0) {
    return told(
      claim,
      means.grade,
      refuted('check', `there is no ${kind} ${name} in this variant`),
    );
  }
  return means.grade === 'inductive'
    ? byInduction(machine, claim, means.effort ?? usualEffort)
    : byRerun(machine, claim, means.space);
}

const unchecked = (claim: Claim, reason: string): Outcome => ({ kind: 'unchecked', claim, reason });

const refuted = (place: string, reason: string): Checked => ({ kind: 'refuted', place, reason });

const told = (claim: Claim, grade: Grade, checked: Checked): Outcome =>
  checked.kind === 'confirmed' ? { ...checked, claim, grade } : { ...checked, claim, grade };

async function byRerun(machine: Machine, claim: Safety, space: Space): Promise<Outcome> {
  const now = await space(machine, claim);
  if (typeof now === 'string') return unchecked(claim, now);
  if (now.kind === 'broken') {
    const what = claim.check.kind === 'cover' ? 'reached' : 'violated';
    return told(claim, 're-run', refuted('result', `it is ${what} in ${now.length} steps`));
  }
  for (const place of ['states', 'transitions', 'depth', 'set'] as const) {
    if (now[place] !== claim[place]) {
      const reason = `${claim[place]} is claimed, and ${now[place]} was found`;
      return told(claim, 're-run', refuted(place, reason));
    }
  }
  return told(claim, 're-run', { kind: 'confirmed' });
}

function byInduction(machine: Machine, claim: Safety, effort: Effort): Outcome {
  const { inductive, check } = claim;
  if (inductive === null) return unchecked(claim, 'it names no inductive invariant; run it again');
  const result = induction(machine, check, inductive.name, effort);
  if (result.kind === 'not-feasible') {
    return unchecked(claim, whyNoProof(machine, inductive.name, result) ?? '');
  }
  const why = whyNoProof(machine, inductive.name, result);
  if (why !== null) return told(claim, 'inductive', refuted('inv', why));
  for (const place of ['typed', 'satisfying'] as const) {
    const now = result.kind === 'inductive' ? result[place] : Number.NaN;
    if (now !== inductive[place]) {
      const reason = `${inductive[place]} is claimed, and ${now} was found`;
      return told(claim, 'inductive', refuted(place, reason));
    }
  }
  return told(claim, 'inductive', { kind: 'confirmed' });
}
