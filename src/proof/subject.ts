/**
 * What a claim is about, and what it calls things: the values of a machine's parameters, and
 * the properties that a claim's name may mean.
 */
import { runtimeCodes } from '../base/codes.ts';
import type { Machine } from '../machine/machine.ts';
import type { PropertyRef } from '../machine/search.ts';
import { show } from '../machine/show.ts';
import type { Subject } from './claim.ts';

/**
 * The parameters that a claim names: numbers, which bound what is claimed, and those that have
 * not the value of their declaration. The digest and the variant say the others.
 */
const namedIn = ({ parameters }: Machine): Subject['params'] =>
  parameters
    .filter(({ type, usual }) => !usual || type.kind === 'range')
    .map(({ name, type, value }) => ({ name, value: show(type, value) }));

/** The variant, the parameters and the property, as claims have them. */
export const subjectOf = (
  machine: Machine,
  { kind, name }: PropertyRef,
): Pick<Subject, 'variant' | 'params' | 'check'> => ({
  variant: machine.variant,
  params: namedIn(machine),
  check: { kind, name },
});

/** How a machine differs from the one that is claimed about: a clause, or null. */
export function otherThan(machine: Machine, { variant, params }: Subject): string | null {
  if (machine.variant !== variant) return `the variant is ${machine.variant}, not ${variant}`;
  const own = namedIn(machine).map(({ name, value }) => `${name}=${value}`);
  const claimed = params.map(({ name, value }) => `${name}=${value}`);
  if (own.join('\n') === claimed.join('\n')) return null;
  return `the parameters are ${listed(own)}, and not ${listed(claimed)}`;
}

const listed = (texts: readonly string[]): string =>
  texts.length === 0 ? 'none' : texts.join(' ');

/** The properties of that kind and name: of asserts with one text all, else one, or none. */
export function meantBy(
  machine: Machine,
  { kind, name }: Subject['check'],
): readonly PropertyRef[] {
  switch (kind) {
    case 'deadlock':
      return name === 'deadlock' ? [{ kind, name }] : [];
    case 'runtime':
      return runtimeCodes.filter(code => code === name).map(code => ({ kind, name: code }));
    case 'assert':
      return machine.asserts.flatMap((assert, index) =>
        assert.name === name ? [{ kind, name, index }] : [],
      );
    case 'invariant':
    case 'transition':
    case 'cover':
      return machine.properties.some(p => p.kind === kind && p.name === name)
        ? [{ kind, name }]
        : [];
  }
}
