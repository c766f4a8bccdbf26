/**
 * The class of a violating run: its property and its steps in layers, named up to a
 * renaming of the members of symmetric types. Two runs have one key when one is the other
 * with steps that commute exchanged, or members renamed.
 */
import type { Machine } from '../../machine/machine.ts';
import { identity, type Permutation, permute } from '../../machine/permute.ts';
import { show } from '../../machine/show.ts';
import { permutationCount, permutations } from '../../reference/permute.ts';
import type { Argument, Trace, TraceStep } from '../trace.ts';
import { layersOf, orderOf } from './orders.ts';

// Beyond them members keep the names of the least run, which are by first use.
const mostPermutations = 720;

/** Text that two runs of one machine share when they are of one class. */
export function classKey(machine: Machine, trace: Trace): string {
  const layers = layersOf(orderOf(machine, trace));
  const { scalarsets } = machine;
  const renamings =
    permutationCount(scalarsets) <= mostPermutations ? permutations(scalarsets) : [identity];
  const forms = renamings.map(renaming =>
    layers
      .map(layer =>
        layer
          .map(i => stepText(trace.steps[i], renaming))
          .sort()
          .join(' | '),
      )
      .join('; '),
  );
  const { kind, name } = trace.property;
  return `${kind} ${name}: ${forms.sort()[0] ?? ''}`;
}

function stepText(step: TraceStep | undefined, renaming: Permutation): string {
  if (step === undefined) return '';
  const values = (args: readonly Argument[]): string =>
    args.map(({ type, value }) => show(type, permute(type, value, renaming))).join();
  return `${step.actor}[${values(step.instance)}].${step.step}(${values(step.args)})`;
}
