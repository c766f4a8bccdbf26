/** Violations as rows: what is written, and what replaying them says. */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { declared } from '../../src/check/asked.ts';
import type { Violation } from '../../src/proof/claim.ts';
import { checkRun } from '../../src/proof/replay.ts';
import { violationOf } from '../../src/proof/rows.ts';
import { search } from '../../src/reference/search.ts';
import { replayed } from '../../src/trace/replay.ts';
import { everything, machineOf } from '../support/spec.ts';
import { modelOf, origin, tracesOf } from './models.ts';

const kva = 'models/kva/kva.pspec';
const german = 'models/german/german.pspec';
const sva = 'models/kva-sva/kva-sva.pspec';

const claimsOf = (machine: ReturnType<typeof modelOf>): readonly Violation[] => {
  const asked = declared(machine).filter(({ kind }) => kind !== 'cover');
  return tracesOf(machine, asked).map(trace => violationOf(machine, trace, origin));
};

/** Of a text: the claim of the first violation of its base. */
function firstOf(text: string) {
  const machine = machineOf(text);
  const [found] = search(machine, everything(machine)).found.filter(
    f => f.property.kind !== 'cover',
  );
  if (found === undefined) throw new Error('nothing is violated');
  const claim = violationOf(machine, replayed(machine, found.property, found.path), origin);
  return { machine, claim, actions: claim.rows.map(row => row.action) };
}

const draft = modelOf(kva, 'draft', 'PAGES=3');
const [stale] = claimsOf(draft);
if (stale === undefined) throw new Error('draft is violated');

const changed = (change: Partial<Violation>): unknown => {
  const checked = checkRun(draft, { ...stale, ...change });
  return checked.kind === 'confirmed' ? 'confirmed' : `${checked.place}: ${checked.reason}`;
};
const withRow = (number: number, action: string): unknown =>
  changed({ rows: stale.rows.map(row => (row.number === number ? { number, action } : row)) });

describe('a counterexample as rows', () => {
  test('kva says who does what to which page', () => {
    expect(stale).toEqual({
      kind: 'violation',
      ...origin,
      variant: 'draft',
      params: [{ name: 'PAGES', value: '3' }],
      check: { kind: 'invariant', name: 'no_stale' },
      length: 6,
      rows: [
        { number: 1, action: 'cpu0.unlink(p=Page0)' },
        { number: 2, action: 'kworker.2()' },
        { number: 3, action: 'kworker.flush()' },
        { number: 4, action: 'IOMMU.walk(p=Page1)' },
        { number: 5, action: 'cpu0.unlink(p=Page1)' },
        { number: 6, action: 'kworker.reap()' },
      ],
      loop: null,
    });
  });

  test.each([
    [kva, 'draft', ['PAGES=2'], 1],
    [german, 'lossy', ['NODES=2'], 1],
    [german, 'lossy', ['NODES=3'], 1],
    [sva, 'draft_cpa', [], 2],
    [sva, 'v1_atomic', [], 1],
    [sva, 'v2_bind', [], 1],
  ] as const)('%s %s %s: every counterexample replays', (file, variant, settings, count) => {
    const machine = modelOf(file, variant, ...settings);
    const claims = claimsOf(machine);
    expect(claims.length).toBeGreaterThanOrEqual(count);
    for (const claim of claims) expect(checkRun(machine, claim)).toEqual({ kind: 'confirmed' });
  });

  test('a choice of the initial state is row 0, told by what differs', () => {
    const { actions } = firstOf(`module m; allow deadlock;
      var a: 0 .. 2 = 1; var b: 0 .. 3 in 0 .. 1; var c: 0 .. 3 in 1 .. 2;
      device d { action go when b == 1 and c == 1 { c = 3; } }
      invariant small = c != 3;`);
    expect(actions).toEqual(['init(b=1, c=1)', 'd.go()']);
  });

  test('branches that nothing else tells apart are counted', () => {
    const { actions } = firstOf(`module m;
      var x: 0 .. 3 = 0;
      thread t { go: atomic { either { x = 1; } or { x = 1; } or { x = 2; } } stay: x = 0; }
      invariant small = x != 2;`);
    expect(actions).toEqual(['t.go(either=2)']);
  });

  test('an initialisation that fails needs no rows', () => {
    const { claim } = firstOf('module m; var x: 0 .. 3 = 0; init { pick d in 2 .. 3; x = d + 1; }');
    expect(claim).toMatchObject({
      length: 0,
      rows: [],
      check: { kind: 'runtime', name: 'runtime/range' },
    });
  });
});

