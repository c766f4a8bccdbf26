/** The version of this program, from its package.json: two folders up, here and in dist. */
import { readFileSync } from 'node:fs';

function read(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const found = /"version":\s*"([^"]+)"/.exec(text)?.[1];
  if (found === undefined) throw new Error('broken promise: package.json names a version');
  return found;
}

/** `0.1.0`. */
export const version: string = read();
