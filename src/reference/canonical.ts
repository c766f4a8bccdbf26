/**
 * One key for all states that are permutations of each other: the least encoding that
 * any permutation gives, found by trying all of them, variable by variable; those that
 * are not least at one variable are out. What is left maps the state to its least form,
 * so the orbit has |all| / |left| states. Encodings of the values of a variable are
 * remembered, for few of them change in a step. After Ip and Dill, "Better Verification
 * Through Symmetry" (1996).
 */
import { List } from 'immutable';
import { present } from '../base/assertion.ts';
import type { Machine } from '../machine/machine.ts';
import { type Permutation, permute } from '../machine/permute.ts';
import { hasScalarset } from '../machine/relate.ts';
import type { Type } from '../machine/types.ts';
import { encode, type Value } from '../machine/value.ts';
import type { State } from './state.ts';

export interface Canonical {
  /** Equal exactly for permuted states. */
  readonly key: string;
  /** How many states are permutations of this one, itself included. */
  readonly orbit: number;
  /** One that leads to the least form. */
  readonly permutation: Permutation;
}

/** The encodings of a value under each permutation, as far as they were asked for. */
type Forms = string[];

// Of a variable; then they are forgotten. A bound on memory, not on meaning.
const mostForms = 500_000;

/** Makes the function that gives the key of a state under these permutations. */
export function canonicalBy(
  machine: Machine,
  permutations: readonly Permutation[],
): (state: State) => Canonical {
  const all = permutations.map((_, i) => i);
  const types = machine.variables.map(variable => variable.type);
  const moves = types.map(type => permutations.length > 1 && hasScalarset(type));
  const known = types.map(() => new Map<string, Forms>());

  return state => {
    let left: readonly number[] = all;
    const least = state.toArray().map((value, variable) => {
      const plain = plainEncoding(value);
      if (moves[variable] !== true) return plain;
      const forms = formsOf(variable, plain);
      const encoded = left.map(p => (forms[p] ??= form(variable, value, p)));
      const [best = plain] = encoded.toSorted();
      left = left.filter((_, i) => encoded[i] === best);
      return best;
    });
    const permutation = present(permutations[left[0] ?? 0], 'some permutation is least');
    return { key: least.join(), orbit: all.length / left.length, permutation };
  };

  function form(variable: number, value: Value, p: number): string {
    const type: Type = present(types[variable], 'a state has the variables of its machine');
    return encode(permute(type, value, present(permutations[p], 'by index')));
  }
  function formsOf(variable: number, plain: string): Forms {
    const table = present(known[variable], 'each variable has a table');
    const forms = table.get(plain) ?? [];
    if (table.size * permutations.length >= mostForms) table.clear();
    table.set(plain, forms);
    return forms;
  }
}

const encodings = new WeakMap<List<Value>, string>();

// Lists are persistent: what a step does not touch keeps its encoding.
function plainEncoding(value: Value): string {
  if (!List.isList(value)) return encode(value);
  const before = encodings.get(value);
  if (before !== undefined) return before;
  let text = '[';
  for (const item of value) text += `${plainEncoding(item)},`;
  text += ']';
  encodings.set(value, text);
  return text;
}
