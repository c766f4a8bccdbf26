/**
 * Looks names up in a tree of code: in the file where one is said to stand, and, for those
 * that do not stand there, in all files of C, assembly and Rust, in one walk for all of
 * them. Nothing is kept of a file but the places that were looked for.
 */
import { join, normalize } from 'node:path';
import { sorts, standingOf, wordsOf } from '../check/standing.ts';
import type { Missing, Place } from '../view/anchored.ts';
import { list, type Read, reader } from './files.ts';
import type { World } from './world.ts';

/** A folder of code. */
export interface Tree {
  readonly root: string;
  readonly read: (path: string) => Read;
  readonly world: Pick<World, 'err' | 'progress' | 'interrupted'>;
}

/** Opens a tree; nothing is read yet. */
export const treeAt = (root: string, world: Tree['world']): Tree => ({
  root,
  read: reader(),
  world,
});

/** Where a name stands in a file of the tree, or which of the two is missing. */
export function lookUp(tree: Tree, file: string, name: string): Place | Missing {
  const inside = normalize(file);
  // What a model names is text from anywhere, and must not lead out of the tree.
  if (inside.startsWith('..') || inside.startsWith('/')) return 'file';
  const got = tree.read(join(tree.root, inside));
  if (got.kind === 'failed') {
    if (!absent.includes(got.reason)) tell(tree, inside, got.reason);
    return 'file';
  }
  return placeOf(name, file, latin1(got.bytes)) ?? 'name';
}

const absent = ['there is no such file', 'it is a directory', 'a part of the path is no directory'];

const tell = ({ root, world }: Tree, file: string, reason: string): void =>
  world.err(`patchproof: cannot read ${join(root, file)}: ${reason}\n`);

// Names are ASCII, so that bytes can be read as characters without being decoded.
const latin1 = (bytes: Buffer): string => bytes.toString('latin1');

function placeOf(name: string, file: string, text: string): Place | null {
  const standing = standingOf(name, text, file.endsWith('.rs'));
  return standing === null ? null : { file, ...standing };
}

/** What a walk through the tree found. */
export interface Search {
  /** A place for each file that has the name. */
  readonly places: ReadonlyMap<string, readonly Place[]>;
  readonly files: number;
  /** False when it was interrupted. */
  readonly complete: boolean;
}

/** Looks for all the names, at least one, in all the files. */
export function search(tree: Tree, names: readonly string[]): Search {
  const { root, read, world } = tree;
  const words = wordsOf(names);
  const places = new Map<string, Place[]>(names.map(name => [name, []]));
  let files = 0;
  let bytes = 0;
  for (const file of sourcesIn(tree)) {
    if (world.interrupted()) return { places, files, complete: false };
    const got = read(join(root, file));
    if (got.kind === 'failed') tell(tree, file, got.reason);
    if (got.kind === 'failed') continue;
    files += 1;
    bytes += got.bytes.length;
    const text = latin1(got.bytes);
    for (const name of new Set(text.match(words) ?? [])) {
      const place = placeOf(name, file, text);
      if (place !== null) places.get(name)?.push(place);
    }
    world.progress({ kind: 'files', files, bytes });
  }
  return { places, files, complete: true };
}

const isSource = /\.(?:[chS]|rs)$/;

// Links are not followed, which could lead in a circle; nor is what is hidden, such as .git.
function* sourcesIn(tree: Tree): Generator<string> {
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const got = list(join(tree.root, folder));
    if (got.kind === 'failed') tell(tree, folder, got.reason);
    for (const entry of got.kind === 'ok' ? got.entries : []) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.')) folders.push(path);
      if (entry.isFile() && isSource.test(entry.name)) yield path;
    }
  }
}

/**
 * The places of the best sort, those nearest to `file` first. Far is what belongs to another
 * architecture than it, or to the programs in tools/, which have copies of their own.
 */
export function best(places: readonly Place[], file: string): readonly Place[] {
  const as = sorts.find(sort => places.some(place => place.as === sort));
  const distance = ({ file: other }: Place): number =>
    apart(file, other) + (isForeign(file, other) ? far : 0);
  return places
    .filter(place => place.as === as)
    .sort((a, b) => distance(a) - distance(b) || (a.file < b.file ? -1 : 1));
}

const far = 1000;

// The folders from the one file up to the first that both are in, and down to the other.
function apart(file: string, other: string): number {
  const [here, there] = [file.split('/'), other.split('/')];
  const differs = there.findIndex((part, i) => part !== here[i]);
  const shared = differs < 0 ? there.length : differs;
  return here.length + there.length - 2 * shared;
}

const home = /^(?:(?:tools\/)?arch\/[^/]+|tools)\//;

function isForeign(file: string, other: string): boolean {
  const of = home.exec(other)?.[0];
  return of !== undefined && !file.startsWith(of);
}
