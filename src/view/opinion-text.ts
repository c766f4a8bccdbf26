/**
 * Second opinions for people: a table for each variant, a row a checker; below it what they
 * agree on, or what not. `-q` leaves out the version, time and memory, which change.
 */
import { unreachable } from '../base/assertion.ts';
import { show } from '../machine/show.ts';
import type { OpinionReport, Opinions, Spoken, Unspoken } from './opinion.ts';
import { limitText, propertyText } from './phrases.ts';
import { tableLines } from './table.ts';
import { labelled, text } from './wrap.ts';

/** The whole report. */
export function opinionText(report: OpinionReport): string {
  const quiet = report.elapsedMs === null;
  return text([
    ...labelled('', `module ${report.module}`),
    '',
    ...report.opinions.flatMap(opinions => [...machineLines(opinions, quiet), '']),
    ...labelled(
      '',
      'states and depth are counted with all properties left out, verdicts and lengths with them',
    ),
    ...(report.elapsedMs === null ? [] : [`${(report.elapsedMs / 1000).toFixed(2)} s`]),
  ]);
}

function machineLines(opinions: Opinions, quiet: boolean): readonly string[] {
  const { machine, all, disagreements, confirmed } = opinions;
  const settings = machine.parameters.map(p => `${p.name} = ${show(p.type, p.value)}`);
  const lines = disagreements.flatMap(one => labelled('  DISAGREEMENT: ', one));
  return [
    ...labelled('', [`${machine.variant}:`, settings.join(', ')].join(' ').trim()),
    ...tableLines({
      heads: heads(quiet),
      keys: 1,
      rows: all.map(one => row(one, quiet)),
    }),
    ...all.flatMap(one =>
      one.kind === 'spoken' && one.uncounted !== null
        ? labelled('  ', `${one.checker} counted nothing: ${one.uncounted}`)
        : [],
    ),
    ...(lines.length > 0 ? lines : labelled('  ', agreement(confirmed))),
  ];
}

const agreement = (confirmed: readonly string[]): string =>
  confirmed.length === 0
    ? 'nothing is confirmed: no other checker came to an end'
    : `confirmed by ${confirmed.join(' and ')}`;

const heads = (quiet: boolean): readonly string[] => [
  'checker',
  ...(quiet ? [] : ['version']),
  'states',
  'unreduced',
  'depth',
  'verdict',
  ...(quiet ? [] : ['time', 'memory']),
];

function row(one: Spoken | Unspoken, quiet: boolean): readonly string[] {
  if (one.kind === 'unspoken') {
    const none = ['-', '-', '-'];
    const verdict = `not run: ${one.reason}`;
    return quiet ? [one.checker, ...none, verdict] : [one.checker, '-', ...none, verdict, '-', '-'];
  }
  const { states, fullStates, depth, limit } = one.sizes;
  const number = (n: number | null): string => (n === null ? (limit === null ? '-' : '?') : `${n}`);
  const counts = [number(states), number(fullStates), depth === null ? '-' : `${depth}`];
  if (quiet) return [one.checker, ...counts, verdictText(one)];
  const time = `${(one.elapsedMs / 1000).toFixed(2)} s`;
  const memory = one.peakBytes === null ? '-' : `${Math.ceil(one.peakBytes / 2 ** 20)} MB`;
  return [one.checker, one.version, ...counts, verdictText(one), time, memory];
}

function verdictText({ verdict, limit, property, length }: Spoken): string {
  switch (verdict) {
    case 'holds':
      return 'holds';
    case 'unknown':
      return `unknown: ${limitText(limit)}`;
    case 'violated': {
      const how = length === null ? 'violated' : `violated in ${length}`;
      return property === null ? how : `${how}: ${propertyText(property)}`;
    }
    default:
      return unreachable(verdict);
  }
}
