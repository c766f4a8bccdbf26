/**
 * Race windows: the steps of all other actors stay as they are, in their order; where
 * between them may a step of this actor fall, its other steps before or behind it as they
 * must, so that the violation still happens? Every place between two steps is tried.
 */
import { chainsOf } from './happens-before.ts';
import type { Evidence, Orders, Steps } from './orders.ts';

/** A place between two steps of the others. */
export interface Gap {
  /** The step of the others just before it and just behind it, from 1; null at the ends. */
  readonly after: number | null;
  readonly before: number | null;
  /** A run with the step there that breaks the property. */
  readonly evidence: Evidence;
  /** The step falls there in the run itself. */
  readonly own: boolean;
}

/** A step, and the places where it may fall, in the order of the others' steps. */
export interface Window {
  /** From 1. */
  readonly step: number;
  readonly gaps: readonly Gap[];
}

/** A window for each step of the run; none where only one actor acts. */
export function windowsOf(steps: Steps, orders: Orders): readonly Window[] {
  const chains = chainsOf(steps);
  if (chains.length < 2) return [];
  const all = steps.transitions.map((_, i) => i);
  return all.map((step): Window => {
    const own = chains.find(chain => chain.includes(step)) ?? [];
    const others = all.filter(i => !own.includes(i));
    const here = others.filter(i => i < step).length;
    const gaps = [...others, null].map((next, gap): Gap => {
      const evidence = orders.find(
        [own, others],
        (i, [, taken = 0]) => i !== step || taken === gap,
      );
      const previous = others[gap - 1];
      return {
        after: previous === undefined ? null : previous + 1,
        before: next === null ? null : next + 1,
        evidence,
        own: gap === here,
      };
    });
    return { step: step + 1, gaps };
  });
}

/** Neighbouring gaps in which the violation still happens, as one. */
export interface Range {
  readonly after: number | null;
  readonly before: number | null;
  readonly gaps: readonly Gap[];
  readonly own: boolean;
}

/** The ranges of a window in order; a gap that was not tried to the end belongs to none. */
export function rangesOf({ gaps }: Window): readonly Range[] {
  const ranges: Range[] = [];
  let open = false;
  for (const gap of gaps) {
    const last = ranges.at(-1);
    if (gap.evidence.kind !== 'run') {
      open = false;
    } else if (open && last !== undefined) {
      const { after, own } = last;
      const grown = { after, before: gap.before, gaps: [...last.gaps, gap], own: own || gap.own };
      ranges[ranges.length - 1] = grown;
    } else {
      ranges.push({ after: gap.after, before: gap.before, gaps: [gap], own: gap.own });
      open = true;
    }
  }
  return ranges;
}
