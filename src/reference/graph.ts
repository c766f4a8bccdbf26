/**
 * The whole state graph, for who wants to look at it: every reachable state, not one of each
 * orbit, and every transition, with what each breaks or reaches. A graph that is too large is
 * refused, never cut.
 */
import { propertiesOf } from '../machine/asked.ts';
import type { Machine } from '../machine/machine.ts';
import { identity } from '../machine/permute.ts';
import type { PropertyRef, Question } from '../machine/search.ts';
import { isFault } from './fault.ts';
import { initialStates } from './initial.ts';
import { brokenBy, judgeEnd, judgeState, judgeTransition } from './judge.ts';
import type { State } from './state.ts';
import { Store } from './store.ts';
import { successors, type Transition } from './successors.ts';

/** A state of the graph. */
export interface GraphNode {
  readonly state: State;
  /** Steps of a shortest run to it; 0 for initial states. */
  readonly depth: number;
  /** The edge by which it was met first, an index into the edges; null for initial states. */
  readonly met: number | null;
  /** What is broken in it, and covers that are reached. */
  readonly broken: readonly PropertyRef[];
}

/** A transition of the graph. */
export interface GraphEdge {
  /** Indexes into the nodes; `to` is null where the step fails. */
  readonly from: number;
  readonly to: number | null;
  readonly transition: Transition;
  /** What the transition breaks. */
  readonly broken: readonly PropertyRef[];
}

/** States in the order in which a search meets them, transitions in that of their states. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** What initialisations break that fail; they come to no state. */
  readonly unbegun: readonly PropertyRef[];
}

/**
 * The graph, judged by the question's properties (its limits and its symmetry are not looked
 * at); null where it has more than `most` states.
 */
export function graphOf(machine: Machine, question: Question, most: number): Graph | null {
  const { states, faults } = initialStates(machine);
  const properties = propertiesOf(machine, question);
  const store = new Store(machine, [identity]);
  const met: (number | null)[] = [];
  const add = (state: State, depth: number, by: number | null): number => {
    store.add(state, depth, null);
    if (store.size > met.length) met.push(by);
    return store.find(state)?.index ?? -1;
  };
  for (const state of states) add(state, 0, null);
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  for (let from = 0; from < store.size; from++) {
    if (store.size > most) return null;
    const { state, distance: depth } = store.at(from);
    const transitions = successors(machine, state);
    for (const transition of transitions) {
      const { outcome } = transition;
      const to = isFault(outcome) ? null : add(outcome, depth + 1, edges.length);
      const broken = judgeTransition(machine, properties, state, transition);
      edges.push({ from, to, transition, broken });
    }
    const ending = question.deadlock ? judgeEnd(machine, state, transitions) : [];
    const broken = [...judgeState(machine, properties, state), ...ending];
    nodes.push({ state, depth, met: met[from] ?? null, broken });
  }
  return { nodes, edges, unbegun: faults.map(fault => brokenBy(machine, fault)) };
}
