/**
 * Reads a specification: the file that was named and what it imports, each once,
 * paths relative to the file that imports. Only this file knows that sources come
 * from a disk; what is wrong with their text is reported by the parser.
 */
import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import type { Report } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';
import { parseFile } from '../syntax/parse.ts';
import type { Decl, FileTree } from '../syntax/tree.ts';
import type { FileDigest } from '../view/report.ts';
import { read, stdin } from './files.ts';

/** The files of a specification, the root first. */
export interface Loaded {
  readonly trees: readonly FileTree[];
  readonly files: readonly FileDigest[];
}

/** What was loaded, or why the root file cannot be read. */
export type Loading = Loaded | { readonly unreadable: string };

type Import = Extract<Decl, { readonly kind: 'import' }>;

interface Progress {
  readonly trees: FileTree[];
  readonly files: FileDigest[];
  readonly seen: Set<string>;
  readonly report: Report;
}

/** Loads the file with all it imports; `-` is standard input. Reports what does not parse. */
export function load(path: string, report: Report): Loading {
  const got = read(path);
  if (got.kind === 'failed') return { unreadable: got.reason };
  const identity = resolve(path);
  const progress: Progress = { trees: [], files: [], seen: new Set([identity]), report };
  enter(progress, { shown: path === stdin ? '<stdin>' : path, folder: dirname(path) }, got.bytes, [
    identity,
  ]);
  return { trees: progress.trees, files: progress.files };
}

interface Named {
  /** As messages show it. */
  readonly shown: string;
  /** Where its imports start from. */
  readonly folder: string;
}

function enter(progress: Progress, file: Named, bytes: Buffer, stack: readonly string[]): void {
  const source: Source = { path: file.shown, text: bytes.toString('utf8') };
  const tree = parseFile(source, progress.report);
  progress.trees.push(tree);
  progress.files.push({
    path: file.shown,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  for (const decl of tree.decls) {
    if (decl.kind === 'import') follow(progress, decl, file.folder, stack);
  }
}

function follow(progress: Progress, decl: Import, folder: string, stack: readonly string[]): void {
  const shown = isAbsolute(decl.path) ? decl.path : normalize(join(folder, decl.path));
  const identity = resolve(shown);
  if (stack.includes(identity)) progress.report(circle(decl, shown));
  if (progress.seen.has(identity)) return;
  progress.seen.add(identity);
  const got = read(identity);
  if (got.kind === 'failed') progress.report(missing(decl, shown, got.reason));
  else enter(progress, { shown, folder: dirname(shown) }, got.bytes, [...stack, identity]);
}

const circle = (decl: Import, shown: string) =>
  ({
    severity: 'error',
    code: 'import/circle',
    span: decl.pathSpan,
    message: `\`${shown}\` is imported while it is being read`,
    help: 'move what both files need to a third one',
  }) as const;

const missing = (decl: Import, shown: string, reason: string) =>
  ({
    severity: 'error',
    code: 'import/missing',
    span: decl.pathSpan,
    message: `cannot read \`${shown}\`: ${reason}`,
    help: 'the path is taken from the folder of the file that imports',
  }) as const;
