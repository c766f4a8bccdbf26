/**
 * `NULL`, which C programmers write for `none`. It is no word of the language: who
 * declares a thing of that name may use it.
 */
import type { Source, Span } from '../base/source.ts';
import type { Token } from './scanner.ts';

/** Where a file uses `NULL` though nothing in it, and nothing that it imports, may declare it. */
export function nullsIn({
  source,
  tokens,
}: {
  readonly source: Source;
  readonly tokens: readonly Token[];
}): readonly Span[] {
  const uses = tokens.filter(token => token.kind === 'word' && token.text === 'NULL');
  if (uses.length === 0 || mayDeclare(tokens)) return [];
  return uses.map(({ start, end }) => ({ source, start, end }));
}

// An import, a member of an enum, or a name behind a word that declares one.
function mayDeclare(tokens: readonly Token[]): boolean {
  let inEnum = false;
  return tokens.some(({ text }, at) => {
    if (text === 'enum') inEnum = true;
    if (text === '}') inEnum = false;
    const before = tokens[at - 1]?.text ?? '';
    const named = /^(const|config|var|let|pick|fun|for|forall|exists)$/.test(before);
    return text === 'import' || (text === 'NULL' && (inEnum || named));
  });
}
