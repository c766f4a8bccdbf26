/**
 * Short names of steps, so that a row fits the line of a mail. A step that is reached through
 * calls is named by the way to it; of a long way a claim keeps the first parts, `..`, and the
 * last parts, as few as tell it from every other step of its actor. Law: within an actor
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

function shortened(name: string, names: readonly string[]): string {
  const parts = name.split('.');
  if (name.length <= longest) return name;
  for (let kept = 2; kept < parts.length; kept++) {
    for (let first = 1; first < kept; first++) {
      const start = parts.slice(0, first).join('.');
      const end = parts.slice(parts.length - (kept - first)).join('.');
      const fits = (other: string) => other.startsWith(`${start}.`) && other.endsWith(`.${end}`);
      if (names.every(other => other === name || !fits(other))) return `${start}..${end}`;
    }
  }
  return name;
}
