/**
 * Lists of statements, members and declarations on lines of their own, with their
 * comments. Of the empty lines between two items, one is kept; where they come from
 * different texts, as in a patched module, the caller says.
 */
import type { Span } from '../../base/source.ts';
import type { Comment, Commented } from '../tree.ts';
import { blankLine, type Layout, newline } from './layout.ts';

/** One item with its text; comments inside it are part of that text. */
export interface Item {
  readonly of: Commented;
  readonly layout: Layout;
}

/** Items below each other, then the comments that stand behind the last. */
export function stacked(
  items: readonly Item[],
  inside: readonly Comment[],
  parted: (before: number) => boolean = () => false,
): Layout {
  const parts: Layout[] = [];
  let last: Span | undefined;
  items.forEach(({ of, layout }, index) => {
    const begin = startOf(of);
    if (last !== undefined)
      parts.push(blankBetween(last, begin) || parted(index) ? blankLine : newline);
    parts.push(before(of), layout, after(of.comments.after));
    last = endOf(of);
  });
  for (const comment of inside) {
    if (last !== undefined) parts.push(blankBetween(last, comment.span) ? blankLine : newline);
    parts.push(commentLayout(comment));
    last = comment.span;
  }
  return parts;
}

/** The comments before a thing, each on a line of its own. */
export function before(of: Commented): Layout {
  const comments = of.comments.before;
  return comments.map((comment, index) => {
    const follower = comments[index + 1]?.span ?? of.span;
    return [commentLayout(comment), blankBetween(comment.span, follower) ? blankLine : newline];
  });
}

/** The comments behind a thing on its line. */
export function after(comments: readonly Comment[]): Layout {
  return comments.map(comment => {
    const [first = '', ...rest] = comment.text.split('\n');
    return [{ kind: 'aside', text: ` ${first}` }, rest.map(text => [newline, text])];
  });
}

function commentLayout(comment: Comment): Layout {
  return comment.text.split('\n').map((text, index) => (index === 0 ? text : [newline, text]));
}

/** Whether comments stand around a thing, so that it needs lines of its own. */
export function isCommented({ comments }: Commented): boolean {
  return comments.before.length + comments.after.length + comments.inside.length > 0;
}

function blankBetween(first: Span, second: Span): boolean {
  if (first.source !== second.source || first.end > second.start) return false;
  return /\n[ \t\r]*\n/.test(first.source.text.slice(first.end, second.start));
}

// With the comments around it; those that were moved before it from within do not count.
function startOf({ span, comments }: Commented): Span {
  const [first] = comments.before;
  return first !== undefined && first.span.source === span.source && first.span.start < span.start
    ? { ...first.span, end: span.end }
    : span;
}

function endOf({ span, comments }: Commented): Span {
  const last = comments.after.at(-1);
  return last !== undefined && last.span.source === span.source && last.span.end > span.end
    ? { ...span, end: last.span.end }
    : span;
}
