/**
 * Reasons to doubt a verdict: parts of the machine that a complete search never saw
 * at work. After an incomplete search nothing is said, for the rest may still happen.
 */

import { isUntold } from '../machine/asked.ts';
import type { Machine, Step, StepId } from '../machine/machine.ts';
import type { Result } from './verdict.ts';

/** One doubt; `names` are steps with their actors, or patches. */
export interface Doubt {
  readonly kind: 'neverFired' | 'emptyPick' | 'idlePatch' | 'deviceAlways';
  readonly names: readonly string[];
}

/** The doubts about a result, in the order in which they are shown. */
export function doubts(result: Result): readonly Doubt[] {
  const { machine, counts } = result;
  if (!result.complete || result.noInitialState || isUntold(counts, 'fired')) return [];
  const silent = machine.steps.filter((s, step) => counts.fired[step] === 0 && s.implied !== true);
  const empty = new Set<StepId>(counts.emptyPicks);
  const picks = machine.steps.filter((_, step) => empty.has(step));
  const doubts: readonly Doubt[] = [
    { kind: 'neverFired', names: silent.filter(s => !picks.includes(s)).map(fullName) },
    { kind: 'emptyPick', names: picks.map(fullName) },
    { kind: 'idlePatch', names: machine.patches.filter(p => idle(machine, p, silent)) },
  ];
  return [...doubts.filter(d => d.names.length > 0), ...deviceAlways(result)];
}

/** `kworker.flush`. */
export const fullName = (step: Step): string => `${step.actor}.${step.name}`;

// A patch that writes no step (it replaces a function, say) may still matter.
function idle(machine: Machine, patch: string, silent: readonly Step[]): boolean {
  const written = machine.steps.filter(s => s.patches.includes(patch));
  return written.length > 0 && written.every(s => silent.includes(s));
}

function deviceAlways(result: Result): readonly Doubt[] {
  const { machine, counts, properties } = result;
  const asked = properties.some(p => p.property.kind === 'deadlock' && p.verdict === 'holds');
  const threads = machine.actors.some(a => a.kind === 'thread');
  return asked && threads && counts.deviceFree === 0 ? [{ kind: 'deviceAlways', names: [] }] : [];
}
