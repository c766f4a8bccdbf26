/** Machines of the repository's models, and what their shortest counterexamples are. */

import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { noLimits, questionOf } from '../../src/check/asked.ts';
import { load } from '../../src/cli/load.ts';
import { rowsOf, sweepOf } from '../../src/cli/settings.ts';
import { settingsFor, specOf } from '../../src/cli/spec.ts';
import type { Machine } from '../../src/machine/machine.ts';
import type { PropertyRef } from '../../src/machine/search.ts';
import type { Origin } from '../../src/proof/rows.ts';
import { engineSearch } from '../../src/trace/engine-search.ts';
import { replayed } from '../../src/trace/replay.ts';
import type { Trace } from '../../src/trace/trace.ts';

/** Where the claims of tests come from. */
export const origin: Origin = {
  name: 'test.claim',
  tool: 'patchproof 0.1.0 1',
  spec: { file: 'test.pspec', digest: '0123456789abcdef0123456789abcdef01234567' },
};

const nothingWrong = ({ message }: Diagnostic): void => {
  throw new Error(message);
};

/** The machine of a variant of a model, with settings as `-D` has them. */
export function modelOf(file: string, variant: string, ...settings: readonly string[]): Machine {
  const loaded = load(file, ({ severity, message }) => {
    if (severity === 'error') throw new Error(message);
  });
  if ('unreadable' in loaded) throw new Error(loaded.unreadable);
  const spec = specOf(loaded, nothingWrong);
  const sweeps = settings.map(text => {
    const sweep = sweepOf(text);
    if (typeof sweep === 'string') throw new Error(sweep);
    return sweep;
  });
  const [row = []] = rowsOf(sweeps);
  const found = spec.variants.find(v => v.name === variant);
  const machine = found && spec.make(found, settingsFor(spec.module, found, row));
  if (machine === undefined) throw new Error(`no machine of ${variant}`);
  return machine;
}

/** The counterexamples to these properties that are as short as the first, as an engine finds them. */
export function tracesOf(machine: Machine, asked: readonly PropertyRef[]): readonly Trace[] {
  const question = questionOf(asked, { symmetry: true, stop: 'first', limits: noLimits });
  const answer = engineSearch(machine, question, {}, { kind: 'wasm', workers: 1 });
  if (answer.kind === 'unfit') throw new Error(answer.reason);
  return answer.findings.found.map(({ property, path }) => replayed(machine, property, path));
}
