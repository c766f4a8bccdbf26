/**
 * Cuts a file, or the body of a patch, into declarations, so that each can be parsed
 * alone and an error in one hides nothing in the others. Balanced braces and `;` say
 * where one ends; where those are broken, the next line does that opens a declaration
 * and is indented no deeper.
 */
import { nearest } from '../base/suggest.ts';
import type { Token } from './scanner.ts';
import { declarationWords, type Ending, editWords, type Opening, reservedWords } from './words.ts';

/** The tokens `from .. to` of one declaration, or of what stands in its place. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** The word that opens it; of `replace fun f ...` the `replace`. */
  readonly word: string;
  /** Of a brace that nothing closes. */
  readonly unclosed: Token | null;
}

/** What `cut` cuts: tokens with the partners of their brackets. */
export interface Text {
  readonly tokens: readonly Token[];
  readonly partner: Int32Array;
}

const patchWords: ReadonlyMap<string, Opening> = new Map([...declarationWords, ...editWords]);

/** The words that may open a piece of a file or of a patch. */
export function openingWords(where: 'file' | 'patch'): ReadonlyMap<string, Opening> {
  return where === 'file' ? declarationWords : patchWords;
}

/** The pieces of `from .. to`, which leave no token out. */
export function cut(
  text: Text,
  from: number,
  to: number,
  where: 'file' | 'patch',
): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = from; at < to; ) {
    const piece = pieceAt({ ...text, to, words: openingWords(where) }, at);
    pieces.push(piece);
    at = piece.to;
  }
  return pieces;
}

interface Cutting extends Text {
  readonly to: number;
  readonly words: ReadonlyMap<string, Opening>;
}

function pieceAt(cutting: Cutting, from: number): Piece {
  const { tokens, partner, to } = cutting;
  const first = tokens[from];
  const word = first?.text ?? '';
  const end = (at: number, unclosed: Token | null = null): Piece => ({
    from,
    to: at,
    word,
    unclosed,
  });
  if (word === ';' || word === '}') return end(from + 1);
  if (word === '#') return end(endOfLine(cutting, from));
  const ending = endingAt(cutting, from);
  let unclosed: Token | null = null;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (at > from && opens(cutting, at, first?.indent ?? 0)) return end(at, unclosed);
    const close = partner[at] ?? -1;
    if (token.text === '{' && close < 0) return unclosedAt(cutting, from, at);
    if (token.text === '(' || token.text === '[') {
      if (close < 0) unclosed ??= token;
      else at = close;
    } else if (token.text === '{') {
      at = close;
      const after = afterBrace(cutting, ending, at + 1);
      if (after !== undefined) return end(after, unclosed);
    } else if (token.text === '}') return end(at, unclosed);
    else if (token.text === ';') return end(at + 1, unclosed);
    else if (ending === 'scenario' && (token.text === 'possible' || token.text === 'impossible')) {
      return end(tokens[at + 1]?.text === ';' ? at + 2 : at + 1, unclosed);
    }
  }
  return end(to, unclosed);
}

// Where the piece ends whose brace closed before `at`, if it ends there.
function afterBrace({ tokens }: Cutting, ending: Ending | null, at: number): number | undefined {
  const follower = tokens[at];
  switch (ending) {
    case 'semicolon':
      return undefined;
    case 'brace':
      return at;
    case 'scenario':
      return ['{', 'possible', 'impossible'].includes(follower?.text ?? '') ? undefined : at;
    case 'expect':
      if (follower?.text === 'with') return undefined;
      return follower?.text === ';' ? at + 1 : at;
    case null:
      if (follower?.text === ';') return at + 1;
      return follower === undefined || follower.leads ? at : undefined;
  }
}

// The ending of the word at `at`, or of the word it seems to mean.
function endingAt(cutting: Cutting, at: number): Ending | null {
  const { tokens, words } = cutting;
  const word = tokens[at]?.text ?? '';
  if (word === 'replace' && words.has(word) && declares(cutting, at + 1)) {
    return words.get(tokens[at + 1]?.text ?? '')?.ending ?? null;
  }
  const opening = words.get(word) ?? words.get(nearest(word, words.keys()) ?? '');
  return opening?.ending ?? null;
}

function endOfLine({ tokens, to }: Cutting, from: number): number {
  let at = from + 1;
  while (at < to && tokens[at]?.leads === false) at++;
  return at;
}

function unclosedAt(cutting: Cutting, from: number, at: number): Piece {
  const { tokens, to } = cutting;
  let end = at + 1;
  while (end < to && !opens(cutting, end, tokens[from]?.indent ?? 0)) end++;
  const unclosed = blamed(tokens, at, end) ?? null;
  return { from, to: end, word: tokens[from]?.text ?? '', unclosed };
}

// A `}` on a line of its own closes what stands at its own indentation; what it
// closes instead, being indented deeper, is what lacks a brace.
function blamed(tokens: readonly Token[], from: number, to: number): Token | undefined {
  const open: Token[] = [];
  for (const token of tokens.slice(from, to)) {
    if (token.text === '{') open.push(token);
    if (token.text !== '}') continue;
    const opener = open.pop();
    if (opener !== undefined && token.leads && token.indent < opener.indent) return opener;
  }
  return open.at(-1) ?? tokens[from];
}

// A line that opens a declaration, indented no deeper than `indent`.
function opens(cutting: Cutting, at: number, indent: number): boolean {
  const token = cutting.tokens[at];
  if (token === undefined || !token.leads || token.indent > indent) return false;
  const before = cutting.tokens[at - 1]?.text ?? '';
  if (['is', 'replace', 'extend', 'fair', 'strong', 'unfair'].includes(before)) return false;
  return declares(cutting, at);
}

/** Whether the word at `at` opens a declaration: a name stands behind it, or what the word asks for. */
export function declares(
  { tokens, words }: Pick<Cutting, 'tokens' | 'words'>,
  at: number,
): boolean {
  const word = tokens[at]?.text ?? '';
  const follower = tokens[at + 1];
  if (!words.has(word) || follower === undefined) return false;
  if (word === 'init') return follower.text === '{';
  if (word === 'import' || word === 'scenario') return follower.kind === 'text';
  if (follower.kind !== 'word' || reservedWords.has(follower.text)) return false;
  return word !== 'union' || tokens[at + 2]?.text === '{';
}
