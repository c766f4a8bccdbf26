/** Claims checked again: what is so is confirmed, what is not is refuted where it is wrong. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import type { Findings, PropertyRef } from '../../src/machine/search.ts';
import { encode, type Value } from '../../src/machine/value.ts';
import { actorText, argText } from '../../src/proof/action.ts';
import type { Claim, Safety, Violation } from '../../src/proof/claim.ts';
import { violationOf } from '../../src/proof/rows.ts';
import { type StateSearch, sharedSpace, stated } from '../../src/proof/space.ts';
import { subjectOf } from '../../src/proof/subject.ts';
import { type Means, type Outcome, verified } from '../../src/proof/verify.ts';
import { isFault } from '../../src/reference/fault.ts';
import { initialStates } from '../../src/reference/initial.ts';
import { judgeEnd, judgeState, judgeTransition } from '../../src/reference/judge.ts';
import { search } from '../../src/reference/search.ts';
import type { State } from '../../src/reference/state.ts';
import { successors } from '../../src/reference/successors.ts';
import { engineSearch } from '../../src/trace/engine-search.ts';
import { replayed } from '../../src/trace/replay.ts';
import { findingsOf, lastOf, spaces } from '../laws/explored.ts';
import { asked } from '../laws/setting.ts';
import { modelOf, origin } from './models.ts';

const byReference: StateSearch = (machine, question, stored) =>
  search(machine, question, { stored });

// Larger spaces take laws too long.
const withFewStates: StateSearch = (machine, question, stored) =>
  search(machine, { ...question, limits: { ...question.limits, maxStates: 250 } }, { stored });

const byEngine: StateSearch = (machine, question, stored) => {
  const answer = engineSearch(machine, question, { stored }, { kind: 'wasm', workers: 1 });
  return answer.kind === 'unfit' ? answer.reason : answer.findings;
};

/** Searches once, and says the same again. */
function remembered(of: StateSearch): StateSearch {
  const known = new Map<string, { findings: Findings | string; states: (readonly Value[])[] }>();
  return async (machine, question, stored) => {
    const key = JSON.stringify(question);
    const states: (readonly Value[])[] = [];
    const findings =
      known.get(key)?.findings ?? (await of(machine, question, values => states.push(values)));
    if (!known.has(key)) known.set(key, { findings, states });
    for (const values of known.get(key)?.states ?? []) stored(values);
    return findings;
  };
}

const spaceBy =
  (search: StateSearch): Means['space'] =>
  (machine, asked) =>
    stated(machine, asked, search);

const means = (machine: Machine, more: Partial<Means> = {}): Means => ({
  machine: () => machine,
  space: spaceBy(byReference),
  grade: 're-run',
  ...more,
});

const brief = (outcome: Outcome): string => {
  if (outcome.kind === 'confirmed') return `confirmed, ${outcome.grade}`;
  if (outcome.kind === 'unchecked') return `unchecked: ${outcome.reason}`;
  return `refuted, ${outcome.grade}: ${outcome.place}: ${outcome.reason}`;
};

async function safetyOf(
  machine: Machine,
  ref: PropertyRef,
  symmetry: boolean,
  by: StateSearch = byReference,
): Promise<Safety | null> {
  const subject = subjectOf(machine, ref);
  const now = await stated(machine, { check: subject.check, symmetry }, by);
  if (typeof now === 'string' || now.kind === 'broken') return null;
  const { states, transitions, depth, set } = now;
  return {
    kind: 'safety',
    ...origin,
    ...subject,
    symmetry,
    states,
    transitions,
    depth,
    set,
    inductive: null,
  };
}

