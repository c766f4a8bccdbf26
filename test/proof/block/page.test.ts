/** The page about claims: its examples are read, and its sums and token text computed anew. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { read } from '../../../src/proof/block/read.ts';
import { reserved } from '../../../src/proof/block/words.ts';

const page = readFileSync('spec/claims.md', 'utf8');
const samples = [...page.matchAll(/^```\n([\s\S]*?)^```$/gm)].map(m => m[1] ?? '');

test('both examples of the page are claims', () => {
  expect(read(page)).toMatchObject([
    { kind: 'intact', claim: { kind: 'violation', length: 3, loop: null }, flags: [] },
    { kind: 'intact', claim: { kind: 'safety', states: 1101, symmetry: false }, flags: [] },
  ]);
});

test('the sum of the example is that of the token text on the page', () => {
  const tokens = samples.find(sample => sample.startsWith('begin '));
  const hex = createHash('sha256')
    .update(tokens ?? '')
    .digest('hex');
  const sum = /^sum +(\S+)$/m.exec(samples[0] ?? '')?.[1];
  expect(sum?.replaceAll('-', '')).toBe(hex.slice(0, 16));
});

test('the page lists every word that values may not hold', () => {
  const rule = /may be one of ([\s\S]*?)\./.exec(page)?.[1] ?? '';
  const listed = [...rule.matchAll(/`(\w+)`/g)].map(m => m[1]);
  expect(new Set(listed)).toEqual(reserved);
});
