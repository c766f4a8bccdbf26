/**
 * All states of the right types that satisfy a formula, leaf by leaf: a choice is given up as
 * soon as a conjunct whose leaves all have values does not hold. The order of the leaves lets
 * cheap conjuncts be judged early, and what a conjunct said of few values is remembered.
 */
import { present } from '../../base/assertion.ts';
import type { State } from '../../reference/state.ts';
import type { Conjunct } from './conjuncts.ts';
import { type LeafId, type Leaves, withLeaf } from './leaves.ts';

/** Told each state; a true answer ends the walk. */
export type Visit = (state: State) => boolean;

/** How a walk ended: at its end, by its visitor, or after too many choices. */
export type Walked = 'all' | 'ended' | 'limit';

// Combinations of values for which the answer of a conjunct is remembered.
const mostRemembered = 2 ** 22;

/** A conjunct as it is judged: by the chosen values of its leaves. */
type Test = (chosen: Int32Array) => boolean;

/** Visits every state in which all conjuncts hold; `mostChoices` values of leaves are tried at most. */
export function walk(
  leaves: Leaves,
  conjuncts: readonly Conjunct[],
  mostChoices: number,
  visit: Visit,
): Walked {
  const order = orderOf(leaves, conjuncts);
  const tests = testsOf(leaves, conjuncts, order);
  const chosen = new Int32Array(leaves.all.length);
  const sizes = order.map(id => leaves.all[id]?.values.length ?? 0);
  // The state with the first `at` leaves of the order as chosen; made when it is asked for.
  const states: State[] = [leaves.first];
  let made = 0;
  let tried = 0;
  if (order.length === 0) return visit(leaves.first) ? 'ended' : 'all';
  chosen.fill(-1);
  for (let at = 0; at >= 0; ) {
    const id = present(order[at], 'a position of the order');
    const next = (chosen[id] ?? 0) + 1;
    made = Math.min(made, at);
    if (next >= (sizes[at] ?? 0)) {
      chosen[id] = -1;
      at -= 1;
      continue;
    }
    chosen[id] = next;
    tried += 1;
    if (tried > mostChoices) return 'limit';
    if (!present(tests[at], 'a position of the order').every(test => test(chosen))) continue;
    if (at + 1 < order.length) at += 1;
    else if (visit(stateNow())) return 'ended';
  }
  return 'all';

  function stateNow(): State {
    for (; made < order.length; made++) {
      const id = present(order[made], 'a position of the order');
      const before = present(states[made], 'the state before it');
      states[made + 1] = chosenAt(leaves, before, id, chosen);
    }
    return present(states[order.length], 'the state of all leaves');
  }
}

function chosenAt(leaves: Leaves, state: State, id: LeafId, chosen: Int32Array): State {
  const leaf = present(leaves.all[id], 'a leaf');
  return withLeaf(state, leaf, leaf.values[chosen[id] ?? 0] ?? null);
}

// Next comes the conjunct with the fewest combinations of values that are still open.
function orderOf(leaves: Leaves, conjuncts: readonly Conjunct[]): readonly LeafId[] {
  const order = new Set<LeafId>();
  const size = (id: LeafId): number => Math.log(Math.max(1, leaves.all[id]?.values.length ?? 1));
  const open = new Set(conjuncts.map(({ reads }) => reads));
  while (open.size > 0) {
    let best: readonly LeafId[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (const reads of open) {
      const cost = reads.reduce((sum, id) => (order.has(id) ? sum : sum + size(id)), 0);
      if (cost < least) [best, least] = [reads, cost];
    }
    for (const id of best.toSorted((a, b) => size(a) - size(b))) order.add(id);
    open.delete(best);
    if (least === Number.POSITIVE_INFINITY) break;
  }
  for (const id of leaves.all.keys()) order.add(id);
  return [...order];
}

// By position in the order: what can be judged when the leaf there has its value.
function testsOf(
  leaves: Leaves,
  conjuncts: readonly Conjunct[],
  order: readonly LeafId[],
): readonly (readonly Test[])[] {
  const positions = new Map(order.map((id, at) => [id, at] as const));
  const tests: Test[][] = order.map(() => []);
  for (const conjunct of conjuncts) {
    const last = Math.max(0, ...conjunct.reads.map(id => positions.get(id) ?? 0));
    tests[last]?.push(testOf(leaves, conjunct));
  }
  return tests;
}

function testOf(leaves: Leaves, { reads, holds }: Conjunct): Test {
  const judge: Test = chosen =>
    holds(reads.reduce((state, id) => chosenAt(leaves, state, id, chosen), leaves.first));
  const sizes = reads.map(id => leaves.all[id]?.values.length ?? 1);
  const combinations = sizes.reduce((product, size) => product * size, 1);
  if (combinations > mostRemembered) return judge;
  // 0 is not known yet, 1 holds, 2 does not.
  const known = new Uint8Array(combinations);
  return chosen => {
    let index = 0;
    for (const [i, id] of reads.entries()) index = index * (sizes[i] ?? 1) + (chosen[id] ?? 0);
    if (known[index] === 0) known[index] = judge(chosen) ? 1 : 2;
    return known[index] === 1;
  };
}
