/**
 * The laws of `format` on all specifications at hand, and its whole output for one that
 * holds every construct (`UPDATE=1` writes it anew, to be reviewed).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatDecls, formatFile } from '../../src/syntax/format.ts';
import { tokensOf } from '../../src/syntax/tokens.ts';
import { parsed, spanless, specifications, treeOf } from './support.ts';

const formatted = (text: string): string => formatFile(treeOf(text));

describe('laws of format', () => {
  const all = specifications();

  test.each(all)('$path reads back as the same tree', ({ text }) => {
    const tree = treeOf(text);
    expect(spanless(treeOf(formatFile(tree)))).toBe(spanless(tree));
  });

  test.each(all)('$path formatted twice is $path formatted once', ({ text }) => {
    const once = formatted(text);
    expect(formatted(once)).toBe(once);
  });

  test.each(all)('the tokens of $path survive a mailer that refills lines', ({ text }) => {
    const once = formatted(text);
    const bare = tokensOf(once);
    const words = bare.join(' ').split(' ');
    const refilled = words.map((word, i) => (i % 7 === 6 ? `${word}\n` : `${word} `)).join('');
    expect(tokensOf(formatted(refilled))).toEqual(bare);
  });
});

describe('canonical text', () => {
  const golden = join(import.meta.dirname, 'everything.formatted');
  const source = readFileSync(join(import.meta.dirname, 'everything.pspec'), 'utf8');
  if (process.env.UPDATE !== undefined) writeFileSync(golden, formatted(source));

  test('every construct has one form', () => {
    expect(formatted(source)).toBe(readFileSync(golden, 'utf8'));
  });

  test('no line ends with a space', () => {
    expect(formatted(source)).not.toMatch(/[ \t]$/m);
  });

  test('an empty file stays empty', () => {
    expect(formatted('')).toBe('');
    expect(formatted('\n \n')).toBe('');
  });

  test('a file of comments alone keeps them', () => {
    expect(formatted('// a\n\n\n\n/* b\n   c */')).toBe('// a\n\n/* b\n   c */\n');
  });
});

describe('lines and steps', () => {
  const body = (text: string): string => formatted(`thread t { ${text} }`);

  test('a block of one step stands on one line', () => {
    expect(body('if a { x = 1; }')).toBe('thread t {\n  if a { x = 1; }\n}\n');
  });

  test('a block of two steps has a line for each', () => {
    expect(body('if a { x = 1; y = 2; }')).toBe(
      'thread t {\n  if a {\n    x = 1;\n    y = 2;\n  }\n}\n',
    );
  });

  test('an atomic of two statements is one step', () => {
    expect(body('if a { atomic { x = 1; y = 2; } }')).toBe(
      'thread t {\n  if a { atomic { x = 1; y = 2; } }\n}\n',
    );
  });

  test('branches that exclude each other are two steps', () => {
    expect(body('if a { x = 1; } else { y = 2; }')).toBe(
      'thread t {\n  if a {\n    x = 1;\n  } else {\n    y = 2;\n  }\n}\n',
    );
  });

  test('empty lines between declarations of one line are kept, as one', () => {
    expect(formatted('var a: T = b; var c: T = d;\n\n\nvar e: T = f;\nvar g: T = h;')).toBe(
      'var a: T = b;\nvar c: T = d;\n\nvar e: T = f;\nvar g: T = h;\n',
    );
  });

  test('declarations of several lines stand apart', () => {
    expect(formatted('var a: T = b; thread t { x = 1; } var c: T = d;')).toBe(
      'var a: T = b;\n\nthread t {\n  x = 1;\n}\n\nvar c: T = d;\n',
    );
  });
});

describe('declarations made by other hands', () => {
  test('what comes from two texts is grouped by kind', () => {
    const one = treeOf('var a: T = b; invariant i = a;').decls;
    const two = treeOf('var c: T = d; invariant j = c;').decls;
    expect(formatDecls([...one, ...two])).toBe(
      'var a: T = b;\ninvariant i = a;\n\nvar c: T = d;\ninvariant j = c;\n',
    );
  });

  test('parentheses are added where a tree needs them', () => {
    const [sum] = treeOf('const A = a + b;').decls;
    const [product] = treeOf('const B = c * d;').decls;
    if (sum?.kind !== 'const' || product?.kind !== 'const') throw new Error('two constants');
    if (product.value.kind !== 'binary') throw new Error('a product');
    const put = { ...product, value: { ...product.value, left: sum.value } };
    expect(formatDecls([put])).toBe('const B = (a + b) * d;\n');
  });
});

describe('what does not parse', () => {
  test('is left out, and the rest has its form', () => {
    const { tree } = parsed('var a bool;\nvar b: bool = true;');
    expect(formatFile(tree)).toBe('var b: bool = true;\n');
  });
});
