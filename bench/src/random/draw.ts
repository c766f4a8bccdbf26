/**
 * Draws a random model of a given size from a seed: attempts are drawn from the seed one
 * after the other until one has a number of reachable states within the limits. Costs
 * some seconds for millions of states; the same seed and limits give the same model.
 */
import { type Chance, chanceOf } from './chance.ts';
import { explore } from './explore.ts';
import {
  type Action,
  type Assignment,
  cellsOf,
  type Place,
  type RandomModel,
  type Sort,
  type Term,
  type Test,
  type Variable,
} from './model.ts';

/** The least and greatest number of reachable states. */
export interface Limits {
  readonly leastStates: number;
  readonly mostStates: number;
}

/** A model with what a search of our own, in a few lines, counts of it. */
export interface Drawn {
  readonly model: RandomModel;
  readonly states: number;
  readonly transitions: number;
}

const attempts = 5000;

/** The first model of this seed within the limits; throws if none of many is. */
export const drawn = (seed: number, limits: Limits): Drawn => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const chance = chanceOf(seed * attempts + attempt);
    const model = modelOf(chance, `random_${seed}`, limits);
    if (model === null) continue;
    const counts = explore(model, limits.mostStates);
    if (counts === null || counts.states < limits.leastStates) continue;
    if (counts.actionsFired < model.actions.length) continue;
    const never = model.never.filter((_, i) => !counts.met[i]).slice(0, 3);
    return {
      model: { ...model, never },
      states: counts.states,
      transitions: counts.transitions,
    };
  }
  throw new Error(`seed ${seed} gives no model of ${limits.leastStates} states or more`);
};

/** A model whose values could make this many states or somewhat more; null if they do not. */
const modelOf = (chance: Chance, name: string, limits: Limits): RandomModel | null => {
  const enums = [0, 1].map(index => ({ kind: 'enum', index, size: 3 + chance.below(3) }) as const);
  const variables = variablesOf(chance, enums, limits);
  if (variables === null) return null;
  // One that may move each variable, and some that move any.
  const first = [...variables, ...Array<undefined>(3 + chance.below(5)).fill(undefined)];
  const actions = first.map((variable, i) => actionOf(chance, variables, `act${i}`, variable));
  const never = Array.from({ length: 40 }, () => rowOf(chance, variables));
  return { name, enums, variables, actions, never };
};

/** Values of three variables that may never come together. */
const rowOf = (chance: Chance, variables: readonly Variable[]): readonly Test[] => {
  const row: Test[] = [];
  let free = variables;
  while (row.length < 3 && free.length > 0) {
    const variable = chance.one(free);
    free = free.filter(other => other !== variable);
    const place = placeOf({ chance, choices: undefined }, variable, []);
    row.push({
      relation: 'equal',
      left: { kind: 'read', place },
      right: valueFor(chance, variable.sort),
    });
  }
  return row;
};

const variablesOf = (
  chance: Chance,
  enums: readonly Sort[],
  limits: Limits,
): readonly Variable[] | null => {
  const variables: Variable[] = [];
  let [product, cell] = [1, 0];
  const room = Math.min(2 ** 28, limits.mostStates * 64);
  while (product < limits.leastStates * 8) {
    const sort: Sort = chance.percent(40)
      ? chance.one(enums)
      : { kind: 'range', index: 0, size: 2 + chance.below(9) };
    const length = sort.size < 5 && chance.percent(40) ? { length: 2 + chance.below(3) } : {};
    const variable = { name: `v${variables.length}`, sort, ...length, cell, initial: 0 };
    const next = product * sort.size ** cellsOf(variable);
    if (next > room) return null;
    [product, cell] = [next, cell + cellsOf(variable)];
    variables.push(variable);
  }
  return variables.length < 3 ? null : variables;
};

