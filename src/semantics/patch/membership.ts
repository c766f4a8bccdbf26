/**
 * What may stand together in a variant: patches that are there, each after what it
 * requires and beside nothing that it excludes; settings of parameters that are there.
 */
import { present } from '../../base/assertion.ts';
import type { Report } from '../../base/diagnostic.ts';
import type { Name, PatchDecl, Setting } from '../../syntax/tree.ts';
import { isEdit } from './decls.ts';
import {
  excludedPatch,
  patchTwice,
  requiredPatch,
  settingTwice,
  unknownPatch,
  unknownSetting,
  variantAsPatch,
} from './errors.ts';
import type { Module } from './module.ts';
import { directExclusion, tableOf } from './relations.ts';

/** Patches asked for by name. */
export interface Asked {
  /** Of the variant. */
  readonly name: string;
  /** What stands before the words. */
  readonly before: readonly PatchDecl[];
  readonly words: readonly Name[];
}

/** The patches that words mean, checked against each other; `undefined` when reported. */
export function withPatches(
  module: Module,
  asked: Asked,
  report: Report,
): readonly PatchDecl[] | undefined {
  const table = tableOf(module.patches);
  // Without one of the patches nobody can say what is missing.
  if (!checkKnown(module, asked.words, report)) return undefined;
  const found: PatchDecl[] = [];
  let fits = true;
  for (const word of asked.words) {
    const patch = present(table.get(word.text), 'all words were looked up');
    const before = [...asked.before, ...found];
    if (!checkPatch(module, asked, { word, patch, before }, report)) fits = false;
    found.push(patch);
  }
  return fits ? found : undefined;
}

/** Whether each word is a patch; reports those that are not. */
export function checkKnown(module: Module, words: readonly Name[], report: Report): boolean {
  const table = tableOf(module.patches);
  const unknown = words.filter(word => !table.has(word.text));
  for (const word of unknown) tellUnknown(module, word, report);
  return unknown.length === 0;
}

function tellUnknown(module: Module, word: Name, report: Report): void {
  if (module.broken.has(word.text)) return;
  const isVariant =
    word.text === 'base' || module.variants.some(one => one.name.text === word.text);
  if (isVariant) report(variantAsPatch(word));
  else report(unknownPatch(word, tableOf(module.patches).keys()));
}

interface Added {
  readonly word: Name;
  readonly patch: PatchDecl;
  readonly before: readonly PatchDecl[];
}

function checkPatch(module: Module, asked: Asked, added: Added, report: Report): boolean {
  const { word, patch, before } = added;
  const table = tableOf(module.patches);
  let fits = true;
  const tell: Report = diagnostic => {
    fits = false;
    report(diagnostic);
  };
  if (before.includes(patch)) tell(patchTwice(word, asked.name));
  for (const required of patch.requires) {
    const needed = table.get(required.text);
    if (needed === undefined) fits = false;
    if (needed === undefined || before.includes(needed)) continue;
    const later = asked.words.some(one => one.text === required.text);
    tell(requiredPatch(word, required, asked.name, later));
  }
  for (const other of before) {
    const says = directExclusion(patch, other);
    if (says !== undefined) tell(excludedPatch(word, other.name.text, says));
  }
  return fits;
}

/** A variant as far as settings go. */
export interface Configured {
  readonly name: string;
  readonly patches: readonly PatchDecl[];
  readonly settings: readonly Setting[];
}

/** Whether each setting is of a parameter that the variant has; reports those that are not. */
export function checkSettings(
  module: Module,
  { name, patches, settings }: Configured,
  report: Report,
): boolean {
  const added = patches.flatMap(patch => patch.items.filter(item => !isEdit(item)));
  const known = [...module.decls, ...added].flatMap(one =>
    one.kind === 'config' ? one.name.text : [],
  );
  const set = new Map<string, Name>();
  let fits = true;
  for (const { name: word } of settings) {
    const first = set.get(word.text);
    const isKnown = known.includes(word.text);
    if (first !== undefined) report(settingTwice(word, first));
    else if (!isKnown && !module.broken.has(word.text)) report(unknownSetting(word, name, known));
    if (first !== undefined || !isKnown) fits = false;
    set.set(word.text, word);
  }
  return fits;
}
