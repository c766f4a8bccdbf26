/**
 * A page of the documentation as the tests see it: its fenced blocks, each with the
 * words behind the fence and the headings above it. Knows Markdown, not the language.
 */

/** One fenced block. */
export interface Fence {
  /** The first word behind the fence: `pspec`, `text`, `diff`. */
  readonly language: string;
  /** The other words. */
  readonly words: readonly string[];
  /** With a line end behind each line. */
  readonly text: string;
  /** Of the fence, from 1. */
  readonly line: number;
  /** The nearest heading above, without the page's title. */
  readonly heading: string;
}

/** A page with its first heading. */
export interface Page {
  readonly title: string;
  readonly fences: readonly Fence[];
}

const opening = /^(`{3,})(\S*) *(.*)$/;
const headed = /^(#{1,6}) +(.*)$/;

/** Takes a page apart; a block that is never closed throws. */
export function pageOf(markdown: string): Page {
  const lines = markdown.split('\n');
  const fences: Fence[] = [];
  let title = '';
  let heading = '';
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const [, marks = '', words = ''] = headed.exec(line) ?? [];
    if (marks === '#') title = words;
    else if (marks !== '') heading = words;
    const [, ticks, language = '', rest = ''] = opening.exec(line) ?? [];
    if (ticks === undefined) continue;
    const end = lines.indexOf(ticks, at + 1);
    if (end < 0) throw new Error(`the block of line ${at + 1} is never closed`);
    const text = lines.slice(at + 1, end).map(one => `${one}\n`);
    const more = rest.split(' ').filter(word => word !== '');
    fences.push({ language, words: more, text: text.join(''), line: at + 1, heading });
    at = end;
  }
  return { title, fences };
}

/** Where links of a page lead, without those to other sites. */
export function linksOf(markdown: string): readonly string[] {
  const prose = markdown.replaceAll(/^(`{3,})[\s\S]*?^\1$/gm, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(found => found[1] ?? []);
  return targets.filter(target => !/^[a-z]+:/.test(target));
}

/** The anchors that headings of a page make. */
export function anchorsOf(markdown: string): readonly string[] {
  const prose = markdown.replaceAll(/^(`{3,})[\s\S]*?^\1$/gm, '');
  return [...prose.matchAll(/^#{1,6} +(.*)$/gm)].map(([, words = '']) =>
    words
      .toLowerCase()
      .replaceAll(/[^a-z0-9 _-]/g, '')
      .replaceAll(' ', '-'),
  );
}
