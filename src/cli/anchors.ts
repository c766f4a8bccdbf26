/**
 * `anchors`: looks up in a tree of code what a model names, and says what stands where the
 * model says, what stands elsewhere, and what is gone. The model is parsed and no more, so
 * that one whose code moved on can be asked too.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import { anchorsOf } from '../syntax/anchors.ts';
import type { Anchored, AnchorsReport, Fate, Missing } from '../view/anchored.ts';
import { anchorsText } from '../view/anchors-text.ts';
import { ansi, plain } from '../view/colour.ts';
import { anchorsJson } from '../view/json-anchors.ts';
import { complain, warn } from './complain.ts';
import { type ExitStatus, exit } from './exit.ts';
import { list } from './files.ts';
import { type Loaded, load } from './load.ts';
import { type Refusal, unreadable } from './refusal.ts';
import type { AnchorsRequest } from './request.ts';
import { concluded, digestOf } from './spec.ts';
import { best, lookUp, type Search, search, type Tree, treeAt } from './tree.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/** Runs the command. */
export function anchors(request: AnchorsRequest, world: World): ExitStatus {
  const start = performance.now();
  const { file, tree, json, quiet, verbose } = request;
  const loaded = opened(request, world);
  if ('status' in loaded) return complain(loaded, json, world);
  const { anchored, searchedFiles } = looked(namedIn(loaded), treeAt(tree, world));
  const status = statusOf(anchored);
  const report: AnchorsReport = {
    version,
    file,
    tree,
    spec: digestOf({ loaded }),
    anchors: anchored,
    searchedFiles,
    exit: status,
    elapsedMs: quiet ? null : performance.now() - start,
  };
  const view = { quiet, verbose, paint: world.colour ? ansi : plain };
  world.out(json ? anchorsJson(report) : anchorsText(report, view));
  return status;
}

function opened({ file, tree }: AnchorsRequest, world: World): Loaded | Refusal {
  const found: Diagnostic[] = [];
  const loaded = load(file, d => found.push(d));
  if ('unreadable' in loaded) return unreadable(file, loaded.unreadable);
  const read = concluded(found, loaded);
  if (read.kind === 'refused') return read.refusal;
  warn(read.warnings, world);
  const folder = list(tree);
  return folder.kind === 'failed' ? unreadable(tree, folder.reason) : loaded;
}

type Named = Omit<Anchored, 'fate'>;

// What several places name is looked up once.
function namedIn({ trees }: Loaded): readonly Named[] {
  const all = new Map<string, { readonly named: Named; readonly places: Span[] }>();
  for (const { file, name, span } of trees.flatMap(({ source }) => anchorsOf(source))) {
    const places: Span[] = [];
    const one = all.get(`${file} ${name}`) ?? { named: { file, name, places }, places };
    one.places.push(span);
    all.set(`${file} ${name}`, one);
  }
  return [...all.values()].map(({ named }) => named);
}

interface Looked {
  readonly anchored: readonly Anchored[];
  readonly searchedFiles: number | null;
}

// The tree is walked through only for what does not stand where it should.
function looked(all: readonly Named[], tree: Tree): Looked {
  const seen = all.map(named => ({
    named,
    at: named.name === null ? null : lookUp(tree, named.file, named.name),
  }));
  const lost = seen.flatMap(({ named, at }) =>
    typeof at === 'string' && named.name !== null ? [named.name] : [],
  );
  const found = lost.length === 0 ? null : search(tree, [...new Set(lost)]);
  const anchored = seen.map(({ named, at }): Anchored => {
    if (at === null) return { ...named, fate: { kind: 'malformed' } };
    if (typeof at !== 'string') return { ...named, fate: { kind: 'stands', at } };
    return { ...named, fate: lostFate(named, at, found) };
  });
  return { anchored, searchedFiles: found?.files ?? null };
}

const mostShown = 5;

function lostFate({ file, name }: Named, missing: Missing, found: Search | null): Fate {
  const places = best(found?.places.get(name ?? '') ?? [], file);
  const [first, ...others] = places;
  if (first !== undefined) {
    const to = [first, ...others.slice(0, mostShown - 1)] as const;
    return { kind: 'moved', missing, to, more: places.length - to.length };
  }
  return { kind: found?.complete === false ? 'unknown' : 'gone', missing };
}

function statusOf(anchored: readonly Anchored[]): ExitStatus {
  const fates = new Set(anchored.map(({ fate }) => fate.kind));
  if (fates.has('moved') || fates.has('gone') || fates.has('malformed')) return exit.unmet;
  return fates.has('unknown') ? exit.inconclusive : exit.fine;
}
