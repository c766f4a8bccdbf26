/**
 * `check --engine rumur`: Rumur's verdicts, counts and runs are ours; what it breaks has been
 * replayed by us; and a Rumur that hangs, dies, lies or is not there never makes a verdict.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { patchproof, patchproofIn } from '../cli/patchproof.ts';
import { problems } from '../cli/schema.ts';
import { installed } from '../peers/rumur.ts';
import { scratch } from '../support/scratch.ts';
import { verifierThatSays, withPath, withRumur } from './fake.ts';

const here = installed();
const timeoutMs = 240_000;
const { folder } = scratch();
const kva = ['models/kva/kva.pspec', '-D', 'PAGES=2'];

interface Result {
  readonly variant: string;
  readonly trace: { readonly steps: readonly unknown[] } | null;
}

const resultsOf = (out: string): readonly (Result & Record<string, unknown>)[] =>
  JSON.parse(out).results;

describe.skipIf(!here)('Rumur in place of our engines', { timeout: timeoutMs }, () => {
  // Of each model that breaks, and of German, which holds: the second search counts alike.
  const models: readonly (readonly string[])[] = [
    kva,
    ['models/german/german.pspec', '-D', 'NODES=2'],
    ['models/dekker/dekker.pspec'],
    ['models/refcount/refcount.pspec'],
    ['models/rcu-list/rcu_list.pspec', '--variant', 'bad'],
    ['test/golden/cli/every.pspec'],
  ];
  test.each(models)('says of %s what they say, in as many steps', async (...words) => {
    const ours = await patchproof('check', ...words, '--json');
    const theirs = await patchproof('check', ...words, '--json', '--engine', 'rumur');
    expect(problems('check', theirs.out)).toEqual([]);
    expect(theirs.status).toBe(ours.status);
    const of = ({ out }: { readonly out: string }) =>
      resultsOf(out).map(({ variant, verdict, states, transitions, trace, limit }) => {
        const steps = trace?.steps.length ?? null;
        return { variant, verdict, states, transitions, steps, limit };
      });
    expect(of(theirs)).toEqual(of(ours));
    expect(JSON.parse(theirs.out).engine).toMatchObject({ kind: 'rumur', workers: 1 });
  });

  test('a run that it finds replays', async () => {
    const path = join(folder, 'run.itf.json');
    const words = [...kva, '--variant', 'draft', '--engine', 'rumur', '--trace', path];
    expect((await patchproof('check', ...words)).status).toBe(12);
    expect((await patchproof('replay', ...kva, path, '--variant', 'draft')).status).toBe(0);
  });

  test('is named in the last line, and what it does not tell is not shown', async () => {
    const { out } = await patchproof('check', ...kva, '--variant', 'spliced', '--engine', 'rumur');
    expect(out).toMatch(/rumur \d{4}\.\d+\.\d+, 1 worker, symmetry on/);
    expect(out).toContain('  43 states, 92 transitions\n');
  });

  test('a property that it does not reach before another breaks is unknown', async () => {
    const { out } = await patchproof('check', ...kva, '--json', '--engine', 'rumur');
    const draft = resultsOf(out).find(r => r.variant === 'draft');
    expect(draft?.properties).toContainEqual(
      expect.objectContaining({ kind: 'deadlock', verdict: 'unknown', limit: 'violation' }),
    );
  });

  test('a bound on the depth leaves open what holds up to there', async () => {
    const words = [...kva, '--variant', 'draft', '--engine', 'rumur', '--max-depth'];
    const five = await patchproof('check', ...words, '5', '--json');
    expect(five.status).toBe(30);
    expect(resultsOf(five.out)[0]).toMatchObject({ verdict: 'unknown', limit: 'depth' });
    expect((await patchproof('check', ...words, '6', '--json')).status).toBe(12);
    const none = await patchproof('check', ...words, '0', '--json');
    expect(resultsOf(none.out)[0]).toMatchObject({ verdict: 'unknown', states: 1 });
  });

  test('finds a run to a cover', async () => {
    const words = ['test/golden/cli/expects.pspec', '--cover', 'top', '-D', 'MOST=2', '--json'];
    const ours = await patchproof('check', ...words);
    const theirs = await patchproof('check', ...words, '--engine', 'rumur');
    const of = ({ out }: { readonly out: string }) =>
      resultsOf(out).map(({ variant, verdict, properties }) => ({ variant, verdict, properties }));
    const told = JSON.stringify(of(theirs)).match(/"verdict":"\w+"/g);
    expect(told).toEqual(JSON.stringify(of(ours)).match(/"verdict":"\w+"/g));
    expect(theirs.status).toBe(ours.status);
  });

  test('leaves no folder behind', async () => {
    const before = process.env.TMPDIR;
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    process.env.TMPDIR = empty;
    await patchproof('check', ...kva, '--engine', 'rumur');
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    expect(readdirSync(empty)).toEqual([]);
  });
});

describe.skipIf(!here)('a Rumur that does wrong', { timeout: timeoutMs }, () => {
  const words = ['check', ...kva, '--variant', 'spliced', '--engine', 'rumur'];

  test('and hangs is ended with the time: nothing is known', async () => {
    const ran = await withRumur(join(folder, 'hangs'), 'sleep 600 & sleep 600', () =>
      patchproof(...words, '--max-seconds', '1', '--json'),
    );
    expect(ran.status).toBe(30);
    expect(resultsOf(ran.out)[0]).toMatchObject({ verdict: 'unknown', limit: 'seconds' });
  });

  test('and hangs is ended by the user', async () => {
    const ran = await withRumur(join(folder, 'hangs'), 'sleep 600', () =>
      patchproofIn({ interrupted: () => true }, ...words, '--json'),
    );
    expect(ran.status).toBe(30);
    expect(resultsOf(ran.out)[0]).toMatchObject({ verdict: 'unknown', limit: 'interrupted' });
  });

  test('and whose verifier is killed leaves all open', async () => {
    const script = `${verifierThatSays('').replace('return 0;', '__builtin_trap();')}`;
    const ran = await withRumur(join(folder, 'dies'), script, () => patchproof(...words));
    expect(ran.status).toBe(30);
    expect(ran.out).toContain('spliced: unknown');
    expect(ran.err).toContain('ended from outside');
  });

  test('and fails is no verdict, and what it said is shown', async () => {
    const ran = await withRumur(join(folder, 'fails'), 'echo "model.m:1: no" >&2; exit 3', () =>
      patchproof(...words),
    );
    expect(ran).toMatchObject({ status: 30, out: '' });
    expect(ran.err).toContain('spliced: unknown: rumur ended with 3: model.m:1: no');
  });

  test('and makes no report is no verdict', async () => {
    const ran = await withRumur(join(folder, 'mute'), verifierThatSays('all is well'), () =>
      patchproof(...words),
    );
    expect(ran).toMatchObject({ status: 30, out: '' });
  });

  test('and tells of errors without one is no verdict', async () => {
    const said = '<rumur_run><summary states="43" rules_fired="92" errors="1"/></rumur_run>';
    const ran = await withRumur(join(folder, 'vague'), verifierThatSays(said), () =>
      patchproof(...words),
    );
    expect(ran).toMatchObject({ status: 30, out: '' });
  });

  test('and makes up a run is a fault that asks for a report', async () => {
    const said =
      '<error includes_trace="true"><message>invariant</message><transition>Startstate "s"</transition>' +
      '<state><state_component name="use[Page_0]" value="free"/></state></error>' +
      '<summary states="1" rules_fired="0" errors="1" duration_seconds="0"/>';
    const ran = await withRumur(join(folder, 'lies'), verifierThatSays(said), () =>
      patchproof(...words),
    );
    expect(ran).toMatchObject({ status: 255, out: '' });
    expect(ran.err).toContain('no initial state is the one it starts in');
    expect(ran.err).toContain('Please report it');
  });
});

test('a Rumur that is not there is told with the package that has it', async () => {
  const words = ['check', ...kva, '--engine', 'rumur'];
  const ran = await withPath(folder, () => patchproof(...words));
  expect(ran).toMatchObject({ status: 2, out: '' });
  expect(ran.err).toContain('apt install rumur');
});

test.skipIf(!here)('a compiler that is not there is told too', async () => {
  const script = 'exit 0';
  const ran = await withRumur(join(folder, 'alone'), script, () => {
    const only = join(folder, 'alone');
    return withPath(only, () => patchproof('check', ...kva, '--engine', 'rumur'));
  });
  expect(ran.status).toBe(2);
  expect(ran.err).toContain('apt install gcc');
});

test('what Murphi has no words for is named, and nothing runs', async () => {
  const words = ['check', 'test/peer/wide.pspec', '--engine', 'rumur'];
  const ran = await patchproof(...words);
  expect(ran.status).toBe(2);
  expect(ran.err).toContain('rumur has no words for');
  expect(ran.err).toContain('wide.pspec:');
});

test('only check asks it', async () => {
  const ran = await patchproof('compare', ...kva, '--engine', 'rumur');
  expect(ran.status).toBe(2);
  expect(ran.err).toContain('Only check asks rumur');
});

test.skipIf(here)('rumur and cc are not installed: nothing of it was run', () => {});
