/**
 * Counts the reachable states and transitions of a random model by a search of a page:
 * a state is its number among all combinations of values, and a bit says whether it was
 * seen. It shares nothing with the engines that it is compared with.
 */
import { cellsOf, type RandomModel } from './model.ts';
import { javascript } from './print.ts';

export interface Explored {
  readonly states: number;
  readonly transitions: number;
  /** How many actions can happen at all. */
  readonly actionsFired: number;
  /** Which rows of `never` were true somewhere. */
  readonly met: readonly boolean[];
}

/** A successor function writes into `out` and gives how many it wrote. */
type Successors = (cells: Int32Array, from: number, out: Int32Array, fired: Uint8Array) => number;
type Meets = (cells: Int32Array, met: Uint8Array) => void;

/** Everything reachable, or null if that is more than so many states. */
export const explore = (model: RandomModel, mostStates: number): Explored | null => {
  const sizes = model.variables.flatMap(v => Array<number>(cellsOf(v)).fill(v.sort.size));
  const initial = model.variables.flatMap(v => Array<number>(cellsOf(v)).fill(v.initial));
  const weights = sizes.map((_, i) => sizes.slice(0, i).reduce((a, b) => a * b, 1));
  const all = sizes.reduce((a, b) => a * b, 1);
  const { successors, meets } = compiled(model, weights);
  const [seen, queue] = [new Uint8Array(Math.ceil(all / 8)), new Int32Array(mostStates + 1)];
  const [cells, out] = [new Int32Array(sizes.length), new Int32Array(256)];
  const [fired, met] = [new Uint8Array(model.actions.length), new Uint8Array(model.never.length)];
  let [stored, transitions] = [0, 0];
  const add = (state: number): void => {
    const bit = 1 << (state & 7);
    if (((seen[state >> 3] ?? 0) & bit) !== 0) return;
    seen[state >> 3] = (seen[state >> 3] ?? 0) | bit;
    queue[stored++] = state;
  };
  add(initial.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0));
  for (let next = 0; next < stored; next++) {
    const state = queue[next] ?? 0;
    let rest = state;
    for (let i = 0; i < sizes.length; i++) {
      const size = sizes[i] ?? 1;
      cells[i] = rest % size;
      rest = Math.floor(rest / size);
    }
    meets(cells, met);
    const count = successors(cells, state, out, fired);
    transitions += count;
    for (let i = 0; i < count; i++) add(out[i] ?? 0);
    if (stored > mostStates) return null;
  }
  const actionsFired = fired.reduce((sum, bit) => sum + bit, 0);
  return { states: stored, transitions, actionsFired, met: Array.from(met, bit => bit === 1) };
};

const compiled = (
  model: RandomModel,
  weights: readonly number[],
): { readonly successors: Successors; readonly meets: Meets } => {
  const { successors, meets } = javascript(model, weights);
  return {
    successors: new Function('c', 'from', 'out', 'fired', successors) as Successors,
    meets: new Function('c', 'met', meets) as Meets,
  };
};
