/** The report of `anchors` for people. */
import { expect, test } from 'vitest';
import type { Anchored, AnchorsReport } from '../../src/view/anchored.ts';
import { anchorsText } from '../../src/view/anchors-text.ts';
import { ansi, plain } from '../../src/view/colour.ts';

const source = { path: 'm.pspec', text: '1\n2\n3\n4\n5\n6\n' };
const at = (line: number) => ({ source, start: 2 * line - 2, end: 2 * line - 1 });

const tlb = 'arch/x86/mm/tlb.c';
const anchors: readonly Anchored[] = [
  {
    file: 'mm/vmalloc.c',
    name: 'vunmap',
    places: [at(1)],
    fate: { kind: 'stands', at: { file: 'mm/vmalloc.c', line: 7, as: 'definition' } },
  },
  {
    file: tlb,
    name: 'flush',
    places: [at(2), at(6)],
    fate: { kind: 'stands', at: { file: tlb, line: 9, as: 'mention' } },
  },
  {
    file: 'arch/x86/mm/pgtable.c',
    name: 'pmd_free',
    places: [at(3), at(4)],
    fate: {
      kind: 'moved',
      missing: 'file',
      to: [
        { file: 'mm/pgtable.c', line: 5, as: 'definition' },
        { file: 'include/asm-generic/pgalloc.h', line: 160, as: 'definition' },
      ],
      more: 3,
    },
  },
  {
    file: 'include/f.h',
    name: 'PageF',
    places: [at(4)],
    fate: {
      kind: 'moved',
      missing: 'name',
      to: [{ file: 'mm/a.c', line: 1, as: 'mention' }],
      more: 0,
    },
  },
  {
    file: 'mm/g.c',
    name: 'g',
    places: [at(4)],
    fate: { kind: 'stands', at: { file: 'mm/g.c', line: 2, as: 'declaration' } },
  },
  { file: 'mm/x.c', name: 'no', places: [at(4)], fate: { kind: 'gone', missing: 'file' } },
  { file: 'mm/y.c', name: 'no', places: [at(4)], fate: { kind: 'gone', missing: 'name' } },
  { file: 'mm/y.c', name: 'not', places: [at(5)], fate: { kind: 'unknown', missing: 'name' } },
  { file: 'mm/y.c', name: null, places: [at(5)], fate: { kind: 'malformed' } },
];

const report: AnchorsReport = {
  version: '0.0.0',
  file: 'm.pspec',
  tree: '../linux',
  spec: { files: [], digest: '' },
  anchors,
  searchedFiles: 61343,
  exit: 20,
  elapsedMs: 5610,
};

test('names that do not stand are shown with what was found, and who names them', () => {
  const shown = anchorsText(report, { quiet: true, verbose: false, paint: plain });
  expect(shown).toBe(`m.pspec against ../linux
  stands     mm/vmalloc.c vunmap
  stands     arch/x86/mm/tlb.c flush
             mentioned only, in line 9
  moved      arch/x86/mm/pgtable.c pmd_free
             there is no such file; defined in mm/pgtable.c:5,
             include/asm-generic/pgalloc.h:160, and 3 more
             named at m.pspec:3:1, m.pspec:4:1
  moved      include/f.h PageF
             the file does not have the name; mentioned only, in
             mm/a.c:1
             named at m.pspec:4:1
  stands     mm/g.c g
             declared in line 2
  gone       mm/x.c no
             there is no such file, and none has the name
             named at m.pspec:4:1
  gone       mm/y.c no
             no file of the tree has the name
             named at m.pspec:4:1
  unknown    mm/y.c not
             the file does not have the name; the search for it was
             interrupted
             named at m.pspec:5:1
  malformed  mm/y.c
             no name stands behind the file: write \`@ file name\`
             named at m.pspec:5:1

3 anchors stand, 2 moved, 2 gone, 1 unknown, 1 malformed
`);
});

test('-v says of names that stand, too, who names them', () => {
  const shown = anchorsText(report, { quiet: true, verbose: true, paint: plain });
  expect(shown).toContain(`vunmap
             named at m.pspec:1:1
  stands     arch/x86/mm/tlb.c flush
             mentioned only, in line 9
             named at m.pspec:2:1, m.pspec:6:1
`);
});

test('time and size of the search stand in the last line alone', () => {
  const view = { quiet: false, verbose: false, paint: plain };
  const [, last] = anchorsText(report, view).split('malformed\n');
  expect(last).toBe('5.61 s, 61343 files searched\n');
  const unsearched = anchorsText({ ...report, searchedFiles: null }, view);
  expect(unsearched.endsWith('1 malformed\n5.61 s\n')).toBe(true);
});

test('fates have the colours of verdicts', () => {
  const shown = anchorsText(report, { quiet: true, verbose: false, paint: ansi });
  expect(shown).toContain('\u001b[32mstands\u001b[0m     mm/vmalloc.c vunmap');
  expect(shown).toContain('\u001b[31mgone\u001b[0m       mm/x.c no');
  expect(shown).toContain('\u001b[33munknown\u001b[0m    mm/y.c not');
});
