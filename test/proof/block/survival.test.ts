/** Random chains of damages over random claims: lost or whole, and never another claim. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { write } from '../../../src/proof/block/write.ts';
import { noSurvival, survive } from '../manglers/survival.ts';
import { drawnClaims } from './claims.ts';

describe('one to three damages', () => {
  test('never make another claim of a block, and rarely break it', () => {
    const total = noSurvival();
    fc.assert(
      fc.property(
        drawnClaims,
        fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
        (drawn, seeds) => {
          const block = write(drawn.claim, drawn.picture);
          if (block.kind === 'refused') return;
          for (const seed of seeds)
            expect(survive(drawn.claim, block.lines, seed, total)).toBeNull();
        },
      ),
      { numRuns: 250, seed: 11 },
    );
    const [kept, survived] = [total.kept, total.survived];
    for (const damages of [1, 2]) {
      expect(kept[damages]).toBeGreaterThan(150);
      expect((survived[damages] ?? 0) / (kept[damages] ?? 1)).toBeGreaterThan(0.9);
    }
    expect(total.losses).toBeGreaterThan(200);
  });
});
