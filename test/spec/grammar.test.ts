/**
 * The chapter on grammar, against the parser: turned into an ohm grammar of its own, it
 * takes the same texts. Also the lists of words and operators that chapters show.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { grammar as ohmGrammar } from 'ohm-js';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { parseFile } from '../../src/syntax/parse.ts';
import { levels } from '../../src/syntax/precedence.ts';
import { grammarFrom } from './grammar.ts';
import { pageOf } from './page.ts';

const root = resolve(import.meta.dirname, '../..');
const chapter = (name: string): string => readFileSync(join(root, 'spec/language', name), 'utf8');
const fence = (name: string, language: string): string =>
  pageOf(chapter(name)).fences.find(f => f.language === language)?.text ?? '';

const reserved = fence('text.md', 'words')
  .split(/\s+/)
  .filter(word => word !== '');
const grammar = ohmGrammar(grammarFrom(fence('grammar.md', 'grammar'), reserved));

const models = readdirSync(join(root, 'models'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.pspec'))
  .map(name => readFileSync(join(root, 'models', name), 'utf8'));
const examples = readdirSync(join(root, 'spec/language')).flatMap(name =>
  pageOf(chapter(name)).fences.flatMap(f =>
    f.language === 'pspec' && f.words.includes('part') ? [f.text] : [],
  ),
);

// What the parser refuses beyond the grammar, and the chapters say so.
const beyond = /do not chain|without `where`|no `NULL`|not plain ASCII/;

function parses(text: string): boolean {
  const found: Diagnostic[] = [];
  parseFile({ path: 'm.pspec', text }, d => found.push(d));
  return found.every(d => !d.code.startsWith('syntax/') || beyond.test(d.message));
}

const takes = (text: string): boolean => grammar.match(text, 'File').succeeded();

// Small, so that one change makes or breaks one declaration.
function declarations(text: string): readonly string[] {
  const { decls } = parseFile({ path: 'm.pspec', text }, () => {});
  return decls.map(d => text.slice(d.span.start, d.span.end));
}

const tokens = /"[^"]*"|\/\/.*|\/\*[\s\S]*?\*\/|\w+|\.\.\.|\.\.|->|[-+=!<>]=|\S/g;

/** The text without one token, with one doubled, with two exchanged, or with one from elsewhere. */
function damaged(text: string, random: () => number): string {
  const found = [...text.matchAll(tokens)].map(m => m[0]).filter(t => !/^\/[/*]/.test(t));
  const any = (): number => Math.floor(random() * found.length);
  const at = any();
  const [here = '', next = '', other = ''] = [found[at], found[at + 1], found[any()]];
  const instead =
    [[next], [here, here, next], [next, here], [other, next]][Math.floor(random() * 4)] ?? [];
  found.splice(at, 2, ...instead);
  return found.join(' ');
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('Grammar', () => {
  test('takes the models and the examples', () => {
    const texts = [...models, ...examples].filter(text => parses(text) && !takes(text));
    expect(texts).toEqual([]);
  }, 60_000);

  test('agrees with the parser about damaged declarations', () => {
    const random = randomFrom(7);
    const all = [...models, ...examples].flatMap(declarations).filter(text => text.length < 400);
    const texts = Array.from({ length: 300 }, () =>
      damaged(all[Math.floor(random() * all.length)] ?? '', random),
    );
    expect(texts.filter(text => parses(text) !== takes(text))).toEqual([]);
    expect(texts.filter(parses).length).toBeGreaterThan(15);
  }, 60_000);
});

describe('Text', () => {
  test('lists the words that name nothing, and no others', () => {
    const words = [...fence('grammar.md', 'grammar').matchAll(/"([a-z_]{2,})"/g)].map(
      m => m[1] ?? '',
    );
    const all = [...new Set([...words, ...reserved])].filter(word => word !== '_');
    const refused = all.filter(word => !parses(`var ${word}: bool = false;`));
    expect(refused.sort()).toEqual([...reserved].sort());
  });
});

describe('Expressions', () => {
  test('has the operators in the order of the parser', () => {
    const lines = [...chapter('expressions.md').matchAll(/^\| (`.*?) \|/gm)].map(m => m[1] ?? '');
    const rows = lines.map(line => [...line.matchAll(/`([^`]+)`/g)].map(m => m[1] ?? ''));
    const ranked = rows.flatMap(row => {
      const own = [...levels].flatMap(([op, level]) => (row.includes(op) ? [level] : []));
      return row.includes('!') || own.length === 0 ? [] : [own];
    });
    expect(ranked.every(row => new Set(row).size === 1)).toBe(true);
    expect(ranked.flat()).toEqual([...levels.values()].sort((a, b) => a - b));
  });
});
