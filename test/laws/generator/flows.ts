/** Small makers of flows: labels, names bound by statements, and blocks around them. */
import type { Type } from '../../../src/machine/types.ts';
import { type Flow, type Label, type World, type Written, withName } from './model.ts';

/** What the label of a statement is known for. */
export type Labelled = Partial<Pick<Label, 'binds' | 'needed' | 'isStep'>>;

/** A label before a statement, or nothing; `always` where it must have one. */
export function label(
  w: World,
  flow: Flow,
  known: Labelled & { readonly always?: boolean },
): string {
  const { always, binds = null, needed = false, isStep = true } = known;
  if (always !== true && !w.dice.chance(30)) return '';
  const name = w.fresh('l');
  const path = `${flow.owner.path}.${name}`;
  flow.owner.labels.push({ path, name, flow, binds, needed, isStep: isStep && !flow.atomic });
  return `${name}: `;
}

/** The flow with one more name for a constant copy. */
export const bound = (flow: Flow, name: string, type: Type): Flow => ({
  ...flow,
  scope: withName(flow.scope, name, type),
});

/** Behind an assignment, or what may hold one. */
export const written = (flow: Flow): Flow => (flow.assigned ? flow : { ...flow, assigned: true });

/** One block deeper. */
export const deeper = (flow: Flow): Flow => ({ ...flow, depth: flow.depth - 1 });

/** A statement that binds nothing and may assign. */
export const plain = (text: string, flow: Flow): Written => ({ text, flow: written(flow) });

/** Notes that the body must not be called within a step. */
export function stepwise({ owner }: Flow): void {
  owner.stepwise = true;
}

/** `wait_until` stands before what its step assigns; a procedure may be called within a step. */
export const mayWait = ({ assigned, atomic, owner }: Flow): boolean =>
  !assigned || (!atomic && owner.kind !== 'proc');
