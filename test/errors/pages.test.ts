/**
 * The pages of `explain`: one for every code and every exit status, and none beside
 * them. Each is run: the example gives exactly the messages shown below it, and what
 * stands under "Way out" gives none. With UPDATE_SPEC=1 the messages are written into the
 * pages, to be read like code; lines that a page leaves out stand as `...` and are kept.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codes, runtimeCodes } from '../../src/base/codes.ts';
import { exit } from '../../src/cli/exit.ts';
import { type Fence, pageOf } from '../spec/page.ts';
import { exampleFile, inFolder, ran, replayed } from '../spec/run.ts';

const root = resolve(import.meta.dirname, '../../spec/errors');
const statuses = Object.values(exit).map(status => `exit/${status}`);
const wanted = [...codes, ...runtimeCodes, ...statuses];
const pages = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.md'))
  .map(name => name.slice(0, -'.md'.length));

const isSession = (fence: Fence): boolean => fence.text.startsWith('$ ');

/** The files of some blocks, the last of each name. */
const filesOf = (fences: readonly Fence[]): ReadonlyMap<string, string> =>
  new Map(fences.flatMap(f => (isSession(f) ? [] : [[f.words[0] ?? exampleFile, f.text]])));

/** What a command prints, but for the lines for which `...` stands. */
function elided(shown: string, real: string): string {
  let rest: readonly string[] = real.split('\n');
  const kept: string[] = [];
  const lines = shown.split('\n');
  for (const [i, line] of lines.entries()) {
    kept.push(line === '...' ? line : (rest[0] ?? ''));
    const next = lines[i + 1] ?? '';
    if (line !== '...') rest = rest.slice(1);
    else if (next === '') rest = [''];
    else rest = rest.slice(Math.max(0, rest.indexOf(next)));
  }
  return kept.join('\n') + (rest.length > 0 ? `\n${rest.join('\n')}` : '');
}

/** The page with new text in a block. */
function put(markdown: string, line: number, text: string): string {
  const lines = markdown.split('\n');
  const end = lines.indexOf('```', line);
  return [...lines.slice(0, line), ...text.split('\n').slice(0, -1), ...lines.slice(end)].join(
    '\n',
  );
}

test('every code and every exit status has a page, and every page a code', () => {
  expect([...pages].sort()).toEqual([...wanted].sort());
});

describe.each(pages)('the page %s', name => {
  const path = join(root, `${name}.md`);
  const { title, fences } = pageOf(readFileSync(path, 'utf8'));
  const example = fences.filter(f => f.heading === 'Example');
  const better = fences.filter(f => f.heading === 'Way out');
  const session = example.find(isSession);

  test('has its code as title, and an example', () => {
    expect(title).toBe(name.replace('exit/', 'exit status '));
    expect(session !== undefined || name === 'exit/255').toBe(true);
  });

  test('shows what the example gives, and the code is in it', async () => {
    if (session === undefined) return;
    const output = await inFolder(filesOf(example), () => replayed(session.text));
    const real = elided(session.text, output);
    if (process.env.UPDATE_SPEC !== undefined && real !== session.text) {
      writeFileSync(path, put(readFileSync(path, 'utf8'), session.line, real));
    }
    expect(real).toBe(session.text);
    if (!name.startsWith('exit/')) expect(real).toContain(name);
  });

  test('has a way out that gives no message', async () => {
    const command = session?.text.split('\n')[0] ?? '';
    if (filesOf(better).size === 0) return;
    const words = command.replace('$ patchproof ', '').split(' ');
    const { printed, status } = await inFolder(filesOf(better), () => ran(words));
    expect([status, printed]).toEqual([
      0,
      expect.not.stringMatching(/:\d+:\d+: (error|warning): /),
    ]);
  });
});
