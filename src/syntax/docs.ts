/** What `///` comments say about the thing they stand at, for reports. */
import type { Comments } from './tree.ts';

/** The doc comments before a thing, a line each, joined by line ends; `null` where there is none. */
export function docOf(comments: Comments): string | null {
  const lines = comments.before
    .filter(comment => comment.kind === 'doc')
    .map(comment => comment.text.replace(/^\/\/\/ ?/, ''));
  return lines.length === 0 ? null : lines.join('\n');
}
