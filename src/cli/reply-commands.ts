/** The commands with which a reader checks a reply's claims again, as a shell takes them. */
import type { Claim } from '../proof/claim.ts';

/** One line of a shell. */
export const commandsFor = ({ spec }: Claim): readonly string[] =>
  inShellLines(['patchproof verify this-mail.eml', `--spec ${quoted(spec.file)}`]);

const widest = 66;

/** A command as a mail has it: a line that is too long is two for the shell. */
export function inShellLines(words: readonly string[]): readonly string[] {
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

/** A word as a shell takes it. */
export const quoted = (word: string): string =>
  /^[\w./=,:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
