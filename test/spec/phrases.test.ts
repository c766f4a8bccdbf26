/** What tables show as text of the language, in their last column, is such text. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { parseFile } from '../../src/syntax/parse.ts';

const root = resolve(import.meta.dirname, '../../spec');

function parses(text: string): boolean {
  const found: Diagnostic[] = [];
  parseFile({ path: 'm.pspec', text }, d => found.push(d));
  return found.length === 0;
}

// Words and operators alone stand in tables too.
const isPhrase = (text: string): boolean =>
  /[^\w\s][\s\S]*\w|\w[\s\S]*[^\w\s]/.test(text) && !/^\W*$/.test(text);

/** As a declaration, a statement, an expression or a type; `...` stands for anything. */
function isText(phrase: string): boolean {
  const text = phrase.replaceAll('...', ' ');
  return [
    text,
    `thread t { ${text} }`,
    `thread t { either { skip; } or { skip; } ${text} }`,
    `thread t { ${text} { } }`,
    `invariant i = ${text};`,
    `var x: ${text} = 0;`,
    `device d { ${text} }`,
  ].some(parses);
}

describe.each(['phrases.md', 'tutorial.md'])('%s', name => {
  const rows = readFileSync(resolve(root, name), 'utf8').matchAll(/^\|.*\|$/gm);
  const cells = [...rows].map(([row]) => row.split(/(?<!\\)\|/).at(-2) ?? '');
  const phrases = cells
    .flatMap(cell => [...cell.matchAll(/`([^`]+)`/g)].map(m => m[1] ?? ''))
    .filter(isPhrase);

  test('the last column of every table can be parsed', () => {
    expect(phrases.length).toBeGreaterThan(20);
    expect(phrases.filter(phrase => !isText(phrase))).toEqual([]);
  });
});
