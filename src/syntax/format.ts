/**
 * The canonical text of a Tree, comments kept. Its laws: parsing it gives the Tree
 * back but for spans, and formatting twice is formatting once. Between declarations
 * stands an empty line if one of them takes several lines, else if one stood there.
 */
import { declaration } from './format/declarations.ts';
import { type Item, stacked } from './format/items.ts';
import { textOf } from './format/layout.ts';
import type { Comment, Decl, FileTree } from './tree.ts';

const width = 80;

/** The canonical text of a file; it ends with a line end, if it is not empty. */
export function formatFile(tree: FileTree): string {
  return textOfDecls(tree.decls, tree.inside);
}

/** The canonical text of declarations alone. */
export function formatDecls(decls: readonly Decl[]): string {
  return textOfDecls(decls, []);
}

function textOfDecls(decls: readonly Decl[], inside: readonly Comment[]): string {
  const items: Item[] = decls.map(of => ({ of, layout: declaration(of) }));
  const long = items.map(({ layout }) => textOf(layout, width).includes('\n'));
  const parted = (index: number): boolean =>
    long[index] === true || long[index - 1] === true || foreign(decls[index - 1], decls[index]);
  const text = textOf(stacked(items, inside, parted), width);
  return text === '' ? '' : `${text}\n`;
}

// Declarations that did not stand one behind the other say nothing about empty lines:
// those of one kind go together.
function foreign(first: Decl | undefined, second: Decl | undefined): boolean {
  if (first === undefined || second === undefined || first.kind === second.kind) return false;
  return first.span.source !== second.span.source || first.span.start > second.span.start;
}
