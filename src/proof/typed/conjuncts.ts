/**
 * Takes a formula apart into parts that must all be true: through `and`, through `forall`
 * over what needs no state, through functions, and behind `implies`. Each part knows the
 * leaves that it reads, so it can be judged as soon as these have values.
 */
import type { Expr } from '../../machine/expr.ts';
import type { Machine } from '../../machine/machine.ts';
import { listOf, type Value } from '../../machine/value.ts';
import { bound, boundAll } from '../../reference/context.ts';
import { funOf, truth } from '../../reference/evaluate.ts';
import type { State } from '../../reference/state.ts';
import type { LeafId, Leaves } from './leaves.ts';
import { knownValue, type Part, readsOf } from './reads.ts';

/** Must be true of every state. */
export interface Conjunct {
  readonly reads: readonly LeafId[];
  readonly holds: (state: State) => boolean;
}

/** What the conjuncts of a formula have in common. */
interface Ground {
  readonly machine: Machine;
  readonly leaves: Leaves;
  readonly found: Conjunct[];
}

/** Where a formula is true, each of its conjuncts holds; so a conjunct that does not is reason enough. */
export function conjunctsOf(machine: Machine, leaves: Leaves, formula: Expr): readonly Conjunct[] {
  const ground: Ground = { machine, leaves, found: [] };
  split(ground, [], { expr: formula, environment: null });
  return ground.found;
}

// Under premises: where all of them are true, the goal is.
function split(ground: Ground, premises: readonly Part[], goal: Part): void {
  const { machine } = ground;
  const { expr, environment } = goal;
  switch (expr.kind) {
    case 'and':
      split(ground, premises, { ...goal, expr: expr.left });
      split(ground, premises, { ...goal, expr: expr.right });
      return;
    case 'implies': {
      const premise = { ...goal, expr: expr.left };
      split(ground, [...premises, premise], { ...goal, expr: expr.right });
      return;
    }
    case 'forall': {
      const elements = knownValue(machine, expr.domain, environment);
      if (elements === undefined) break;
      for (const value of listOf(elements)) {
        split(ground, premises, {
          expr: expr.body,
          environment: bound(environment, expr.binder, value),
        });
      }
      return;
    }
    case 'call': {
      const values = argumentsOf(machine, goal, expr.args);
      if (values === undefined) break;
      const { params, body } = funOf(machine, expr.fun);
      split(ground, premises, { expr: body, environment: boundAll(null, params, values) });
      return;
    }
    default:
  }
  ground.found.push(conjunct(ground, premises, goal));
}

function argumentsOf(
  machine: Machine,
  { environment }: Part,
  args: readonly Expr[],
): readonly Value[] | undefined {
  const values = args.map(arg => knownValue(machine, arg, environment));
  return values.every(value => value !== undefined) ? values : undefined;
}

function conjunct({ machine, leaves }: Ground, premises: readonly Part[], goal: Part): Conjunct {
  const reads = new Set([...premises, goal].flatMap(part => [...readsOf(machine, leaves, part)]));
  const isTrue = ({ expr, environment }: Part, state: State) =>
    truth(expr, { machine, state, after: null, environment });
  return {
    reads: [...reads],
    holds(state) {
      for (const premise of premises) {
        const value = isTrue(premise, state);
        if (value === false) return true;
        if (value !== true) return false;
      }
      return isTrue(goal, state) === true;
    },
  };
}
