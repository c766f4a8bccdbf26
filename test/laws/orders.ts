/** Permutations of members applied to what transitions are made of, and transitions as text to compare. */
import type { Machine } from '../../src/machine/machine.ts';
import { type Permutation, permute } from '../../src/machine/permute.ts';
import { encode, type Value } from '../../src/machine/value.ts';
import { isFault } from '../../src/reference/fault.ts';
import { permuteState } from '../../src/reference/permute.ts';
import type { Transition } from '../../src/reference/successors.ts';

/** What a permutation makes of a transition, as text: actor, instance, step, arguments, outcome. */
export function textOf(machine: Machine, transition: Transition, permutation: Permutation): string {
  const { actor, instance, step, args, assumed, outcome } = transition;
  const moved = (type: Parameters<typeof permute>[0], value: Value): string =>
    encode(permute(type, value, permutation));
  const params = machine.actors[actor]?.params ?? [];
  const who = params.map(({ type }, i) => moved(type, instance[i] ?? null));
  const chosen = args.map(({ binder, value }) => `${binder.id}=${moved(binder.type, value)}`);
  const end = isFault(outcome)
    ? `fails ${outcome.kind === 'assert' ? outcome.assert : outcome.code} ${outcome.span.start}`
    : encode(permuteState(machine, outcome, permutation));
  return [actor, who, step, chosen, assumed, end].join(' ');
}

/** The same of several, in no order. */
export const textsOf = (
  machine: Machine,
  transitions: readonly Transition[],
  permutation: Permutation,
): readonly string[] => transitions.map(t => textOf(machine, t, permutation)).sort();
