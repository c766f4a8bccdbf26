/**
 * Gives each comment to the innermost thing that can carry it. Between two items of
 * a list, what stands behind the first on its last line goes with that one, the rest
 * with the next; what stands last stays inside; what stands within an item, and in no
 * list of its own, is moved before it.
 */
import { positionOf, type Source, type Span } from '../base/source.ts';
import type { Comment } from './tree.ts';

/** Things of one file, in the order of their places, that no one has taken yet. */
export interface Bag<T> {
  /** Takes those that begin in `start .. end`, in their order. */
  take(start: number, end: number): readonly T[];
}

/** The comments of a file. */
export type CommentBag = Bag<Comment>;

/** What stands around one item of a list. */
export interface Around {
  readonly before: readonly Comment[];
  readonly after: readonly Comment[];
}

/** Nothing around. */
export const bare: Around = { before: [], after: [] };

/** A bag of all `things`, which must be in the order of their places. */
export function bagOf<T extends { readonly span: Span }>(things: readonly T[]): Bag<T> {
  const taken = new Set<number>();
  return {
    take(start, end) {
      const found: T[] = [];
      for (let at = firstFrom(things, start); at < things.length; at++) {
        const thing = things[at];
        if (thing === undefined || thing.span.start >= end) break;
        if (!taken.has(at)) found.push(thing);
        taken.add(at);
      }
      return found;
    },
  };
}

function firstFrom(things: readonly { readonly span: Span }[], start: number): number {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((things[middle]?.span.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A place of a source, as offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The comments between the items of a list that spans `whole`, and behind the last. */
export function commentsBetween(
  bag: CommentBag,
  source: Source,
  whole: Range,
  items: readonly Range[],
): { readonly around: readonly Around[]; readonly inside: readonly Comment[] } {
  const before: (readonly Comment[])[] = [];
  const after: (readonly Comment[])[] = [];
  let rest: readonly Comment[] = bag.take(whole.start, items[0]?.start ?? whole.end);
  items.forEach((item, index) => {
    before.push(rest);
    const gap = bag.take(item.end, items[index + 1]?.start ?? whole.end);
    const line = positionOf(source, item.end).line;
    const next = gap.findIndex(c => positionOf(source, c.span.start).line !== line);
    after.push(next < 0 ? gap : gap.slice(0, next));
    rest = next < 0 ? [] : gap.slice(next);
  });
  const around = items.map((_, index) => ({
    before: before[index] ?? [],
    after: after[index] ?? [],
  }));
  return { around, inside: rest };
}
