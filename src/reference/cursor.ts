/** Where a run through the nodes of a step stands, and what it has chosen so far. */
import { Map as PersistentMap } from 'immutable';
import type { BinderRef } from '../machine/expr.ts';
import type { Machine, NodeId, StepId } from '../machine/machine.ts';
import type { Value } from '../machine/value.ts';
import type { Context, Environment, Observer } from './context.ts';
import type { Fault } from './fault.ts';
import type { State } from './state.ts';

/** A name and what was chosen for it: a parameter of an action, or a pick. */
export interface Choice {
  readonly binder: BinderRef;
  readonly value: Value;
}

export interface Cursor {
  readonly node: NodeId;
  readonly state: State;
  readonly environment: Environment;
  /** The first step it passed. */
  readonly step: StepId | null;
  /** In order: the value of each pick, the number of each branch. */
  readonly choices: readonly Value[];
  /** The choices that have names. */
  readonly args: readonly Choice[];
  /** Turns taken, by loop. */
  readonly turns: PersistentMap<number, number>;
  /** It passed an `assume`. */
  readonly assumed: boolean;
  /** Why it ends here, if it fails. */
  readonly fault: Fault | null;
  /** See Context. */
  readonly observer?: Observer | undefined;
}

const noTurns: PersistentMap<number, number> = PersistentMap();

/** A run that is about to begin. */
export const startAt = (node: NodeId, state: State, environment: Environment): Cursor => ({
  node,
  state,
  environment,
  step: null,
  choices: [],
  args: [],
  turns: noTurns,
  assumed: false,
  fault: null,
});

/** What expressions mean where the cursor stands. */
export const contextOf = (machine: Machine, { state, environment, observer }: Cursor): Context => ({
  machine,
  state,
  after: null,
  environment,
  observer,
});
