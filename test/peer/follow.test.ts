/**
 * A run that another checker tells is believed only as far as our own steps go: every walk of
 * ours can be followed, also with the members of symmetric types renamed, and what is found
 * at its end replays; a walk with one wrong state cannot. States are told apart by what Rumur
 * prints of them.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { declared } from '../../src/check/asked.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { follow } from '../../src/peer/follow.ts';
import type { Claimed, Likeness } from '../../src/peer/peer.ts';
import { isFault } from '../../src/reference/fault.ts';
import { initialStates } from '../../src/reference/initial.ts';
import { permutations, permuteState } from '../../src/reference/permute.ts';
import type { State } from '../../src/reference/state.ts';
import { successors } from '../../src/reference/successors.ts';
import { isMismatch, replay } from '../../src/trace/replay.ts';
import { murphi } from '../../src/view/murphi/murphi.ts';
import { machineOf } from '../peers/machines.ts';
import { rows } from '../peers/rows.ts';

const firsts = rows.filter(row => row === rows.find(r => r.file === row.file));
const machines = firsts.map(row => [row.model, machineOf(row)] as const);
const kva = machines.find(([name]) => name === 'kva')?.[1];

/** A walk: each choice taken modulo how many there are; ends where there is none. */
function walk(machine: Machine, choices: readonly number[]): readonly State[] {
  const states = initialStates(machine).states.slice(0, 1);
  for (const choice of choices) {
    const last = states.at(-1);
    const next = last === undefined ? [] : successors(machine, last).map(t => t.outcome);
    const state = next[choice % Math.max(1, next.length)];
    if (state === undefined || isFault(state)) break;
    states.push(state);
  }
  return states;
}

const like = (machine: Machine, meant: State): Likeness => ({
  same: state => meant.equals(state),
  renamed: state =>
    permutations(machine.scalarsets).some(p => meant.equals(permuteState(machine, state, p))),
});

const claimedOf = (machine: Machine, states: readonly State[]): Claimed => {
  const [start = null, ...rest] = states.map(state => like(machine, state));
  const row = { title: 'a.step', isRule: () => true };
  return { start, rows: rest.map(state => ({ ...row, state })), names: () => false };
};

const choices = fc.array(fc.nat(20), { maxLength: 12 });

describe('a run of another checker', () => {
  if (kva === undefined) throw new Error('the rows have kva');
  const all = permutations(kva.scalarsets);
  const asked = declared(kva);

  test('that is a walk of ours can be followed, with any names', () => {
    fc.assert(
      fc.property(choices, fc.nat(all.length - 1), (steps, order) => {
        const renaming = all[order] ?? new Map();
        const states = walk(kva, steps).map(state => permuteState(kva, state, renaming));
        const followed = follow(kva, asked, claimedOf(kva, states));
        if (followed.kind === 'found') {
          expect(followed.path).toHaveLength(states.length);
          expect(isMismatch(replay(kva, followed.property, followed.path))).toBe(false);
        } else {
          const reason = `nothing breaks at the end of its run of ${states.length - 1} steps`;
          expect(followed).toEqual({ kind: 'lost', reason });
        }
      }),
    );
  });

  test('that leaves out a step of ours cannot', () => {
    fc.assert(
      fc.property(choices, fc.nat(10), (steps, at) => {
        const states = walk(kva, steps);
        const short = states.filter((_, i) => i !== at + 1);
        const before = states[at];
        const after = states[at + 2];
        fc.pre(before !== undefined && after !== undefined);
        const reaches = successors(kva, before).some(
          ({ outcome }) => !isFault(outcome) && like(kva, after).renamed(outcome),
        );
        fc.pre(!reaches);
        expect(follow(kva, asked, claimedOf(kva, short))).toMatchObject({
          kind: 'lost',
          reason: `no step of ours is its step ${at + 1}, a.step`,
        });
      }),
    );
  });
});

test.each(machines)('of %s two states are never printed alike', (_, machine) => {
  const exported = murphi(machine, { file: 'a', properties: true });
  if (exported.kind === 'unsaid') throw new Error('the models can be said in Murphi');
  const printed = (state: State): string =>
    [...exported.components(state.toArray())].map(([name, value]) => `${name}:${value}`).join('\n');
  const walks = fc.sample(choices, { numRuns: 20, seed: 1 }).flatMap(steps => walk(machine, steps));
  const texts = new Map(walks.map(state => [printed(state), state] as const));
  for (const state of walks) expect(texts.get(printed(state))?.equals(state)).toBe(true);
});
