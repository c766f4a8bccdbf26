/**
 * Text in columns: everything that people read is at most `pageWidth` columns of
 * ASCII, so that it survives being quoted in mail. Broken at blanks; a word that is
 * wider than its room is cut, for nothing may be lost.
 */

/** Columns of a page. */
export const pageWidth = 72;

/** The text in lines of at most `width` columns, at least one line. */
export function wrap(text: string, width: number): readonly string[] {
  const room = Math.max(1, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .split(/\s+/)
    .filter(w => w !== '')
    .flatMap(w => pieces(w, room))) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < word.length; at += width) parts.push(word.slice(at, at + width));
  return parts;
}

/**
 * `lead` and then the text, wrapped to the page, further lines under the start of
 * the text: `labelled('  for: ', 'p = Page0')`.
 */
export function labelled(lead: string, text: string, width: number = pageWidth): readonly string[] {
  const [first = '', ...rest] = wrap(text, width - lead.length);
  return [`${lead}${first}`.trimEnd(), ...rest.map(line => `${' '.repeat(lead.length)}${line}`)];
}

/** `lead` and then the items with commas, broken between items where that is possible. */
export function listed(
  lead: string,
  items: readonly string[],
  width: number = pageWidth,
): readonly string[] {
  const lines = packed(items, width - lead.length);
  return lines.map((line, i) => `${i === 0 ? lead : ' '.repeat(lead.length)}${line}`.trimEnd());
}

/** The items in lines of at most `width` columns, with commas between and behind. */
export function packed(items: readonly string[], width: number): readonly string[] {
  const lines: string[] = [''];
  items.forEach((item, i) => {
    const word = i === items.length - 1 ? item : `${item},`;
    const line = lines.at(-1) ?? '';
    if (line === '') lines.splice(-1, 1, ...atCommas(word, width));
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(...atCommas(word, width));
  });
  return lines;
}

// A long value is broken behind its commas, and elsewhere only where that is not enough.
function atCommas(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const part of text.split(/(?<=,) /)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + part.length <= width) {
      lines[lines.length - 1] = `${line} ${part}`;
    } else {
      lines.push(...wrap(part, width));
    }
  }
  return lines;
}

/** Source text as one line: comments dropped, white space collapsed. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** `1 step`, `2 steps`. */
export const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

/** Lines to text; the last one ends too. */
export const text = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('');
