/**
 * Reads words as a block: keys in their order, rows by their numbers, the sum. What is
 * no part of these is commentary and passed over, so lines that were put in between do
 * no harm. Each reading is tried on the sum; none is trusted without it.
 */
import type { Claim } from '../claim.ts';
import { claimOf, type Parts } from './parse.ts';
import { type Candidates, type Choice, candidatesIn, chosenRows, otherChoices } from './rows.ts';
import { type Entry, sumOfText, textOf } from './tokens.ts';
import {
  digestPattern,
  headerKeys,
  isPropertyKind,
  type Key,
  numberPattern,
  safetyKeys,
  setPattern,
  sumPattern,
} from './words.ts';

/** What words say: a claim that its sum confirms, or how far they could be read. */
export type Reading =
  | { readonly kind: 'claim'; readonly claim: Claim; readonly sum: string; readonly ended: boolean }
  | Broken;

/** Where a reading ended. */
export interface Broken {
  readonly kind: 'broken';
  /** The first row that is not there; null where rows are not what is wrong. */
  readonly missing: number | null;
  /** For people: `rows 1-4 read, row 5 missing`. */
  readonly reason: string;
  /** How far it went; of several readings the one that went furthest is told. */
  readonly progress: number;
}

/** Reads the block of this name from the word behind its begin line. */
export function scan(words: readonly string[], from: number, name: string): Reading {
  const header = readHeader(words, from);
  if ('kind' in header) return header;
  const { entries, next } = header;
  const sumAt = findSum(words, next);
  const end = sumAt ?? words.length;
  const length = /^violated (\d+)$/.exec(entries.at(-1)?.text ?? '')?.[1];
  if (length === undefined) return readSafety(words, { name, entries, next, end, sumAt });
  return readViolation(words, { name, entries, next, end, sumAt }, Number(length));
}

/** A block behind its `result`. */
interface Body {
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly next: number;
  readonly end: number;
  readonly sumAt: number | null;
}

const broken = (progress: number, reason: string, missing: number | null = null): Broken => ({
  kind: 'broken',
  missing,
  reason,
  progress,
});

interface Header {
  readonly entries: readonly Entry[];
  readonly next: number;
}

function readHeader(words: readonly string[], from: number): Header | Broken {
  const entries: Entry[] = [];
  let next = from;
  for (const [i, key] of headerKeys.entries()) {
    const found = readKey(words, next, words.length, key, headerKeys[i + 1]);
    if (typeof found === 'string') return broken(i, `the header lacks '${found}'`);
    entries.push({ word: key, text: found.text });
    next = found.next;
  }
  return { entries, next };
}

interface Value {
  readonly text: string;
  readonly next: number;
}

/** The value of a key, or the key that is missing. */
function readKey(
  words: readonly string[],
  from: number,
  to: number,
  key: Key,
  following?: Key,
): Value | Key {
  for (let at = from; at < to; at++) {
    if (words[at] !== key || !opens(key, words, at + 1)) continue;
    const next =
      following !== undefined && isOpen(key)
        ? startOf(following, words, at + 2, to)
        : at + 1 + sizeOf(key, words, at + 1);
    if (next === null || next > to) return following ?? key;
    return { text: words.slice(at + 1, next).join(' '), next };
  }
  return key;
}

// Their values may be of any length, and end where the next key stands.
const isOpen = (key: Key): boolean => key === 'params' || key === 'check';

function startOf(key: Key, words: readonly string[], from: number, to: number): number | null {
  for (let at = from; at < to; at++) if (words[at] === key && opens(key, words, at + 1)) return at;
  return null;
}

/** Whether the words from `at` on can be a value of the key. */
function opens(key: Key, words: readonly string[], at: number): boolean {
  if (key === 'check') return isPropertyKind(words[at] ?? '');
  return key === 'params' ? words[at] !== 'check' : sizeOf(key, words, at) > 0;
}

/** How many words from `at` on are a value of the key; none where they do not fit. */
function sizeOf(key: Key, words: readonly string[], at: number): number {
  const [a = '', b = '', c = ''] = words.slice(at, at + 3);
  switch (key) {
    case 'tool':
      return c === '' ? 0 : 3;
    case 'variant':
      return a === '' ? 0 : 1;
    case 'spec':
      return sizeOfSpec(words.slice(at, at + 8));
    case 'params':
    case 'check':
      return a === '' ? 0 : 1;
    case 'result':
      if (a === 'holds') return 1;
      return a === 'violated' && numberPattern.test(b) ? 2 : 0;
    case 'states':
      return numberPattern.test(a) && b.startsWith('transitions=') ? 2 : 0;
    case 'depth':
      return numberPattern.test(a) ? 1 : 0;
    case 'set':
      return setPattern.test(a) ? 1 : 0;
    case 'inv':
      return b.startsWith('typed=') && c.startsWith('sat=') ? 3 : 0;
  }
}

