/**
 * Choices by chance for the generator. All of them come from one source of numbers,
 * fast-check's, so a seed gives the same module for ever.
 */
import { present } from '../../../src/base/assertion.ts';

/** What fast-check's Random offers, as far as it is used here. */
export interface Numbers {
  /** A number of `min .. max`, all equally likely. */
  nextInt(min: number, max: number): number;
}

/** A choice with its weight; those of weight 0 are never taken. */
export type Weighted<T> = readonly [weight: number, choice: T];

export interface Dice {
  /** From `low .. high`. */
  between(low: number, high: number): number;
  /** True in so many of a hundred cases. */
  chance(percent: number): boolean;
  /** One of a list that is not empty. */
  of<T>(items: readonly T[]): T;
  /** One by weight; some weight is above 0. */
  weighed<T>(choices: readonly Weighted<T>[]): T;
  /** A number from 0; the n-th weight is that of n. */
  count(...weights: readonly number[]): number;
  /** Some of a list, each as likely, in its order. */
  some<T>(items: readonly T[], percent: number): readonly T[];
}

/** Dice over a source of numbers. */
export function diceOver(numbers: Numbers): Dice {
  const between = (low: number, high: number): number => numbers.nextInt(low, high);
  const chance = (percent: number): boolean => between(1, 100) <= percent;
  const weighed = <T>(choices: readonly Weighted<T>[]): T => {
    const sum = choices.reduce((all, [weight]) => all + weight, 0);
    let left = between(1, sum);
    for (const [weight, choice] of choices) {
      left -= weight;
      if (left <= 0) return choice;
    }
    throw new Error('broken promise: some choice has weight');
  };
  return {
    between,
    chance,
    of: items => present(items[between(0, items.length - 1)], 'there is something to choose from'),
    weighed,
    count: (...weights) => weighed(weights.map((weight, n) => [weight, n] as const)),
    some: (items, percent) => items.filter(() => chance(percent)),
  };
}

/** So many of what is made one after the other. */
export const times = <T>(count: number, make: () => T): readonly T[] =>
  Array.from({ length: count }, make);
