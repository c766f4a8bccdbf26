/**
 * How few preemptions a violation needs, over runs of any length. A preemption is a step of
 * a thread while the thread that ran last, another, could have gone on. A device runs beside
 * the CPU: its steps neither preempt nor end a thread's turn; leaving a thread that waits or
 * is finished costs nothing. Search by cost, then by length, over states with the thread that
 * ran last, orbits at once. After Musuvathi and Qadeer, "Iterative Context Bounding" (2007).
 */
import { present } from '../../base/assertion.ts';
import { keyOf } from '../../machine/asked.ts';
import { everyNth, meter } from '../../machine/limit.ts';
import type { Machine, Property, Variable } from '../../machine/machine.ts';
import { identity } from '../../machine/permute.ts';
import type { Limit, Limits, Path, PropertyRef, Watch } from '../../machine/search.ts';
import type { Type } from '../../machine/types.ts';
import { equal, listFrom, type Value } from '../../machine/value.ts';
import { canonicalBy } from '../../reference/canonical.ts';
import { isFault } from '../../reference/fault.ts';
import { initialStates } from '../../reference/initial.ts';
import { judgeEnd, judgeState, judgeTransition } from '../../reference/judge.ts';
import { mostPermutations, permutationCount, permutations } from '../../reference/permute.ts';
import type { State } from '../../reference/state.ts';
import { successors, type Transition } from '../../reference/successors.ts';

/** What the search found. */
export interface Preemptions {
  /** The fewest found, with a shortest run that has so few; null where a limit came first. */
  readonly least: { readonly count: number; readonly path: Path } | null;
  /** By number of preemptions, the states first reached with so many in which nothing breaks. */
  readonly searched: readonly number[];
  /** Fewer than this were tried to the end. */
  readonly atLeast: number;
  /** Why fewer may do; null where the answer is exact. */
  readonly limit: Limit | null;
}

/** How to search. */
export interface Bounds {
  readonly symmetry: boolean;
  readonly limits: Limits;
  readonly watch: Watch;
}

/** The thread instance that ran last. */
type Turn = Pick<Transition, 'actor' | 'instance'> | null;

interface Node {
  /** Null where the last step failed, or broke the property as a step. */
  readonly state: State | null;
  readonly turn: Turn;
  readonly length: number;
  readonly choice: number;
  readonly from: Node | null;
}

// Looking at the memory takes longer than a state.
const betweenLooks = 512;

/** The fewest preemptions of a run that breaks the property. */
export function fewestPreemptions(
  machine: Machine,
  property: PropertyRef,
  { symmetry, limits, watch }: Bounds,
): Preemptions {
  const keyed = keyBy(machine, symmetry);
  const broken = judgeBy(machine, property);
  const look = meter(limits, watch, everyNth(betweenLooks));
  const seen = new Set<string>();
  const searched: number[] = [];
  let cutAt: number | null = null;
  let layers = new Layers();
  for (const [choice, state] of initialStates(machine).states.entries()) {
    layers.add({ state, turn: null, length: 0, choice, from: null });
  }
  let transitions = 0;
  while (layers.size > 0) {
    const costly = new Layers();
    const count = searched.length;
    searched.push(0);
    for (let node = layers.take(); node !== undefined; node = layers.take()) {
      const found = (path: Path): Preemptions => {
        const limit = cutAt === null ? null : 'depth';
        return { least: { count, path }, searched, atLeast: cutAt ?? count, limit };
      };
      if (node.state === null) return found(pathTo(node));
      const key = keyed(node.state, node.turn);
      if (seen.has(key)) continue;
      const next = successors(machine, node.state);
      if (broken.state(node.state, next)) return found(pathTo(node));
      const queue = layers.size + costly.size;
      const limit = look({ states: seen.size, transitions, depth: node.length, queue });
      if (limit !== null) return { least: null, searched, atLeast: cutAt ?? count, limit };
      seen.add(key);
      searched[count] = (searched[count] ?? 0) + 1;
      if (node.length === limits.maxDepth) {
        if (next.length > 0) cutAt ??= count;
        continue;
      }
      transitions += next.length;
      for (const onward of onwardOf(machine, node, node.state, next, broken.step)) {
        (onward.costs ? costly : layers).add(onward.node);
      }
    }
    layers = costly;
  }
  return {
    least: null,
    searched,
    atLeast: cutAt ?? searched.length,
    limit: cutAt === null ? null : 'depth',
  };
}