// The digest ends it; the name of a file may hold blanks.
function sizeOfSpec(words: readonly string[]): number {
  const digest = words.findIndex(word => digestPattern.test(word));
  return digest < 1 ? 0 : digest + 1;
}

function findSum(words: readonly string[], from: number): number | null {
  const at = words.findIndex(
    (word, i) => i >= from && word === 'sum' && sumPattern.test((words[i + 1] ?? '').toLowerCase()),
  );
  return at < 0 ? null : at;
}

function readSafety(words: readonly string[], body: Body): Reading {
  const entries = [...body.entries];
  let next = body.next;
  for (const key of safetyKeys) {
    const found = readKey(words, next, body.end, key);
    if (found === 'inv') continue;
    if (typeof found === 'string') return broken(entries.length, `the header lacks '${key}'`);
    entries.push({ word: key, text: found.text });
    next = found.next;
  }
  const parts: Parts = { name: body.name, header: entries, rows: [], loop: null };
  return judged(words, body, parts, entries.length);
}

function readViolation(words: readonly string[], body: Body, length: number): Reading {
  const candidates = candidatesIn(words, body.next, body.end, length + 1);
  const first = attempt(words, body, length, candidates, { kind: 'first' });
  if (first.kind === 'claim' || body.sumAt === null) return first;
  for (const choice of otherChoices(candidates, length)) {
    const other = attempt(words, body, length, candidates, choice);
    if (other.kind === 'claim') return other;
  }
  return first;
}

function attempt(
  words: readonly string[],
  body: Body,
  length: number,
  candidates: Candidates,
  choice: Choice,
): Reading {
  const { rows, missing } = chosenRows(candidates, length, choice);
  const progress = headerKeys.length + rows.length;
  if (missing !== null) {
    return broken(progress, `${readSoFar(rows.length, missing)}, row ${missing} missing`, missing);
  }
  const behind = rows.at(-1)?.next ?? body.next;
  if (candidates.get(length + 1)?.some(c => c.at >= behind) === true) {
    return broken(progress, `'violated ${length}', but a row ${length + 1} follows`);
  }
  const parts: Parts = {
    name: body.name,
    header: body.entries,
    rows: rows.map(c => c.row),
    loop: loopBefore(words, body.sumAt, behind),
  };
  return judged(words, body, parts, progress);
}

function readSoFar(count: number, missing: number): string {
  const first = missing - count;
  if (count === 0) return 'the header read';
  return count === 1 ? `row ${first} read` : `rows ${first}-${missing - 1} read`;
}

function loopBefore(words: readonly string[], sumAt: number | null, from: number): number | null {
  if (sumAt === null || sumAt - 2 < from || words[sumAt - 2] !== 'loop') return null;
  const number = words[sumAt - 1] ?? '';
  return numberPattern.test(number) ? Number(number) : null;
}

function judged(words: readonly string[], body: Body, parts: Parts, progress: number): Reading {
  const read = parts.rows.length > 0 ? 'all rows read' : 'the header read';
  if (body.sumAt === null) return broken(progress, `${read}, the sum is missing`);
  const sum = (words[body.sumAt + 1] ?? '').toLowerCase();
  if (sumOfText(textOf(entriesIn(parts))) !== sum) {
    return broken(progress + 1, `${read}, but their sum is not ${sum}`);
  }
  const claim = claimOf(parts);
  if (typeof claim === 'string') return broken(progress + 2, claim);
  return { kind: 'claim', claim, sum, ended: endsAfter(words, body.sumAt + 2, body.name) };
}

// Of the words as they stand, not of the claim they make: what is judged is what was sent.
const entriesIn = ({ name, header, rows, loop }: Parts): readonly Entry[] => [
  { word: 'begin', text: name },
  ...header,
  ...rows.map(row => ({ word: `${row.number}`, text: row.action })),
  ...(loop === null ? [] : [{ word: 'loop', text: `${loop}` }]),
];

function endsAfter(words: readonly string[], from: number, name: string): boolean {
  return words.some(
    (word, i) =>
      i >= from &&
      word === 'end' &&
      words[i + 1] === name &&
      /^-+$/.test(words[i - 1] ?? '') &&
      /^-+$/.test(words[i + 2] ?? ''),
  );
}