const actionOf = (
  chance: Chance,
  variables: readonly Variable[],
  name: string,
  first: Variable | undefined,
): Action => {
  const arrays = variables.filter(({ length }) => length !== undefined);
  const wanted = first?.length ?? (arrays.length > 0 ? chance.one(arrays).length : undefined);
  const choices = chance.percent(60) ? wanted : undefined;
  const scope = { chance, choices };
  const guard = Array.from({ length: 1 + chance.below(2) }, () => testOf(scope, variables));
  const assignments: Assignment[] = [];
  let free = variables;
  for (let i = 1 + chance.below(3); i > 0 && free.length > 0; i--) {
    const variable = assignments.length === 0 && first !== undefined ? first : chance.one(free);
    const place = placeOf(scope, variable, free);
    assignments.push({ place, value: termOf(scope, place, free) });
    free = free.filter(other => other !== variable);
  }
  return { name, ...(choices === undefined ? {} : { choices }), guard, assignments };
};

interface Scope {
  readonly chance: Chance;
  readonly choices: number | undefined;
}

const testOf = (scope: Scope, variables: readonly Variable[]): Test => {
  const { chance } = scope;
  const variable = chance.one(variables);
  const { sort } = variable;
  const left: Term = { kind: 'read', place: placeOf(scope, variable, variables) };
  const others = variables.filter(other => other !== variable);
  const right = chance.percent(70) ? valueFor(chance, sort) : readOf(scope, sort, others);
  if (chance.percent(40)) return { relation: 'equal', left, right };
  const isLess = sort.kind === 'range' && right.kind === 'read' && chance.percent(50);
  return { relation: isLess ? 'less' : 'unequal', left, right };
};

const valueFor = (chance: Chance, sort: Sort): Term => ({
  kind: 'value',
  sort,
  value: chance.below(sort.size),
});

const sameSort = (a: Sort, b: Sort): boolean =>
  a.kind === b.kind && a.index === b.index && a.size === b.size;

/** A variable of this sort, or a value where there is none. */
const readOf = (scope: Scope, sort: Sort, variables: readonly Variable[]): Term => {
  const alike = variables.filter(variable => sameSort(variable.sort, sort));
  if (alike.length === 0) return valueFor(scope.chance, sort);
  return { kind: 'read', place: placeOf(scope, scope.chance.one(alike), variables) };
};

/** Something to assign to this place that reads these variables only. */
const termOf = (scope: Scope, place: Place, variables: readonly Variable[]): Term => {
  const { chance } = scope;
  const { sort } = place.variable;
  if (chance.percent(20)) return valueFor(chance, sort);
  if (sort.kind === 'enum')
    return chance.percent(50) ? valueFor(chance, sort) : readOf(scope, sort, variables);
  if (chance.percent(40)) return sumOf(scope, sort.size, variables);
  const step = valueFor(chance, sort);
  return { kind: 'sum', left: { kind: 'read', place }, right: step, modulus: sort.size };
};

/** A sum of two numbers that stays below the modulus. */
const sumOf = (scope: Scope, modulus: number, variables: readonly Variable[]): Term => {
  const { chance } = scope;
  const numbers = variables.filter(({ sort }) => sort.kind === 'range');
  const range: Sort = { kind: 'range', index: 0, size: Math.max(modulus, 2) };
  if (numbers.length === 0) return { kind: 'value', sort: range, value: chance.below(modulus) };
  const number = (): Term => {
    const variable = chance.one(numbers);
    if (variable.length === undefined) return { kind: 'read', place: { variable } };
    const index = indexOf(scope, variable.length, []);
    return { kind: 'read', place: { variable, index } };
  };
  const right = chance.percent(50) ? number() : valueFor(chance, range);
  return { kind: 'sum', left: number(), right, modulus };
};

const placeOf = (scope: Scope, variable: Variable, readable: readonly Variable[]): Place =>
  variable.length === undefined
    ? { variable }
    : { variable, index: indexOf(scope, variable.length, readable) };

const indexOf = (scope: Scope, length: number, readable: readonly Variable[]): Term => {
  if (scope.choices !== undefined && scope.choices <= length && scope.chance.percent(75))
    return { kind: 'parameter' };
  if (readable.length > 0 && scope.chance.percent(40)) return sumOf(scope, length, readable);
  return valueFor(scope.chance, { kind: 'range', index: 0, size: length });
};
