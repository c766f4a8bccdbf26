/** What is written: narrow, plain, harmless to tools, and read again as the same claim. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { read } from '../../../src/proof/block/read.ts';
import { write } from '../../../src/proof/block/write.ts';
import { drawnClaims, racePicture, safety, violation } from './claims.ts';

const text = (written: ReturnType<typeof write>): string =>
  written.kind === 'written' ? written.lines.join('\n') : `refused: ${written.reason}`;

describe('a block', () => {
  test('shows a race as people draw it', async () => {
    await expect(`${text(write(violation, racePicture))}\n`).toMatchFileSnapshot(
      '../../golden/block/violation.txt',
    );
  });

  test('shows what holds in few lines', async () => {
    await expect(`${text(write(safety, []))}\n`).toMatchFileSnapshot(
      '../../golden/block/safety.txt',
    );
  });

  test('is read again as it was, in few columns, and takes no tool in', () => {
    let written = 0;
    fc.assert(
      fc.property(drawnClaims, ({ claim, picture }) => {
        const block = write(claim, picture);
        if (block.kind === 'refused') return;
        written += 1;
        const [found, ...others] = read(block.lines.join('\r\n'));
        expect(others).toEqual([]);
        expect(found).toMatchObject({ kind: 'intact', claim, depth: 0, flags: [] });
        expect(block.lines.length).toBeLessThanOrEqual(40);
        for (const line of block.lines) {
          expect(line).toMatch(/^[ -~]{0,72}$/);
          expect(line).not.toMatch(/^\s*\w\S*:\s|[ \t]$|^(From |>|#|\.|-- |--- |@|<<|=>|\|)/);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(written).toBeGreaterThan(280);
  });
});
