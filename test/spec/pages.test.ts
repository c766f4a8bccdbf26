/** The documentation, run: every block of every page does what its fence says. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Example, examplesOf } from './examples.ts';
import { anchorsOf, linksOf, pageOf } from './page.ts';
import { exampleFile, inFolder, messagesOf, ran, replayed, untrue } from './run.ts';

const root = resolve(import.meta.dirname, '../../spec');
const chapters = readdirSync(join(root, 'language')).map(name => join('language', name));
const pages = ['language.md', ...chapters.sort(), 'tutorial.md', 'phrases.md'];

const steady = (text: string): string => text.replaceAll(/^\d+\.\d\d s, /gm, '0.00 s, ');

// The lines of each part between `...` stand together, and the parts in this order.
function isExcerpt(excerpt: string, whole: string): boolean {
  let rest = `\n${whole}`;
  for (const part of excerpt.split(/^ *\.\.\.\n/m)) {
    const at = rest.indexOf(`\n${part}`);
    if (at < 0) return false;
    rest = rest.slice(at + part.length);
  }
  return true;
}

// What the page shows, and what comes out instead.
async function shownAndReal(example: Example): Promise<readonly [string, string]> {
  switch (example.kind) {
    case 'accepted':
      return ['', await messagesOf(example.text, 0, example.files)];
    case 'wrong':
      return [example.messages, await messagesOf(example.text, example.lines)];
    case 'true':
      return ['', untrue(example.text, example.context).join('\n')];
    case 'run': {
      const [command = '', ...options] = example.words;
      const files = new Map([[exampleFile, example.text]]);
      const { printed } = await inFolder(files, () => ran([command, exampleFile, ...options]));
      const matches = example.excerpt !== '' && isExcerpt(example.excerpt, printed);
      return [example.excerpt, matches ? example.excerpt : printed];
    }
    case 'session':
      return [steady(example.text), await inFolder(example.files, () => replayed(example.text))];
  }
}

// With UPDATE_SPEC=1, outputs are written into the page; excerpts are left to people.
function put(markdown: string, line: number, text: string): string {
  const lines = markdown.split('\n');
  const end = lines.indexOf(lines[line - 1]?.replace(/[a-z].*/, '') ?? '', line);
  return [...lines.slice(0, line), ...text.split('\n').slice(0, -1), ...lines.slice(end)].join(
    '\n',
  );
}

describe.each(pages)('%s', name => {
  const markdown = readFileSync(join(root, name), 'utf8');
  const page = pageOf(markdown);
  const examples = examplesOf(page);

  const news: (readonly [number, string])[] = [];

  describe.skipIf(examples.length === 0)(page.title, () => {
    for (const example of examples) {
      test(example.name, async () => {
        const [shown, real] = await shownAndReal(example);
        const isWhole = example.kind !== 'run' || example.excerpt === '';
        if (shown !== real && isWhole && example.output !== null) news.push([example.output, real]);
        expect(real).toBe(shown);
      });
    }
  });

  afterAll(() => {
    if (process.env.UPDATE_SPEC === undefined) return;
    const newest = news.reduceRight((text, [line, real]) => put(text, line, real), markdown);
    writeFileSync(join(root, name), newest);
  });

  test('every link leads somewhere', () => {
    const lost = linksOf(markdown).filter(link => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? join(root, name) : resolve(dirname(join(root, name)), file);
      const known = readdirSync(dirname(target)).includes(relative(dirname(target), target));
      return (
        !known ||
        (anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor))
      );
    });
    expect(lost).toEqual([]);
  });
});
