/**
 * Two runs beside each other, the one that leads and the one that follows it row by row:
 * for a place, what each has there and which line set it.
 */
import type { Span } from '../../base/source.ts';
import type { Expr } from '../../machine/expr.ts';
import type { Machine } from '../../machine/machine.ts';
import { show } from '../../machine/show.ts';
import type { Context } from '../../reference/context.ts';
import type { State } from '../../reference/state.ts';
import { placesIn } from '../changes.ts';
import type { Condition, Other, Reading } from './aligned.ts';
import { type Authors, type Line, type Taken, type Writer, writerOf } from './ledger.ts';
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

  /** A place that is no part of a larger one, in a state of each behind a row; null where the follower has none. */
  readingOf(place: string, row: number, { leader, follower }: Both): Reading | null {
    const own = placesIn(this.follower.machine, follower).get(place);
    if (own === undefined) return null;
    return this.reading({ place, ...own }, row, leader);
  }

  /** What the follower read, with its writer among all its steps, and the leader's value behind the row. */
  reading({ place, type, value }: Read, row: number, leader: State | null): Reading {
    const { machine, taken } = this.follower;
    const writer = writerOf(machine, taken, place, this.authors);
    return {
      place,
      type,
      value,
      writer,
      other: this.otherThan(place, show(type, value), row, leader),
    };
  }

  private otherThan(place: string, text: string, row: number, state: State | null): Other | null {
    const { machine, taken } = this.leader;
    const at = state === null ? undefined : placesIn(machine, state).get(place);
    if (at === undefined || show(at.type, at.value) === text) return null;
    const writer = this.leaderWriter(machine, taken, place, row);
    return { ...at, writer };
  }

  private leaderWriter(
    machine: Machine,
    taken: readonly Taken[],
    place: string,
    row: number,
  ): Writer | null {
    const before = taken.filter(one => one.row <= row);
    return writerOf(machine, before, place, this.authors);
  }

  /** A condition that the follower met before a row, and what it read. */
  condition(expr: Expr, context: Context, row: number): Condition {
    const leader = this.leaderAt(row - 1);
    return {
      text: oneLine(expr.span),
      line: this.line(expr.span),
      readings: readsIn(expr, context).map(read => this.reading(read, row - 1, leader)),
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