describe('a claim that is not so', () => {
  test('a step that is not enabled is told with its reason', () => {
    expect([
      withRow(3, 'kworker.reap()'),
      withRow(2, 'kworker.flush()'),
      withRow(1, 'allocator.reuse(p=Page0)'),
      withRow(1, 'allocator.reuse(p=Page7)'),
      withRow(1, 'IOMMU.walk()'),
      withRow(1, 'IOMMU.walks(p=Page0)'),
      withRow(1, 'cpu1.unlink(p=Page0)'),
      withRow(4, ''),
    ]).toMatchInlineSnapshot(`
      [
        "row 3: kworker.reap() is not enabled: kworker is at flush",
        "row 2: kworker.flush() is not enabled: kworker is at 2",
        "row 1: allocator.reuse() is not enabled: its guard use[p] == free is false",
        "row 1: allocator.reuse() is not enabled: these arguments are none of its own",
        "row 1: with these arguments it cannot be taken there, but IOMMU.walk(p=Page0) or IOMMU.walk(p=Page1) or IOMMU.walk(p=Page2) can",
        "row 1: IOMMU has no step walks",
        "row 1: no actor of this variant has a step called cpu1.unlink",
        "row 4: no step is called like that",
      ]
    `);
  });

  test('another length, number, property or loop is told', () => {
    expect([
      changed({ length: 5 }),
      changed({ rows: stale.rows.slice(1) }),
      changed({ rows: stale.rows.slice(0, -1), length: 5 }),
      changed({ rows: [{ number: 0, action: 'init()' }, ...stale.rows] }),
      changed({
        rows: [...stale.rows, { number: 7, action: 'allocator.reuse(p=Page0)' }],
        length: 7,
      }),
      changed({ check: { kind: 'deadlock', name: 'deadlock' } }),
      changed({ check: { kind: 'invariant', name: 'fresh' } }),
      changed({ check: { kind: 'transition', name: 'no_stale' } }),
      changed({ loop: 3 }),
    ]).toMatchInlineSnapshot(`
      [
        "result: violated 5 is claimed, and the run has 6 rows",
        "row 2: it stands where row 1 should be",
        "row 5: the run does not break invariant no_stale; it breaks nothing",
        "row 0: there is one initial state, so nothing chooses it",
        "row 6: it already breaks invariant no_stale, and the run goes on to row 7",
        "row 6: the run does not break deadlock; it breaks no_stale",
        "check: there is no invariant fresh in this variant",
        "check: there is no transition no_stale in this variant",
        "loop: a run that breaks invariant no_stale has an end, no loop",
      ]
    `);
  });

  test('a row that leaves a branch open is ambiguous', () => {
    const { machine, claim } = firstOf(`module m;
      var x: 0 .. 3 = 0;
      thread t { go: atomic { either { x = 1; } or { x = 2; } } stay: x = 0; }
      invariant small = x != 2;`);
    const open = { ...claim, rows: [{ number: 1, action: 't.go()' }] };
    expect(checkRun(machine, open)).toEqual({
      kind: 'refuted',
      place: 'row 1',
      reason: 'it is ambiguous: it may be t.go(either=1) or t.go(either=2)',
    });
  });
});

describe('the replayer', () => {
  test('reaches no file of a search', () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const text = readFileSync(file, 'utf8');
      for (const [, name] of text.matchAll(/^(?:import|export)\b[^;']*?\bfrom '(\.[^']+)'/gm)) {
        visit(resolve(dirname(file), name ?? ''));
      }
    };
    visit(resolve('src/proof/replay.ts'));
    const files = [...seen].map(file => relative('src', file));
    expect(files.length).toBeGreaterThan(20);
    const search =
      /^engine\/|^reference\/(search|store|canonical|guide|least|targets|tally|scenario|permute)\.ts$/;
    expect(files.filter(file => search.test(file))).toEqual([]);
  });
});
