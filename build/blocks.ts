/**
 * Blocks of a README that a command writes, between `<!-- made by: patchproof COMMAND -->`
 * and `<!-- end -->`, each on lines of its own: found, run, and filled in again. What
 * stands around them is left as it is.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A block, or the place of one that never ends. */
export type Block =
  | {
      readonly kind: 'block';
      /** Behind `patchproof`. */
      readonly words: readonly string[];
      /** Between the two markers. */
      readonly body: string;
      /** Where the body begins and ends, as offsets. */
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'unclosed'; readonly line: number };

/** What a command printed, or what was wrong with it. */
export type Output =
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: string };

const opener = /^<!--\s+made by:\s+patchproof\s+([\s\S]*?)\s*-->\n/gm;
const closer = /^<!-- end -->$/gm;

/** The READMEs below a folder, in the order of their names. */
export const readmesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /(?:^|[/\\])README\.md$/.test(name))
    .map(name => join(folder, name))
    .sort();

/** The blocks of a text, in their order. */
export function blocksOf(text: string): readonly Block[] {
  const openers = [...text.matchAll(opener)];
  return openers.map((found, i): Block => {
    const start = found.index + found[0].length;
    closer.lastIndex = start;
    const end = closer.exec(text)?.index;
    if (end === undefined || end > (openers[i + 1]?.index ?? end)) {
      return { kind: 'unclosed', line: text.slice(0, found.index).split('\n').length };
    }
    return {
      kind: 'block',
      words: wordsOf(found[1] ?? ''),
      body: text.slice(start, end),
      start,
      end,
    };
  });
}

// As a shell reads them, with double quotes.
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => word.replaceAll('"', ''));

/** What stands between the markers: Markdown as it is, other text as a block of code. */
export const bodyOf = (words: readonly string[], printed: string): string =>
  words.includes('--markdown') ? `\n${printed}\n` : `\n\`\`\`text\n${printed}\`\`\`\n\n`;

/** The text with new bodies, one for each block. */
export function filled(text: string, bodies: readonly (readonly [Block, string])[]): string {
  let at = 0;
  let made = '';
  for (const [block, body] of bodies) {
    if (block.kind === 'unclosed') continue;
    made += text.slice(at, block.start) + body;
    at = block.end;
  }
  return made + text.slice(at);
}

// Statuses beyond are no verdicts: a file or a specification that is wrong, a fault.
const lastVerdict = 30;
const usage = 2;

/** Runs the program of `dist`, from the folder of the project. */
export function ran(words: readonly string[]): Promise<Output> {
  const child = spawn(process.execPath, ['dist/cli/main.js', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', data => {
    text += data;
  });
  child.stderr.setEncoding('utf8').on('data', data => {
    said += data;
  });
  return new Promise(resolve => {
    child.on('close', status => {
      const told = status !== null && status <= lastVerdict && status !== usage;
      if (told) resolve({ kind: 'ok', text });
      else resolve({ kind: 'failed', reason: `status ${status}\n${said}` });
    });
  });
}
