/**
 * Ways to choose the words of a block among the lines of a mail: hypotheses about what
 * mail programs and people did to it. Law: a way drops or joins what is there and adds
 * nothing; whether it found the block is for the sum to say.
 */
import { behind, type Line, wordsOf } from './lines.ts';
import { headerKeys, safetyKeys } from './words.ts';

// A wrapped line is at least this long, marks of quoting and all.
const overlong = 50;

type Choose = (lines: readonly Line[], depth: number) => readonly Line[];

const selections: readonly Choose[] = [
  (lines, depth) => lines.filter(line => line.depth >= depth),
  (lines, depth) => lines.filter(line => line.depth === depth),
  (lines, depth) =>
    opening(
      lines.filter(line => line.depth >= depth),
      depth,
    ),
  lines => lines,
  (lines, depth) => withOverflow(lines, line => line.depth >= depth),
  (lines, depth) => withOverflow(lines, line => line.depth === depth),
  (lines, depth) =>
    opening(
      withOverflow(lines, line => line.depth === depth),
      depth,
    ),
  (lines, depth) => opening(lines, depth),
];

type Join = (texts: readonly string[]) => readonly string[];

const joins: readonly Join[] = [
  texts => wordsOf(texts.join('\n')),
  // Quoted lines that were joined keep marks inside.
  texts => wordsOf(texts.join('\n')).filter(word => !/^(?:[>|]+|[A-Za-z]\w{0,15}>)$/.test(word)),
  // Broken behind a dash: `sva-` and `draft` are one word.
  texts => wordsOf(texts.join('\n').replace(/(?<=[\w]-)[ \t]*\n[ \t>|]*(?=[\w])/g, '')),
];

/** The words of each way, the likeliest first, none twice. */
export function* waysToRead(lines: readonly Line[], depth: number): Generator<readonly string[]> {
  const seen = new Set<string>();
  for (const select of selections) {
    const chosen = select(lines, depth);
    for (const marks of [depth, Number.POSITIVE_INFINITY]) {
      const texts = chosen.map(line => behind(line, marks));
      for (const join of joins) {
        const words = join(texts);
        const key = words.join(' ');
        if (seen.has(key)) continue;
        seen.add(key);
        yield words;
      }
    }
  }
}

const keys = [...headerKeys, ...safetyKeys, 'loop', 'sum'].join('|');
const opener = new RegExp(`^[ \\t]*(?:\\d{1,15}[ \\t]+[A-Za-z_]|(?:${keys})[ \\t]|-)`);

/** Lines that open with a number or key, and those that end a bracket which these left open. */
function opening(lines: readonly Line[], depth: number): readonly Line[] {
  let open = 0;
  return lines.filter(line => {
    const text = behind(line, depth);
    if (opener.test(text)) open = 0;
    else if (open <= 0) return false;
    open += openedIn(text);
    return true;
  });
}

function openedIn(text: string): number {
  let open = 0;
  for (const c of text) open += '([{'.includes(c) ? 1 : ')]}'.includes(c) ? -1 : 0;
  return open;
}

/** The lines wanted, and of others those that a wrapped line in front of them may have lost. */
function withOverflow(lines: readonly Line[], wanted: (line: Line) => boolean): readonly Line[] {
  return lines.filter((line, i) => {
    const before = lines[i - 1];
    return (
      wanted(line) || (before !== undefined && wanted(before) && before.raw.length >= overlong)
    );
  });
}
