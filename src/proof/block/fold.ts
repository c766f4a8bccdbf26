/**
 * Lines of a block out of words. Law: joined again with blanks the lines are the text,
 * and no line opens with what mail tools take for a quote, a trailer or a patch.
 */

// `at: Page0` would be a trailer, `}` and `>` marks of quoting.
const opensBadly = /^(?:[>|:}#.@<=]|-|From$|\w\S*:$|[A-Za-z]\w*>)/;

/** Whether a line may open with this word. */
export const mayOpen = (word: string): boolean => !opensBadly.test(word);

/** The text in lines of at most `width` columns, broken at blanks only; a longer word overflows. */
export function fold(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const unit of unitsOf(text, width)) {
    if (line === '') line = unit;
    else if (line.length + 1 + unit.length <= width) line += ` ${unit}`;
    else {
      lines.push(line);
      line = unit;
    }
  }
  return [...lines, line];
}

// A word that may not open a line sticks to the one before it, as long as that fits.
function unitsOf(text: string, width: number): readonly string[] {
  const units: string[] = [];
  for (const word of text.split(' ')) {
    const last = units.at(-1);
    if (last !== undefined && !mayOpen(word) && last.length + 1 + word.length <= width) {
      units[units.length - 1] = `${last} ${word}`;
    } else units.push(word);
  }
  return units;
}
