/**
 * Which parts of a variant that holds are necessary: each is taken out, and what is left is
 * judged. Laws: what is called necessary has a run that breaks a property of the variant
 * without it; what is called spare was searched to the end without it and breaks nothing.
 */
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import type { Removal } from '../semantics/patch/removal.ts';
import { fullName } from './vacuity.ts';
import { firstViolated, type Judged, type Result } from './verdict.ts';

/** A part, and what taking it out does. */
export interface Part {
  readonly removal: Removal;
  readonly fate: Fate;
}

/** What taking a part out does. */
export type Fate =
  /** It lets a run break a property. */
  | { readonly kind: 'necessary'; readonly result: Result; readonly judged: Judged }
  | {
      readonly kind: 'spare';
      readonly result: Result;
      /** Covers that are reached with it alone. */
      readonly lost: readonly PropertyRef[];
      /** The asserts that went with it, which nothing was asked of. */
      readonly unasked: readonly string[];
      /** None of its steps is ever taken in the variant that has it. */
      readonly idle: boolean;
    }
  /** A limit was met. */
  | { readonly kind: 'unknown'; readonly result: Result }
  /** It is not there to be searched. */
  | { readonly kind: 'stuck'; readonly reason: string };

/** A part that was taken out, with the result; or why it cannot be. */
export interface Tried {
  readonly removal: Removal;
  readonly without: Result | string;
}

/** Judges the parts of `whole`, in their order. */
export const partsOf = (whole: Result, tried: readonly Tried[]): readonly Part[] =>
  tried.map(({ removal, without }) => ({
    removal,
    fate:
      typeof without === 'string'
        ? { kind: 'stuck', reason: without }
        : fateOf(whole, removal, without),
  }));

function fateOf(whole: Result, removal: Removal, result: Result): Fate {
  const claims = result.properties.filter(one => one.property.kind !== 'cover');
  const judged = firstViolated({ ...result, properties: claims });
  if (judged?.property.name === 'runtime/loop')
    return { kind: 'stuck', reason: 'it leaves a loop that goes on for ever within one step' };
  if (judged !== null) return { kind: 'necessary', result, judged };
  if (result.noInitialState || claims.some(claim => claim.verdict === 'unknown'))
    return { kind: 'unknown', result };
  return {
    kind: 'spare',
    result,
    lost: lostCovers(whole, result),
    unasked: lostAsserts(whole.machine, result.machine),
    idle: isIdle(whole, removal),
  };
}

function lostCovers(whole: Result, result: Result): readonly PropertyRef[] {
  const reached = ({ properties }: Result): readonly PropertyRef[] =>
    properties.flatMap(({ property, verdict }) =>
      property.kind === 'cover' && verdict === 'holds' ? [property] : [],
    );
  const left = new Set(reached(result).map(cover => cover.name));
  return reached(whole).filter(cover => !left.has(cover.name));
}

// Two asserts may have one text, so they are counted.
function lostAsserts(whole: Machine, left: Machine): readonly string[] {
  const names = left.asserts.map(one => one.name);
  return whole.asserts.flatMap(({ name }) => {
    const at = names.indexOf(name);
    if (at >= 0) names.splice(at, 1);
    return at >= 0 ? [] : [name];
  });
}

/**
 * The first declared property that is asked of the variant and that the machine does not
 * have: it speaks of what is gone, and what is left cannot be judged by it.
 */
export function lostProperty(
  asked: readonly PropertyRef[],
  machine: Machine,
): PropertyRef | undefined {
  const names = new Set(machine.properties.map(({ kind, name }) => `${kind} ${name}`));
  return asked.find(
    ({ kind, name }) =>
      (kind === 'invariant' || kind === 'transition') && !names.has(`${kind} ${name}`),
  );
}

// The steps that stand in it, or that a call in it leads to.
function isIdle({ machine, counts }: Result, { path, around, kind }: Removal): boolean {
  const own = machine.steps.flatMap((step, i) => {
    const within =
      step.span.source === around.source &&
      step.span.start >= around.start &&
      step.span.end <= around.end;
    const called = kind !== 'edit' && `.${fullName(step)}.`.includes(`.${path}.`);
    return within || called ? [counts.fired[i] ?? 0] : [];
  });
  return own.length > 0 && own.every(fired => fired === 0);
}
