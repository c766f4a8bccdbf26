/** What is written: narrow, plain, harmless to tools, and read again as the same claim. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { read } from '../../../src/proof/block/read.ts';
import { write } from '../../../src/proof/block/write.ts';
import type { Violation } from '../../../src/proof/claim.ts';
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

const reasonFor = (change: Partial<Violation>, most?: number): string | null => {
  const block = write({ ...violation, ...change }, racePicture, most);
  return block.kind === 'refused' ? block.reason : null;
};

describe('a claim is refused', () => {
  test('whose value holds a key of the format', () => {
    expect(reasonFor({ check: { kind: 'invariant', name: 'depth of it' } })).toBe(
      "the word 'depth' in 'check' is a key of the format: give it another name in the specification",
    );
  });

  test('that is no plain ASCII', () => {
    expect(reasonFor({ variant: 'dr\u00e4ft' })).toBe(
      "there are signs that are no plain ASCII in 'variant'",
    );
  });

  test('with a row that is no action', () => {
    expect(reasonFor({ rows: [{ number: 1, action: 'walk(p=C' }], length: 1 })).toBe(
      "row 1 is no action: 'walk(p=C'",
    );
  });

  test('whose rows are not those of its length', () => {
    expect(reasonFor({ length: 10 })).toBe(
      'the block could not be read again: rows 1-9 read, row 10 missing',
    );
  });

  test('with a word that is wider than a line', () => {
    expect(reasonFor({ variant: 'v'.repeat(60) })).toBe(
      `'variant ${'v'.repeat(60)}' does not fit 66 columns`,
    );
  });

  test('whose parameters would be read as others', () => {
    expect(reasonFor({ params: [{ name: 'a', value: '1 b=2' }] })).toBe(
      'the block would be read as another claim',
    );
  });

  test('with more lines than a mail should show, which are told', () => {
    expect(reasonFor({}, 12)).toBe(
      'the block has 20 lines, 12 is the most: send it as a mail of its own, or show a shorter run',
    );
  });
});

describe('a picture', () => {
  test('gives way where it would be taken for rows', () => {
    const decoys = racePicture.map(({ actor }, i) => ({ actor, note: `${i + 2} walk(x)` }));
    const block = write(violation, decoys);
    expect(text(block)).not.toContain('walk(x)');
    expect(read(text(block))).toMatchObject([{ kind: 'intact', claim: violation }]);
  });
});
