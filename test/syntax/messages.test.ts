/**
 * Every message of this floor, whole, as it is read. messages.txt holds a claim, a text
 * and what is told about it; `UPDATE=1` writes what is told now, to be reviewed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codes } from '../../src/base/codes.ts';
import { parsed } from './support.ts';

const path = join(import.meta.dirname, 'messages.txt');
const cases = readFileSync(path, 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map(part => {
    const [head = '', golden = ''] = part.split(/\n---\n/);
    const [claim = '', ...text] = head.split('\n');
    return { claim, text: text.join('\n'), golden };
  });

if (process.env.UPDATE !== undefined) {
  const told = cases.map(
    ({ claim, text }) => `=== ${claim}\n${text}\n---\n${parsed(text).messages}`,
  );
  writeFileSync(path, told.join(''));
}

describe('messages', () => {
  test.each(cases)('$claim', ({ text, golden }) => {
    expect(parsed(text).messages).toBe(golden);
  });

  test('each code of this floor has a message here', () => {
    const own = codes.filter(code => code.startsWith('syntax/') || code === 'language/later');
    const shown = cases.map(({ golden }) => golden).join('');
    expect(own.filter(code => !shown.includes(`[${code}]`))).toEqual([]);
  });

  test('every error shows a way out', () => {
    const mute = cases.filter(({ text }) => parsed(text).told.some(d => d.help === undefined));
    expect(mute.map(({ claim }) => claim)).toEqual([]);
  });

  test('no claim is made twice', () => {
    expect(new Set(cases.map(({ claim }) => claim)).size).toBe(cases.length);
  });
});
