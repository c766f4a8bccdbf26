/**
 * What the laws share: the machines of a text and what searches find in them, each
 * computed once, since several laws look at the same modules.
 */
import type { Machine } from '../../src/machine/machine.ts';
import type { Findings, Question } from '../../src/machine/search.ts';
import { search } from '../../src/reference/search.ts';
import { everything, lowered } from '../support/spec.ts';
import { modules } from './modules.ts';
import { type Place, spyOn } from './report/spy.ts';
import { mostStates } from './setting.ts';

/** The machines of a text, `base` first; text that is refused is a fault of the generator. */
export function machinesOf(text: string): readonly Machine[] {
  const all = machinesOrWhy(text);
  if (typeof all === 'string') throw new Error(`${all}\n${text}`);
  return [...all.values()];
}

/** The same by name, or what the checker says against the text. */
export function machinesOrWhy(text: string): ReturnType<typeof lowered> {
  const known = machines.get(text);
  if (known !== undefined) return known;
  const all = lowered(text);
  if (typeof all !== 'string')
    for (const machine of all.values()) spies.set(machine, spyOn(machine));
  machines.set(text, all);
  return all;
}

const spies = new WeakMap<Machine, ReadonlySet<Place>>();

/** What was evaluated of a machine in the searches so far. */
export const executedIn = (machine: Machine): readonly Place[] => [...(spies.get(machine) ?? [])];

const machines = new Map<string, ReturnType<typeof lowered>>();

/** Whether the checker takes a text. */
export const isAccepted = (text: string): boolean => typeof lowered(text) !== 'string';

// Fewer states show little.
const fewStates = 50;

/** Random modules as the laws want them: few with a handful of states only. */
export const spaces = modules({
  accepts: isAccepted,
  prefers: text => {
    const all = machinesOrWhy(text);
    const base = typeof all === 'string' ? undefined : all.get('base');
    return base === undefined || reaches(base, fewStates);
  },
});

function reaches(machine: Machine, states: number): boolean {
  const { limits, ...rest } = everything(machine, false);
  const { counts } = search(machine, { ...rest, limits: { ...limits, maxStates: states } });
  return counts.states >= states;
}

/** The machine of the first variant that is not `base`, or of `base`. */
export function lastOf(text: string): Machine {
  const all = machinesOf(text);
  const last = all.at(-1);
  if (last === undefined) throw new Error('broken promise: there is always base');
  return last;
}

/** `all` goes on to the end, `first` stops at the first violation, as `check` does. */
export type Manner = Pick<Question, 'symmetry' | 'stop'>;

const found = new WeakMap<Machine, Map<string, Findings>>();

/** What a search finds, everything asked, within the limit of states (six times as many without symmetry). */
export function findingsOf(machine: Machine, { symmetry, stop }: Manner): Findings {
  const known = found.get(machine) ?? new Map<string, Findings>();
  found.set(machine, known);
  const key = `${symmetry} ${stop}`;
  const findings = known.get(key) ?? search(machine, questionOf(machine, { symmetry, stop }));
  known.set(key, findings);
  return findings;
}

function questionOf(machine: Machine, { symmetry, stop }: Manner): Question {
  const { limits, ...rest } = everything(machine, symmetry);
  const maxStates = symmetry ? mostStates : 6 * mostStates;
  return { ...rest, stop, deadlock: true, limits: { ...limits, maxStates } };
}