describe('a claim that a property holds', () => {
  const spliced = modelOf('models/kva/kva.pspec', 'spliced', 'PAGES=3');
  const stale: PropertyRef = { kind: 'invariant', name: 'no_stale' };

  test.each([
    [true, 130, 390],
    [false, 532, 1645],
  ])(
    'of kva is confirmed by another engine (symmetry %s)',
    async (symmetry, states, transitions) => {
      const claim = await safetyOf(spliced, stale, symmetry);
      if (claim === null) throw new Error('it holds');
      expect(claim).toMatchObject({ states, transitions, depth: 11 });
      expect(brief(await verified(claim, means(spliced, { space: spaceBy(byEngine) })))).toBe(
        'confirmed, re-run',
      );
      const flipped = { ...claim, symmetry: !symmetry };
      expect((await verified(flipped, means(spliced))).kind).toBe('refuted');
    },
  );

  test('is refuted where a number is wrong, and unchecked where nothing can be said', async () => {
    const claim = await safetyOf(spliced, stale, true);
    if (claim === null) throw new Error('it holds');
    const draft = modelOf('models/kva/kva.pspec', 'draft', 'PAGES=3');
    const wrong = async (change: Partial<Safety>, more: Partial<Means> = {}) =>
      brief(await verified({ ...claim, ...change }, means(spliced, more)));
    const limited: StateSearch = (machine, question) =>
      search(machine, { ...question, limits: { ...question.limits, maxStates: 20 } });
    expect([
      await wrong({ states: 131 }),
      await wrong({ transitions: 389 }),
      await wrong({ depth: 12 }),
      await wrong({ set: claim.set.replace(/^./, c => (c === '0' ? '1' : '0')) }),
      await wrong({ check: { kind: 'invariant', name: 'fresh' } }),
      await wrong({ variant: 'draft' }),
      await wrong({ params: [{ name: 'PAGES', value: '2' }] }),
      await wrong({}, { grade: 'inductive' }),
      await wrong({}, { space: spaceBy(limited) }),
      await wrong({}, { space: spaceBy(() => 'the worker died') }),
      await wrong({}, { machine: () => 'the specification has another digest' }),
      brief(await verified({ ...claim, variant: 'draft' }, means(draft))),
    ]).toMatchInlineSnapshot(`
      [
        "refuted, re-run: states: 131 is claimed, and 130 was found",
        "refuted, re-run: transitions: 389 is claimed, and 390 was found",
        "refuted, re-run: depth: 12 is claimed, and 11 was found",
        "refuted, re-run: set: 03bd7c6de84edebb1e19ccb0842688c2 is claimed, and 83bd7c6de84edebb1e19ccb0842688c2 was found",
        "refuted, re-run: check: there is no invariant fresh in this variant",
        "unchecked: the variant is spliced, not draft",
        "unchecked: the parameters are PAGES=3, and not PAGES=2",
        "unchecked: it names no inductive invariant; run it again",
        "unchecked: the search stopped early (states)",
        "unchecked: the worker died",
        "unchecked: the specification has another digest",
        "refuted, re-run: result: it is violated in 6 steps",
      ]
    `);
  });
});

/** Whether rows, as data and not as text, can be followed to a state or step that breaks the property there. */
function isViolation(machine: Machine, claim: Violation): boolean {
  const heads = claim.rows
    .filter(row => row.number > 0)
    .map(row => row.action.replace(/,? ?either=\d+\)$/, ')'));
  const { check } = claim;
  const breaks = (refs: readonly PropertyRef[]) =>
    refs.some(r => r.kind === check.kind && r.name === check.name);
  let here: readonly State[] = initialStates(machine).states;
  if (heads.length === 0) return true;
  for (const [i, head] of heads.entries()) {
    const last = i === heads.length - 1;
    const next: State[] = [];
    for (const state of here) {
      for (const t of successors(machine, state)) {
        const actor = machine.actors[t.actor];
        const who = actor === undefined ? '' : actorText(actor, t.instance);
        if (!head.startsWith(`${who}.${machine.steps[t.step]?.name}(`)) continue;
        if (!t.args.every(arg => head.includes(argText(arg)))) continue;
        if (last && breaks(judgeTransition(machine, machine.properties, state, t))) return true;
        if (!isFault(t.outcome)) next.push(t.outcome);
      }
    }
    here = [...new Map(next.map(state => [encode(state), state])).values()];
  }
  return here.some(
    state =>
      breaks(judgeState(machine, machine.properties, state)) ||
      breaks(judgeEnd(machine, state, successors(machine, state))),
  );
}

const runs = 24;

