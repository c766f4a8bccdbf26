/**
 * Reads the pieces that `cut` makes of a file or of a patch: each alone, with at most
 * one error, and with the comments around it. A piece with an error gives nothing but
 * the names that it would have declared.
 */
import type { Diagnostic, Report } from '../base/diagnostic.ts';
import type { Source, Span } from '../base/source.ts';
import { declarationOf } from './actions/declarations.ts';
import { editOf, patchHeadOf } from './actions/edits.ts';
import { attached, type Finish, type Reading } from './actions/reading.ts';
import { namesIn } from './broken.ts';
import { type Around, type Bag, bare, commentsBetween, type Range } from './comments.ts';
import { cut, declares, openingWords, type Piece } from './cut.ts';
import { tooDeep } from './depth.ts';
import * as errors from './errors.ts';
import { reasonOf } from './failure.ts';
import { match, type Node } from './grammar.ts';
import type { Token } from './scanner.ts';
import type { Comment, Decl, Edit, PatchDecl } from './tree.ts';
import { unknownPiece } from './unknown.ts';
import { declarationWords } from './words.ts';

/** A file while its pieces are read. */
export interface File {
  readonly source: Source;
  readonly tokens: readonly Token[];
  readonly partner: Int32Array;
  readonly bag: Bag<Comment>;
  readonly problems: Bag<Diagnostic>;
  /** Names that broken pieces would have declared; grows. */
  readonly broken: Set<string>;
  /** Takes the one error of each piece. */
  readonly report: Report;
}

/** The tokens `from .. to` of a file, or of a patch in it, that spans `whole`. */
export interface Stretch {
  readonly file: File;
  readonly from: number;
  readonly to: number;
  readonly where: 'file' | 'patch';
  readonly whole: Range;
}

/** Reads one piece; gives nothing when it reports an error of syntax. */
export type PieceReader<T> = (
  file: File,
  piece: Piece,
  around: Around,
  report: Report,
) => T | undefined;

/** What pieces gave; `complete` when none of them had an error of syntax. */
export interface Pieces<T> {
  readonly items: readonly T[];
  readonly inside: readonly Comment[];
  readonly complete: boolean;
}

/** Reads all pieces of a stretch. */
export function readPieces<T>(stretch: Stretch, reader: PieceReader<T>): Pieces<T> {
  const { file, from, to, where, whole } = stretch;
  const pieces = cut(file, from, to, where);
  const spans = pieces.map(piece => spanOf(file, piece));
  const { around, inside } = commentsBetween(file.bag, file.source, whole, spans);
  const items: T[] = [];
  let failed = false;
  let complete = true;
  pieces.forEach((piece, index) => {
    const found: Diagnostic[] = [];
    const item = reader(file, piece, around[index] ?? bare, d => found.push(d));
    const error = found.find(d => d.code !== 'language/later') ?? found[0];
    // What a broken declaration leaves behind, `}` or `;`, is no second error.
    const leftover = failed && (piece.word === '}' || piece.word === ';');
    if (error !== undefined && !leftover) file.report(error);
    if (error === undefined || error.code === 'language/later') {
      if (item !== undefined) items.push(item);
      failed = false;
    } else {
      failed = true;
      complete = false;
      for (const name of namesIn(file.tokens, piece)) file.broken.add(name);
    }
  });
  return { items, inside, complete };
}

/** Reads a piece of a file. */
export const declarationReader: PieceReader<Decl> = (file, piece, around, report) => {
  if (piece.word === 'patch') return patchOf(file, piece, around, report);
  const matched = matchedPiece(
    { file, piece, where: 'file', report },
    declarationWords.get(piece.word)?.rule,
  );
  if (matched === undefined) return undefined;
  const { root, reading } = matched;
  return declarationOf(reading, root, finisher(reading, spanOf(file, piece), around));
};

/** Reads a piece of a patch. */
const memberReader: PieceReader<Decl | Edit> = (file, piece, around, report) => {
  const rule = ruleInPatch(file, piece);
  const matched = matchedPiece({ file, piece, where: 'patch', report }, rule);
  if (matched === undefined) return undefined;
  const { root, reading } = matched;
  const finish = finisher(reading, spanOf(file, piece), around);
  return editRules.includes(rule ?? '')
    ? editOf(reading, root, finish)
    : declarationOf(reading, root, finish);
};

