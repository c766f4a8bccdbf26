/** Machines of the repository's models and constructs, and their modules of TLA+. */
import { fileURLToPath } from 'node:url';
import { sweepOf } from '../../../src/cli/settings.ts';
import { machinesOf } from '../../../src/cli/spec.ts';
import type { Machine } from '../../../src/machine/machine.ts';
import { type Exported, tlaModule } from '../../../src/view/tla/module.ts';

/** The machines of some variants of a file; of all where none is named. */
export function machinesIn(
  file: string,
  variants: readonly string[],
  parameters: Readonly<Record<string, number>> = {},
): readonly Machine[] {
  const sweeps = Object.entries(parameters).map(([name, value]) => {
    const sweep = sweepOf(`${name}=${value}`);
    if (typeof sweep === 'string') throw new Error(sweep);
    return sweep;
  });
  const path = fileURLToPath(new URL(`../../../${file}`, import.meta.url));
  const opened = machinesOf({ file: path, variants, patches: [], sweeps });
  if (opened.kind === 'refused') throw new Error(JSON.stringify(opened.refusal));
  return opened.value.machines;
}

/** The module of a machine that TLA+ can say. */
export function moduleOf(machine: Machine, symmetry = true): Exported {
  const exported = tlaModule(machine, { origin: ['From a test.'], symmetry });
  if (exported.kind === 'unfit') throw new Error(exported.reason);
  return exported;
}
