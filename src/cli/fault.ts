/** What the program says when it has broken a promise of its own. */
import { version } from './version.ts';

/** Asks for a report, and says with what. */
export function faultText(error: unknown, words: readonly string[]): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    '',
    'patchproof: this is a fault of patchproof, not of your specification.',
    'Please report it, with these lines and the specification that shows it:',
    '',
    `  patchproof ${version}, node ${process.version}, ${process.platform} ${process.arch}`,
    `  patchproof ${words.join(' ')}`,
    ...what.split('\n').map(line => `  ${line}`),
    '',
  ].join('\n');
}