const editRules: readonly string[] = ['EditDecl', 'EditStmts', 'EditRemove', 'Extend'];

function ruleInPatch({ tokens }: File, { word, from }: Piece): string | undefined {
  if (word === 'patch' || word === 'module' || word === 'import') return undefined;
  const declaring = word === 'replace' && declares({ tokens, words: declarationWords }, from + 1);
  return declaring ? 'EditDecl' : openingWords('patch').get(word)?.rule;
}

interface Matched {
  readonly root: Node;
  readonly reading: Reading;
}

interface Asked {
  readonly file: File;
  readonly piece: Piece;
  readonly where: Stretch['where'];
  readonly report: Report;
}

function matchedPiece(of: Asked, rule: string | undefined): Matched | undefined {
  const { file, piece, where, report } = of;
  const obstacle = obstacleIn(file, piece);
  if (obstacle !== undefined) report(obstacle);
  else if (rule === undefined) report(unknownPiece(file, piece, where));
  else return matchedTokens({ file, from: piece.from, to: piece.to, rule, report });
  return undefined;
}

interface Attempt {
  readonly file: File;
  readonly from: number;
  readonly to: number;
  readonly rule: string;
  readonly report: Report;
}

function matchedTokens({ file, from, to, rule, report }: Attempt): Matched | undefined {
  const { source, tokens, bag } = file;
  const { start, end } = spanOf(file, { from, to });
  const result = match(source.text.slice(start, end), rule);
  if (result.kind === 'matched')
    return { root: result.root, reading: { source, offset: start, bag, report } };
  report(reasonOf({ source, tokens, from, to }, start + result.offset, result.expected()));
  return undefined;
}

// What makes it useless to match a piece at all.
function obstacleIn(file: File, piece: Piece): Diagnostic | undefined {
  const { source, tokens, problems } = file;
  const { start, end } = spanOf(file, piece);
  const [problem] = problems.take(start, end);
  if (problem !== undefined) return problem;
  const spanOfToken = (token: Token): Span => ({ source, start: token.start, end: token.end });
  if (piece.unclosed !== null)
    return errors.unclosed(spanOfToken(piece.unclosed), piece.unclosed.text);
  const deep = tooDeep(tokens, piece.from, piece.to);
  return deep === undefined ? undefined : errors.depth(spanOfToken(deep));
}

// The head of a patch is matched, its members are cut apart like a file. With errors in
// members the patch stays, for what stands in the others; but its name is broken too.
function patchOf(file: File, piece: Piece, around: Around, report: Report): PatchDecl | undefined {
  const { tokens } = file;
  const brace = braceOf(file, piece);
  const span = spanOf(file, piece);
  const inner = { start: tokens[brace]?.end ?? span.end, end: span.end - 1 };
  if (piece.unclosed !== null || brace === piece.to) {
    matchedPiece({ file, piece, where: 'file', report }, 'Patch');
    return undefined;
  }
  const [problem] = file.problems.take(span.start, inner.start);
  if (problem !== undefined) report(problem);
  const attempt = { file, from: piece.from, to: brace + 1, rule: 'Patch', report };
  const head = problem === undefined ? matchedTokens(attempt) : undefined;
  const members = { from: brace + 1, to: piece.to - 1, whole: inner };
  const { items, inside, complete } = readPieces<Decl | Edit>(
    { file, where: 'patch', ...members },
    memberReader,
  );
  if (head === undefined) return undefined;
  const comments = attached(head.reading, span, around);
  const named = patchHeadOf(head.reading, head.root);
  if (!complete) file.broken.add(named.name.text);
  return { kind: 'patch', ...named, items, inside, span, comments };
}

function braceOf({ tokens }: File, { from, to }: Piece): number {
  for (let at = from; at < to; at++) if (tokens[at]?.text === '{') return at;
  return to;
}

function finisher(reading: Reading, span: Span, around: Around): Finish {
  return inside => ({ span, comments: attached(reading, span, around, inside) });
}

function spanOf(file: File, { from, to }: { readonly from: number; readonly to: number }): Span {
  const start = file.tokens[from]?.start ?? 0;
  return { source: file.source, start, end: file.tokens[to - 1]?.end ?? start };
}
