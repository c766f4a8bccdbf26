/**
 * The specifications that a claim may mean: those of the files and folders that the user
 * named, and those that the mail carries itself. Law: a claim's specification is the one with
 * its digest, whatever it is called; no file is read but those that were named, what lies in
 * the folders that were named, and what these import.
 */
import { basename, join } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Source as Text } from '../base/source.ts';
import type { Machine } from '../machine/machine.ts';
import { show } from '../machine/show.ts';
import type { Inlined } from '../proof/block/inline.ts';
import type { Subject } from '../proof/claim.ts';
import { otherThan } from '../proof/subject.ts';
import { unnamedVariant, type Variant } from '../semantics/patch/variants.ts';
import { parseFile } from '../syntax/parse.ts';
import type { Setting } from '../syntax/tree.ts';
import type { Source } from '../view/verified.ts';
import { list } from './files.ts';
import { type Loaded, load } from './load.ts';
import { sweepOf } from './settings.ts';
import { digestOf, type Spec, specOf } from './spec.ts';

/** A machine with where its specification was found. */
export interface Meant {
  readonly machine: Machine;
  readonly source: Source;
}

const extension = '.pspec';
const mostFiles = 2000;
const deepest = 12;

/** Finds specifications by their digest, and makes their machines. */
export class Library {
  private readonly files: readonly string[];
  private readonly inlined: readonly Inlined[];
  private readonly digests = new Map<string, Candidate | null>();
  private readonly machines = new Map<string, Machine | string>();
  private readonly opened = new Map<Candidate, Spec | string>();

  constructor(paths: readonly string[], specs: readonly Inlined[]) {
    this.files = [...new Set(paths.flatMap(path => specFilesIn(path, deepest)))].slice(
      0,
      mostFiles,
    );
    this.inlined = specs;
  }

  /** The machine that a claim is about, or why there is none: a clause. */
  machineOf(subject: Subject): Meant | string {
    const { digest, file } = subject.spec;
    const found = this.withDigest(digest, file);
    if (found === null) {
      return `no specification with the digest ${digest} was found: name ${file}, or its folder, with --spec`;
    }
    const spec = this.specOf(found);
    if (typeof spec === 'string') return spec;
    // One machine for all claims about it, so that one search does for them.
    const { variant, params } = subject;
    const key = JSON.stringify([digest, variant, params.map(p => [p.name, p.value])]);
    const machine = this.machines.get(key) ?? machineIn(spec, subject);
    this.machines.set(key, machine);
    return typeof machine === 'string' ? machine : { machine, source: found.source };
  }

  // Those with the claim's name first: mostly it is one of them.
  private withDigest(digest: string, file: string): Candidate | null {
    const likely = this.files.filter(path => basename(path) === file);
    const others = this.files.filter(path => basename(path) !== file);
    for (const one of this.inlined) {
      const candidate = this.once(`inline ${one.file}\n${one.text}`, () => carried(one));
      if (candidate?.digest === digest) return candidate;
    }
    for (const path of [...likely, ...others]) {
      const candidate = this.once(`file ${path}`, () => stored(path));
      if (candidate?.digest === digest) return candidate;
    }
    return null;
  }

  private once(key: string, make: () => Candidate | null): Candidate | null {
    const known = this.digests.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.digests.set(key, made);
    return made;
  }

  private specOf(candidate: Candidate): Spec | string {
    const known = this.opened.get(candidate);
    if (known !== undefined) return known;
    const found: Diagnostic[] = [];
    const spec = specOf(candidate.loaded, d => found.push(d));
    const error = found.find(({ severity }) => severity === 'error');
    const made = error === undefined ? spec : `its specification has an error: ${error.message}`;
    this.opened.set(candidate, made);
    return made;
  }
}

/** A specification that parses. */
interface Candidate {
  readonly loaded: Loaded;
  readonly digest: string;
  readonly source: Source;
}

function specFilesIn(path: string, depth: number): readonly string[] {
  const folder = list(path);
  if (folder.kind === 'failed') return [path];
  const entries = [...folder.entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap(entry => {
    const inside = join(path, entry.name);
    if (entry.isFile() && entry.name.endsWith(extension)) return [inside];
    const skipped = entry.name.startsWith('.') || entry.name === 'node_modules';
    return entry.isDirectory() && !skipped && depth > 0 ? specFilesIn(inside, depth - 1) : [];
  });
}

function stored(path: string): Candidate | null {
  const errors: Diagnostic[] = [];
  const loaded = load(path, d => errors.push(d));
  if ('unreadable' in loaded || errors.length > 0) return null;
  return { loaded, digest: digestOf({ loaded }).digest, source: { kind: 'file', path } };
}

// What a mail imports is not followed: it would name files of the reader's.
function carried({ file, text }: Inlined): Candidate | null {
  const errors: Diagnostic[] = [];
  const source: Text = { path: file, text };
  const tree = parseFile(source, d => errors.push(d));
  if (errors.length > 0 || tree.decls.some(({ kind }) => kind === 'import')) return null;
  const loaded: Loaded = { trees: [tree], files: [] };
  return { loaded, digest: digestOf({ loaded }).digest, source: { kind: 'inline', path: file } };
}

function machineIn(spec: Spec, subject: Subject): Machine | string {
  const found: Diagnostic[] = [];
  const variant = variantIn(spec, subject.variant, d => found.push(d));
  if (variant === undefined) return `the specification has no variant ${subject.variant}`;
  const usual = spec.make(variant, []);
  if (usual === undefined) return errorOf(found) ?? 'its variant has errors';
  const settings = settingsFrom(usual, subject);
  if (typeof settings === 'string') return settings;
  const machine = settings.length === 0 ? usual : spec.make(variant, settings);
  if (machine === undefined) return errorOf(found) ?? 'its parameters have errors';
  const named = { ...machine, variant: subject.variant };
  return otherThan(named, subject) ?? named;
}

const errorOf = (found: readonly Diagnostic[]): string | undefined =>
  found.find(({ severity }) => severity === 'error')?.message;

// `base+p+q` is what a claim calls `base` with the patches p and q.
function variantIn(spec: Spec, name: string, report: (d: Diagnostic) => void): Variant | undefined {
  const declared = spec.variants.find(variant => variant.name === name);
  if (declared !== undefined || !name.startsWith('base+')) return declared;
  return unnamedVariant(spec.module, name.slice('base+'.length).split('+').join(','), report);
}

// Those that are not what they are anyway.
function settingsFrom(usual: Machine, { params }: Subject): readonly Setting[] | string {
  const own = new Map(
    usual.parameters.map(({ name, type, value }) => [name, show(type, value)] as const),
  );
  const settings: Setting[] = [];
  for (const { name, value } of params) {
    if (own.get(name) === value || !own.has(name)) continue;
    const sweep = sweepOf(`${name}=${value}`);
    const [only, ...more] = typeof sweep === 'string' ? [] : sweep.values;
    if (only === undefined || more.length > 0) return `${name} cannot be set to ${value}`;
    settings.push(only);
  }
  return settings;
}
