/**
 * Two runs beside each other, the one that leads and the one that follows it row by row:
 * for a place, what each has there and which line set it.
 */
import type { Span } from '../../base/source.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Machine } from '../../machine/machine.ts';
import { placeName } from '../../machine/names.ts';
import { show } from '../../machine/show.ts';
import type { Context } from '../../reference/context.ts';
import { isFault } from '../../reference/fault.ts';
import type { State } from '../../reference/state.ts';
import { changesBetween, placesIn } from '../changes.ts';
import type { TraceStep } from '../trace.ts';
import type { Condition, Other, Reading } from './aligned.ts';
import { isOwn, stepCalled } from './follow.ts';
import { type Authors, type Line, type Taken, writerOf } from './ledger.ts';
import { type Read, readsIn } from './reads.ts';

/** A machine and the steps that it took. */
export interface Side {
  readonly machine: Machine;
  readonly taken: readonly Taken[];
}

/** A state of each. */
export interface Both {
  readonly leader: State;
  readonly follower: State;
}

/** Two runs. */
export class Pair {
  readonly leader: Side;
  readonly follower: Side;
  readonly authors: Authors;

  constructor(leader: Side, follower: Side, authors: Authors) {
    this.leader = leader;
    this.follower = follower;
    this.authors = authors;
  }

  /** The leader's state behind a row, as far as its steps go. */
  leaderAt(row: number): State | null {
    const next = this.leader.taken.find(one => one.row === row + 1);
    if (next !== undefined) return next.before;
    const outcome = this.leader.taken.find(one => one.row === row)?.transition.outcome;
    return outcome !== undefined && 'size' in outcome ? outcome : null;
  }

  /** A place in a state of each behind a row; null where the follower has none. */
  readingOf(place: string, row: number, { leader, follower }: Both): Reading | null {
    const own = placesIn(this.follower.machine, follower).get(place);
    if (own === undefined) return null;
    const before = this.follower.taken.filter(one => one.row <= row);
    return this.reading({ place, ...own }, row, leader, before);
  }

  /** What the follower read behind the steps `before`, and what the leader has behind a row. */
  reading(read: Read, row: number, leader: State | null, before: readonly Taken[]): Reading {
    const writer = writerOf(this.follower.machine, before, read.place, this.authors);
    const named = writer && { ...writer, line: this.ownLine(writer.step, writer.line) };
    return { ...read, writer: named, other: this.otherThan(read, row, leader) };
  }

  /**
   * A line of a follower's step. A step that only the follower has, though no patch wrote its
   * text (a procedure that is called now), is there for the one patch that only it has.
   */
  ownLine(step: TraceStep, line: Line): Line {
    const { machine } = this.follower;
    const called = stepCalled(machine, step);
    if (line.patch !== null || called === undefined) return line;
    if (!isOwn(this.leader.machine, called)) return line;
    const only = machine.patches.filter(patch => !this.leader.machine.patches.includes(patch));
    return { ...line, patch: only.length === 1 ? (only[0] ?? null) : null };
  }

  private otherThan({ place, type, value }: Read, row: number, state: State | null): Other | null {
    const { machine, taken } = this.leader;
    const at = state === null ? undefined : placesIn(machine, state).get(place);
    if (at === undefined || show(at.type, at.value) === show(type, value)) return null;
    const before = taken.filter(one => one.row <= row);
    return { ...at, writer: writerOf(machine, before, place, this.authors) };
  }

  /** A condition that the follower met in a row behind the steps `before`, and what it read. */
  condition(
    { expr, context }: { readonly expr: Expr; readonly context: Context },
    row: number,
    before: readonly Taken[] = this.follower.taken,
    current?: Taken,
  ): Condition {
    const leader = this.leaderAt(row - 1);
    return {
      text: oneLine(expr.span),
      line: this.line(expr.span),
      readings: readsIn(expr, context)
        .map(read => {
          const own = current !== undefined && isSetBy(this.follower, current, read);
          return this.reading(read, row - 1, leader, own ? [...before, current] : before);
        })
        .filter(reading => !isPassing(this.follower, reading)),
    };
  }

  /** A part of the text with its patch. */
  line(span: Span): Line {
    return { span, patch: this.authors(span) };
  }
}

function oneLine({ source, start, end }: Span): string {
  return source.text
    .slice(start, end)
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

// Whether a place has the value that was read since this very step.
function isSetBy({ machine }: Side, { before, transition }: Taken, read: Read): boolean {
  const after = transition.outcome;
  if (isFault(after)) return false;
  const changes = changesBetween(machine, before, after, 'bindings too');
  return changes.some(
    ({ place, type, to }) =>
      place === read.place && show(type, to).replace(/^some /, '') === show(read.type, read.value),
  );
}

// A name that the step itself bound and forgot: what it read says more.
const isPassing = ({ machine }: Side, { place, writer, other }: Reading): boolean =>
  writer === null &&
  other === null &&
  machine.variables.some(
    one => one.role === 'binding' && placeName(one, []) === place.replaceAll(/\[[^\]]*\]/g, ''),
  );