describe(`on ${runs} random modules`, () => {
  const violations = (machine: Machine): readonly Violation[] =>
    findingsOf(machine, { symmetry: true, stop: 'all' })
      .found.filter(({ property, shortest }) => property.kind !== 'cover' && shortest)
      .map(found => violationOf(machine, replayed(machine, found.property, found.path), origin));

  test('every violation is a claim that is confirmed, and no longer one when it is changed', async () => {
    let claims = 0;
    let refuted = 0;
    const law = async (text: string): Promise<void> => {
      const machine = lastOf(text);
      for (const claim of violations(machine)) {
        claims += 1;
        expect(brief(await verified(claim, means(machine)))).toBe('confirmed, replayed');
        for (const wrong of wrongRuns(claim)) {
          const outcome = await verified(wrong, means(machine));
          if (outcome.kind === 'refuted') refuted += 1;
          else if (!isViolation(machine, wrong)) expect(brief(outcome)).toBe('refuted');
        }
        for (const wrong of wrongAlways(claim)) {
          expect((await verified(wrong, means(machine))).kind).not.toBe('confirmed');
        }
      }
    };
    await fc.assert(fc.asyncProperty(spaces, law), asked(runs));
    expect(claims).toBeGreaterThan(runs / 2);
    expect(refuted).toBeGreaterThan(claims);
  });

  test('every property that holds is a claim that is confirmed, and no number of it can be changed', async () => {
    let claims = 0;
    const law = async (text: string): Promise<void> => {
      const machine = lastOf(text);
      const again = remembered(withFewStates);
      const shared = sharedSpace(withFewStates);
      for (const { kind, name } of machine.properties.slice(0, 2)) {
        for (const symmetry of [true, false]) {
          const claim = await safetyOf(machine, { kind, name }, symmetry, withFewStates);
          if (claim === null) continue;
          claims += 1;
          expect(brief(await verified(claim, means(machine)))).toBe('confirmed, re-run');
          // One search for all properties says the same of each.
          expect(brief(await verified(claim, means(machine, { space: shared })))).toBe(
            'confirmed, re-run',
          );
          const { states, transitions, depth } = claim;
          const wrongs: readonly Partial<Safety>[] = [
            { states: states + 1 },
            { states: states - 1 },
            { transitions: transitions + 1 },
            { transitions: transitions - 1 },
            { depth: depth + 1 },
            { depth: depth - 1 },
          ];
          for (const wrong of wrongs.slice(claims % 2, (claims % 2) + 3)) {
            const outcome = await verified(
              { ...claim, ...wrong },
              means(machine, { space: spaceBy(again) }),
            );
            expect(outcome.kind).toBe('refuted');
          }
        }
      }
    };
    await fc.assert(fc.asyncProperty(spaces, law), asked(runs));
    expect(claims).toBeGreaterThan(5);
  });
});

/** Runs that are others: rows exchanged, doubled, left out or renamed. */
function wrongRuns(claim: Violation): readonly Violation[] {
  const actions = claim.rows.map(row => row.action);
  const from = claim.rows[0]?.number ?? 1;
  const withActions = (changed: readonly string[]): Violation => {
    const rows = changed.map((action, i) => ({ number: i + from, action }));
    return { ...claim, rows, length: changed.length - (from === 0 ? 1 : 0) };
  };
  return actions.flatMap((action, i) => [
    withActions(actions.toSpliced(i, 1)),
    withActions(actions.toSpliced(i, 1, action, action)),
    withActions(actions.toSpliced(i, 2, actions[i + 1] ?? action, action)),
  ]);
}

/** Claims that nothing can make true of this machine. */
function wrongAlways(claim: Violation): readonly Claim[] {
  const { rows, length } = claim;
  const [first] = rows;
  return [
    { ...claim, length: length + 1 },
    { ...claim, length: length - 1 },
    { ...claim, check: { ...claim.check, name: `${claim.check.name}x` } },
    { ...claim, params: [...claim.params, { name: 'OTHER', value: '1' }] },
    { ...claim, variant: `${claim.variant}x` },
    { ...claim, loop: 1 },
    ...(first === undefined
      ? []
      : [{ ...claim, rows: [{ ...first, number: 5 }, ...rows.slice(1)] }]),
    ...rows.map((row, i) => ({
      ...claim,
      rows: rows.toSpliced(i, 1, { ...row, action: row.action.replace(/\)$/, ', zz=1)') }),
    })),
  ];
}
