/**
 * Which parts of a variant are necessary, for people: each with the place that `--without`
 * takes, so that every line here can be seen as a run or a search of its own.
 */
import type { Fate, Part } from '../check/necessary.ts';
import { type Removal, removedText } from '../semantics/patch/removal.ts';
import { judgedText, limitText, propertyText, wayOn } from './phrases.ts';
import { count, labelled, listed } from './wrap.ts';

/** The lines below a variant, at most 72 columns wide; none where nothing was asked of it. */
export function partsLines(parts: readonly Part[] | undefined): readonly string[] {
  if (parts === undefined) return [];
  if (parts.length === 0) return ['', ...labelled('  ', 'there is no part to take out')];
  const needed = only(parts, 'necessary');
  const spare = only(parts, 'spare');
  return [
    '',
    ...labelled('  ', summary(parts)),
    ...section('necessary, with the shortest run that is possible without it', needed),
    ...section(
      'not necessary: nothing breaks in any state that is reached without it',
      spare.filter(part => !isIdle(part)),
    ),
    ...names('not necessary either, and never run in this variant', spare.filter(isIdle)),
    ...section('not known', only(parts, 'unknown')),
    ...stuckLines(parts),
    ...wayTo(needed[0] ?? spare[0]),
  ];
}

const only = (parts: readonly Part[], kind: Fate['kind']): readonly Part[] =>
  parts.filter(part => part.fate.kind === kind);

function summary(parts: readonly Part[]): string {
  const of = (kind: Fate['kind']): number => only(parts, kind).length;
  const tried = parts.length - of('stuck');
  const open = of('unknown') === 0 ? '' : `, ${of('unknown')} not known`;
  return `${of('necessary')} of ${count(tried, 'part')} necessary${open}`;
}

// What is never run and loses a cover is worth its own line.
const isIdle = ({ fate }: Part): boolean =>
  fate.kind === 'spare' && fate.idle && fate.lost.length === 0;

function names(title: string, parts: readonly Part[]): readonly string[] {
  return parts.length === 0
    ? []
    : [
        '',
        ...labelled('  ', `${title}:`),
        ...listed(
          '    ',
          parts.map(part => part.removal.name),
        ),
      ];
}

// Many are missed for one reason.
function stuckLines(parts: readonly Part[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { removal, fate } of parts) {
    if (fate.kind !== 'stuck') continue;
    byReason.set(fate.reason, [...(byReason.get(fate.reason) ?? []), removal.name]);
  }
  return byReason.size === 0
    ? []
    : [
        '',
        '  cannot be taken out alone:',
        ...[...byReason].flatMap(([reason, places]) => [
          ...listed('    ', places),
          ...labelled('        ', reason),
        ]),
      ];
}

function section(title: string, parts: readonly Part[]): readonly string[] {
  return parts.length === 0
    ? []
    : ['', ...labelled('  ', `${title}:`), ...parts.flatMap(partLines)];
}

const partLines = ({ removal, fate }: Part): readonly string[] => [
  ...labelled(`    ${removal.name}  `, whatText(removal)),
  ...labelled('        ', fateText(fate)),
];

/** What a part is, in a few words: `guard of kworker.1: list != {}`. */
function whatText(removal: Removal): string {
  const { kind, path } = removal;
  const of = kind === 'guard' || kind === 'edit' ? `${kind} of ${path}` : `${kind} ${path}`;
  return `${of}: ${shortened(removedText(removal))}`;
}

const most = 90;

const shortened = (text: string): string =>
  text.length <= most ? text : `${text.slice(0, most - 4)} ...`;

function fateText(fate: Fate): string {
  switch (fate.kind) {
    case 'necessary':
      return `${propertyText(fate.judged.property)} ${judgedText(fate.judged)}`;
    case 'spare':
      return [
        count(fate.result.counts.states, 'state'),
        ...fate.lost.map(cover => `${propertyText(cover)} is not reached`),
        ...(fate.unasked.length === 0
          ? []
          : [`without its ${count(fate.unasked.length, 'assert')}`]),
      ].join('; ');
    case 'unknown': {
      const { limit, counts } = fate.result;
      const way = wayOn(limit);
      const seen = `${limitText(limit)} after ${count(counts.states, 'state')}`;
      return way === '' ? seen : `${seen}; ${way}`;
    }
    default:
      return fate.reason;
  }
}

function wayTo(part: Part | undefined): readonly string[] {
  if (part === undefined) return [];
  const { name } = part.removal;
  return ['', ...labelled('  ', `to see one: --without ${name} in place of --necessary`)];
}
