/**
 * Mutants of the WebAssembly: one operation or constant is exchanged, and somebody must notice.
 * From dist (`npm run build` comes first). `npm run mutants` tries as many as one likes;
 * README.md beside this file says which survive and why.
 */
import { describe, expect, it } from 'vitest';
import { search } from '../../src/reference/search.ts';
import { everything } from '../support/spec.ts';
import { baselines, forgiving, hunt, killRate } from './mutants/hunt.ts';

describe('mutants', () => {
  it('are made from modules that answer as the reference does', async () => {
    for (const [{ machine, name }, outcome] of await baselines()) {
      const question = everything(machine, true);
      const { counts } = search(machine, {
        ...question,
        awaited: [],
        limits: { ...question.limits, maxStates: null },
      });
      expect(outcome.kind, name).toBe('ran');
      if (outcome.kind !== 'ran') return;
      const { states, fullStates, transitions, fullTransitions, depth } = outcome.ran;
      expect({ states, fullStates, transitions, fullTransitions, depth }, name).toEqual({
        states: counts.states,
        fullStates: counts.fullStates,
        transitions: counts.transitions,
        fullTransitions: counts.fullTransitions,
        depth: counts.depth,
      });
    }
  }, 120_000);

  it('are noticed by the answers, but for a few', async () => {
    const tried = await hunt(7, 120);
    const strict = tried.filter(({ where }) => !forgiving.has(where));
    const survivors = strict.filter(({ end }) => end === 'survives');
    expect(killRate(strict), JSON.stringify(survivors, null, 1)).toBeGreaterThan(0.6);
  }, 600_000);
});
