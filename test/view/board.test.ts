/** The board of a counterexample: how wide it is, and how its columns stand. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Board, boardLines } from '../../src/view/board.ts';

const row = (column: number, call: string, beside: readonly string[] = [], marked = false) => ({
  column,
  call,
  beside,
  marked,
});

describe('the board', () => {
  test('puts few actors side by side, changes beside their rows', () => {
    const board: Board = {
      heads: ['CPU0', 'IOMMU'],
      rows: [
        row(0, 'unlink(p=Page0)', ['use[Page0] = queued']),
        row(1, 'walk', ['cached = {Page0}'], true),
      ],
    };
    expect(boardLines(board)).toEqual([
      '     CPU0             IOMMU',
      '     ----             -----',
      '  1  unlink(p=Page0)         use[Page0] = queued',
      '  2                   walk   cached = {Page0}  <--',
    ]);
  });

  test('leads guides down from the heads of many', () => {
    const heads = ['CPU0', 'CPU1', 'the IOMMU', 'kworker/0:1', 'allocator'];
    const rows = heads.map((_, i) => row(i, `take_the_lock_of(list=${i})`, [`owner = ${i}`]));
    expect(boardLines({ heads, rows })).toEqual([
      '     CPU0',
      '     |   CPU1',
      '     |   |   the IOMMU',
      '     |   |   |   kworker/0:1',
      '     |   |   |   |   allocator',
      '  1  take_the_lock_of(list=0)                  owner = 0',
      '  2  |   take_the_lock_of(list=1)              owner = 1',
      '  3  |   |   take_the_lock_of(list=2)          owner = 2',
      '  4  |   |   |   take_the_lock_of(list=3)      owner = 3',
      '  5  |   |   |   |   take_the_lock_of(list=4)  owner = 4',
    ]);
  });

  test('puts changes that have no room below their row', () => {
    const call = 'start(table=Frame0, first=Slot0, second=Slot1, third=Slot0)';
    const board: Board = {
      heads: ['IOMMU'],
      rows: [row(0, call, ['IOMMU.walk = at_pmd { table: Frame0 }'])],
    };
    expect(boardLines(board)).toEqual([
      '     IOMMU',
      `  1  ${call}`,
      '                                          IOMMU.walk = at_pmd { table:',
      '                                          Frame0 }',
    ]);
  });

  test('is never wider than 72 columns and loses no letter', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abc[]{}=,'), minLength: 1, maxLength: 90 });
    const boards = fc.integer({ min: 1, max: 16 }).chain(n =>
      fc.record({
        heads: fc.array(word, { minLength: n, maxLength: n }),
        rows: fc.array(
          fc.record({
            column: fc.nat(n - 1),
            call: word,
            beside: fc.array(
              fc.array(word, { minLength: 1, maxLength: 4 }).map(w => w.join(' ')),
              { maxLength: 5 },
            ),
            marked: fc.boolean(),
          }),
          { maxLength: 12 },
        ),
      }),
    );
    fc.assert(
      fc.property(boards, board => {
        const lines = boardLines(board);
        expect(lines.filter(line => line.length > 72)).toEqual([]);
        const letters = (text: string): number => text.replaceAll(/[^abc]/g, '').length;
        const said = [...board.heads, ...board.rows.flatMap(r => [r.call, ...r.beside])];
        expect(letters(lines.join(''))).toBe(letters(said.join('')));
      }),
      { numRuns: 300 },
    );
  });
});
