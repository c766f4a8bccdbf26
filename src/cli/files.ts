/**
 * Reading and writing files for the commands. A file that cannot be had is a value
 * here, not a throw: the user named it, so it is input like any other.
 */
import {
  chmodSync,
  closeSync,
  type Dirent,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

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

/** A file of a folder: its name in it, its text, and its mode as chmod has it. */
export interface Leaf {
  readonly path: string;
  readonly text: string;
  readonly mode: 0o644 | 0o755;
}

/** A file that could not be written. */
export interface Unwritten {
  readonly path: string;
  readonly reason: string;
}

/** Writes files into a folder, which is made if need be, and never beside it; the first that fails, or null. */
export function writeInto(folder: string, leaves: readonly Leaf[]): Unwritten | null {
  let path = folder;
  try {
    mkdirSync(folder, { recursive: true });
    for (const leaf of leaves) {
      if (!/^\w[\w.-]*$/.test(leaf.path))
        throw new Error(`broken promise: ${leaf.path} is the name of a file`);
      path = join(folder, leaf.path);
      if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
        return { path, reason: 'it is a symbolic link, which may lead out of the folder' };
      }
      writeFileSync(path, leaf.text);
      chmodSync(path, leaf.mode);
    }
    return null;
  } catch (error) {
    return { path, reason: reasonOf(error) };
  }
}

/** What a folder holds, or why that cannot be said. */
export type Listing =
  | { readonly kind: 'ok'; readonly entries: readonly Dirent[] }
  | { readonly kind: 'failed'; readonly reason: string };

/** Lists a folder, in no order. */
export function list(path: string): Listing {
  try {
    return { kind: 'ok', entries: readdirSync(path, { withFileTypes: true }) };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

const firstBytes = 2 ** 20;
// A text may have twice as many characters.
const mostBytes = 2 ** 28;

/** Reads one file after the other into one memory: bytes are good until the next file is read. */
export function reader(): (path: string) => Read {
  let memory = Buffer.allocUnsafeSlow(firstBytes);
  const filled = (file: number): Read => {
    let length = 0;
    for (;;) {
      if (length === memory.length) {
        if (length === mostBytes) return { kind: 'failed', reason: 'it is too large' };
        memory = Buffer.concat([memory], 2 * length);
      }
      const count = readSync(file, memory, length, memory.length - length, null);
      if (count === 0) return { kind: 'ok', bytes: memory.subarray(0, length) };
      length += count;
    }
  };
  return path => {
    try {
      const file = openSync(path, 'r');
      try {
        return filled(file);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      return { kind: 'failed', reason: reasonOf(error) };
    }
  };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  EEXIST: 'it is a file, not a directory',
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
