/**
 * Short names of steps, so that a row fits the line of a mail. A step that is reached through
 * calls is named by the way to it; of a long way a claim keeps the first part, the last, and of
 * those between as few as tell it from every other step of its actor; `..` stands for the rest. Law: within an actor
 * two steps with different names have different short names.
 */
import type { Machine, StepId } from '../machine/machine.ts';

/** Names up to this length stay as they are. */
const longest = 32;

const known = new WeakMap<Machine['steps'], ReadonlyMap<StepId, string>>();

/** The name that a claim calls a step by; empty where there is no such step. */
export function nameInClaim({ steps }: Machine, step: StepId): string {
  const names = known.get(steps) ?? namesInClaim(steps);
  known.set(steps, names);
  return names.get(step) ?? '';
}

function namesInClaim(steps: Machine['steps']): ReadonlyMap<StepId, string> {
  const short = new Map<string, ReadonlyMap<string, string>>();
  for (const actor of new Set(steps.map(step => step.actor))) {
    const names = [...new Set(steps.filter(s => s.actor === actor).map(s => s.name))];
    short.set(actor, new Map(names.map(name => [name, shortened(name, names)])));
  }
  return new Map(steps.map(({ actor, name }, id) => [id, short.get(actor)?.get(name) ?? name]));
}

// More parts than these have more choices than are tried.
const mostParts = 12;

function shortened(name: string, names: readonly string[]): string {
  const parts = name.split('.');
  if (name.length <= longest || parts.length > mostParts) return name;
  const others = names.filter(other => other !== name);
  const last = parts.length - 1;
  for (let kept = 0; kept < last - 1; kept++) {
    for (const between of choices(kept, 1, last)) {
      const text = withGaps(parts, [0, ...between, last]);
      const means = meaningOf(text);
      if (!others.some(other => means.test(other))) return text;
    }
  }
  return name;
}

// So many of the numbers from `from` up to but not `to`, in the order of the first that differs.
function choices(count: number, from: number, to: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return Array.from({ length: to - from }, (_, i) => from + i).flatMap(first =>
    choices(count - 1, first + 1, to).map(rest => [first, ...rest]),
  );
}

const withGaps = (parts: readonly string[], kept: readonly number[]): string =>
  kept
    .map((at, i) => `${i === 0 ? '' : at === (kept[i - 1] ?? 0) + 1 ? '.' : '..'}${parts[at]}`)
    .join('');

/** The names that a short one may mean: `..` stands for one part or more. */
export const meaningOf = (short: string): RegExp =>
  new RegExp(
    `^${short
      .split('..')
      .map(part => part.replaceAll('.', '\\.'))
      .join('\\.(?:\\w+\\.)+')}$`,
  );
