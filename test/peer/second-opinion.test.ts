/**
 * `check --second-opinion`: checkers that agree confirm each other; one that counts or judges
 * otherwise makes a fault; and where no other came to an end nothing is confirmed.
 */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { patchproof } from '../cli/patchproof.ts';
import { problems } from '../cli/schema.ts';
import { installed } from '../peers/rumur.ts';
import { spinInstalled } from '../peers/spin.ts';
import { scratch } from '../support/scratch.ts';
import { verifierThatSays, withPath, withRumur } from './fake.ts';

const here = installed();
const timeoutMs = 240_000;
const { folder } = scratch();
const german = ['check', 'models/german/german.pspec', '-D', 'NODES=2', '--second-opinion'];
const spliced = ['check', 'models/kva/kva.pspec', '--variant', 'spliced', '-D', 'PAGES=2'];
const draft = ['check', 'models/kva/kva.pspec', '--variant', 'draft', '-D', 'PAGES=2'];

interface Spoken {
  readonly checker: string;
  readonly verdict: string;
  readonly length: number | null;
  readonly counts: Readonly<Record<string, number | null>>;
}
const opinionsOf = (out: string): readonly Spoken[] => JSON.parse(out).results[0].opinions;

describe.skipIf(!here)('a second opinion', { timeout: timeoutMs }, () => {
  test('confirms German: as many states, with symmetry and without', async () => {
    const ran = await patchproof(...german, '--variant', 'protocol', '--json');
    expect(problems('second-opinion', ran.out)).toEqual([]);
    expect(ran.status).toBe(0);
    const [ours, rumur] = opinionsOf(ran.out);
    expect(rumur?.counts).toMatchObject({ states: 1704, fullStates: 3390 });
    expect(ours?.counts).toMatchObject(
      Object.fromEntries(Object.entries(rumur?.counts ?? {}).filter(([name]) => name !== 'depth')),
    );
    expect(JSON.parse(ran.out).results[0].confirmed).toContain('rumur');
  });

  test('counts what breaks without its properties, and compares the lengths with them', async () => {
    const ran = await patchproof(...draft, '--second-opinion', '--json', '-q');
    expect(problems('second-opinion', ran.out)).toEqual([]);
    expect(ran.status).toBe(12);
    for (const one of opinionsOf(ran.out).slice(0, 2)) {
      expect(one).toMatchObject({
        verdict: 'violated',
        length: 6,
        property: { kind: 'invariant', name: 'no_stale' },
        counts: { states: 36, fullStates: 64, transitions: 84, fullTransitions: 153 },
      });
    }
  });

  test('shows one table, in which -q leaves out what changes', async () => {
    const { out } = await patchproof(...draft, '--second-opinion', '-q', '--no-symmetry');
    expect(out).toContain('  checker          states  unreduced  depth');
    expect(out).toMatch(/\n {2}patchproof wasm +64 +64 +10/);
    expect(out).toMatch(/\n {2}rumur +64 +64 +-/);
    expect(out).toContain('confirmed by rumur');
    expect(out).not.toMatch(/\d s\b|MB/);
  });
});

describe.skipIf(!spinInstalled())('SPIN', { timeout: timeoutMs }, () => {
  const spinIn = (out: string) => opinionsOf(out).find(({ checker }) => checker === 'spin');

  test('confirms states and transitions without symmetry, which it does not reduce', async () => {
    const ran = await patchproof(...spliced, '--second-opinion', '--json', '-q');
    expect([ran.status, problems('second-opinion', ran.out)]).toEqual([0, []]);
    const [ours] = opinionsOf(ran.out);
    expect(spinIn(ran.out)).toMatchObject({
      verdict: 'holds',
      counts: {
        states: null,
        fullStates: ours?.counts.fullStates,
        fullTransitions: ours?.counts.fullTransitions,
      },
    });
    expect(JSON.parse(ran.out).results[0].confirmed).toContain('spin');
  });

  test.each([
    ['an invariant', ['models/kva/kva.pspec', '--variant', 'draft', '-D', 'PAGES=2'], 6],
    ['a deadlock', ['models/philosophers/philosophers.pspec', '--variant', 'naive'], 4],
    ['an assert', ['models/refcount/refcount.pspec', '--variant', 'racy', '-D', 'TASKS=2'], null],
  ] as const)('finds %s in as many steps', async (_, words, length) => {
    const ran = await patchproof('check', ...words, '--second-opinion', '--json', '-q');
    const [ours] = opinionsOf(ran.out);
    const spin = spinIn(ran.out);
    expect(ran.status).not.toBe(255);
    expect(spin).toMatchObject({ verdict: 'violated', length: ours?.length });
    if (length !== null) expect(spin?.length).toBe(length);
  });
});

const summary = (states: number, transitions: number): string =>
  verifierThatSays(
    `<rumur_run><summary states="${states}" rules_fired="${transitions}" errors="0"/></rumur_run>`,
  );

describe.skipIf(!here)('a checker that says otherwise', { timeout: timeoutMs }, () => {
  test('of how many states there are is reported as a fault', async () => {
    const ran = await withRumur(join(folder, 'lies'), summary(44, 92), () =>
      patchproof(...spliced, '--second-opinion', '--json'),
    );
    expect(problems('second-opinion', ran.out)).toEqual([]);
    expect(ran.status).toBe(255);
    expect(JSON.parse(ran.out).results[0].disagreements).toContain(
      'states up to symmetry: patchproof wasm says 43, rumur says 44',
    );
    expect(ran.err).toContain('Please report it');
  });

  test('of what breaks is reported as a fault, for people too', async () => {
    const ran = await withRumur(join(folder, 'blind'), summary(36, 84), () =>
      patchproof(...draft, '--second-opinion'),
    );
    expect(ran.status).toBe(255);
    expect(ran.out).toContain('DISAGREEMENT: verdict: patchproof wasm says violated, rumur says');
  });

  test('nothing in time confirms nothing', async () => {
    const ran = await withRumur(join(folder, 'hangs'), 'sleep 600', () =>
      patchproof(...spliced, '--second-opinion', '--max-seconds', '1'),
    );
    expect(ran.status).toBe(30);
    expect(ran.out).toContain('unknown: limit on seconds');
    expect(ran.out).toContain('nothing is confirmed');
  });
});

test('a checker that is not there has a row that says so', async () => {
  const jar = process.env.TLA2TOOLS_JAR;
  delete process.env.TLA2TOOLS_JAR;
  const ran = await withPath(folder, () => patchproof(...spliced, '--second-opinion', '-q'));
  if (jar !== undefined) process.env.TLA2TOOLS_JAR = jar;
  expect(ran.status).toBe(30);
  expect(ran.out).toContain('not run: Rumur is not installed');
  expect(ran.out).toContain('not run: TLA2TOOLS_JAR is not set');
});

test('an engine cannot be chosen beside it', async () => {
  const ran = await patchproof(...spliced, '--second-opinion', '--engine', 'js');
  expect(ran.status).toBe(2);
});

test.skipIf(here)('rumur and cc are not installed: it was not compared', () => {});
