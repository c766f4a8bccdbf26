/**
 * What all readers of matched text share: where the text stands in its source, which
 * comments are still free, and the small ways from ohm's nodes to names and spans.
 */
import type { Report } from '../../base/diagnostic.ts';
import type { Source, Span } from '../../base/source.ts';
import { type Around, bare, type CommentBag, commentsBetween, type Range } from '../comments.ts';
import type { Node } from '../grammar.ts';
import type { Comment, Commented, Comments, Name } from '../tree.ts';

/** One matched text: it begins at `offset` of its source. */
export interface Reading {
  readonly source: Source;
  readonly offset: number;
  readonly bag: CommentBag;
  readonly report: Report;
}

/** Reads a node of the rules it knows. */
export type Reader<T> = (reading: Reading, node: Node) => T;

/** Where a node stands. */
export function spanOf(reading: Reading, node: Node): Span {
  const { startIdx, endIdx } = node.source;
  return { source: reading.source, start: reading.offset + startIdx, end: reading.offset + endIdx };
}

/** The word of a node, with its place. */
export function nameOf(reading: Reading, node: Node): Name {
  return { text: node.sourceString, span: spanOf(reading, node) };
}

/** The text between the quotes of a string; a line end in it, which mail made, is a space. */
export function textOf(node: Node): string {
  return node.sourceString.slice(1, -1).replace(/\s*\n\s*/g, ' ');
}

/** What an optional part holds, if it is there. */
export function optional(node: Node): Node | undefined {
  return node.children[0];
}

/** Reads an optional part, `null` where it is not. */
export function maybe<T>(reading: Reading, node: Node, reader: Reader<T>): T | null {
  const part = optional(node);
  return part === undefined ? null : reader(reading, part);
}

/** The items of a `ListOf` or `NonemptyListOf`. */
export function itemsOf(list: Node): readonly Node[] {
  if (list.ctorName === 'EmptyListOf') return [];
  if (list.ctorName === 'ListOf') return itemsOf(list.child(0));
  return [list.child(0), ...list.child(2).children];
}

/** Reads the items of a list that has at least one. */
export function oneOrMore<T>(
  reading: Reading,
  list: Node,
  reader: Reader<T>,
): readonly [T, ...T[]] {
  const [, ...rest] = itemsOf(list);
  return [reader(reading, list.child(0)), ...rest.map(node => reader(reading, node))];
}

/** What a reader puts on a thing at last, when its own lists have taken their comments. */
export type Finish = (inside?: readonly Comment[]) => Commented;

/** Reads an item of a list with the comments around it. */
export type MemberReader<T> = (reading: Reading, node: Node, around: Around) => T;

/** Reads the items of a body that spans `whole`, and the comments before its end. */
export function members<T>(
  reading: Reading,
  whole: Range,
  nodes: readonly Node[],
  reader: MemberReader<T>,
): { readonly items: readonly T[]; readonly inside: readonly Comment[] } {
  const ranges = nodes.map(node => spanOf(reading, node));
  const { around, inside } = commentsBetween(reading.bag, reading.source, whole, ranges);
  const items = nodes.map((node, index) => reader(reading, node, around[index] ?? bare));
  return { items, inside };
}

/**
 * The comments of a thing whose own lists have taken theirs: those around it, and what
 * is left within it, which moves before it.
 */
export function attached(
  reading: Reading,
  span: Span,
  around: Around,
  inside: readonly Comment[] = [],
): Comments {
  const within = reading.bag.take(span.start, span.end);
  return { before: [...around.before, ...within], after: around.after, inside };
}
