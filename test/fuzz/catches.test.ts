/**
 * What is thrown is a fault of patchproof and goes up to the program, which says so. The
 * few places that catch do it for what others throw at us as input, and pass on the rest.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../src');

/** How often a file catches, and what. */
const known: Readonly<Record<string, readonly [number, string]>> = {
  'cli/files.ts': [5, 'what the system says of a file that the user named'],
  'cli/program.ts': [1, 'the way in which commander ends a command line that is wrong'],
  'cli/schedule-itf.ts': [1, 'text of the user that is no JSON'],
  'mail/pattern.ts': [1, 'a regular expression of the user that is none'],
  'mail/charset.ts': [1, 'the name of a charset that a mail made up'],
  'peer/run.ts': [2, 'a process that has ended meanwhile, or of which the system tells nothing'],
  'engine/js/table.ts': [1, 'a table that the system has no memory for'],
  'engine/lower/expand.ts': [1, 'a step that is too long to be written out; another way is tried'],
  'engine/lower/program.ts': [1, 'a machine that engines cannot run; the reason is told'],
  'engine/search/thread.ts': [1, 'whatever a helping thread dies of; the search ends as unknown'],
  'engine/wasm/platform.ts': [1, 'a memory that the system cannot reserve'],
};

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  name => name.endsWith('.ts') && name !== join('syntax', 'recipe.ts'),
);

/** The blocks behind `catch`, and the uses of `.catch(`. */
function catches(text: string): readonly string[] {
  const blocks = [...text.matchAll(/\bcatch\s*(?:\([^)]*\)\s*)?\{([\s\S]*?)\n( *)\}/g)].map(
    m => m[1] ?? '',
  );
  const methods = [...text.matchAll(/\.catch\(/g)].map(m => m[0]);
  return [...blocks, ...methods];
}

test('only these places catch', () => {
  const counts = files.map(
    name => [name, catches(readFileSync(join(root, name), 'utf8')).length] as const,
  );
  const expected = Object.entries(known).map(([name, [count]]) => [name, count]);
  expect(counts.filter(([, count]) => count > 0).sort()).toEqual(expected.sort());
});

test('none of them makes a diagnostic of what was thrown', () => {
  for (const name of Object.keys(known)) {
    const text = readFileSync(join(root, name), 'utf8');
    expect(catches(text).filter(block => /report\(|severity|code:/.test(block))).toEqual([]);
  }
});

test('each passes on what is not meant for it', () => {
  for (const name of Object.keys(known)) {
    expect(readFileSync(join(root, name), 'utf8')).toMatch(/throw error;/);
  }
});
