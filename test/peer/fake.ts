/**
 * Programs called `rumur` that do wrong: a script in a folder of its own, which stands first
 * in PATH while a test runs.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What it says when it is asked for its version. */
const version = 'if [ "$1" = --version ]; then echo "Rumur version v1.2.3"; exit 0; fi';

/** Runs the work with a `rumur` that does this, a text for sh; the real one is `$REAL`. */
export async function withRumur<T>(
  folder: string,
  script: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = process.env.PATH ?? '';
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'rumur');
  writeFileSync(path, `#!/bin/sh\n${version}\nREAL="env PATH=${before} rumur"\n${script}\n`);
  chmodSync(path, 0o755);
  return withPath(`${folder}${delimiter}${before}`, work);
}

/** Runs the work with this PATH. */
export async function withPath<T>(path: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.PATH;
  process.env.PATH = path;
  try {
    return await work();
  } finally {
    process.env.PATH = before;
  }
}

/** A verifier that prints this: the text of a program in C, written where `--output` says. */
export const verifierThatSays = (said: string): string =>
  [
    'while [ "$1" != --output ]; do shift; done',
    'cat > "$2" <<\'END\'',
    '#include <stdio.h>',
    `int main(void) { puts(${JSON.stringify(said)}); return 0; }`,
    'END',
  ].join('\n');
