/**
 * Whether two checkers say the same of a machine: as many states and transitions, the same
 * verdict, runs of one length. What one of them does not tell is no disagreement.
 */
import type { PropertyRef } from '../machine/search.ts';
import type { Sizes, Spoken } from '../view/opinion.ts';

/** Numbers that must be equal, and what they count. */
const counted: readonly (readonly [keyof Omit<Sizes, 'limit'>, string])[] = [
  ['states', 'states up to symmetry'],
  ['transitions', 'transitions up to symmetry'],
  ['fullStates', 'states'],
  ['fullTransitions', 'transitions'],
  ['depth', 'depth'],
];

/** Where another checker says something else than ours; each a sentence without a full stop. */
export function disagreements(
  ours: Spoken,
  other: Spoken,
  violated: (property: PropertyRef) => boolean,
): readonly string[] {
  const counts = counted.flatMap(([key, word]) => {
    const [a, b] = [ours.sizes[key], other.sizes[key]];
    return a === null || b === null || a === b ? [] : [differ(ours, other, word, a, b)];
  });
  return [...counts, ...verdicts(ours, other, violated)];
}

const differ = (
  ours: Spoken,
  other: Spoken,
  what: string,
  a: number | string,
  b: number | string,
): string => `${what}: ${ours.checker} says ${a}, ${other.checker} says ${b}`;

function verdicts(
  ours: Spoken,
  other: Spoken,
  violated: (property: PropertyRef) => boolean,
): readonly string[] {
  if (ours.verdict === 'unknown' || other.verdict === 'unknown') return [];
  if (ours.verdict !== other.verdict)
    return [differ(ours, other, 'verdict', ours.verdict, other.verdict)];
  if (ours.verdict === 'holds') return [];
  const { length, property } = other;
  const known = ours.shortest && other.shortest && ours.length !== null && length !== null;
  if (known && ours.length !== length)
    return [differ(ours, other, 'shortest violation', steps(ours.length), steps(length))];
  return known && property !== null && !violated(property)
    ? [`${other.checker} breaks ${property.name} in ${steps(length)}, ${ours.checker} does not`]
    : [];
}

const steps = (n: number | null): string => `${n} step${n === 1 ? '' : 's'}`;

/** The other said as much as can be said: the same verdict, and as many states. */
export const confirms = (ours: Spoken, other: Spoken): boolean =>
  other.verdict !== 'unknown' &&
  other.verdict === ours.verdict &&
  [other.sizes.states, other.sizes.fullStates].some(n => n !== null) &&
  [ours.sizes.states, ours.sizes.fullStates].some(n => n !== null);
