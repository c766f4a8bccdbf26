/**
 * The numbers by which code knows steps, places, asserts and actors. One machine alone has its
 * own; machines that are explored together have numbers that mean the same in all of them.
 */
import type { LocationId, StepId } from '../../machine/machine.ts';

/** From the machine's own numbers to those in the code. */
export interface Numbering {
  step(id: StepId): number;
  /** A place of the thread of this name. */
  place(thread: string, location: LocationId): number;
  assert(index: number): number;
  /** Of an instance of an actor, by its number in the machine. */
  actor(number: number): number;
}

/** Those of the machine. */
export const ownNumbers: Numbering = {
  step: id => id,
  place: (_, location) => location,
  assert: index => index,
  actor: number => number,
};
