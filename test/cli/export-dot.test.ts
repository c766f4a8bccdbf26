/** `export --to dot`: what is drawn, and what is refused instead of being drawn in part. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../support/scratch.ts';
import { patchproof } from './patchproof.ts';

const { folder } = scratch();
const kva = ['export', 'models/kva/kva.pspec', '--to', 'dot'];
const draft = [...kva, '--variant', 'draft'];

describe('a drawing', () => {
  test('goes to a file where one is named', async () => {
    const path = join(folder, 'draft.dot');
    expect(await patchproof(...draft, '-o', path)).toEqual({ status: 0, out: '', err: '' });
    expect(readFileSync(path, 'utf8')).toBe((await patchproof(...draft)).out);
  });

  test('of a counterexample has the steps that check reports', async () => {
    const { out } = await patchproof(...draft, '--counterexample');
    const steps = [...out.matchAll(/label="(\d+): ([^"]*)\\l"/g)].map(([, , row]) => row);
    expect(steps).toEqual([
      'cpu0.unlink(p=Page0)',
      'kworker.2',
      'kworker.flush',
      'IOMMU.walk(p=Page1)',
      'cpu0.unlink(p=Page1)',
      'kworker.reap',
    ]);
  });

  test('judges nothing but the properties that are named', async () => {
    const every = ['export', 'test/golden/cli/every.pspec', '--to', 'dot', '--variant', 'falling'];
    expect((await patchproof(...every)).out).toContain('violates transition steady');
    const { out } = await patchproof(...every, '--property', 'small');
    expect(out).not.toContain('violates');
  });
});

describe('what is not drawn', () => {
  test('a graph with more states than --max-states', async () => {
    const whole = await patchproof(...draft);
    const states = Number(/\\l(\d+) states,/.exec(whole.out)?.[1]);
    expect(await patchproof(...draft, '--max-states', `${states}`)).toEqual(whole);
    const { status, out, err } = await patchproof(...draft, '--max-states', `${states - 1}`);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(`draft has more than ${states - 1} states, too many to look at`);
  });

  test('a graph with more than 2000 states, where nobody says more', async () => {
    const { err } = await patchproof(
      'export',
      'models/german/german.pspec',
      '--to',
      'dot',
      '--variant',
      'protocol',
    );
    expect(err).toContain('more than 2000 states');
  });

  test('a run of a variant in which nothing is violated', async () => {
    const { status, err } = await patchproof(...kva, '--variant', 'spliced', '--counterexample');
    expect(status).toBe(2);
    expect(err).toContain('nothing that was asked is violated in spliced');
  });

  test.each([
    [['--counterexample', '--max-states', '9'], '--max-states goes with the whole graph'],
    [['--property', 'no_stail'], 'did you mean no_stale?'],
    [['--no-symmetry'], '--no-symmetry goes with --to tla'],
  ])('%j: %s', async (words, message) => {
    const { status, err } = await patchproof(...draft, ...words);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});
