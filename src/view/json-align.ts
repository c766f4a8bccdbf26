/** Counterexamples on other variants as JSON: the `replays` of `compare`. */
import { unreachable } from '../base/assertion.ts';
import { place } from '../base/source.ts';
import type { Replayed } from '../check/alignments.ts';
import { type Json, toJson } from '../machine/show.ts';
import type { Block, Condition, Outcome, Reading } from '../trace/align/aligned.ts';
import type { Line, Writer } from '../trace/align/ledger.ts';
import type { TraceStep } from '../trace/trace.ts';
import { actorName } from './actors.ts';
import { argsJson } from './json-trace.ts';

/** `leader` and `follower` are indexes into the results. */
export function replayedJson(one: Replayed, index: (of: Replayed['leader']) => number): Json {
  const { leader, follower, judged, alignment, own } = one;
  return {
    leader: index(leader),
    follower: index(follower),
    property: { kind: judged.property.kind, name: judged.property.name },
    rows: alignment.rows.map(({ row, own, same }) => ({
      step: stepJson(row),
      own: own.map(({ step, line }) => ({ ...stepJson(step), patch: line.patch })),
      taken: same !== null,
    })),
    first:
      alignment.first === null
        ? null
        : { row: alignment.first.row, readings: alignment.first.readings.map(readingJson) },
    outcome: outcomeJson(alignment.outcome),
    cut: alignment.cut,
    commonSteps: own === null ? null : own.columns.prefix.length,
  };
}

const stepJson = (step: TraceStep) => ({
  actor: actorName(step),
  step: step.step,
  args: argsJson(step),
});

function outcomeJson(outcome: Outcome): Json {
  switch (outcome.kind) {
    case 'unbegun':
      return { kind: 'unbegun', readings: outcome.readings.map(readingJson) };
    case 'blocked':
      return { kind: 'blocked', row: outcome.row, block: blockJson(outcome.block) };
    case 'fails':
      return {
        kind: 'fails',
        row: outcome.row,
        property: { kind: outcome.property.kind, name: outcome.property.name },
        text: outcome.failure.text,
      };
    case 'breaks':
      return { kind: 'breaks' };
    case 'passes':
      return {
        kind: 'passes',
        onward: outcome.onward.map(stepJson),
        divergences: outcome.divergences.map(({ row, reading, because }) => ({
          row,
          reading: readingJson(reading),
          because: because === null ? null : because.map(readingJson),
        })),
      };
    default:
      return unreachable(outcome);
  }
}

function blockJson(block: Block): Json {
  switch (block.kind) {
    case 'guard':
      return { kind: 'guard', step: block.step, condition: conditionJson(block.condition) };
    case 'pick':
      return {
        kind: 'pick',
        step: block.step,
        name: block.name,
        value: block.text,
        condition: conditionJson(block.condition),
      };
    case 'elsewhere':
      return {
        kind: 'elsewhere',
        standing: block.standing,
        fork:
          block.fork === null
            ? null
            : {
                row: block.fork.row,
                holds: block.fork.holds,
                condition: conditionJson(block.fork.condition),
              },
      };
    case 'absent':
      return { kind: 'absent' };
    default:
      return unreachable(block);
  }
}

const conditionJson = ({ text, line, readings }: Condition): Json => ({
  text,
  ...lineJson(line),
  readings: readings.map(readingJson),
});

const lineJson = ({ span, patch }: Line) => ({ location: place(span), patch });

const readingJson = ({ place: at, type, value, writer, other }: Reading): Json => ({
  place: at,
  value: toJson(type, value),
  writer: writerJson(writer),
  leader:
    other === null
      ? null
      : { value: toJson(other.type, other.value), writer: writerJson(other.writer) },
});

const writerJson = (writer: Writer | null): Json =>
  writer === null
    ? null
    : {
        row: writer.row,
        actor: actorName(writer.step),
        step: writer.step.step,
        ...lineJson(writer.line),
      };
