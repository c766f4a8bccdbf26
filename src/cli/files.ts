/**
 * Reading and writing files for the commands. A file that cannot be had is a value
 * here, not a throw: the user named it, so it is input like any other.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** The bytes of a file, or why there are none. */
export type Read =
  | { readonly kind: 'ok'; readonly bytes: Buffer }
  | { readonly kind: 'failed'; readonly reason: string };

/** `-` is standard input. */
export const stdin = '-';

/** Reads a file as the user named it. */
export function read(path: string): Read {
  try {
    return { kind: 'ok', bytes: readFileSync(path === stdin ? 0 : path) };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

/** Writes a file; undefined when that went well, else the reason why not. */
export function write(path: string, text: string): string | undefined {
  try {
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is no directory',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EMFILE: 'too many files are open',
};

// What the system refused is input; anything else thrown here is a fault of ours and goes on.
function reasonOf(error: unknown): string {
  if (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'syscall' in error
  ) {
    return reasons[error.code] ?? error.code;
  }
  throw error;
}
