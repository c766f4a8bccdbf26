/** The flagship in TLA+: every variant of it, for it is what people will run on a cluster. */
import { expect, test } from 'vitest';
import { tlaModule } from '../../../src/view/tla/module.ts';
import { problemOf } from '../../support/tla/problem.ts';
import { machinesIn } from './rendered.ts';

test('every variant of kva-sva is a module of TLA+ with its configuration', () => {
  const machines = machinesIn('models/kva-sva/kva-sva.pspec', ['all']);
  expect(machines.length).toBeGreaterThan(60);
  const problems = machines.flatMap(machine => {
    const exported = tlaModule(machine, { origin: [], symmetry: true });
    const problem = exported.kind === 'unfit' ? exported.reason : problemOf(exported);
    return problem === null ? [] : [`${machine.variant}: ${problem}`];
  });
  expect(problems).toEqual([]);
}, 600_000);
