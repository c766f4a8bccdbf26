/**
 * The names that a declaration would have declared, had it parsed, so that what uses
 * them is not told a second time. It takes too many rather than too few.
 */
import type { Piece } from './cut.ts';
import type { Token } from './scanner.ts';
import { declarationWords, reservedWords } from './words.ts';

// Each is followed by the name that it declares.
const naming: ReadonlySet<string> = new Set([...declarationWords.keys(), 'action']);

/** Names behind declaring words, labels, and what the braces of enums, structs and unions list. */
export function namesIn(tokens: readonly Token[], { from, to, word }: Piece): readonly string[] {
  const names = naming.has(word) ? [] : firstWords(tokens, from, to);
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    const before = tokens[at - 1]?.text ?? '';
    if (token?.kind !== 'word' || reservedWords.has(token.text)) continue;
    const declared = at > from && naming.has(before);
    const listed = before === '{' || before === ',';
    const label = at > from && tokens[at + 1]?.text === ':';
    if (declared || label || (listed && lists(tokens, from, at))) names.push(token.text);
  }
  return names;
}

// `invarant x = ...`, `int x;`: what stands before the first mark.
function firstWords(tokens: readonly Token[], from: number, to: number): string[] {
  const names: string[] = [];
  for (let at = from + 1; at < to && tokens[at]?.kind === 'word'; at++) {
    names.push(tokens[at]?.text ?? '');
  }
  return names;
}

function lists(tokens: readonly Token[], from: number, at: number): boolean {
  const words = [tokens[from]?.text ?? '', tokens[from + 1]?.text ?? ''];
  return at > from && words.some(word => word === 'enum' || word === 'union');
}
