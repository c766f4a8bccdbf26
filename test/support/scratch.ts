/** A folder of its own for the tests of a file, gone when they are over. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

export interface Scratch {
  readonly folder: string;
  /** Writes a file there, with the folders that it lies in; gives its path. */
  readonly file: (name: string, text: string) => string;
}

/** Makes it; to be called once, outside of all tests. */
export function scratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'patchproof-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  return { folder, file };
}
