/** A kernel that is given one state at a time, against the reference. */
import { pack, unpack } from '../../../src/engine/layout/pack.ts';
import type { Explorer } from '../../../src/engine/search/explorer.ts';
import { encode, listFrom } from '../../../src/machine/value.ts';
import { isFault } from '../../../src/reference/fault.ts';
import { initialStates } from '../../../src/reference/initial.ts';
import type { State } from '../../../src/reference/state.ts';
import { isDeadlock } from '../../../src/reference/successors.ts';
import { same, sameTexts } from './different.ts';
import { flagTexts, listed, type Made, raisedByState, raisedByStep } from './raised.ts';
import type { Seen } from './states.ts';

/** Each state has the same new successors, and the same is counted and raised. */
export function stepped(made: Made, explorer: Explorer, states: ReadonlyMap<string, Seen>): void {
  const { machine, program } = made;
  const { layout } = program;
  const texts = flagTexts(program);
  const words = new Uint32Array(2 * layout.words);
  const keyAt = (index: number): string => {
    explorer.read(index, words);
    return encode(listFrom(unpack(layout, words)));
  };
  const stored = (from: number): readonly string[] =>
    Array.from({ length: explorer.size - from }, (_, i) => keyAt(from + i));
  const known = new Set<string>();
  const fresh = (met: readonly State[]): readonly string[] => {
    const keys = [...new Set(met.map(encode))].filter(key => !known.has(key));
    for (const key of keys) known.add(key);
    return keys;
  };
  const initial = initialStates(machine).states;
  for (const state of initial) explorer.add(pack(layout, state.toArray()));
  sameTexts('the initial states', fresh(initial), stored(0));

  const [ofStates, ofSteps, blocked] = [new Set<string>(), new Set<string>(), new Set<number>()];
  let deadlock = false;
  for (let index = 0; index < explorer.size; index++) {
    const where = keyAt(index);
    const seen = states.get(where);
    if (seen === undefined) continue;
    const { state, expansion } = seen;
    const { transitions, emptyPicks } = expansion;
    const [before, size] = [explorer.tallies(), explorer.size];
    const limit = explorer.visit([{ from: index, to: index + 1 }], true, () => null);
    same('there is room', null, limit);
    const after = explorer.tallies();
    const fired = before.fired.map((_, step) => transitions.filter(t => t.step === step).length);
    const grown = after.fired.map((n, i) => n - (before.fired[i] ?? 0));
    same(`how often each step fires in ${where}`, fired, grown);
    const quiet = transitions.every(({ actor }) => machine.actors[actor]?.kind !== 'device');
    same(
      `transitions out of ${where}, also full, orbit, whether no device acts`,
      [transitions.length, transitions.length, 1, quiet ? 1 : 0],
      [
        after.transitions - before.transitions,
        after.fullTransitions - before.fullTransitions,
        after.fullStates - before.fullStates,
        after.deviceFree - before.deviceFree,
      ],
    );
    const outcomes = transitions.flatMap(({ outcome }) => (isFault(outcome) ? [] : [outcome]));
    sameTexts(`the new states after ${where}`, fresh(outcomes), stored(size));
    for (const step of emptyPicks) blocked.add(step);
    const empty = after.empty.flatMap((is, step) => (is ? [step] : []));
    same(
      `empty picks up to ${where}`,
      [...blocked].sort((a, b) => a - b),
      empty,
    );
    for (const text of raisedByState(made, state)) ofStates.add(text);
    for (const one of transitions)
      for (const text of raisedByStep(made, state, one)) ofSteps.add(text);
    deadlock ||= isDeadlock(machine, state, transitions);
    const flags = explorer.flags();
    const told = (raised: Uint8Array): string => listed(texts.filter((_, i) => raised[i]));
    same(`what states up to ${where} raise`, listed(ofStates), told(flags.states));
    same(`what steps up to ${where} raise`, listed(ofSteps), told(flags.steps));
    same(`whether there is a deadlock up to ${where}`, deadlock, flags.deadlock);
  }
}
