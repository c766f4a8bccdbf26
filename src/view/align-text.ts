/**
 * A counterexample on another variant, for people: what that variant did besides, the step
 * that blocks or the values that end otherwise, and for each value the patch and the line
 * that set it. Then the two counterexamples in two columns.
 */
import { unreachable } from '../base/assertion.ts';
import { positionOf } from '../base/source.ts';
import type { Replayed } from '../check/alignments.ts';
import type { Result } from '../check/verdict.ts';
import { show } from '../machine/show.ts';
import type { Block, Condition, Divergence, Outcome, Reading } from '../trace/align/aligned.ts';
import type { Columns } from '../trace/align/columns.ts';
import type { Line, Writer } from '../trace/align/ledger.ts';
import type { TraceStep } from '../trace/trace.ts';
import { actorName } from './actors.ts';
import { rowText, shortName } from './counterexample.ts';
import { propertyText } from './phrases.ts';
import { unfinished } from './states.ts';
import { labelled, oneLine, pageWidth, wrap } from './wrap.ts';

/** What two variants are called in the report. */
export interface Names {
  readonly leader: string;
  readonly follower: string;
}

/** The lines for one replay, at most 72 columns wide. */
export function replayedLines(replayed: Replayed, names: Names): readonly string[] {
  const { alignment } = replayed;
  const [only, ...more] = beyond(replayed.follower, replayed.leader);
  const alone = beyond(replayed.leader, replayed.follower).length === 0 && more.length === 0;
  const gone = alone && only !== undefined ? ` (${only})` : '';
  const own = alignment.rows.flatMap(({ row, own }) =>
    own.map(({ step, line }) => `step ${row.index}: first ${named(step)} (${placeText(line)})`),
  );
  const lacking = alignment.rows
    .slice(0, rowsTaken(alignment.outcome, alignment.rows.length))
    .filter(({ same }) => same === null)
    .map(({ row }) => `step ${row.index}: there is no ${named(row)}${gone}`);
  const besides = [...own, ...lacking].sort((a, b) => rowOf(a) - rowOf(b));
  return [
    ...labelled('', `the same steps on ${names.follower}:`),
    ...besides.flatMap(text => labelled('  ', text)),
    ...outcomeLines(alignment.outcome, names, replayed),
    ...firstLines(replayed, names),
    ...(alignment.cut ? ['  there are more ways to take these steps than were tried'] : []),
  ];
}

// The patches of one that another does not have.
const beyond = ({ machine }: Result, other: Result): readonly string[] =>
  machine.patches.filter(patch => !other.machine.patches.includes(patch));

const rowOf = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? 0);

function rowsTaken(outcome: Outcome, all: number): number {
  switch (outcome.kind) {
    case 'unbegun':
      return 0;
    case 'blocked':
    case 'fails':
      return outcome.row - 1;
    case 'breaks':
    case 'passes':
      return all;
    default:
      return unreachable(outcome);
  }
}

const named = (step: TraceStep): string => `${actorName(step)}.${shortName(step.step, 28)}`;

function outcomeLines(
  outcome: Outcome,
  names: Names,
  { judged, trace, leader, follower }: Replayed,
): readonly string[] {
  const property = propertyText(judged.property);
  switch (outcome.kind) {
    case 'unbegun':
      return [
        '  does not begin like that:',
        ...outcome.readings.flatMap(reading => readingLines(reading, names)),
      ];
    case 'blocked':
      return blockLines(outcome.row, outcome.block, names);
    case 'fails':
      return labelled(
        '  ',
        `fails at step ${outcome.row}, ${named(outcome.step)}: ${propertyText(outcome.property)}: ` +
          oneLine(outcome.failure.text),
      );
    case 'breaks':
      return labelled('  ', `takes all steps, and ${property} breaks there too`);
    case 'passes':
      return [
        ...labelled(
          '  ',
          `takes all steps, and ${property} does not break${outcome.divergences.length === 0 ? '' : ':'}`,
        ),
        ...onwardLines(outcome.onward),
        ...(outcome.divergences.length > 0
          ? []
          : standingLines(
              unfinished(follower.machine, outcome.end),
              unfinished(leader.machine, trace.steps.at(-1)?.state ?? outcome.end),
              names,
            )),
        ...outcome.divergences.flatMap(one => divergenceLines(one, names)),
      ];
    default:
      return unreachable(outcome);
  }
}

// Properties may ask where threads are, too.
function standingLines(
  own: readonly string[],
  theirs: readonly string[],
  names: Names,
): readonly string[] {
  const [here, there] = [
    own.filter(text => !theirs.includes(text)),
    theirs.filter(text => !own.includes(text)),
  ];
  if (here.length + there.length === 0) return [];
  return [
    ...labelled('    ', here.join(', ') || 'those threads have finished'),
    ...(there.length === 0 ? [] : labelled('      ', `in ${names.leader} ${there.join(', ')}`)),
  ];
}

const mostOnward = 4;

function onwardLines(onward: readonly TraceStep[]): readonly string[] {
  if (onward.length === 0) return [];
  const more = onward.length - mostOnward;
  const shown = [...new Set(onward.slice(0, mostOnward).map(named))];
  return labelled(
    '    possible there: ',
    [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', '),
  );
}

