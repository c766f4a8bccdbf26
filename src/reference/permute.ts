/** All permutations of the members of all scalarsets at once, and what each makes of a state. */
import { present } from '../base/assertion.ts';
import type { Machine } from '../machine/machine.ts';
import { identity, type Permutation, permute } from '../machine/permute.ts';
import type { Scalarset } from '../machine/types.ts';
import type { State } from './state.ts';

/** Most permutations that are tried on a state: 8 members of one scalarset have 40,320. */
export const mostPermutations = 50_000;

/** How many there are: the product of the factorials of the sizes. */
export function permutationCount(scalarsets: readonly Scalarset[]): number {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  return scalarsets.reduce((product, { size }) => product * factorial(Math.min(size, 170)), 1);
}

/** All of them, the identity first. */
export function permutations(scalarsets: readonly Scalarset[]): readonly Permutation[] {
  let all: readonly Permutation[] = [identity];
  for (const { name, size } of scalarsets) {
    const orders = arrangements(Array.from({ length: size }, (_, i) => i));
    all = all.flatMap(p => orders.map(order => new Map([...p, [name, order]])));
  }
  return all;
}

function arrangements(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap(first =>
    arrangements(items.filter(item => item !== first)).map(rest => [first, ...rest]),
  );
}

/** What a permutation makes of a state. */
export const permuteState = (machine: Machine, state: State, permutation: Permutation): State =>
  state.map((value, i) =>
    permute(present(machine.variables[i], 'a state has the variables').type, value, permutation),
  );