/** How many preemptions a run has. */
export function preemptionsOf(machine: Machine, [first = 0, ...choices]: Path): number {
  let state: State | null = initialStates(machine).states[first] ?? null;
  let turn: Turn = null;
  let count = 0;
  for (const choice of choices) {
    if (state === null) return count;
    const next: readonly Transition[] = successors(machine, state);
    const transition: Transition = present(next[choice], 'a run has its steps');
    if (preempts(machine, turn, transition, next)) count += 1;
    turn = turnAfter(machine, turn, transition);
    state = isFault(transition.outcome) ? null : transition.outcome;
  }
  return count;
}

/** Nodes by length, the shortest first, of one length in the order they came. */
class Layers {
  private readonly byLength: Node[][] = [];
  private at = 0;
  private next = 0;
  size = 0;

  add(node: Node): void {
    const layer = this.byLength[node.length];
    if (layer === undefined) this.byLength[node.length] = [node];
    else layer.push(node);
    this.size += 1;
  }

  take(): Node | undefined {
    for (; this.at < this.byLength.length; this.at += 1, this.next = 0) {
      const node = this.byLength[this.at]?.[this.next];
      if (node === undefined) continue;
      this.next += 1;
      this.size -= 1;
      return node;
    }
    return undefined;
  }
}

interface Onward {
  readonly node: Node;
  readonly costs: boolean;
}

type BreaksStep = (state: State, transition: Transition) => boolean;

function onwardOf(
  machine: Machine,
  node: Node,
  state: State,
  next: readonly Transition[],
  breaks: BreaksStep,
): readonly Onward[] {
  return next.flatMap((transition, choice): readonly Onward[] => {
    const ends = breaks(state, transition);
    const after = isFault(transition.outcome) ? null : transition.outcome;
    if (after === null && !ends) return [];
    const turn = turnAfter(machine, node.turn, transition);
    const onward = {
      state: ends ? null : after,
      turn,
      length: node.length + 1,
      choice,
      from: node,
    };
    return [{ node: onward, costs: preempts(machine, node.turn, transition, next) }];
  });
}

const isThread = (machine: Machine, { actor }: Pick<Transition, 'actor'>): boolean =>
  machine.actors[actor]?.kind === 'thread';

const isOf = (turn: NonNullable<Turn>, { actor, instance }: Transition): boolean =>
  turn.actor === actor && turn.instance.every((value, i) => equal(value, instance[i] ?? null));

const turnAfter = (machine: Machine, turn: Turn, transition: Transition): Turn =>
  isThread(machine, transition) ? { actor: transition.actor, instance: transition.instance } : turn;

function preempts(
  machine: Machine,
  turn: Turn,
  transition: Transition,
  enabled: readonly Transition[],
): boolean {
  if (turn === null || !isThread(machine, transition) || isOf(turn, transition)) return false;
  return enabled.some(other => isOf(turn, other));
}

function judgeBy(machine: Machine, property: PropertyRef) {
  const key = keyOf(property);
  const properties = machine.properties.filter(
    ({ kind, name }: Property) =>
      property.kind === 'runtime' || (kind === property.kind && name === property.name),
  );
  const has = (refs: readonly PropertyRef[]): boolean => refs.some(ref => keyOf(ref) === key);
  return {
    step: (state: State, transition: Transition): boolean =>
      has(judgeTransition(machine, properties, state, transition)),
    state: (state: State, next: readonly Transition[]): boolean =>
      has(judgeState(machine, properties, state)) ||
      (property.kind === 'deadlock' && has(judgeEnd(machine, state, next))),
  };
}

// The turn is one more variable of the state, so that both are permuted together.
function keyBy(machine: Machine, symmetry: boolean): (state: State, turn: Turn) => string {
  const few = symmetry && permutationCount(machine.scalarsets) <= mostPermutations;
  const orders = few ? permutations(machine.scalarsets) : [identity];
  const canonical = canonicalBy(
    { ...machine, variables: [...machine.variables, turnOf(machine)] },
    orders,
  );
  return (state, turn) => canonical(state.push(turnValue(turn))).key;
}

const turnValue = (turn: Turn): Value =>
  turn === null ? null : listFrom([listFrom([turn.actor, ...turn.instance])]);

function turnOf({ actors }: Machine): Variable {
  const cases = actors.map(({ name, params }) => ({
    name,
    fields: params.map(param => ({ name: param.name, type: param.type })),
  }));
  const type: Type = { kind: 'option', of: { kind: 'union', name: 'Turn', cases } };
  const span = present(actors[0], 'who has a run has an actor').span;
  const none = { kind: 'constant', value: null, type, span } as const;
  return {
    name: 'turn',
    type,
    role: 'place',
    actor: null,
    depth: 0,
    params: [],
    initial: { kind: 'value', expr: none },
    doc: null,
    span,
  };
}

function pathTo(node: Node): Path {
  const path: number[] = [];
  for (let here: Node | null = node; here !== null; here = here.from) path.unshift(here.choice);
  return path;
}
