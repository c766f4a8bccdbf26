/**
 * `format`: the canonical text of files, printed, compared or written back; or the
 * module of a variant with its patches and parameters written in.
 */
import { basename } from 'node:path';
import type { Diagnostic, Report } from '../base/diagnostic.ts';
import { existing, lower } from '../semantics/lower.ts';
import { unnamedVariant, type Variant } from '../semantics/patch/variants.ts';
import { textOf } from '../semantics/patch/without.ts';
import { formatFile } from '../syntax/format.ts';
import { parseFile } from '../syntax/parse.ts';
import type { Decl, FileTree } from '../syntax/tree.ts';
import { complain, warn } from './complain.ts';
import { type ExitStatus, exit, greatest } from './exit.ts';
import { read, stdin, write } from './files.ts';
import { load } from './load.ts';
import { misused, unreadable, unwritable } from './refusal.ts';
import { variantWithout } from './removed.ts';
import type { FormatRequest } from './request.ts';
import { concluded, noVariant, type Opened, type Spec, specOf } from './spec.ts';
import type { World } from './world.ts';

/** Runs the command; of several files the greatest status. */
export function format(request: FormatRequest, world: World): ExitStatus {
  const { files, variant, patch, without } = request;
  const whole = variant !== null || patch !== null || (without ?? []).length > 0;
  const statuses = files.map(file =>
    whole ? patchedModule(file, request, world) : canonical(file, request.mode, world),
  );
  return greatest(statuses);
}

function canonical(file: string, mode: FormatRequest['mode'], world: World): ExitStatus {
  if (file === stdin && mode === 'write') {
    return complain(misused('standard input cannot be rewritten'), false, world);
  }
  const got = read(file);
  if (got.kind === 'failed') return complain(unreadable(file, got.reason), false, world);
  const source = { path: file === stdin ? '<stdin>' : file, text: got.bytes.toString('utf8') };
  const found: Diagnostic[] = [];
  const tree = parseFile(source, d => found.push(d));
  const parsed = concluded(found, tree);
  if (parsed.kind === 'refused') return complain(parsed.refusal, false, world);
  warn(parsed.warnings, world);
  const text = formatFile(parsed.value);
  if (mode === 'print') world.out(text);
  if (mode === 'print' || text === source.text) return exit.fine;
  world.out(`${source.path}\n`);
  if (mode === 'check') return exit.unmet;
  const reason = write(file, text);
  return reason === undefined ? exit.fine : complain(unwritable(file, reason), false, world);
}

function patchedModule(file: string, request: FormatRequest, world: World): ExitStatus {
  const written = withPatches(file, request);
  if (written.kind === 'refused') return complain(written.refusal, false, world);
  warn(written.warnings, world);
  world.out(formatFile(written.value));
  return exit.fine;
}

function withPatches(file: string, { variant, patch, without }: FormatRequest): Opened<FileTree> {
  const found: Diagnostic[] = [];
  const report: Report = d => found.push(d);
  const loaded = load(file, report);
  if ('unreadable' in loaded)
    return { kind: 'refused', refusal: unreadable(file, loaded.unreadable) };
  const spec = specOf(loaded, report);
  const whole =
    patch !== null
      ? unnamedVariant(spec.module, patch, report)
      : spec.variants.find(v => v.name === variant);
  if (whole === undefined)
    return concluded<FileTree>(found, noVariant(spec, variant ?? patch ?? ''));
  const named = variantWithout(spec.module, whole, without ?? []);
  if (typeof named === 'string') return concluded<FileTree>(found, named);
  const decls = written(spec, named, report);
  return concluded<FileTree>(
    found,
    decls === undefined ? `nothing to print of ${basename(file)}` : treeOf(spec, named, decls),
  );
}

// Without the properties that the variant leaves out: the print is a module of its own.
function written(spec: Spec, variant: Variant, report: Report): readonly Decl[] | undefined {
  const decls = textOf(spec.module, variant, report);
  const machine = decls === undefined ? undefined : lower(spec.module, variant, [], report);
  return decls === undefined || machine === undefined ? undefined : existing(decls, machine);
}

// The `module` line comes back first, and parameters that the variant sets get new defaults.
function treeOf(spec: Spec, variant: Variant, decls: readonly Decl[]): FileTree {
  const [root] = spec.loaded.trees;
  if (root === undefined) throw new Error('broken promise: a specification has a root file');
  const header = root.decls.filter(decl => decl.kind === 'module');
  const settings = new Map(variant.settings.map(s => [s.name.text, s.value] as const));
  const body = decls.map(decl => {
    const value = decl.kind === 'config' ? settings.get(decl.name.text) : undefined;
    return decl.kind === 'config' && value !== undefined ? { ...decl, value } : decl;
  });
  return { source: root.source, decls: [...header, ...body], broken: [], inside: root.inside };
}
