/** Every JSON output is what its schema in spec/json says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../support/scratch.ts';
import { patchproof } from './patchproof.ts';
import { problems } from './schema.ts';

const golden = 'test/golden/cli';
const { folder } = scratch();

const runs: readonly (readonly [string, number, readonly string[]])[] = [
  ['check', 11, ['check', `${golden}/every.pspec`]],
  ['check', 12, ['check', `${golden}/crowd.pspec`]],
  ['check', 12, ['check', 'models/kva/kva.pspec', '-q', '-v', '--no-symmetry', '--workers', '3']],
  ['check', 12, ['check', `${golden}/expects.pspec`, '-D', 'MOST=1..3']],
  ['check', 20, ['check', `${golden}/expects.pspec`, '--cover', 'top', '-D', 'MOST=3']],
  ['check', 30, ['check', 'models/kva/kva.pspec', '--max-states', '10']],
  ['check', 10, ['check', `${golden}/every.pspec`, '-D', 'START=3']],
  [
    'check',
    12,
    ['check', 'models/rcu-list/rcu_list.pspec', '--variant', 'bad', '--property', 'gp_ok'],
  ],
  ['check', 12, ['check', 'models/rcu-list/rcu_list.pspec', '--variant', 'bad', '--drop-dead']],
  ['check', 12, ['check', 'models/kva/kva.pspec', '--why', '--preemptions']],
  ['check', 11, ['check', `${golden}/every.pspec`, '--why', '--preemptions']],
  ['check', 0, ['check', 'models/kva/kva.pspec', '--variant', 'spliced', '--necessary']],
  ['compare', 0, ['compare', `${golden}/every.pspec`]],
  ['compare', 0, ['compare', 'models/kva/kva.pspec']],
  ['compare', 0, ['compare', `${golden}/every.pspec`, '--align']],
  ['compare', 0, ['compare', `${golden}/series.pspec`, '--series']],
  ['compare', 0, ['compare', `${golden}/series.pspec`, '--subsets', 'prepare,flush,clash']],
  ['compare', 0, ['compare', `${golden}/series.pspec`, '--fixes']],
  ['compare', 30, ['compare', `${golden}/series.pspec`, '--series', '--max-states', '2']],
  ['error', 2, ['compare', 'models/kva/kva.pspec', '--series']],
  ['error', 2, ['compare', 'models/kva/kva.pspec', '--subsets', 'nobody']],
  ['error', 2, ['compare', 'models/kva/kva.pspec', 'spliced', '--subsets', 'splice']],
  ['compare', 0, ['compare', 'models/seqlock/seqlock.pspec', '--drop-dead']],
  ['compare', 30, ['compare', 'models/kva/kva.pspec', 'draft', '--max-depth', '2']],
  ['test', 20, ['test', `${golden}/expects.pspec`]],
  ['test', 150, ['test', `${golden}/broken.pspec`, 'models/kva/kva.pspec']],
  ['test', 0, ['test', 'models/peterson/peterson.pspec']],
  ['test', 0, ['test', 'models/peterson/peterson.pspec', '--drop-dead']],
  ['replay', 0, ['replay', `${golden}/every.pspec`, '0/0/0', '--variant', 'falling']],
  ['replay', 21, ['replay', `${golden}/every.pspec`, '0/0/7', '--variant', 'falling']],
  ['replay', 21, ['replay', `${golden}/every.pspec`, '4', '--variant', 'falling', '-q']],
  ['anchors', 20, ['anchors', '--tree', 'src', 'models/kva-sva/kva-sva.pspec']],
  ['anchors', 0, ['anchors', '--tree', 'src', 'models/kva/kva.pspec', '-q', '-v']],
  ['error', 150, ['anchors', '--tree', 'src', `${golden}/broken.pspec`]],
  ['error', 153, ['anchors', '--tree', 'no-such-folder', 'models/kva/kva.pspec']],
  ['error', 150, ['check', `${golden}/broken.pspec`]],
  ['error', 153, ['compare', 'no-such-file.pspec']],
  ['error', 2, ['check', 'models/kva/kva.pspec', '--variant', 'nobody']],
  ['error', 2, ['replay', 'models/kva/kva.pspec', '0']],
];

describe('JSON', () => {
  test.each(runs)('%s: status %i of %j fits its schema', async (schema, status, words) => {
    const ran = await patchproof(...words, '--json');
    expect(problems(schema, ran.out)).toEqual([]);
    expect({ status: ran.status, exit: JSON.parse(ran.out).exit, err: ran.err }).toEqual({
      status,
      exit: status,
      err: '',
    });
  });

  test('is the same for any number of workers but for time and engine', async () => {
    const of = async (workers: string): Promise<unknown> => {
      const { out } = await patchproof(
        'check',
        'models/kva/kva.pspec',
        '--json',
        '--workers',
        workers,
      );
      return { ...JSON.parse(out), elapsedMs: 0, engine: null };
    };
    expect(await of('1')).toEqual(await of('4'));
  });

  test('holds the numbers that cli.md gives for the draft of kva', async () => {
    const { out } = await patchproof(
      'check',
      'models/kva/kva.pspec',
      '--json',
      '-q',
      '--variant',
      'draft',
    );
    const { results, parameters } = JSON.parse(out);
    const { verdict, states, fullStates, transitions, fullTransitions, depth, property } =
      results[0];
    expect(parameters).toEqual({ PAGES: 3 });
    expect({ verdict, states, fullStates, transitions, fullTransitions, depth }).toEqual({
      verdict: 'violated',
      states: 57,
      fullStates: 208,
      transitions: 165,
      fullTransitions: 612,
      depth: 6,
    });
    expect(property).toEqual({ kind: 'invariant', name: 'no_stale' });
  });

  test('has no time in it with -q', async () => {
    const { out } = await patchproof('check', 'models/kva/kva.pspec', '--json', '-q');
    expect(Object.keys(JSON.parse(out))).not.toContain('elapsedMs');
  });
});

describe('a trace in ITF', () => {
  const models: readonly (readonly [string, string, readonly string[]])[] = [
    ['an invariant', 'models/kva/kva.pspec', ['--variant', 'draft']],
    ['a deadlock', `${golden}/every.pspec`, ['--variant', 'stuck']],
    ['an assert', `${golden}/every.pspec`, ['--variant', 'claiming']],
    ['a run-time error', `${golden}/every.pspec`, ['--variant', 'overflown']],
    ['a transition property', `${golden}/every.pspec`, ['--variant', 'falling']],
    [
      'a cover',
      'models/german/german.pspec',
      ['--cover', 'handed_over', '-D', 'NODES=2', '--variant', 'protocol'],
    ],
    ['structs and sets', `${golden}/crowd.pspec`, []],
  ];

  test.each(models)('of %s fits the schema and runs again', async (name, spec, words) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.itf.json`);
    await patchproof('check', spec, ...words, '--trace', file);
    expect(problems('itf', readFileSync(file, 'utf8'))).toEqual([]);
    const again = await patchproof('replay', spec, file, '--json', '-q');
    expect(problems('replay', again.out)).toEqual([]);
    const { runs, property } = JSON.parse(again.out);
    const recorded = JSON.parse(readFileSync(file, 'utf8'))['#meta'];
    expect({ runs, property, status: again.status }).toEqual({
      runs: true,
      property: recorded.property,
      status: 0,
    });
  });
});
