/**
 * Pieces that open with no word of a declaration: what they seem to be. Here the
 * habits of C show before anything is matched.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { openingWords, type Piece } from './cut.ts';
import * as errors from './errors.ts';
import * as habitErrors from './habit-errors.ts';
import type { Token } from './scanner.ts';
import { declarationWords, editWords, reservedWords } from './words.ts';

// Words that open a declaration in C, and none here.
const wordsOfC: ReadonlySet<string> = new Set(
  'int unsigned signed long short char void bool static extern inline volatile typedef size_t'.split(
    ' ',
  ),
);

/** Why a piece opens no declaration. */
export function unknownPiece(
  { source, tokens }: { readonly source: Source; readonly tokens: readonly Token[] },
  { word, from, to }: Piece,
  where: 'file' | 'patch',
): Diagnostic {
  const { start = 0, end = 0, kind = 'mark' } = tokens[from] ?? {};
  const span = { source, start, end };
  if (word === '#') return habitErrors.preprocessor(span, tokens[from + 1]?.text ?? '');
  if (word === ';') return habitErrors.semicolonAfterBlock(span);
  if (word === '}' || word === ')' || word === ']') return errors.strayClose(span, word);
  if (editWords.has(word)) return errors.editOutside(span, word);
  if (where === 'patch' && declarationWords.has(word)) return errors.notInPatch(span, word);
  if (word === 'action') return errors.actionOutside(span);
  const fromC = cDeclaration(tokens.slice(from, to));
  if (fromC?.opener === '(') return habitErrors.functionDeclaration(span, fromC.name);
  if (fromC !== undefined) return habitErrors.declarator(span, word, fromC.name);
  if (reservedWords.has(word) || isStatement(tokens, from))
    return errors.statementOutside(span, word);
  const suggestion = kind === 'word' ? didYouMean(word, openingWords(where).keys()) : undefined;
  return errors.unknownDeclaration(span, word, suggestion);
}

// `x = 1;`, `a[i] = 1;`, `f(x);`, `l: x = 1;`
function isStatement(tokens: readonly Token[], from: number): boolean {
  const marks = ['=', '+=', '-=', '[', '(', '.', ':', '++', '--', '->'];
  return tokens[from]?.kind === 'word' && marks.includes(tokens[from + 1]?.text ?? '');
}

// `int x;`, `static u64 x = 1;`, `void f(...)`: words of C, then a name and what opens its rest.
function cDeclaration(tokens: readonly Token[]) {
  let at = 0;
  while (wordsOfC.has(tokens[at]?.text ?? '')) at++;
  const known = at > 0;
  while (tokens[at + 1]?.kind === 'word' || tokens[at]?.text === '*') at++;
  const name = tokens[at];
  const opener = tokens[at + 1]?.text ?? '';
  if (!known || name?.kind !== 'word' || !['(', ';', '=', '[', ','].includes(opener))
    return undefined;
  return { name: name.text, opener };
}
