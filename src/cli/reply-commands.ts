/** The commands with which a reader checks a reply's claims again, as a shell takes them. */
import type { Claim } from '../proof/claim.ts';

/** One line of a shell. */
export const commandsFor = ({ spec }: Claim): readonly string[] =>
  broken(['patchproof verify this-mail.eml', `--spec ${quoted(spec.file)}`]);

const widest = 66;

// A line too long for a mail is two for the shell.
function broken(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > widest) {
      lines.push(`${line} \\`);
      line = `   ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [[...lines, line].join('\n')];
}

const quoted = (word: string): string =>
  /^[\w./=,:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
