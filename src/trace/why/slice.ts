/**
 * The steps that matter for what is false at the end: backward from the spots that the
 * false part reads, each step that changed one of them, and then what that step read. A
 * thread must have come to such a step, so what its earlier steps read counts too, though
 * they may change nothing themselves. After Weiser, "Program Slicing" (1981).
 */
import { present } from '../../base/assertion.ts';
import { equal, listOf, type Value } from '../../machine/value.ts';
import type { Spot } from '../../reference/context.ts';
import { isFault } from '../../reference/fault.ts';
import { type Footprint, isWithin, overlaps, placeSpot } from '../../reference/footprint.ts';
import type { State } from '../../reference/state.ts';
import { isSameActor, type Steps } from './orders.ts';

/**
 * `changes`: what it changed is read, directly or through other steps. `passes`: its
 * thread had to pass it. `aside`: neither.
 */
export type Role = 'changes' | 'passes' | 'aside';

/** The role of each step. `reads` are the spots that decide what is false at the end. */
export function rolesOf(
  steps: Steps,
  footprints: readonly Footprint[],
  reads: readonly Spot[],
): readonly Role[] {
  const { transitions } = steps;
  const roles: Role[] = transitions.map(() => 'aside');
  let wanted = reads;
  for (let i = transitions.length - 1; i >= 0; i--) {
    const { reads: own, writes, covers } = present(footprints[i], 'a step has a footprint');
    const judged = i === transitions.length - 1 && isJudged(steps);
    const changed = writes.filter(spot => isChanged(steps, i, spot));
    const changes = judged || changed.some(w => wanted.some(spot => overlaps(w, spot)));
    if (!changes && !passes(steps, roles, i)) continue;
    roles[i] = changes ? 'changes' : 'passes';
    // A step that is judged itself is judged by what was there before it too.
    const left = judged ? wanted : wanted.filter(spot => !covers.some(all => isWithin(spot, all)));
    wanted = [...left, ...own.filter(spot => !isOwnPlace(steps, i, spot))];
  }
  return roles;
}

// It fails, or breaks a property of transitions.
const isJudged = ({ property, transitions }: Steps): boolean =>
  property.kind === 'transition' || isFault(transitions.at(-1)?.outcome ?? null);

// A later step of the same thread counts.
function passes({ machine, transitions }: Steps, roles: readonly Role[], i: number): boolean {
  const transition = present(transitions[i], 'by its index');
  if (machine.actors[transition.actor]?.kind !== 'thread') return false;
  return transitions.some(
    (other, j) => j > i && roles[j] !== 'aside' && isSameActor(other, transition),
  );
}

// That a thread is where its step begins is what `passes` is about.
function isOwnPlace({ machine, transitions }: Steps, i: number, spot: Spot): boolean {
  const transition = present(transitions[i], 'by its index');
  const actor = machine.actors[transition.actor];
  return actor?.kind === 'thread' && isWithin(spot, placeSpot(actor, transition));
}

function isChanged({ initial, transitions }: Steps, i: number, spot: Spot): boolean {
  const before = i === 0 ? initial : transitions[i - 1]?.outcome;
  const after = transitions[i]?.outcome;
  if (before === undefined || after === undefined || isFault(before) || isFault(after)) return true;
  return !equal(valueAt(before, spot), valueAt(after, spot));
}

const valueAt = (state: State, { variable, way }: Spot): Value =>
  way.reduce((value: Value, i) => listOf(value).get(i) ?? null, state.get(variable) ?? null);
