/**
 * Which patch removes which class of runs, as a table for text and Markdown: a row a class,
 * a column a patch. Classes are called A, B, C; what each is stands below.
 */
import { unreachable } from '../base/assertion.ts';
import type { Fate, RunClass } from '../check/fixes.ts';
import type { Grid } from './compare-grid.ts';
import type { FixesReport } from './compare-report.ts';
import { propertyText } from './phrases.ts';
import { tableLines } from './table.ts';
import { count, labelled } from './wrap.ts';

/** `A` to `Z`, then `A2`. */
export function className(index: number): string {
  const turn = Math.floor(index / 26);
  return `${String.fromCharCode(65 + (index % 26))}${turn === 0 ? '' : turn + 1}`;
}

/** The table. */
export const fixesGrid = ({ classes, patched }: FixesReport): Grid => ({
  heads: ['class', ...patched.map(one => one.patch)],
  rows: classes.map((one, i) => [className(i), ...one.fates.map(fateText)]),
});

/** What a patch does to a class; a star where not all orders were tried. */
function fateText({ kind, cut }: Fate): string {
  const star = cut ? '*' : '';
  switch (kind) {
    case 'stays':
      return 'stays';
    case 'removes':
      return `removes${star}`;
    case 'opens':
      return 'OPENS';
    case 'absent':
      return `-${star}`;
    default:
      return unreachable(kind);
  }
}

/** The table, and what its classes are. */
export function fixesLines(fixes: FixesReport): readonly string[] {
  const { classes, start, patched } = fixes;
  if (classes.length === 0) {
    return labelled(
      '',
      `no run of ${start.machine.variant} or of its patched variants breaks anything`,
    );
  }
  const cut = classes.some(one => one.fates.some(fate => fate.cut));
  return [
    ...labelled('', `classes of runs that break ${start.machine.variant}, alone and with a patch:`),
    ...tableLines({ ...fixesGrid(fixes), keys: 1 }),
    ...(cut ? ['  * not every order of its steps was tried'] : []),
    '',
    ...classes.flatMap((one, i) => labelled(`  ${className(i)}: `, classText(one, fixes))),
    ...patched.flatMap(({ patch }) => summary(patch, classes)),
  ];
}

function classText(
  { judged, trace, inStart, result }: RunClass,
  { patched, start }: FixesReport,
): string {
  const what = `${propertyText(judged.property)}, ${count(trace.steps.length, 'step')}`;
  if (result === start) return what;
  const patch = patched.find(one => one.result === result)?.patch ?? '';
  return `${what}, found with ${patch}${inStart ? '' : ' and not possible without'}`;
}

// `splice removes 1 of 2 classes`; nothing for a patch that removes none.
function summary(patch: string, classes: readonly RunClass[]): readonly string[] {
  const own = classes.filter(one => one.inStart);
  const removed = own.filter(one => one.fates.some(f => f.patch === patch && f.kind === 'removes'));
  if (removed.length === 0) return [];
  const names = removed.map(one => className(classes.indexOf(one))).join(', ');
  const of = own.length === 1 ? '1 class' : `${own.length} classes`;
  return labelled('  ', `${patch} removes ${removed.length} of ${of}: ${names}`);
}
