/**
 * Where the kernel of a family keeps what is its own, behind the offset `more` of its area:
 * addresses of states that were come to and of states to visit, and counters and flags.
 */
import type { FamilyProgram } from '../../family/program.ts';
import { type Mask, maskGroups } from '../../family/versions.ts';
import type { Core } from '../effects.ts';
import { mostArrivals } from '../masks.ts';

/** So many states are visited by one call, at most. */
export const mostVisits = 4096;

/** Offsets behind `more`, in bytes. Masks and counters have 64 bits. */
export interface FamilyPlan {
  readonly arrivals: number;
  readonly visits: number;
  /** By flag: for whom it was raised, and for whom a walk back looks for it. */
  readonly stateFlags: number;
  readonly stepFlags: number;
  readonly wantedStates: number;
  readonly wantedSteps: number;
  /** By step: who met an empty pick. */
  readonly empty: number;
  /** By group of bodies: bytes of transitions, the same weighed by orbits, then how often each step fired. */
  readonly counters: number;
  readonly counterWords: number;
  /** By variant: states in which no device acted while some other variant's did. */
  readonly deviceFree: number;
  /** One each: sum of orbits, states in which no device acted at all, who met a deadlock, who is to. */
  readonly fullStates: number;
  readonly deviceFreeForAll: number;
  readonly deadlock: number;
  readonly wantedDeadlock: number;
  readonly bytes: number;
}

/** Divides it. */
export function familyPlan(family: FamilyProgram): FamilyPlan {
  let next = 0;
  const take = (bytes: number): number => {
    const at = next;
    next += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const flags = 8 * (family.properties + family.sites.length);
  const counterWords = 2 + family.steps;
  const offsets = {
    arrivals: take(4 * mostArrivals),
    visits: take(4 * mostVisits),
    stateFlags: take(flags),
    stepFlags: take(flags),
    wantedStates: take(flags),
    wantedSteps: take(flags),
    empty: take(8 * family.steps),
    counters: take(8 * counterWords * maskGroups(family.expand).length),
    deviceFree: take(8 * 64),
    fullStates: take(8),
    deviceFreeForAll: take(8),
    deadlock: take(8),
    wantedDeadlock: take(8),
  };
  return { ...offsets, counterWords, bytes: next };
}

/** What all code of a family's kernel is made with; offsets count from the area. */
export interface FamilyKit extends Core {
  readonly family: FamilyProgram;
  readonly own: FamilyPlan;
  /** The masks of the groups of bodies. */
  readonly groups: readonly Mask[];
}

/** The same plan, counted from the start of the area. */
export function fromArea(plan: FamilyPlan, more: number): FamilyPlan {
  const { counterWords, bytes, ...offsets } = plan;
  const moved = Object.fromEntries(
    Object.entries(offsets).map(([name, offset]) => [name, offset + more]),
  ) as Record<keyof typeof offsets, number>;
  return { ...moved, counterWords, bytes };
}
