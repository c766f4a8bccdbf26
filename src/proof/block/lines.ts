/**
 * Text of any quoting as lines with their depth. Signs that mail programs put for
 * blanks and dashes become blanks and dashes again; marks of quoting, stamps of the
 * kernel's log and the dashes of old signatures are no part of a line.
 */

/** One line of a mail. */
export interface Line {
  /** As it stands, with plain blanks and dashes. */
  readonly raw: string;
  /** How many marks of quoting stand before it. */
  readonly depth: number;
  /** Where it starts behind each number of marks; the last is behind all. */
  readonly starts: readonly number[];
}

/**
 * Plain ASCII for what stands for blanks and dashes, also where UTF-8 was read as
 * Latin-1; invisible signs dropped. Law: ASCII without CR stays as it is.
 */
export function plain(text: string): string {
  const unix = text.replace(/\r+\n?/g, '\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is whether it is ASCII
  if (!/[^\x00-\x7f]/.test(unix)) return unix;
  return unix
    .replace(
      /\u00e2(?:\u0080[\u0090-\u0095]|\u0088\u0092|\u20ac[\u201c\u201d\u2018\u2019\u02dc\u2022])/g,
      '\u2014',
    )
    .replace(/\u00e2(?:\u0080[\u008b-\u008f]|\u0081\u00a0|\u20ac[\u2039\u0152\u017d])/g, '')
    .replace(/\u00ef(?:\u00bb)(?:\u00bf)/g, '')
    .replace(/\u00c2(?=[\u00a0\u00ad])/g, '')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\u2028\u2029\u0085]/g, '\n')
    .replace(/[-\u2010-\u2015\u2212]+/g, (run, at: number, whole: string) =>
      /^-+$/.test(run) || !alone(whole, at, run.length) ? run.replace(/[^-]/g, '-') : '-----',
    );
}

// Some programs make one long dash of several: between blanks it is the ruler of a block.
const alone = (text: string, at: number, length: number): boolean =>
  /^\s?$/.test(text[at - 1] ?? '') && /^\s?$/.test(text[at + length] ?? '');

const mark = /[ \t]*(?:[>|:}]|[A-Za-z][A-Za-z0-9]{0,15}>)/y;
const stamp = /[ \t]*(?:<\d>)?\[ {0,6}\d{1,7}\.\d{6}\][ \t]?/y;
const escaped = /[ \t]*- (?=-----|- )/y;

/** The lines of a plain text. */
export const linesOf = (text: string): readonly Line[] => text.split('\n').map(lineOf);

function lineOf(raw: string): Line {
  const starts = [aside(raw, 0)];
  for (;;) {
    const from = starts.at(-1) ?? 0;
    const next = after(mark, raw, from);
    if (next === from) return { raw, depth: starts.length - 1, starts };
    starts.push(aside(raw, next));
  }
}

const aside = (raw: string, from: number): number => after(escaped, raw, after(stamp, raw, from));

function after(pattern: RegExp, raw: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(raw) ? pattern.lastIndex : from;
}

/** The line behind at most so many marks. */
export const behind = ({ raw, starts }: Line, marks: number): string =>
  raw.slice(starts[Math.min(marks, starts.length - 1)] ?? 0);

/** The words between blanks. */
export const wordsOf = (text: string): readonly string[] =>
  text.split(/[ \t\n\f\v]+/).filter(w => w !== '');
