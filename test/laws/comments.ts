/** Comments of every kind put into a text, wherever white space may stand. */
import fc from 'fast-check';
import { scan } from '../../src/syntax/scanner.ts';

/** Where in a text comments go, as parts of its tokens, and which. */
export const placements: fc.Arbitrary<readonly Placement[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('line', 'block', 'doc', 'wide'),
  }),
  { maxLength: 8 },
);

interface Placement {
  /** 0 is before the first token, 1 behind the last. */
  readonly at: number;
  readonly kind: 'line' | 'block' | 'doc' | 'wide';
}

/** The text with the comments in it. */
export function withComments(text: string, placements: readonly Placement[]): string {
  const { tokens } = scan({ path: 'module.pspec', text });
  const puts = placements.map(({ at, kind }, i) => {
    const token = tokens[Math.floor(at * tokens.length)];
    return { offset: token?.start ?? text.length, words: wordsOf(kind, i) };
  });
  puts.sort((a, b) => b.offset - a.offset);
  return puts.reduce(
    (now, { offset, words }) => now.slice(0, offset) + words + now.slice(offset),
    text,
  );
}

function wordsOf(kind: Placement['kind'], number: number): string {
  switch (kind) {
    case 'line':
      return ` // line ${number}\n`;
    case 'block':
      return ` /* block ${number} */ `;
    case 'doc':
      return `\n  /// doc ${number}\n`;
    case 'wide':
      return `\n/* of several\n   lines ${number} */\n\n`;
  }
}
