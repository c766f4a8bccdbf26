/** States and steps in the words of a drawing. */
import type { Machine } from '../../machine/machine.ts';
import type { PropertyRef } from '../../machine/search.ts';
import { show } from '../../machine/show.ts';
import type { State } from '../../reference/state.ts';
import { changesBetween } from '../../trace/changes.ts';
import { propertyText } from '../phrases.ts';
import { assignments, bindings, unfinished } from '../states.ts';
import { count, wrap } from '../wrap.ts';

/** A state as a whole: variables, bindings in force, where threads stand. */
export function wholeState(machine: Machine, state: State): readonly string[] {
  const all = [
    ...assignments(machine, state),
    ...bindings(machine, state),
    ...unfinished(machine, state),
  ];
  return all.length === 0 ? ['there are no variables'] : all;
}

/**
 * What differs from the state before: places, where threads stand, and bindings, where states
 * are to be told apart. A run is read without these: the steps have them as arguments.
 */
export function changedIn(
  machine: Machine,
  before: State,
  after: State,
  which: 'no bindings' | 'bindings too',
): readonly string[] {
  const changes = changesBetween(machine, before, after, which).map(
    ({ place, type, to }) => `${place} = ${show(type, to)}`,
  );
  const stood = new Set(unfinished(machine, before));
  const moved = unfinished(machine, after).filter(place => !stood.has(place));
  const all = [...changes, ...moved];
  return all.length === 0 ? ['nothing changes'] : all;
}

const widest = 60;
const widestCall = 48;

/** A step with its arguments beside an arrow: `cpu0.unlink(p=Page0)`. */
export const callLines = (text: string): readonly string[] => fitted([text], widestCall);

/** Lines that are no wider than a box; what goes on is indented. */
export const fitted = (lines: readonly string[], width: number = widest): readonly string[] =>
  lines.flatMap(line => wrap(line, width - 2).map((part, i) => (i === 0 ? part : `  ${part}`)));

const mostLines = 8;

/** Not more lines than fit into a box; how many are left out is said. */
export const someLines = (lines: readonly string[]): readonly string[] =>
  lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines - 1), `and ${count(lines.length - mostLines + 1, 'more line')}`];

/** What is broken, and covers that are reached. */
export interface Marks {
  readonly violates: readonly string[];
  readonly reaches: readonly string[];
}

/** The words for what was judged. */
export const marksOf = (broken: readonly PropertyRef[]): Marks => ({
  violates: broken.filter(ref => ref.kind !== 'cover').map(propertyText),
  reaches: broken.filter(ref => ref.kind === 'cover').map(ref => `reaches ${propertyText(ref)}`),
});

const titleWidth = 100;

/** `kva, variant draft, with PAGES = 2`. */
export function titleOf(machine: Machine): readonly string[] {
  const settings = machine.parameters.map(p => `${p.name} = ${show(p.type, p.value)}`).join(', ');
  const name = `${machine.module}, variant ${machine.variant}`;
  return fitted([settings === '' ? name : `${name}, with ${settings}`], titleWidth);
}
