/**
 * The whole space of a machine as a claim states it: how many states, transitions and layers,
 * and which states. A search is handed in; nothing here knows how it goes.
 */
import { declared, noLimits, questionOf } from '../check/asked.ts';
import { keyOf } from '../machine/asked.ts';
import type { Machine } from '../machine/machine.ts';
import type { Findings, PropertyRef, Question } from '../machine/search.ts';
import type { Value } from '../machine/value.ts';
import type { Safety } from './claim.ts';
import { stateSet } from './digest.ts';
import { meantBy } from './subject.ts';

/** Tells the states that it stored to `stored` if it came to its end, as `Watch` says. */
export type StateSearch = (
  machine: Machine,
  question: Question,
  stored: (values: readonly Value[]) => void,
) => Findings | string | Promise<Findings | string>;

/** The numbers and the set of a claim. */
export interface Stated extends Pick<Safety, 'states' | 'transitions' | 'depth' | 'set'> {
  readonly kind: 'stated';
}

/** What was asked is violated (a cover: reached), in so many steps. */
export interface Broken {
  readonly kind: 'broken';
  readonly length: number;
}

type Asked = Pick<Safety, 'check' | 'symmetry'>;

/** The question whose answer a claim of safety states: this property, the whole space, no errors but its own. */
export const safetyQuestion = (machine: Machine, { check, symmetry }: Asked): Question =>
  questionOf(meantBy(machine, check), {
    symmetry,
    stop: check.kind === 'cover' ? 'all' : 'first',
    limits: noLimits,
  });

/** What a search of the whole space found, as a claim states it; or why there is nothing to state. */
export const stated = (
  machine: Machine,
  asked: Asked,
  search: StateSearch,
): Promise<Stated | Broken | string> => {
  const meant = meantBy(machine, asked.check);
  return explored(machine, safetyQuestion(machine, asked), meant, search);
};

async function explored(
  machine: Machine,
  question: Question,
  meant: readonly PropertyRef[],
  search: StateSearch,
): Promise<Stated | Broken | string> {
  const set = stateSet(machine, question.symmetry);
  if (set === null)
    return 'its symmetric types have too many permutations; take it without symmetry';
  let told = 0;
  const findings = await search(machine, question, values => {
    told += 1;
    set.add(values);
  });
  if (typeof findings === 'string') return findings;
  const { counts, limit, noInitialState } = findings;
  const keys = new Set(meant.map(keyOf));
  const found = findings.found.find(({ property }) => keys.has(keyOf(property)));
  if (found !== undefined) return { kind: 'broken', length: found.length };
  if (noInitialState) return 'no initial state satisfies the assumptions';
  if (limit !== null) return `the search stopped early (${limit})`;
  const { states, transitions, depth } = counts;
  if (told !== states) throw new Error('broken promise: a search tells each state that it stores');
  return { kind: 'stated', states, transitions, depth, set: set.digest() };
}

/**
 * The same for many properties: where none that is declared is violated one search states the
 * space for all of them, for it is the same space. Else each is asked by itself. Law: what it
 * says of a property is what `stated` says.
 */
export function sharedSpace(
  search: StateSearch,
): (machine: Machine, asked: Asked) => Promise<Stated | Broken | string> {
  const known = new Map<Machine, Map<boolean, Promise<Stated | Broken | string>>>();
  const wholeOf = (machine: Machine, symmetry: boolean) => {
    const of = known.get(machine) ?? new Map<boolean, Promise<Stated | Broken | string>>();
    known.set(machine, of);
    const all = declared(machine).filter(({ kind }) => kind !== 'cover');
    const question = questionOf(all, { symmetry, stop: 'first', limits: noLimits });
    const whole = of.get(symmetry) ?? explored(machine, question, all, search);
    of.set(symmetry, whole);
    return whole;
  };
  return async (machine, asked) => {
    const { kind } = asked.check;
    const shared =
      kind === 'cover' || kind === 'runtime' ? null : await wholeOf(machine, asked.symmetry);
    return shared !== null && typeof shared !== 'string' && shared.kind === 'stated'
      ? shared
      : stated(machine, asked, search);
  };
}
