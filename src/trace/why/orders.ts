/**
 * The same steps in other orders: every interleaving of the steps of a run that keeps the
 * order within each chain, tried by the reference, step by step with the same choices. What
 * is found is a run that breaks the same property at its end; what is not found was tried.
 */
import { present } from '../../base/assertion.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Path, PropertyRef } from '../../machine/search.ts';
import { encode, equal } from '../../machine/value.ts';
import { isFault } from '../../reference/fault.ts';
import type { State } from '../../reference/state.ts';
import { successors, type Transition } from '../../reference/successors.ts';
import { brokenByStep, brokenInState, type LastStep } from '../ending.ts';

/** A run taken apart: where it begins, and the transitions of its steps. */
export interface Steps {
  readonly machine: Machine;
  readonly property: PropertyRef;
  readonly initial: State;
  /** Index of the initial state. */
  readonly first: number;
  readonly transitions: readonly Transition[];
}

/** What was found out, and how: by a run that anybody can replay, or by trying everything. */
export type Evidence =
  | { readonly kind: 'run'; readonly path: Path }
  /** No order does it; `tried` counts the steps that were tried in vain or led nowhere. */
  | { readonly kind: 'none'; readonly tried: number }
  /** There are more orders than may be tried. */
  | { readonly kind: 'unknown' };

/** Steps, by index from 0, that keep their order among each other. */
export type Chains = readonly (readonly number[])[];

/** Whether a step may come now; `taken` says of each chain how many of its steps were taken. */
export type Allowed = (step: number, taken: readonly number[]) => boolean;

/** Bounds the work on one question: states of orders, not orders. */
const mostPlaces = 20_000;

interface Place {
  readonly taken: readonly number[];
  readonly state: State;
  readonly last: LastStep | null;
  readonly path: Path;
}

/** Tries the orders of one run. */
export class Orders {
  private readonly steps: Steps;
  private readonly known = new Map<string, readonly Transition[]>();

  constructor(steps: Steps) {
    this.steps = steps;
  }

  /** A run of all the steps in an allowed order that breaks the property at its end. */
  find(chains: Chains, allowed: Allowed): Evidence {
    const { initial, first } = this.steps;
    const seen = new Set<string>();
    const none = chains.map(() => 0);
    const pending: Place[] = [{ taken: none, state: initial, last: null, path: [first] }];
    let tried = 0;
    for (let here = pending.pop(); here !== undefined; here = pending.pop()) {
      if (seen.size > mostPlaces) return { kind: 'unknown' };
      const next = this.nextSteps(here, chains, allowed);
      if (next === 'end') return { kind: 'run', path: here.path };
      tried += next.length;
      for (const place of next.toReversed()) {
        const key = `${place.taken.join()} ${encode(place.state)} ${this.endKey(place, chains)}`;
        if (!seen.has(key)) pending.push(place);
        seen.add(key);
      }
    }
    return { kind: 'none', tried };
  }

  // A step that ends the run is told from another that leads to the same state.
  private endKey({ taken, path }: Place, chains: Chains): string {
    return isDone(taken, chains) ? path.join('/') : '';
  }

  private nextSteps(here: Place, chains: Chains, allowed: Allowed): readonly Place[] | 'end' {
    if (isDone(here.taken, chains)) return this.breaks(here) ? 'end' : [];
    if (here.last !== null && isFault(here.last.transition.outcome)) return [];
    const next = chains.flatMap((chain, c): readonly (Place & { readonly step: number })[] => {
      const step = chain[here.taken[c] ?? 0];
      if (step === undefined || !allowed(step, here.taken)) return [];
      const choice = this.choiceOf(here.state, step);
      if (choice < 0) return [];
      const transition = present(this.from(here.state)[choice], 'by its index');
      const state = isFault(transition.outcome) ? here.state : transition.outcome;
      const taken = here.taken.map((n, i) => (i === c ? n + 1 : n));
      const last = { state: here.state, transition };
      return [{ step, taken, state, last, path: [...here.path, choice] }];
    });
    // Nearest to the order of the run first.
    return next.toSorted((a, b) => a.step - b.step);
  }

  private breaks({ state, last }: Place): boolean {
    const { machine, property } = this.steps;
    if (last !== null && brokenByStep(machine, property, last) !== null) return true;
    const failed = last !== null && isFault(last.transition.outcome);
    return !failed && brokenInState(machine, property, state) !== null;
  }

  private choiceOf(state: State, step: number): number {
    const wanted = present(this.steps.transitions[step], 'a chain has steps of the run');
    return this.from(state).findIndex(t => isSame(t, wanted));
  }

  private from(state: State): readonly Transition[] {
    const key = encode(state);
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const all = successors(this.steps.machine, state);
    this.known.set(key, all);
    return all;
  }
}

const isDone = (taken: readonly number[], chains: Chains): boolean =>
  chains.every((chain, c) => taken[c] === chain.length);

const isSame = (a: Transition, b: Transition): boolean =>
  a.actor === b.actor &&
  a.step === b.step &&
  isRow(a.instance, b.instance) &&
  isRow(a.choices, b.choices);

const isRow = (a: Transition['choices'], b: Transition['choices']): boolean =>
  a.length === b.length && a.every((value, i) => equal(value, b[i] ?? null));

/** The same actor with the same parameters. */
export const isSameActor = (a: Transition, b: Transition): boolean =>
  a.actor === b.actor && isRow(a.instance, b.instance);
