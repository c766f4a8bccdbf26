/**
 * The flagship in TLA+, for it is what people will run on a cluster: one variant in twelve, which
 * takes a minute on a busy machine, and with PEERS=all every one.
 */
import { expect, test } from 'vitest';
import { tlaModule } from '../../../src/view/tla/module.ts';
import { problemOf } from '../../support/tla/problem.ts';
import { machinesIn } from './rendered.ts';

const every = process.env.PEERS === 'all';

test('variants of kva-sva are modules of TLA+ with their configurations', () => {
  const all = machinesIn('models/kva-sva/kva-sva.pspec', ['all']);
  expect(all.length).toBeGreaterThan(60);
  const machines = all.filter((_, i) => every || i % 12 === 0);
  const problems = machines.flatMap(machine => {
    const exported = tlaModule(machine, { origin: [], symmetry: true });
    const problem = exported.kind === 'unfit' ? exported.reason : problemOf(exported);
    return problem === null ? [] : [`${machine.variant}: ${problem}`];
  });
  expect(problems).toEqual([]);
}, 600_000);
