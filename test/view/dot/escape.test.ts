/** Any text survives: what Graphviz reads from a string is the text that was meant. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leftLines, quoted, visible } from '../../../src/view/dot/escape.ts';

/**
 * The lines that Graphviz shows for a quoted string: first as its lexer reads it (only `\"` is
 * a sign there), then with the signs of a label, then with entities.
 */
function shown(string: string): readonly string[] {
  const inside = /^"((?:[^"\\]|\\[\s\S])*)"$/.exec(string)?.[1];
  if (inside === undefined) throw new Error(`not one string: ${string}`);
  const lines: string[] = [];
  let line = '';
  const read = inside.replaceAll('\\"', '"');
  for (let i = 0; i < read.length; i++) {
    if (read[i] !== '\\') line += read[i];
    else if (read[++i] === 'n' || read[i] === 'l') {
      lines.push(line);
      line = '';
    } else if (read[i] === '\\') line += '\\';
    else throw new Error(`a sign that means something else: \\${read[i]}`);
  }
  if (line !== '' || read.endsWith('\\n') || lines.length === 0) lines.push(line);
  return lines.map(text =>
    text.replaceAll(/&(\w+);/g, (_, name: string) => (name === 'amp' ? '&' : `<${name}>`)),
  );
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\\', '"', 'n', 'l', 'N', '&', ';', 'lt', '\n', '\0', 'é') }),
);

describe('a string for Graphviz', () => {
  test('shows any text as it is, control characters by their pictures', () => {
    fc.assert(
      fc.property(text, some => {
        expect(shown(quoted(some))).toEqual([visible(some)]);
      }),
    );
  });

  test('shows any lines as they are', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), lines => {
        expect(shown(leftLines(lines))).toEqual(lines.map(visible));
      }),
    );
  });

  test('has no control character and no half of a pair in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map(c => String.fromCharCode(c)) }),
        some => {
          expect(/[\p{Cc}\p{Surrogate}]/u.test(quoted(some))).toBe(false);
        },
      ),
    );
  });

  test.each([
    ['a "b"', '"a \\"b\\""'],
    ['a\\Nb', '"a\\\\Nb"'],
    ['&lt;', '"&amp;lt;"'],
    ['a\nb', '"a\u240ab"'],
    ['ends with \\', '"ends with \\\\"'],
  ])('%j is written as %s', (some, written) => expect(quoted(some)).toBe(written));
});
