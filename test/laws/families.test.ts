/**
 * The law of families: variants that are explored together answer as the reference answers
 * for each alone, on the random modules that the other laws see.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/machine/machine.ts';
import { search } from '../../src/reference/search.ts';
import { familySearch, type Member, together } from '../../src/trace/family-search.ts';
import { same } from './engines/different.ts';
import { expectedOf, type Manner, manners, questionOf } from './engines/questions.ts';
import { machinesOrWhy, spaces } from './explored.ts';
import { asked, runs, seed } from './setting.ts';

const none = { maxDepth: null, maxStates: null, maxSeconds: null, maxMemoryMb: null };

// Cut off where a machine has more, at a distance.
const mostStates = 100;

/** Members that go together, at least two. */
function families(members: readonly Member[]): readonly (readonly Member[])[] {
  const all: Member[][] = [];
  for (const member of members) {
    const family = all.find(([first]) => first !== undefined && together(first, member));
    if (family === undefined) all.push([member]);
    else family.push(member);
  }
  return all.filter(family => family.length > 1);
}

function depthOf(machines: readonly Machine[]): number | null {
  const depths = machines.map(machine => expectedOf(machine, mostStates, 0).maxDepth);
  const known = depths.filter(depth => depth !== null);
  return known.length === 0 ? null : Math.min(...known);
}

describe(`on ${runs} random modules (LAWS_SEED=${seed})`, () => {
  const [seen, refused] = [{ families: 0, variants: 0 }, new Map<string, number>()];
  let turn = 0;

  function look(text: string, manner: Manner): void {
    const machines = machinesOrWhy(text);
    if (typeof machines === 'string' || machines.size < 2) return;
    const maxDepth = depthOf([...machines.values()]);
    const members = [...machines.values()].map(machine => ({
      machine,
      question: questionOf(machine, manner, maxDepth),
    }));
    for (const family of families(members)) {
      const answers = familySearch(family, { ...none, maxDepth }, {});
      if ('kind' in answers) {
        refused.set(answers.reason, (refused.get(answers.reason) ?? 0) + 1);
        continue;
      }
      seen.families += 1;
      seen.variants += family.length;
      for (const [i, { machine, question }] of family.entries())
        same(
          `${machine.variant} in its family, ${manner.name}`,
          search(machine, question),
          answers[i]?.findings,
        );
    }
  }

  test(
    'each variant of a family has the verdicts, counts and runs that it has alone',
    () => {
      let failing = false;
      const law = (text: string): void => {
        const manner = manners[turn % manners.length];
        if (manner === undefined) return;
        try {
          look(text, manner);
        } catch (error) {
          failing = true;
          throw error;
        } finally {
          if (!failing) turn += 1;
        }
      };
      fc.assert(fc.property(spaces, law), asked(Math.ceil(runs / 4)));
    },
    60_000 * (5 + runs / 50),
  );

  test('there were families in most modules, and few were refused', () => {
    expect(seen.variants).toBeGreaterThan(runs / 6);
    expect([...refused.values()].reduce((sum, n) => sum + n, 0)).toBeLessThan(
      1 + seen.families / 50,
    );
  });
});
