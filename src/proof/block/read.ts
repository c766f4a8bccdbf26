/**
 * Finds the blocks in a text of any quoting. Law: a claim is found only where the sum
 * confirms every word of it; a block that cannot be confirmed is told as damaged, with
 * the first row that is missing, and never guessed. Linear in the text.
 */
import type { Claim } from '../claim.ts';
import { decodings } from './decode.ts';
import { behind, type Line, linesOf, plain, wordsOf } from './lines.ts';
import { waysToRead } from './repair.ts';
import { type Broken, type Reading, scan } from './scan.ts';
import { mostReadChars, mostReadLines, namePattern, specNamePattern } from './words.ts';

/** A claim that its sum confirms. */
export interface Intact {
  readonly kind: 'intact';
  readonly claim: Claim;
  /** As it stands in the text; equal sums are equal claims. */
  readonly sum: string;
  /** Marks of quoting in front of the first copy. */
  readonly depth: number;
  /** The line of its begin, from 1. */
  readonly line: number;
  /** How often the text has it. */
  readonly copies: number;
  /** `no-end`: no copy has the line that ends a block. */
  readonly flags: readonly 'no-end'[];
}

/** A block that nobody can check. */
export interface Damaged {
  readonly kind: 'damaged';
  readonly name: string;
  readonly depth: number;
  readonly line: number;
  /** The first row that is not there; null where all are, and something else is wrong. */
  readonly missing: number | null;
  /** `rows 1-4 read, row 5 missing`. */
  readonly reason: string;
}

/** What stands in a text. */
export type Found = Intact | Damaged;

/** The blocks of a text in their order; those that are alike once. */
export function read(text: string): readonly Found[] {
  const [first = [], ...others] = decodings(text).map(decoded => foundIn(plain(decoded)));
  return others.reduce(together, first);
}

/** Adds what only another decoding shows; an intact block stands for a damaged one of its name. */
function together(known: readonly Found[], more: readonly Found[]): readonly Found[] {
  const names = new Set(known.map(nameOf));
  const sums = new Set(known.flatMap(found => (found.kind === 'intact' ? [found.sum] : [])));
  const mended = new Map<string, Intact[]>();
  const added: Found[] = [];
  for (const found of more) {
    const name = nameOf(found);
    if (!names.has(name)) added.push(found);
    else if (found.kind === 'intact' && !sums.has(found.sum)) {
      mended.set(name, [...(mended.get(name) ?? []), found]);
    }
  }
  const mend = (found: Found): Found =>
    (found.kind === 'damaged' ? mended.get(found.name)?.shift() : undefined) ?? found;
  const whole = known.map(mend);
  return [...whole, ...[...mended.values()].flat(), ...added];
}

const nameOf = (found: Found): string => (found.kind === 'intact' ? found.claim.name : found.name);

function foundIn(text: string): readonly Found[] {
  if (!text.includes('begin')) return [];
  const lines = linesOf(text);
  const begins = beginsIn(lines);
  const found = begins.map((begin, i) => blockAt(lines, begin, begins[i + 1]));
  return folded(found);
}

/** Where a block begins. */
interface Begin {
  readonly name: string;
  readonly line: number;
  /** Of its first dash in the line, marks of quoting and all. */
  readonly column: number;
}

// A begin line may be broken in two, so its words are sought across line ends.
function beginsIn(lines: readonly Line[]): readonly Begin[] {
  const begins: Begin[] = [];
  lines.forEach(({ raw }, line) => {
    for (const { index } of raw.matchAll(/\bbegin\b/g)) {
      const [dashes, before] = dashesBefore(lines, line, index);
      if (dashes === null) continue;
      const [name = '', closing = ''] = wordsBehind(lines, line, index + 'begin'.length);
      if (!namePattern.test(name) || !/^-{2,}$/.test(closing)) continue;
      if (specNamePattern.test(name)) continue;
      begins.push({ name, line: before, column: dashes });
    }
  });
  return begins;
}

// The window is a constant: a begin line has few words.
const window = 200;

