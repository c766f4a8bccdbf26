/** The machine of a row of the peers' counts. */
import { fileURLToPath } from 'node:url';
import { sweepOf } from '../../src/cli/settings.ts';
import { machinesOf } from '../../src/cli/spec.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { type Row, titleOf } from './rows.ts';

/** Throws where the row names what is not there. */
export const machineOf = (row: Row): Machine => {
  const sweeps = Object.entries(row.parameters).map(([name, value]) => {
    const sweep = sweepOf(`${name}=${value}`);
    if (typeof sweep === 'string') throw new Error(sweep);
    return sweep;
  });
  const file = fileURLToPath(new URL(`../../${row.file}`, import.meta.url));
  const opened = machinesOf({ file, variants: [row.variant], patches: [], sweeps });
  if (opened.kind === 'refused') throw new Error(JSON.stringify(opened.refusal));
  const [machine] = opened.value.machines;
  if (machine === undefined) throw new Error(`no machine for ${titleOf(row)}`);
  return machine;
};
