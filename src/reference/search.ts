/**
 * The search, breadth first: layer by layer, each state judged and expanded once. It
 * defines what is counted, how far a search goes and what it finds; engines must agree
 * with it to the last digit. A layer is finished before it is counted, so what lies
 * beyond the length at which the search stops is left out.
 */
import { propertiesOf } from '../machine/asked.ts';
import { everyNth, type Meter, meter } from '../machine/limit.ts';
import type { Machine, Property } from '../machine/machine.ts';
import { identity } from '../machine/permute.ts';
import type { Counts, Findings, Limit, Question, Watch } from '../machine/search.ts';
import { isFault } from './fault.ts';
import { guideOf } from './guide.ts';
import { initialStates } from './initial.ts';
import { brokenBy, judgeEnd, judgeState, judgeTransition } from './judge.ts';
import { leastRun } from './least.ts';
import { mostPermutations, permutationCount, permutations } from './permute.ts';
import type { State } from './state.ts';
import { Store } from './store.ts';
import { expand } from './successors.ts';
import { Tally } from './tally.ts';
import { type Target, Targets } from './targets.ts';

// Looking at the memory takes longer than a state.
const betweenLooks = 512;

/** What a search knows while it runs. */
interface Course {
  readonly machine: Machine;
  readonly properties: readonly Property[];
  readonly initial: readonly State[];
  readonly noInitialState: boolean;
  readonly store: Store;
  readonly targets: Targets;
  readonly meter: Meter;
}

// All permutations of all members are more than this search can try: nothing is explored.
const tooMany: Findings = {
  counts: {
    states: 0,
    fullStates: 0,
    transitions: 0,
    fullTransitions: 0,
    depth: 0,
    fired: [],
    emptyPicks: [],
  },
  found: [],
  limit: 'memory',
  noInitialState: false,
};

/** Answers the question; spec/language.md "What is counted" says what each number means. */
export function search(machine: Machine, question: Question, watch: Watch = {}): Findings {
  if (question.symmetry && permutationCount(machine.scalarsets) > mostPermutations) return tooMany;
  const course = begin(machine, question, watch);
  const { store, targets, noInitialState } = course;
  let tally = new Tally(machine);
  for (let depth = 0; ; depth++) {
    const last = depth === question.limits.maxDepth;
    const further = tally.copy();
    const limit = visit(course, depth, last ? null : further);
    if (limit !== null)
      return conclude(store.depth, further, limit, target => target.length < depth);
    if (targets.settled(depth)) {
      return conclude(depth, tally, question.stop === 'all' && targets.all ? null : 'violation');
    }
    if (store.layer(depth).length === 0) {
      tellAll(store, watch);
      return conclude(store.depth, tally, null);
    }
    if (last) return conclude(depth, tally, 'depth');
    tally = further;
  }

  function conclude(
    depth: number,
    counted: Tally,
    limit: Limit | null,
    shortest: (target: Target) => boolean = () => true,
  ): Findings {
    const known = targets.upTo(limit === 'violation' ? depth : Number.POSITIVE_INFINITY);
    const found = known.map(target => ({
      property: target.property,
      length: target.length,
      path: leastRun(machine, course.initial, guideOf(course, target)),
      shortest: shortest(target),
    }));
    const counts = { ...statesUpTo(store, depth), ...counted.counts(), depth };
    return { counts, found, limit, noInitialState };
  }
}

function tellAll(store: Store, { stored }: Watch): void {
  if (stored === undefined) return;
  for (let index = 0; index < store.size; index++) stored(store.at(index).state.toArray());
}

function begin(machine: Machine, question: Question, watch: Watch): Course {
  const { states, faults } = initialStates(machine);
  const orders = question.symmetry ? permutations(machine.scalarsets) : [identity];
  const store = new Store(machine, orders);
  const targets = new Targets(machine, question);
  const properties = propertiesOf(machine, question);
  for (const fault of faults) targets.endAt([brokenBy(machine, fault)], 0, null);
  for (const state of states) store.add(state, 0, null);
  const noInitialState = states.length === 0 && faults.length === 0;
  const course = { machine, properties, initial: states, noInitialState, store, targets };
  return { ...course, meter: meter(question.limits, watch, everyNth(betweenLooks)) };
}

/** Judges the states of a layer and, unless `tally` is null, what goes out of them. */
function visit(course: Course, depth: number, tally: Tally | null): Limit | null {
  const { machine, properties, store, targets } = course;
  const layer = store.layer(depth);
  for (const [i, index] of layer.entries()) {
    const { size: states, visits: transitions } = store;
    const limit = course.meter({ states, transitions, depth, queue: layer.length - i });
    if (limit !== null) return limit;
    const { state, orbit } = store.at(index);
    targets.endAt(judgeState(machine, properties, state), depth, index);
    if (tally === null) continue;
    const expansion = expand(machine, state);
    targets.endAt(judgeEnd(machine, state, expansion.transitions), depth, index);
    tally.count(expansion, orbit);
    for (const transition of expansion.transitions) {
      const broken = judgeTransition(machine, properties, state, transition);
      targets.endAfter(broken, depth + 1, index);
      if (!isFault(transition.outcome)) store.add(transition.outcome, depth + 1, index);
    }
  }
  return null;
}

function statesUpTo(store: Store, depth: number): Pick<Counts, 'states' | 'fullStates'> {
  let states = 0;
  let fullStates = 0;
  for (let distance = 0; distance <= depth; distance++) {
    for (const index of store.layer(distance)) {
      states += 1;
      fullStates += store.at(index).orbit;
    }
  }
  return { states, fullStates };
}
