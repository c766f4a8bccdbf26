/**
 * Cuts a text into tokens and comments. It knows no grammar: `cut` finds the
 * declarations by its tokens, `tokens` the text for digests, and messages name
 * the token they stumble over. What cannot be a token is a problem, told once.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Source, Span } from '../base/source.ts';
import * as errors from './errors.ts';
import type { Comment } from './tree.ts';
import { declarationWords, editWords, statementWords } from './words.ts';

/** One token; `line` counts from 0, `leads` says that it is the first of its line. What is `bad` is a problem too. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'mark' | 'bad';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** The column, from 0, of the first token of its line. */
  readonly indent: number;
  readonly leads: boolean;
}

/** A text in tokens; all lists in the order of their places. */
export interface Scan {
  readonly source: Source;
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  /** Where no token begins, or a text or comment never ends. */
  readonly problems: readonly Diagnostic[];
  /** Comments with characters that are not ASCII: wrong, but they hide nothing. */
  readonly remarks: readonly Diagnostic[];
}

interface Piece {
  readonly kind: Token['kind'] | 'space' | 'comment';
  readonly end: number;
  readonly problem?: Diagnostic;
}

// The longest first. `++` and its like are no tokens of the language, but of its readers.
const marks = (
  '<=> <<= >>= ... .. -> => == != <= >= && || += -= *= /= %= &= |= ^= ++ -- << >> := \\/ /\\ ' +
  '{ } ( ) [ ] ; , . : ? = < > + - * / % ! & | ^ ~ #'
).split(' ');

const spaceAt = /[ \t\r\n]+/y;
const wordAt = /[A-Za-z_][A-Za-z0-9_]*/y;
const numberAt = /[0-9][A-Za-z0-9_]*/y;
const badAt = /[^\x21-\x7e \t\r\n]+|./suy;
const notAscii = /[^\t\n\r\x20-\x7e]+/u;

/** Every token and comment of a source; never fails, costs one walk over the text. */
export function scan(source: Source): Scan {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const problems: Diagnostic[] = [];
  const remarks: Diagnostic[] = [];
  const { text } = source;
  let line = 0;
  let lineStart = 0;
  let lineOfLast = -1;
  let indent = 0;
  for (let at = 0; at < text.length; ) {
    const { kind, end, problem } = pieceAt(source, at);
    if (problem !== undefined) problems.push(problem);
    if (kind === 'comment') {
      comments.push(commentOf({ source, start: at, end }, text.slice(lineStart, at)));
      remarks.push(...foreign({ source, start: at, end }));
    } else if (kind !== 'space') {
      const leads = line !== lineOfLast;
      if (leads) indent = at - lineStart;
      tokens.push({ kind, text: text.slice(at, end), start: at, end, line, indent, leads });
      lineOfLast = line;
    }
    for (let i = text.indexOf('\n', at); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    at = end;
  }
  return { source, tokens, comments, problems, remarks };
}

function pieceAt(source: Source, at: number): Piece {
  const { text } = source;
  const char = text[at] ?? '';
  const matched = (pattern: RegExp): number | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0].length;
    return found === undefined ? undefined : at + found;
  };
  const space = matched(spaceAt);
  if (space !== undefined) return { kind: 'space', end: space };
  const word = matched(wordAt);
  if (word !== undefined) return { kind: 'word', end: word };
  const number = matched(numberAt);
  if (number !== undefined) return { kind: 'number', end: number };
  if (char === '"') return quoted(source, at);
  if (text.startsWith('//', at)) return { kind: 'comment', end: endOfLine(text, at) };
  if (text.startsWith('/*', at)) return blockComment(source, at);
  const mark = marks.find(m => text.startsWith(m, at));
  if (mark !== undefined) return { kind: 'mark', end: at + mark.length };
  const end = matched(badAt) ?? at + 1;
  return { kind: 'bad', end, problem: errors.character({ source, start: at, end }) };
}

// A text that a mailer wrapped goes on in the next line. One that takes in what looks
// like other declarations or statements has lost its closing quote.
function quoted(source: Source, at: number): Piece {
  const { text } = source;
  const end = text.indexOf('"', at + 1) + 1;
  const line = endOfLine(text, at);
  if (end === 0 || (end > line && takesIn.test(text.slice(at, end)))) {
    const problem = errors.unclosedText({ source, start: at, end: line });
    return { kind: 'bad', end: line, problem };
  }
  const [bad] = foreign({ source, start: at, end });
  return bad === undefined ? { kind: 'text', end } : { kind: 'text', end, problem: bad };
}

const openers = [...declarationWords.keys(), ...editWords.keys(), ...statementWords].join('|');
const takesIn = new RegExp(`[{}=]|\\n\\s*\\n|;\\s*\\n\\s*(${openers})\\b`);

function blockComment(source: Source, at: number): Piece {
  const end = source.text.indexOf('*/', at + 2) + 2;
  if (end > 1) return { kind: 'comment', end };
  const line = endOfLine(source.text, at);
  return {
    kind: 'bad',
    end: line,
    problem: errors.unclosedComment({ source, start: at, end: at + 2 }),
  };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function foreign({ source, start, end }: Span): readonly Diagnostic[] {
  const found = notAscii.exec(source.text.slice(start, end));
  if (found === null) return [];
  const from = start + found.index;
  return [errors.character({ source, start: from, end: from + found[0].length })];
}

// The lines of a block comment are kept relative to the indentation of the first
// one's line, so that they move with the code.
function commentOf(span: Span, lineBefore: string): Comment {
  const indent = /^[ \t]*/.exec(lineBefore)?.[0].length ?? 0;
  const deeper = new RegExp(`^[ \\t]{0,${indent}}`);
  const [first = '', ...rest] = span.source.text.slice(span.start, span.end).split('\n');
  const lines = [first, ...rest.map(line => line.replace(deeper, ''))].map(l => l.trimEnd());
  const text = lines.join('\n');
  if (text.startsWith('/*')) return { kind: 'block', text, span };
  return { kind: /^\/\/\/(?!\/)/.test(text) ? 'doc' : 'line', text, span };
}
