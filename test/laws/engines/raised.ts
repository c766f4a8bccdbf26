/** What states and transitions raise, told alike for the reference and for the flags of a program. */
import type { Program } from '../../../src/engine/program.ts';
import type { Machine } from '../../../src/machine/machine.ts';
import { inState } from '../../../src/reference/context.ts';
import { truth } from '../../../src/reference/evaluate.ts';
import { type Fault, isFault } from '../../../src/reference/fault.ts';
import type { State } from '../../../src/reference/state.ts';
import type { Transition } from '../../../src/reference/successors.ts';

/** A machine, and a program of it. */
export interface Made {
  readonly machine: Machine;
  readonly program: Program;
}

/** By flag: the property, or the error and its place. */
export const flagTexts = ({ properties, sites }: Program): readonly string[] => [
  ...properties.map(index => `property ${index}`),
  ...sites.map(({ broken, start, end }) => `${broken} at ${start}-${end}`),
];

const faultText = (fault: Fault): string =>
  `${fault.kind === 'assert' ? fault.assert : fault.code} at ${fault.span.start}-${fault.span.end}`;

/** What the reference says that a state raises. */
export function raisedByState({ machine, program }: Made, state: State): readonly string[] {
  return program.properties.flatMap(index => {
    const property = machine.properties[index];
    if (property === undefined || property.kind === 'transition') return [];
    const holds = truth(property.formula, inState(machine, state));
    if (isFault(holds)) return [faultText(holds)];
    return holds === (property.kind === 'cover') ? [`property ${index}`] : [];
  });
}

/** What the reference says that a transition raises. */
export function raisedByStep(
  { machine, program }: Made,
  state: State,
  { outcome }: Transition,
): readonly string[] {
  if (isFault(outcome)) return [faultText(outcome)];
  return program.properties.flatMap(index => {
    const property = machine.properties[index];
    if (property?.kind !== 'transition') return [];
    const holds = truth(property.formula, { machine, state, after: outcome, environment: null });
    if (isFault(holds)) return [faultText(holds)];
    return holds ? [] : [`property ${index}`];
  });
}

/** Each once, in order, as one text. */
export const listed = (texts: Iterable<string>): string => [...new Set(texts)].sort().join();
