/**
 * Follows a peer's run by the reference: at each step those of our successors that the peer
 * may mean, until the end, where something must break. What cannot be followed, or breaks
 * nothing, is a disagreement between the peer and us; who is wrong, a person must see.
 */
import { keyOf } from '../machine/asked.ts';
import type { Machine } from '../machine/machine.ts';
import type { Path, PropertyRef } from '../machine/search.ts';
import { encode } from '../machine/value.ts';
import { isFault } from '../reference/fault.ts';
import { initialStates } from '../reference/initial.ts';
import { brokenBy, judgeEnd, judgeState, judgeTransition } from '../reference/judge.ts';
import type { State } from '../reference/state.ts';
import { successors, type Transition } from '../reference/successors.ts';
import type { Claimed, Likeness, Row } from './peer.ts';

/** Where the peer's run leads. */
export type Followed =
  | { readonly kind: 'found'; readonly property: PropertyRef; readonly path: Path }
  /** It breaks something that nobody asked for, and the peer stopped there. */
  | { readonly kind: 'aside'; readonly property: PropertyRef }
  /** We cannot go there; `reason` is lower case, without a full stop. */
  | { readonly kind: 'lost'; readonly reason: string };

interface Reached {
  readonly state: State;
  readonly path: Path;
}

interface Ending {
  readonly property: PropertyRef;
  readonly path: Path;
}

/** Follows the run; `asked` is what it may break. */
export function follow(
  machine: Machine,
  asked: readonly PropertyRef[],
  claimed: Claimed,
): Followed {
  const { states, faults } = initialStates(machine);
  const starts = states.map((state, i) => ({ state, path: [i] }));
  let here: readonly Reached[] = claimed.start === null ? [] : alike(starts, claimed.start);
  const endings: Ending[] =
    claimed.rows.length > 0
      ? []
      : faults.map(fault => ({ property: brokenBy(machine, fault), path: [] }));
  if (here.length === 0 && endings.length === 0)
    return lost('no initial state is the one it starts in');
  for (const [i, row] of claimed.rows.entries()) {
    const moves = here.flatMap(at => movesOf(machine, at, row));
    const last = i === claimed.rows.length - 1;
    if (last) endings.push(...moves.flatMap(move => brokenBySteps(machine, move)));
    here = distinct(alike(moves.flatMap(arrivals), row.state));
    if (here.length === 0 && (!last || endings.length === 0))
      return lost(`no step of ours is its step ${i + 1}, ${row.title}`);
  }
  endings.push(...here.flatMap(at => brokenAt(machine, at)));
  return chosen(endings, asked, claimed);
}

const lost = (reason: string): Followed => ({ kind: 'lost', reason });

// What the message names goes first; then what was asked.
function chosen(
  endings: readonly Ending[],
  asked: readonly PropertyRef[],
  claimed: Claimed,
): Followed {
  const keys = new Set(asked.map(keyOf));
  const named = endings.filter(({ property }) => claimed.names(property));
  const wanted = [...named, ...endings].find(({ property }) => keys.has(keyOf(property)));
  if (wanted !== undefined) return { kind: 'found', ...wanted };
  const [other] = [...named, ...endings];
  if (other !== undefined) return { kind: 'aside', property: other.property };
  return lost(`nothing breaks at the end of its run of ${claimed.rows.length} steps`);
}

interface Move {
  readonly from: State;
  readonly transition: Transition;
  readonly path: Path;
}

// Two steps may come to one state; the one that the peer names is meant.
const movesOf = (machine: Machine, { state, path }: Reached, row: Row): readonly Move[] =>
  successors(machine, state)
    .map((transition, i) => ({ from: state, transition, path: [...path, i] }))
    .filter(({ transition }) => row.isRule(transition));

const arrivals = ({ transition: { outcome }, path }: Move): readonly Reached[] =>
  isFault(outcome) ? [] : [{ state: outcome, path }];

// States that are the same; where there are none, those with other names.
function alike(reached: readonly Reached[], { same, renamed }: Likeness): readonly Reached[] {
  const found = reached.filter(({ state }) => same(state));
  return found.length > 0 ? found : reached.filter(({ state }) => renamed(state));
}

function distinct(reached: readonly Reached[]): readonly Reached[] {
  const seen = new Map<string, Reached>();
  for (const one of reached) {
    const key = encode(one.state);
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}

const brokenBySteps = (machine: Machine, { from, transition, path }: Move): readonly Ending[] =>
  judgeTransition(machine, machine.properties, from, transition).map(property => ({
    property,
    path,
  }));

function brokenAt(machine: Machine, { state, path }: Reached): readonly Ending[] {
  const properties = machine.properties.filter(p => p.kind !== 'cover');
  const broken = [
    ...judgeState(machine, properties, state),
    ...(machine.deadlockAllowed ? [] : judgeEnd(machine, state, successors(machine, state))),
  ];
  return broken.map(property => ({ property, path }));
}
