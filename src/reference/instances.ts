/**
 * The instances of an actor and the arguments of an action: every choice of values
 * for their parameters, the first parameter slowest, each in the order of its domain.
 */
import { present } from '../base/assertion.ts';
import { domain, indexIn } from '../machine/domain.ts';
import type { BinderRef } from '../machine/expr.ts';
import { compare, type Value } from '../machine/value.ts';

const known = new WeakMap<readonly BinderRef[], readonly (readonly Value[])[]>();

/** All values of the parameters in order; of no parameters there is one choice, the empty one. */
export function instancesOf(params: readonly BinderRef[]): readonly (readonly Value[])[] {
  const before = known.get(params);
  if (before !== undefined) return before;
  let choices: readonly (readonly Value[])[] = [[]];
  for (const { type } of params) choices = choices.flatMap(c => domain(type).map(v => [...c, v]));
  known.set(params, choices);
  return choices;
}

/** Where the entry of an instance stands in maps nested over the parameters. */
export function wayTo(params: readonly BinderRef[], instance: readonly Value[]): readonly number[] {
  return params.map(({ type }, i) => {
    const value = present(instance[i], 'an instance has a value for each parameter');
    return present(indexIn(type, value), 'an instance is made of values of its types');
  });
}

/** By the first difference; a shorter row of the same values comes first. */
export function compareRows(a: readonly Value[], b: readonly Value[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    const order = compare(value, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
