/** words.ts and grammar.ohm say the same of the words of the language. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  declarationWords,
  editWords,
  reservedWords,
  statementWords,
} from '../../src/syntax/words.ts';
import { parsed, treeOf } from './support.ts';

const grammar = readFileSync(join(import.meta.dirname, '../../src/syntax/grammar.ohm'), 'utf8');

describe('words', () => {
  test('the reserved ones are those of the grammar', () => {
    const [, rule = ''] = /\n {2}reserved\n([\s\S]*?)~part/.exec(grammar) ?? [];
    const listed = [...rule.matchAll(/"(\w{2,})"/g)].map(([, word = '']) => word);
    expect(listed.sort()).toEqual([...reservedWords].sort());
  });

  test('of two reserved words of which one begins the other the longer stands first', () => {
    const [, rule = ''] = /\n {2}reserved\n([\s\S]*?)~part/.exec(grammar) ?? [];
    const listed = [...rule.matchAll(/"(\w{2,})"/g)].map(([, word = '']) => word);
    const wrong = listed.filter((word, at) => listed.slice(0, at).some(w => word.startsWith(w)));
    expect(wrong).toEqual([]);
  });

  test('a statement opens with a reserved word or a name', () => {
    expect(statementWords.filter(word => !reservedWords.has(word))).toEqual([]);
  });

  test.each([...declarationWords.values(), ...editWords.values()])(
    '$rule is a rule',
    ({ rule }) => {
      expect(grammar).toMatch(new RegExp(`\\n {2}${rule} +=`));
    },
  );

  const free = [...declarationWords.keys(), ...editWords.keys(), 'seq', 'set', 'of', 'max', 'to']
    .concat(['next', 'action', 'then', 'possible', 'deadlock', 'holds', 'leads', 'stuck', 'base'])
    .filter(word => !reservedWords.has(word));

  test.each(free)('%s may be a name', word => {
    const text = `var ${word}: ${word} = ${word}; fun f(${word}: T): U = ${word}[${word}] + ${word};
      thread ${word} { ${word}: ${word} = ${word}; pick ${word} in ${word}; ${word}(${word}); }
      enum E { ${word}, a } invariant ${word} = exists ${word} in ${word}: ${word} at ${word}.${word};`;
    expect(treeOf(text).decls.length).toBe(5);
  });

  test.each([...reservedWords])('%s may be a field', word => {
    expect(
      treeOf(`struct S { ${word}: T } const A = a.${word}; const B = { ${word}: 1 };`).decls.length,
    ).toBe(3);
  });

  test.each([...reservedWords])('%s may be no name', word => {
    expect(parsed(`var ${word}: T = e;`).told.map(d => d.message)).toEqual([
      `\`${word}\` is a word of the language and names nothing`,
    ]);
  });
});
