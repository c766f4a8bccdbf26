/** The tokens of a text say the same, however the text was laid out. */
import { describe, expect, test } from 'vitest';
import { tokensOf } from '../../src/syntax/tokens.ts';

describe('tokens', () => {
  test('stand alone', () => {
    expect(tokensOf('const A=a[0]!!=b..c;')).toEqual([
      'const',
      'A',
      '=',
      'a',
      '[',
      '0',
      ']',
      '!',
      '!=',
      'b',
      '..',
      'c',
      ';',
    ]);
  });

  test('know no comments, no white space and no line ends', () => {
    const text = '// a\nvar x /* b */ : T\r\n\t= e; /// c';
    expect(tokensOf(text)).toEqual(['var', 'x', ':', 'T', '=', 'e', ';']);
  });

  test('know no comma behind a last item', () => {
    expect(tokensOf('enum E { a, b, }')).toEqual(tokensOf('enum E{a,b}'));
  });

  test('keep texts in quotes, a line end in them as a space', () => {
    expect(tokensOf('"a // b"  "c\n  d"')).toEqual(['"a // b"', '"c d"']);
  });

  test('keep what is wrong', () => {
    expect(tokensOf('a @ b')).toEqual(['a', '@', 'b']);
  });
});
