/**
 * Specifications that a mail carries: `----- begin NAME.pspec -----`, the text, `----- end
 * NAME.pspec -----`. Law: what is found is text that stands there, less marks of quoting;
 * whether it is the specification that a claim means is for the digest over its tokens to say.
 */
import { decodings } from './decode.ts';
import { behind, type Line, linesOf, plain } from './lines.ts';
import { specNamePattern } from './words.ts';

/** A text that may be a specification; `file` is the name that stands with it. */
export interface Inlined {
  readonly file: string;
  readonly text: string;
}

// Beyond these it is no text that anybody mails.
const mostTexts = 20;
const mostLines = 2000;

/** What a text may carry, each way to read it once, at most twenty. */
export function inlined(text: string): readonly Inlined[] {
  const found = new Map<string, Inlined>();
  for (const decoded of decodings(text)) {
    for (const one of inlinedIn(linesOf(plain(decoded)))) {
      if (found.size >= mostTexts) break;
      found.set(`${one.file}\n${one.text}`, one);
    }
  }
  return [...found.values()];
}

const ruler = /^[ \t]*-{2,}[ \t]+(begin|end)[ \t]+(\S{1,58})[ \t]+-{2,}[ \t]*$/;

function inlinedIn(lines: readonly Line[]): readonly Inlined[] {
  const found: Inlined[] = [];
  let open: { readonly file: string; readonly depth: number; readonly own: string[] } | null = null;
  for (const line of lines) {
    const [, what, file = ''] = ruler.exec(behind(line, Number.POSITIVE_INFINITY)) ?? [];
    if (what === 'begin' && specNamePattern.test(file)) {
      open = { file, depth: line.depth, own: [] };
    } else if (open !== null && what === 'end' && file === open.file) {
      found.push({ file, text: `${open.own.join('\n')}\n` });
      open = null;
    } else if (open !== null && open.own.length < mostLines) {
      open.own.push(behind(line, open.depth));
    }
  }
  return found;
}
