/**
 * Checks that a function without parameters is an inductive invariant and implies a property:
 * it is true of every initial state, no step leaves it, and where it is true the property is
 * not broken. Looks at each state of the right types that satisfies it, one step far; which
 * states are reachable is never asked, so nothing is shared with a search but the evaluator.
 * After Manna and Pnueli, "Temporal Verification of Reactive Systems: Safety" (1995).
 */
import type { Expr } from '../machine/expr.ts';
import type { Machine } from '../machine/machine.ts';
import { show } from '../machine/show.ts';
import { inState } from '../reference/context.ts';
import { truth } from '../reference/evaluate.ts';
import { isFault } from '../reference/fault.ts';
import { initialStates } from '../reference/initial.ts';
import { instancesOf } from '../reference/instances.ts';
import { brokenBy, judgeEnd, judgeState, judgeTransition } from '../reference/judge.ts';
import type { State } from '../reference/state.ts';
import { placeOf, successors, type Transition } from '../reference/successors.ts';
import { placesOf } from '../trace/changes.ts';
import { actionsIn, actorText } from './action.ts';
import { standing } from './blocked.ts';
import type { Subject } from './claim.ts';
import { meantBy } from './subject.ts';
import { conjunctsOf } from './typed/conjuncts.ts';
import { walk } from './typed/enumerate.ts';
import { leavesOf } from './typed/leaves.ts';
import { typedStates } from './typed/typed.ts';

/** What became of the three parts. */
export type Induction =
  /** `typed` states of the right types, of which `satisfying` satisfy the formula. */
  | { readonly kind: 'inductive'; readonly typed: number; readonly satisfying: number }
  /** An initial state that does not satisfy it; null where initialisation fails and breaks the property. */
  | { readonly kind: 'not-initially'; readonly state: State | null }
  /** A counterexample to induction: the step from a state that satisfies it to one that does not. */
  | {
      readonly kind: 'not-kept';
      readonly before: State;
      readonly action: string;
      readonly after: State;
    }
  /** It is true of a state that breaks the property, or out of which a step (`action`) does. */
  | { readonly kind: 'not-safe'; readonly state: State; readonly action: string | null }
  /** Nothing can be said, and why: a clause. */
  | { readonly kind: 'not-feasible' | 'no-formula'; readonly reason: string };

/** Values of places that are tried at most, and who may end it earlier. */
export interface Effort {
  readonly mostChoices: number;
  readonly interrupted?: () => boolean;
}

/** What takes minutes. */
export const usualEffort: Effort = { mostChoices: 100_000_000 };

/** Checks it; the property as a claim names it. */
export function induction(
  machine: Machine,
  check: Subject['check'],
  name: string,
  effort: Effort = usualEffort,
): Induction {
  const fun = machine.funs.find(f => f.name === name);
  if (meantBy(machine, check).length === 0) {
    return nothing('no-formula', `there is no ${check.kind} ${check.name}`);
  }
  if (fun === undefined) return nothing('no-formula', `there is no function ${name}`);
  if (fun.params.length > 0) return nothing('no-formula', `${name} has parameters`);
  if (fun.body.type.kind !== 'bool') return nothing('no-formula', `${name} is no formula`);
  return begun(machine, check, fun.body) ?? kept(machine, check, fun.body, effort);
}

const nothing = (kind: 'not-feasible' | 'no-formula', reason: string): Induction => ({
  kind,
  reason,
});

const satisfies = (machine: Machine, formula: Expr, state: State): boolean =>
  truth(formula, inState(machine, state)) === true;

function begun(machine: Machine, check: Subject['check'], formula: Expr): Induction | null {
  const { states, faults } = initialStates(machine);
  const broken = faults.map(fault => brokenBy(machine, fault));
  if (broken.some(ref => ref.kind === check.kind && ref.name === check.name)) {
    return { kind: 'not-initially', state: null };
  }
  const outside = states.find(state => !satisfies(machine, formula, state));
  return outside === undefined ? null : { kind: 'not-initially', state: outside };
}

