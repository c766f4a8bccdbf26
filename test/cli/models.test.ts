/**
 * What `check` prints and writes for the models of the repository can be given back to
 * `replay`: as text, as ITF, and as a path.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from '../support/scratch.ts';
import { patchproof } from './patchproof.ts';

const { folder } = scratch();

const broken: readonly (readonly [string, string])[] = [
  ['dekker/dekker', 'mulish'],
  ['dekker/dekker', 'naive'],
  ['german/german', 'lossy'],
  ['kva/kva', 'draft'],
  ['kva-sva/kva-sva', 'draft'],
  ['kva-sva/kva-sva', 'v3'],
  ['peterson/peterson', 'swapped'],
  ['philosophers/philosophers', 'naive'],
  ['rcu-list/rcu_list', 'bad'],
  ['readers-writer/readers_writer', 'broken'],
  ['refcount/refcount', 'racy'],
  ['seqlock/seqlock', 'bad'],
  ['ticket-lock/ticket_lock', 'plain'],
  ['two-phase-commit/two_phase_commit', 'hasty'],
  ['workqueue/workqueue', 'lost'],
  ['workqueue/workqueue', 'unsafe'],
];

test.each(broken)(
  'the run that breaks %s, %s can be replayed from text, ITF and path',
  async (model, variant) => {
    const spec = `models/${model}.pspec`;
    const [text, itf] = [join(folder, 'run.txt'), join(folder, 'run.itf.json')];
    const { out } = await patchproof('check', spec, '--variant', variant, '-q', '--trace', itf);
    expect(out.split('\n').filter(line => line.length > 72 || /[^ -~]/.test(line))).toEqual([]);
    writeFileSync(text, out.split('\n  path: ')[0] ?? '');
    const path = String(JSON.parse(readFileSync(itf, 'utf8'))['#meta'].path);
    for (const run of [text, itf, path]) {
      const { status, out: again } = await patchproof(
        'replay',
        spec,
        run,
        '--variant',
        variant,
        '--json',
      );
      expect({ status, path: JSON.parse(again).path }).toEqual({ status: 0, path });
    }
  },
  240_000,
);
