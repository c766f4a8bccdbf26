/**
 * The files of a specification as one module: the declarations of the root file
 * and of what it imports, in one list, with patches, variants, series and expectations
 * apart. Every declaration keeps its spans, so it remembers its file. Here the names
 * that are declared twice are found; what the names mean is left to others.
 */
import type { Report } from '../../base/diagnostic.ts';
import type { Source } from '../../base/source.ts';
import type { Decl, ExpectDecl, FileTree, Name, PatchDecl } from '../../syntax/tree.ts';
import { isEdit, isOfModule } from './decls.ts';
import { declaredTwice, notInPatch } from './errors.ts';
import { checkNoOriginal } from './original.ts';
import { checkRelations } from './relations.ts';
import { checkAdded, checkDeclared, checkVariantNames } from './twice.ts';

/** `variant v = base + p with K = 1;` as written. */
export type VariantDecl = Extract<Decl, { readonly kind: 'variant' }>;

/** `series s = p, q;` as written. */
export type SeriesDecl = Extract<Decl, { readonly kind: 'series' }>;

/** All files of a specification, joined; nothing is patched yet. */
export interface Module {
  /** `module m;` of the root file. */
  readonly name: Name | null;
  /** The root file first. */
  readonly sources: readonly Source[];
  /**
   * The text that patches change: files in the order given, without patches, variants,
   * series, expectations, imports and the `module` line; scenarios of the root file only.
   */
  readonly decls: readonly Decl[];
  /** Of all files. */
  readonly patches: readonly PatchDecl[];
  /** Of the root file, as are series and expects. */
  readonly variants: readonly VariantDecl[];
  readonly series: readonly SeriesDecl[];
  readonly expects: readonly ExpectDecl[];
  /** What stood in declarations that did not parse: nobody reports users of these. */
  readonly broken: ReadonlySet<string>;
}

const ofKind = <K extends Decl['kind']>(
  decls: readonly Decl[],
  kind: K,
): readonly Extract<Decl, { readonly kind: K }>[] =>
  decls.filter((decl): decl is Extract<Decl, { readonly kind: K }> => decl.kind === kind);

/** Joins the root file (the first) and what it imports; reports names declared twice. */
export function moduleOf(files: readonly FileTree[], report: Report): Module {
  const [root, ...imported] = files;
  const own = root?.decls ?? [];
  const all = [...own, ...imported.flatMap(file => file.decls.filter(d => d.kind !== 'scenario'))];
  const module: Module = {
    name: ofKind(own, 'module')[0]?.name ?? null,
    sources: files.map(file => file.source),
    decls: all.filter(decl => !isOfModule(decl)),
    patches: ofKind(all, 'patch'),
    variants: ofKind(own, 'variant'),
    series: ofKind(own, 'series'),
    expects: ofKind(own, 'expect'),
    broken: new Set(files.flatMap(file => file.broken)),
  };
  for (const file of files) checkModuleLines(ofKind(file.decls, 'module'), report);
  check(module, report);
  return module;
}

function checkModuleLines(lines: readonly { readonly name: Name }[], report: Report): void {
  const [first, ...more] = lines;
  for (const { name } of more) if (first !== undefined) report(declaredTwice(name, first.name));
}

function check(module: Module, report: Report): void {
  const { decls, patches, variants, series, broken } = module;
  checkDeclared(decls, report);
  checkVariantNames(
    [...patches, ...variants, ...series].map(decl => decl.name),
    report,
  );
  checkRelations(patches, broken, report);
  checkAdded(decls, patches, report);
  for (const decl of decls) checkNoOriginal(decl, report);
  for (const item of patches.flatMap(patch => patch.items)) {
    if (!isEdit(item) && isOfModule(item)) report(notInPatch(item.span, `\`${item.kind}\``));
  }
}