function kept(
  machine: Machine,
  check: Subject['check'],
  formula: Expr,
  { mostChoices, interrupted }: Effort,
): Induction {
  const leaves = leavesOf(machine);
  if (typeof leaves === 'string') return nothing('not-feasible', leaves);
  const typed = typedStates(machine, leaves);
  if (typed.count > BigInt(Number.MAX_SAFE_INTEGER)) {
    return nothing('not-feasible', `there are ${typed.count} states of the right types`);
  }
  const broken = breaking(machine, check);
  const conjuncts = [...typed.conjuncts, ...conjunctsOf(machine, leaves, formula)];
  let satisfying = 0;
  let found: Induction | null = null;
  const walked = walk(leaves, conjuncts, mostChoices, state => {
    if (!satisfies(machine, formula, state)) return false;
    satisfying += 1;
    found = leaving(machine, formula, state, broken, s => typed.conjuncts.every(c => c.holds(s)));
    return found !== null || interrupted?.() === true;
  });
  if (found !== null) return found;
  if (walked === 'limit') {
    return nothing(
      'not-feasible',
      `more than ${mostChoices} values of places would have to be tried`,
    );
  }
  if (walked === 'ended') return nothing('not-feasible', 'it was interrupted');
  return { kind: 'inductive', typed: Number(typed.count), satisfying };
}

/** What a state breaks, and what a step out of it does. */
interface Breaking {
  readonly state: (state: State, transitions: readonly Transition[]) => boolean;
  readonly step: (state: State, transition: Transition) => boolean;
}

// Errors may happen inside any property; of the others only the one that is meant is judged.
function breaking(machine: Machine, check: Subject['check']): Breaking {
  const { kind, name } = check;
  const isMeant = (ref: { readonly kind: string; readonly name: string }): boolean =>
    ref.kind === kind && ref.name === name;
  const judged =
    kind === 'runtime' ? machine.properties : machine.properties.filter(p => isMeant(p));
  return {
    state: (state, transitions) =>
      judgeState(machine, judged, state).some(ref => isMeant(ref) || unclear(ref)) ||
      (kind === 'deadlock' && judgeEnd(machine, state, transitions).length > 0),
    step: (state, transition) =>
      judgeTransition(machine, judged, state, transition).some(
        ref => isMeant(ref) || (!isFault(transition.outcome) && unclear(ref)),
      ),
  };
  // A property with an error inside is not shown to hold.
  function unclear(ref: { readonly kind: string }): boolean {
    return ref.kind === 'runtime' && kind !== 'runtime';
  }
}

function leaving(
  machine: Machine,
  formula: Expr,
  state: State,
  broken: Breaking,
  isTyped: (state: State) => boolean,
): Induction | null {
  const transitions = successors(machine, state);
  if (broken.state(state, transitions)) return { kind: 'not-safe', state, action: null };
  for (const [choice, transition] of transitions.entries()) {
    const after = transition.outcome;
    if (broken.step(state, transition)) {
      return { kind: 'not-safe', state, action: actionAt(machine, state, choice) };
    }
    if (isFault(after)) continue;
    if (!isTyped(after)) throw new Error('broken promise: steps lead to states of the right types');
    if (!satisfies(machine, formula, after)) {
      return { kind: 'not-kept', before: state, action: actionAt(machine, state, choice), after };
    }
  }
  return null;
}

const actionAt = (machine: Machine, state: State, choice: number): string =>
  actionsIn(machine, state).find(({ choices }) => choices.includes(choice))?.text ?? '';

/** A state in one line: `use[Page0]=free, list={}, kworker at reap`; what threads bind is left out. */
export const stateText = (machine: Machine, state: State): string =>
  [
    ...placesOf(machine, state).map(({ place, type, value }) => `${place}=${show(type, value)}`),
    ...machine.actors.flatMap(actor =>
      actor.kind === 'thread'
        ? instancesOf(actor.params).map(
            instance =>
              `${actorText(actor, instance)} ${standing(machine, actor, placeOf(actor, instance, state))}`,
          )
        : [],
    ),
  ].join(', ');

/** Why it is no proof, as a clause for people; null for one. */
export function whyNoProof(machine: Machine, name: string, result: Induction): string | null {
  switch (result.kind) {
    case 'inductive':
      return null;
    case 'not-initially':
      return result.state === null
        ? 'initialisation fails'
        : `${name} is false in the initial state (${stateText(machine, result.state)})`;
    case 'not-kept':
      return (
        `${name} is not inductive: from (${stateText(machine, result.before)}) ` +
        `${result.action} leads to (${stateText(machine, result.after)})`
      );
    case 'not-safe':
      return (
        `${name} does not imply the property: (${stateText(machine, result.state)})` +
        (result.action === null ? '' : `, then ${result.action}`)
      );
    case 'not-feasible':
      return `checking ${name} is not feasible: ${result.reason}`;
    case 'no-formula':
      return result.reason;
  }
}
