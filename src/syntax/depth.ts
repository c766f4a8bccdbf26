/**
 * How deep a text nests, counted before it is parsed: parser and all walks over the
 * Tree recurse as deep. Forty brackets, or eighty words that take in all that follows,
 * or a chain of a thousand operators are more than anybody reads; they take about half
 * of the stack that node gives.
 */
import type { Token } from './scanner.ts';
import { reservedWords, statementWords } from './words.ts';

const nestingLimit = 80;
const chainLimit = 1000;
const bracketWeight = 2;

const openers: ReadonlySet<string> = new Set(['(', '[', '{']);
const closers: ReadonlySet<string> = new Set([')', ']', '}']);
const nesting: ReadonlySet<string> = new Set(['some', 'forall', 'exists', '->', '?', 'else']);

// What counts since the innermost open bracket, or since the last `;` or `,` in it.
interface Level {
  nested: number;
  chained: number;
}

/** The first of the tokens `from .. to` that stands deeper than it may, if any does. */
export function tooDeep(tokens: readonly Token[], from: number, to: number): Token | undefined {
  const outer: Level[] = [];
  const total: Level = { nested: 0, chained: 0 };
  let level: Level = { nested: 0, chained: 0 };
  const count = (nested: number, chained: number): void => {
    level.nested += nested;
    level.chained += chained;
    total.nested += nested;
    total.chained += chained;
  };
  // Another statement or item: only the bracket around it still counts.
  const begin = (): void => {
    count(-level.nested, -level.chained);
    if (outer.length > 0) count(bracketWeight, 0);
  };
  for (let index = from; index < to; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    const { text } = token;
    if (openers.has(text)) {
      outer.push(level);
      level = { nested: 0, chained: 0 };
      count(bracketWeight, 0);
    } else if (closers.has(text)) {
      count(-level.nested, -level.chained);
      level = outer.pop() ?? { nested: 0, chained: 0 };
      if (startsAnew(tokens[index + 1])) begin();
    } else if (text === ';' || text === ',') begin();
    else if (nesting.has(text)) count(1, 0);
    if (operates(token)) count(0, 1);
    if (total.nested > nestingLimit || total.chained > chainLimit) return token;
  }
  return undefined;
}

function operates({ kind, text }: Token): boolean {
  if (kind === 'word') return reservedWords.has(text) && !statementWords.includes(text);
  return kind === 'mark' && !closers.has(text) && text !== '{' && text !== ',' && text !== ';';
}

// Behind a block: the next statement or declaration, which nests no deeper than it.
function startsAnew(token: Token | undefined): boolean {
  if (token === undefined || token.kind !== 'word') return false;
  return !reservedWords.has(token.text) || statementWords.includes(token.text);
}
