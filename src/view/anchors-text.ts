/**
 * The report of `anchors` for people: a line a name, under those that do not stand where
 * the model says what was found and who names them, and a summary.
 */
import { place } from '../base/source.ts';
import type { Sort } from '../check/standing.ts';
import {
  type Anchored,
  type AnchorsReport,
  countOf,
  type Fate,
  type Missing,
  type Place,
} from './anchored.ts';
import type { Paint } from './colour.ts';
import { count, labelled, text } from './wrap.ts';

/** What of it is wanted. */
export interface AnchorsView {
  readonly quiet: boolean;
  /** Who names what stands, too. */
  readonly verbose: boolean;
  readonly paint: Paint;
}

/** The whole report. */
export function anchorsText(report: AnchorsReport, view: AnchorsView): string {
  const { file, tree, anchors } = report;
  const lines = anchors.flatMap(anchored => linesOf(anchored, view));
  return text([
    ...labelled('', `${file} against ${tree}`),
    ...(lines.length === 0 ? ['  names no code: write `/// @ file name`'] : lines),
    '',
    summary(anchors),
    ...(view.quiet ? [] : [lastLine(report)]),
  ]);
}

const colours = {
  stands: 'holds',
  moved: 'violated',
  gone: 'violated',
  unknown: 'unknown',
  malformed: 'violated',
} as const;

const indent = ' '.repeat('  malformed  '.length);

function linesOf(anchored: Anchored, view: AnchorsView): readonly string[] {
  const { file, name, places, fate } = anchored;
  const [first = '', ...rest] = labelled(
    `  ${fate.kind.padEnd('malformed'.length)}  `,
    name === null ? file : `${file} ${name}`,
  );
  const shown = first.replace(fate.kind, () => view.paint(colours[fate.kind], fate.kind));
  const by =
    fate.kind === 'stands' && !view.verbose ? [] : [`named at ${places.map(place).join(', ')}`];
  return [shown, ...rest, ...[...foundLines(fate), ...by].flatMap(line => labelled(indent, line))];
}

const words: Readonly<Record<Sort, string>> = {
  definition: 'defined',
  declaration: 'declared',
  mention: 'mentioned only,',
};

const at = ({ file, line }: Place): string => `${file}:${line}`;

function foundLines(fate: Fate): readonly string[] {
  switch (fate.kind) {
    case 'stands':
      return fate.at.as === 'definition' ? [] : [`${words[fate.at.as]} in line ${fate.at.line}`];
    case 'moved': {
      const [{ as }] = fate.to;
      const more = fate.more === 0 ? '' : `, and ${fate.more} more`;
      return [`${missingText(fate.missing)}; ${words[as]} in ${fate.to.map(at).join(', ')}${more}`];
    }
    case 'gone':
      return [
        fate.missing === 'file'
          ? `${missingText('file')}, and none has the name`
          : 'no file of the tree has the name',
      ];
    case 'unknown':
      return [`${missingText(fate.missing)}; the search for it was interrupted`];
    case 'malformed':
      return ['no name stands behind the file: write `@ file name`'];
  }
}

const missingText = (missing: Missing): string =>
  missing === 'file' ? 'there is no such file' : 'the file does not have the name';

function summary(anchors: readonly Anchored[]): string {
  const of = (kind: Fate['kind']): number => countOf(anchors, kind);
  const others = (['moved', 'gone', 'unknown', 'malformed'] as const).filter(kind => of(kind) > 0);
  const stand = of('stands');
  return [
    `${count(stand, 'anchor')} ${stand === 1 ? 'stands' : 'stand'}`,
    ...others.map(kind => `${of(kind)} ${kind}`),
  ].join(', ');
}

function lastLine({ searchedFiles, elapsedMs }: AnchorsReport): string {
  const seconds = ((elapsedMs ?? 0) / 1000).toFixed(2);
  const searched = searchedFiles === null ? '' : `, ${count(searchedFiles, 'file')} searched`;
  return `${seconds} s${searched}`;
}
