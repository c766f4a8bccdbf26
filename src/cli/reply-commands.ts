/** The commands with which a reader checks a reply's claims again, as a shell takes them. */
import type { Claim } from '../proof/claim.ts';
import type { ReplyRequest } from './request.ts';

/** One line of a shell. */
export function commandsFor(claim: Claim, request: ReplyRequest): readonly string[] {
  const { file } = claim.spec;
  const chosen = [
    ...request.variants.map(name => `--variant ${quoted(name)}`),
    ...request.patches.map(names => `--patch ${quoted(names)}`),
    ...claim.params
      .filter(({ name }) => request.sweeps.some(sweep => sweep.name === name))
      .map(({ name, value }) => `-D ${quoted(`${name}=${value}`)}`),
  ];
  if (claim.kind === 'violation')
    return broken(['patchproof replay', quoted(file), 'this-mail.eml', ...chosen]);
  const named = request.properties.map(name => `--property ${quoted(name)}`);
  const symmetry = claim.symmetry ? [] : ['--no-symmetry'];
  return broken(['patchproof check', quoted(file), ...chosen, ...named, ...symmetry]);
}

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
