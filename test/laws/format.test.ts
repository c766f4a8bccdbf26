/** Laws of the parser and the formatter, on random modules with random comments. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { render } from '../../src/base/diagnostic.ts';
import { formatFile } from '../../src/syntax/format.ts';
import { parseFile } from '../../src/syntax/parse.ts';
import type { FileTree } from '../../src/syntax/tree.ts';
import { placements, withComments } from './comments.ts';
import { modules } from './modules.ts';
import { plain } from './plain.ts';
import { asked, runs } from './setting.ts';

/** The tree of a text, or what was reported. */
function parsed(text: string): FileTree | string {
  const found: string[] = [];
  const tree = parseFile({ path: 'module.pspec', text }, d => found.push(render(d)));
  return found.length === 0 ? tree : found.join('\n');
}

const texts = modules({ accepts: text => typeof parsed(text) !== 'string' });

function treeOf(text: string): FileTree {
  const tree = parsed(text);
  if (typeof tree === 'string') throw new Error(`${tree}\n${text}`);
  return tree;
}

test('what is formatted parses to the same tree, comments included', () => {
  fc.assert(
    fc.property(texts, placements, (text, comments) => {
      const tree = treeOf(withComments(text, comments));
      const again = treeOf(formatFile(tree));
      expect(plain(again.decls)).toBe(plain(tree.decls));
      expect(plain(again.inside)).toBe(plain(tree.inside));
    }),
    asked(runs),
  );
}, 600_000);

test('formatting twice is formatting once', () => {
  fc.assert(
    fc.property(texts, placements, (text, comments) => {
      const once = formatFile(treeOf(withComments(text, comments)));
      expect(formatFile(treeOf(once))).toBe(once);
    }),
    asked(runs),
  );
}, 600_000);
