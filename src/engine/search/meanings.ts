/** What the flags of a program mean: the property that each breaks, or the cover it reaches. */
import { present } from '../../base/assertion.ts';
import { runtimeCodes } from '../../base/codes.ts';
import { keyOf } from '../../machine/asked.ts';
import type { Machine } from '../../machine/machine.ts';
import type { PropertyRef } from '../../machine/search.ts';
import type { Site } from '../ir/code.ts';
import type { Program } from '../program.ts';

/** By flag; null where it means nothing to this machine, but to another of its family. */
export function meaningsOf(machine: Machine, program: Program): readonly (PropertyRef | null)[] {
  const properties = program.properties.map((index): PropertyRef | null => {
    if (index < 0) return null;
    const { kind, name } = present(machine.properties[index], 'a flag is of a declared property');
    return { kind, name };
  });
  return [...properties, ...program.sites.map(site => ofSite(machine, site))];
}

/** The flags that break this property. */
export function flagsOf(
  machine: Machine,
  program: Program,
  property: PropertyRef,
): ReadonlySet<number> {
  const key = keyOf(property);
  return new Set(
    meaningsOf(machine, program).flatMap((meaning, flag) =>
      meaning !== null && keyOf(meaning) === key ? [flag] : [],
    ),
  );
}

function ofSite(machine: Machine, { broken }: Site): PropertyRef | null {
  if (broken === -1) return null;
  if (typeof broken === 'number')
    return { kind: 'assert', name: machine.asserts[broken]?.name ?? '', index: broken };
  const name = runtimeCodes.find(code => code === broken);
  return { kind: 'runtime', name: present(name, 'a site fails with a run-time code') };
}