function blockLines(row: number, block: Block, names: Names): readonly string[] {
  const lead = `blocked at step ${row}`;
  switch (block.kind) {
    case 'guard':
      return [
        ...labelled(
          '  ',
          `${lead}, ${block.step}: ${block.condition.text} is false (${placeText(block.condition.line)})`,
        ),
        ...conditionLines(block.condition, names),
      ];
    case 'pick':
      return [
        ...labelled(
          '  ',
          `${lead}, ${block.step}: ${
            block.text === null
              ? `there is no ${block.name} in ${block.condition.text}`
              : `${block.name} = ${block.text} is not in ${block.condition.text}`
          }`,
        ),
        ...conditionLines(block.condition, names),
      ];
    case 'elsewhere':
      return [
        ...labelled(
          '  ',
          `${lead}: its thread stands at ${block.standing.join(' or ') || 'its end'}`,
        ),
        ...(block.fork === null
          ? []
          : [
              ...labelled(
                '    ',
                `in step ${block.fork.row} ${block.fork.condition.text} was ${block.fork.holds} ` +
                  `(${placeText(block.fork.condition.line)}), in ${names.leader} ${!block.fork.holds}`,
              ),
              ...conditionLines(block.fork.condition, names),
            ]),
      ];
    case 'absent':
      return labelled('  ', `${lead}: there is no such actor or choice`);
    default:
      return unreachable(block);
  }
}

const mostReadings = 4;

const conditionLines = ({ readings }: Condition, names: Names): readonly string[] =>
  severalLines(readings, names);

function severalLines(readings: readonly Reading[], names: Names, lead = ''): readonly string[] {
  const more = readings.length - mostReadings;
  return [
    ...readings.slice(0, mostReadings).flatMap(reading => readingLines(reading, names, lead)),
    ...(more > 0 ? [`    and ${more} more`] : []),
  ];
}

function readingLines(reading: Reading, names: Names, lead = ''): readonly string[] {
  const { place, type, value, writer, other } = reading;
  const own = `${lead}${place} is ${show(type, value)} ${reasonText(writer)}`;
  if (other === null) return labelled('    ', own);
  const theirs = `it is ${show(other.type, other.value)} ${reasonText(other.writer)}`;
  return [...labelled('    ', own), ...labelled('      ', `in ${names.leader} ${theirs}`)];
}

const reasonText = (writer: Writer | null): string =>
  writer === null ? 'from the beginning' : `because ${writerText(writer)}`;

function divergenceLines(one: Divergence, names: Names): readonly string[] {
  const { because, row, reading } = one;
  const lead = `step ${row} found: `;
  return [
    ...readingLines(reading, names),
    ...(because === null ? [`    step ${row} was not taken`] : severalLines(because, names, lead)),
  ];
}

/** `kworker.take set it in step 3 (splice, kva.pspec:41)`. */
const writerText = ({ row, step, line }: Writer): string =>
  `${named(step)} set it in step ${row} (${placeText(line)})`;

function placeText({ span, patch }: Line): string {
  const file = span.source.path.split('/').at(-1) ?? span.source.path;
  const at = `${file}:${positionOf(span.source, span.start).line}`;
  return patch === null ? at : `${patch}, ${at}`;
}

function firstLines({ alignment: { first, outcome } }: Replayed, names: Names): readonly string[] {
  if (first === null || outcome.kind === 'unbegun') return [];
  const told = outcome.kind === 'passes' ? outcome.divergences.map(d => d.reading.place) : [];
  const readings = first.readings.filter(reading => !told.includes(reading.place));
  if (readings.length === 0) return [];
  return [`  first differs after step ${first.row}:`, ...severalLines(readings, names)];
}

const half = Math.floor((pageWidth - 6) / 2);

/** Two runs beside each other, the common beginning once and without changes. */
export function columnLines({ prefix, lines }: Columns, names: Names): readonly string[] {
  if (lines.length === 0) {
    return labelled('  ', `it is the counterexample of ${names.follower} too`);
  }
  const shared = prefix.length;
  const rows = lines.map(({ left, right }) => [left, right] as const);
  return [
    ...(shared === 0
      ? []
      : [`  both begin with ${shared === 1 ? 'step 1' : `steps 1 to ${shared}`}; then`]),
    ...twoColumns(names.leader, names.follower),
    ...rows.flatMap(([left, right]) => twoColumns(rowIn(left), rowIn(right))),
  ];
}

// The end of a long name, as in the runs themselves; arguments where there is room.
function rowIn(step: TraceStep | null): string {
  if (step === null) return '';
  const lead = `${String(step.index).padStart(2)} `;
  const whole = rowText(step);
  if (lead.length + whole.length <= half) return lead + whole;
  const actor = `${actorName(step)}.`;
  return `${lead}${actor}${shortName(step.step, half - lead.length - actor.length)}`;
}

function twoColumns(left: string, right: string): readonly string[] {
  const [a, b] = [fitting(left), fitting(right)];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) =>
    `  ${(a[i] ?? '').padEnd(half)}  ${b[i] ?? ''}`.trimEnd(),
  );
}

const fitting = (cell: string): readonly string[] =>
  cell.length <= half ? [cell] : wrap(cell, half);
