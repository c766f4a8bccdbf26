/** The states of a machine as the reference finds them, each with what it makes of it. */
import type { Machine } from '../../../src/machine/machine.ts';
import { encode } from '../../../src/machine/value.ts';
import { isFault } from '../../../src/reference/fault.ts';
import { initialStates } from '../../../src/reference/initial.ts';
import type { State } from '../../../src/reference/state.ts';
import { type Expansion, expand } from '../../../src/reference/successors.ts';

/** A state, how far it is from the initial ones, and what can happen in it. */
export interface Seen {
  readonly state: State;
  readonly distance: number;
  readonly expansion: Expansion;
}

/** All states up to a distance, by their encodings, in the order in which they are met. */
export function statesOf(machine: Machine, maxDepth: number | null): ReadonlyMap<string, Seen> {
  const seen = new Map<string, Seen>();
  let layer: readonly State[] = initialStates(machine).states;
  for (let distance = 0; layer.length > 0; distance++) {
    const next: State[] = [];
    for (const state of layer) {
      const key = encode(state);
      if (seen.has(key)) continue;
      const expansion = expand(machine, state);
      seen.set(key, { state, distance, expansion });
      for (const { outcome } of expansion.transitions) if (!isFault(outcome)) next.push(outcome);
    }
    layer = distance === maxDepth ? [] : next;
  }
  return seen;
}
