/**
 * The rows of a schedule in a stream of words: `N ACTION`, numbers ascending by one.
 * All else between them is commentary. Commentary may hold what looks like a row, so
 * there are several ways to read; each is a `Choice`, and the sum says which was meant.
 */
import type { Row } from '../claim.ts';
import { actionAt } from './action.ts';
import { numberPattern } from './words.ts';

/** Words that may be a row. */
export interface Candidate {
  readonly row: Row;
  readonly at: number;
  readonly next: number;
}

/** The candidates of each row, in the order of the text. */
export type Candidates = ReadonlyMap<number, readonly Candidate[]>;

/** Which of several candidates: the first ones, the last ones, or the first but for one row. */
export type Choice =
  | { readonly kind: 'first' }
  | { readonly kind: 'last' }
  | { readonly kind: 'passing'; readonly row: number; readonly count: number };

/** Everything between two places that may be a row up to number `most`. */
export function candidatesIn(
  words: readonly string[],
  from: number,
  to: number,
  most: number,
): Candidates {
  const found = new Map<number, Candidate[]>();
  for (let at = from; at < to; at++) {
    const number = numberPattern.test(words[at] ?? '') ? Number(words[at]) : Infinity;
    if (number > most) continue;
    const read = actionAt(words, at + 1);
    if (read === null || read.next > to) continue;
    const list = found.get(number) ?? [];
    list.push({ row: { number, action: read.action }, at, next: read.next });
    found.set(number, list);
  }
  return found;
}

/** The rows up to the first that is missing. */
export interface Chosen {
  readonly rows: readonly Candidate[];
  /** Null when all are there. */
  readonly missing: number | null;
}

/** The rows from 0, where there is one, or 1 up to `last`. */
export function chosenRows(candidates: Candidates, last: number, choice: Choice): Chosen {
  const first = startsAtZero(candidates, last) ? 0 : 1;
  return choice.kind === 'last'
    ? lastRows(candidates, first, last)
    : firstRows(candidates, first, last, choice);
}

// Row 0 stands before row 1 or not at all.
function startsAtZero(candidates: Candidates, last: number): boolean {
  const zero = candidates.get(0)?.[0];
  const one = last === 0 ? undefined : candidates.get(1)?.at(-1);
  return zero !== undefined && (one === undefined || zero.at < one.at);
}

function firstRows(
  candidates: Candidates,
  first: number,
  last: number,
  choice: Exclude<Choice, { readonly kind: 'last' }>,
): Chosen {
  const rows: Candidate[] = [];
  let from = 0;
  for (let number = first; number <= last; number++) {
    let pass = choice.kind === 'passing' && choice.row === number ? choice.count : 0;
    const found = candidates.get(number)?.find(c => c.at >= from && pass-- <= 0);
    if (found === undefined) return { rows, missing: number };
    rows.push(found);
    from = found.next;
  }
  return { rows, missing: null };
}

function lastRows(candidates: Candidates, first: number, last: number): Chosen {
  const rows: Candidate[] = [];
  let before = Infinity;
  for (let number = last; number >= first; number--) {
    const found = candidates.get(number)?.findLast(c => c.next <= before);
    if (found === undefined) return { rows: [], missing: number };
    rows.unshift(found);
    before = found.at;
  }
  return { rows, missing: null };
}

const mostChoices = 24;

/** Other ways to read the same words; none where each row has one candidate. */
export function otherChoices(candidates: Candidates, last: number): readonly Choice[] {
  const passing: Choice[] = [];
  for (const [row, list] of candidates) {
    if (row > last) continue;
    for (let count = 1; count < list.length && passing.length < mostChoices; count++) {
      passing.push({ kind: 'passing', row, count });
    }
  }
  return passing.length === 0 ? [] : [{ kind: 'last' }, ...passing];
}
