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
import { type Footprint, isWithin, overlaps } from '../../reference/footprint.ts';
import type { State } from '../../reference/state.ts';
import { isSameActor, type Steps } from './orders.ts';

/**
 * `changes`: what it changed is read, directly or through other steps. `passes`: its
 * thread had to pass it. `aside`: neither.
 */
export type Role = 'changes' | 'passes' | 'aside';

/** The role of each step. `reads` are the spots that what is false reads at the end. */
export function rolesOf(
  steps: Steps,
  footprints: readonly Footprint[],
  reads: readonly Spot[],
): readonly Role[] {
  const { machine, transitions } = steps;
  const roles: Role[] = transitions.map(() => 'aside');
  let wanted = reads.filter(spot => !isPlace(steps, spot));
  for (let i = transitions.length - 1; i >= 0; i--) {
    const transition = present(transitions[i], 'by its index');
    const { reads: own, writes, covers } = present(footprints[i], 'a step has a footprint');
    const changed = writes.filter(spot => isChanged(steps, i, spot));
    const fails = isFault(transition.outcome);
    const changes = fails || changed.some(w => wanted.some(spot => overlaps(w, spot)));
    const passes =
      machine.actors[transition.actor]?.kind === 'thread' &&
      transitions.some(
        (other, j) => j > i && roles[j] !== 'aside' && isSameActor(other, transition),
      );
    if (!changes && !passes) continue;
    roles[i] = changes ? 'changes' : 'passes';
    const left = wanted.filter(spot => !covers.some(whole => isWithin(spot, whole)));
    wanted = [...left, ...own.filter(spot => !isPlace(steps, spot))];
  }
  return roles;
}

// Where threads are is what `passes` is about.
const isPlace = ({ machine }: Steps, { variable }: Spot): boolean =>
  machine.variables[variable]?.role === 'place';

function isChanged({ initial, transitions }: Steps, i: number, spot: Spot): boolean {
  const before = i === 0 ? initial : transitions[i - 1]?.outcome;
  const after = transitions[i]?.outcome;
  if (before === undefined || after === undefined || isFault(before) || isFault(after)) return true;
  return !equal(valueAt(before, spot), valueAt(after, spot));
}

const valueAt = (state: State, { variable, way }: Spot): Value =>
  way.reduce((value: Value, i) => listOf(value).get(i) ?? null, state.get(variable) ?? null);
