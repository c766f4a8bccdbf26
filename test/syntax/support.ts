/** What the tests of this floor share: a text parsed, and a Tree without its spans. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, render } from '../../src/base/diagnostic.ts';
import { parseFile } from '../../src/syntax/parse.ts';
import type { FileTree } from '../../src/syntax/tree.ts';

/** A parsed text with all that was told about it. */
export interface Parsed {
  readonly tree: FileTree;
  readonly told: readonly Diagnostic[];
  readonly messages: string;
}

export function parsed(text: string): Parsed {
  const told: Diagnostic[] = [];
  const tree = parseFile({ path: 'm.pspec', text }, d => told.push(d));
  return { tree, told, messages: told.map(render).join('') };
}

/** The Tree of a text that must parse; what comes with a later version may stand in it. */
export function treeOf(text: string): FileTree {
  const { tree, told, messages } = parsed(text);
  if (told.some(d => d.code !== 'language/later')) throw new Error(messages);
  return tree;
}

/** A tree, or a part of one, as text without its places. */
export function spanless(tree: unknown): string {
  const hidden = ['span', 'pathSpan', 'source'];
  const plain = (key: string, value: unknown): unknown => {
    if (hidden.includes(key)) return undefined;
    return typeof value === 'bigint' ? Number(value) : value;
  };
  return JSON.stringify(tree, plain, 1);
}

/** The specifications of this repository, and those of the design where it is at hand. */
export function specifications(): readonly { readonly path: string; readonly text: string }[] {
  const root = join(import.meta.dirname, '../..');
  const folders = [join(root, 'models'), join(root, '../shared/design'), join(root, 'test/syntax')];
  return folders.filter(existsSync).flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.pspec'))
      .map(name => ({ path: name, text: readFileSync(join(folder, name), 'utf8') })),
  );
}
