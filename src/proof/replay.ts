/**
 * Checks the claim that a property is violated: row by row through the successors that the
 * reference interpreter gives, one for each row, in time linear in the rows. Shares nothing
 * with any search. The property must break at the end, and nowhere before.
 */
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import { isFault } from '../reference/fault.ts';
import { initialStates } from '../reference/initial.ts';
import { brokenBy, judgeEnd, judgeState, judgeTransition } from '../reference/judge.ts';
import type { State } from '../reference/state.ts';
import { successors, type Transition } from '../reference/successors.ts';
import { explainFault } from '../trace/explain.ts';
import { actionsIn, beginningsOf } from './action.ts';
import { whyNot } from './blocked.ts';
import type { Row, Violation } from './claim.ts';
import { meantBy } from './subject.ts';

/** What checking a claim against a machine says. */
export type Checked =
  | { readonly kind: 'confirmed' }
  | {
      readonly kind: 'refuted';
      /** `row 4`, `check`, `states`: what of the claim is wrong. */
      readonly place: string;
      /** A clause for people: lower case, no full stop. */
      readonly reason: string;
    };

/** Runs the rows of a claim; the machine must be the one that it is about. */
export function checkRun(machine: Machine, claim: Violation): Checked {
  const { check, loop, length, rows } = claim;
  const meant = meantBy(machine, check);
  if (meant.length === 0) return refuted('check', `there is no ${what(claim)} in this variant`);
  if (loop !== null) return refuted('loop', `a run that breaks ${what(claim)} has an end, no loop`);
  const steps = rows.filter(({ number }) => number !== 0);
  const wrong = misnumbered(rows);
  if (wrong !== null) return wrong;
  if (length !== steps.length) {
    return refuted('result', `violated ${length} is claimed, and the run has ${steps.length} rows`);
  }
  const beginning = begun(machine, claim);
  if ('kind' in beginning) return beginning;
  return run(machine, claim, beginning.state, steps);
}

const refuted = (place: string, reason: string): Checked => ({ kind: 'refuted', place, reason });

const what = ({ check }: Violation): string =>
  check.kind === check.name ? check.name : `${check.kind} ${check.name}`;

const rowName = (number: number): string => `row ${number}`;

function misnumbered(rows: readonly Row[]): Checked | null {
  const from = rows[0]?.number === 0 ? 0 : 1;
  const wrong = rows.findIndex(({ number }, i) => number !== i + from);
  if (wrong < 0) return null;
  return refuted(
    rowName(rows[wrong]?.number ?? 0),
    `it stands where row ${wrong + from} should be`,
  );
}

// Where the run begins, or what can be said without a run.
function begun(machine: Machine, claim: Violation): { readonly state: State } | Checked {
  const { states, faults } = initialStates(machine);
  const [first] = claim.rows;
  const options = beginningsOf(machine, states);
  const [only, ...others] = options;
  if (first?.number === 0) {
    if (others.length === 0)
      return refuted(rowName(0), 'there is one initial state, so nothing chooses it');
    const chosen = options.find(({ text }) => text === first.action);
    return chosen === undefined
      ? refuted(rowName(0), notThere(first.action, options))
      : { state: chosen.chosen };
  }
  const fails = faults.some(fault => isMeant(claim, brokenBy(machine, fault)));
  if (fails && claim.length === 0) return { kind: 'confirmed' };
  if (only === undefined) return refuted(rowName(0), 'there is no initial state');
  if (others.length > 0) {
    return refuted(rowName(0), `it is missing, and there are ${options.length} initial states`);
  }
  return { state: only.chosen };
}

function notThere(
  text: string,
  options: readonly { readonly text: string; readonly plain: string }[],
): string {
  const same = options.filter(({ plain }) => plain === text);
  return same.length === 0
    ? 'no initial state is told like that'
    : `it is ambiguous: it may be ${same.map(one => one.text).join(' or ')}`;
}

function run(machine: Machine, claim: Violation, initial: State, rows: readonly Row[]): Checked {
  let state = initial;
  for (const { number, action } of rows) {
    if (has(claim, brokenIn(machine, claim, state))) return early(claim, number - 1);
    const choices = actionsIn(machine, state);
    const chosen = choices.find(({ text }) => text === action)?.chosen;
    if (chosen === undefined) {
      return refuted(rowName(number), whyNot(machine, state, action, choices));
    }
    const broken = judgeTransition(machine, machine.properties, state, chosen);
    const last = number === rows.length;
    if (last && has(claim, broken)) return { kind: 'confirmed' };
    if (has(claim, broken)) return early(claim, number);
    if (isFault(chosen.outcome)) return failing(machine, claim, chosen, number, last);
    state = chosen.outcome;
    if (last) return atEnd(machine, claim, state, broken);
  }
  return atEnd(machine, claim, state, []);
}

function failing(
  machine: Machine,
  claim: Violation,
  { outcome }: Transition,
  number: number,
  last: boolean,
): Checked {
  if (!isFault(outcome)) throw new Error('broken promise: a step that fails has a fault');
  if (last) return unbroken(claim, [brokenBy(machine, outcome)]);
  return refuted(
    rowName(number),
    `the step fails, so nothing can follow: ${explainFault(outcome).text}`,
  );
}

function atEnd(
  machine: Machine,
  claim: Violation,
  state: State,
  byStep: readonly PropertyRef[],
): Checked {
  const broken = brokenIn(machine, claim, state);
  return has(claim, broken) ? { kind: 'confirmed' } : unbroken(claim, [...byStep, ...broken]);
}

// Whether nothing can follow is asked only where the claim is about it, and of the end.
function brokenIn(machine: Machine, { check }: Violation, state: State): readonly PropertyRef[] {
  const broken = judgeState(machine, machine.properties, state);
  if (check.kind !== 'deadlock') return broken;
  return [...broken, ...judgeEnd(machine, state, successors(machine, state))];
}

function early(claim: Violation, number: number): Checked {
  const whole = `the run goes on to row ${claim.length}`;
  return number === 0
    ? refuted('result', `the initial state already breaks ${what(claim)}, and ${whole}`)
    : refuted(rowName(number), `it already breaks ${what(claim)}, and ${whole}`);
}

function unbroken(claim: Violation, broken: readonly PropertyRef[]): Checked {
  const others = broken.filter(({ kind }) => kind !== 'cover');
  const names = [...new Set(others.map(({ name }) => name))];
  const instead = names.length === 0 ? 'nothing' : names.join(' and ');
  const reason =
    claim.check.kind === 'cover'
      ? `the run does not reach ${what(claim)}`
      : `the run does not break ${what(claim)}; it breaks ${instead}`;
  return refuted(claim.length === 0 ? 'result' : rowName(claim.length), reason);
}

const has = (claim: Violation, broken: readonly PropertyRef[]): boolean =>
  broken.some(ref => isMeant(claim, ref));

// Asserts with one text are one property to whoever reads the claim.
const isMeant = ({ check }: Violation, { kind, name }: PropertyRef): boolean =>
  kind === check.kind && name === check.name;