function dashesBefore(
  lines: readonly Line[],
  line: number,
  column: number,
): readonly [number | null, number] {
  const here = lines[line];
  if (here === undefined) return [null, line];
  const from = Math.max(0, column - window);
  const found = /(?:^|[^-])(-{2,})[ \t]+$/.exec(here.raw.slice(from, column));
  if (found !== null) return [from + found.index + found[0].indexOf('-'), line];
  const start = here.starts.at(-1) ?? 0;
  const above = lines[line - 1];
  if (here.raw.slice(start, column).trim() !== '' || above === undefined) return [null, line];
  const tail = Math.max(0, above.raw.length - window);
  const broken = /(?:^|[^-])(-{2,})[ \t]*$/.exec(above.raw.slice(tail));
  if (broken === null) return [null, line];
  return [tail + broken.index + broken[0].indexOf('-'), line - 1];
}

function wordsBehind(lines: readonly Line[], line: number, column: number): readonly string[] {
  const rest = lines.slice(line + 1, line + 3).map(l => behind(l, Infinity).slice(0, window));
  return wordsOf([lines[line]?.raw.slice(column, column + window) ?? '', ...rest].join('\n'));
}

function blockAt(lines: readonly Line[], begin: Begin, next: Begin | undefined): Found {
  const own = ownLines(lines, begin, next);
  const depth = (lines[begin.line]?.starts ?? []).filter(at => at <= begin.column).length - 1;
  const at = { name: begin.name, depth: Math.max(0, depth), line: begin.line + 1 };
  let furthest: Broken = { kind: 'broken', missing: null, reason: 'nothing read', progress: -1 };
  for (const words of waysToRead(own, at.depth)) {
    const reading = readingOf(words, begin.name);
    if (reading.kind === 'claim') {
      const { claim, sum, ended } = reading;
      const { depth, line } = at;
      return { kind: 'intact', claim, sum, depth, line, copies: 1, flags: ended ? [] : ['no-end'] };
    }
    if (reading.progress > furthest.progress) furthest = reading;
  }
  const { missing, reason } = furthest;
  return { kind: 'damaged', ...at, missing, reason };
}

function ownLines(lines: readonly Line[], begin: Begin, next: Begin | undefined): readonly Line[] {
  const end = Math.min(
    begin.line + mostReadLines,
    next === undefined ? lines.length : next.line + 1,
  );
  const own: Line[] = [];
  let chars = 0;
  for (let i = begin.line; i < end && chars < mostReadChars; i++) {
    const line = lines[i];
    if (line === undefined) break;
    const to = i === next?.line ? next.column : line.raw.length;
    const from = i === begin.line ? begin.column : 0;
    own.push(cut(line, from, Math.min(to, from + mostReadChars - chars)));
    chars += to - from;
  }
  return own;
}

// Of the line with the begin only what stands from there on counts, at the depth that it has.
function cut(line: Line, from: number, to: number): Line {
  if (from === 0 && to >= line.raw.length) return line;
  const starts = line.starts.map(at => Math.max(from, at));
  return { ...line, raw: line.raw.slice(0, to), starts };
}

function readingOf(words: readonly string[], name: string): Reading {
  const at = words.findIndex((word, i) => word === 'begin' && words[i + 1] === name);
  if (at >= 0) return scan(words, at + 3, name);
  return { kind: 'broken', missing: null, reason: 'nothing read', progress: -1 };
}

function folded(all: readonly Found[]): readonly Found[] {
  const once: Found[] = [];
  const places = new Map<string, number>();
  for (const found of all) {
    const at = found.kind === 'intact' ? places.get(found.sum) : undefined;
    const same = at === undefined ? undefined : once[at];
    if (at !== undefined && same?.kind === 'intact' && found.kind === 'intact') {
      const flags = same.flags.length === 0 ? [] : found.flags;
      once[at] = { ...same, copies: same.copies + 1, flags };
      continue;
    }
    if (found.kind === 'intact') places.set(found.sum, once.length);
    once.push(found);
  }
  return once;
}
