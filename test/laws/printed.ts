/** A variant as `format --variant` prints it, taken through the command itself. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from '../../src/cli/format.ts';

/** The module with a variant's patches written in; what the command says against it is a failure. */
export function printed(text: string, variant: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'laws-'));
  try {
    const file = join(folder, 'module.pspec');
    writeFileSync(file, text);
    let out = '';
    let err = '';
    const request = {
      command: 'format',
      files: [file],
      mode: 'print',
      variant,
      patch: null,
    } as const;
    const world = {
      out: (words: string) => {
        out += words;
      },
      err: (words: string) => {
        err += words;
      },
      progress: () => {},
      interrupted: () => false,
      colour: false,
    };
    const status = format(request, world);
    if (status !== 0)
      throw new Error(`format --variant ${variant} ends with ${status}\n${err}\n${text}`);
    return out;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
