/**
 * Which patches, in which order and with which settings, a name of a variant stands for:
 * `base`, declared variants (which may extend each other), the prefixes of a series, lists
 * of patches from outside, and a variant for every patch that no other uses. What a
 * variant asks for must fit together: what is required stands before, nothing excluded.
 */
import type { Report } from '../../base/diagnostic.ts';
import type { Source, Span } from '../../base/source.ts';
import type { Name, PatchDecl, Setting } from '../../syntax/tree.ts';
import { unknownBase, variantCycle } from './errors.ts';
import { checkKnown, checkSettings, withPatches } from './membership.ts';
import type { Module, SeriesDecl, VariantDecl } from './module.ts';
import { cycleOf, requirementsOf, tableOf } from './relations.ts';
import type { Removal } from './removal.ts';

/** A variant with everything it extends written out. */
export interface Variant {
  /** `base`, the declared name, `s.2` of a series, `base + p + q` of an unnamed one. */
  readonly name: string;
  /** In the order in which they apply. */
  readonly patches: readonly PatchDecl[];
  /** One for each parameter set; the variant's own win over those of what it extends. */
  readonly settings: readonly Setting[];
  /** The declaration; of `base`, the start of the root file. */
  readonly span: Span;
  /** What is taken out of the text again, to ask whether it is needed; nothing where absent. */
  readonly without?: readonly Removal[];
}

/** `base` first, then what is declared, in order; those with errors are reported and left out. */
export function variantsOf(module: Module, report: Report): readonly Variant[] {
  const known = new Map<VariantDecl, Variant | undefined>();
  const extending: VariantDecl[] = [];
  const resolve = (decl: VariantDecl): Variant | undefined => {
    if (known.has(decl)) return known.get(decl);
    if (extending.includes(decl)) {
      const words = extending.slice(extending.indexOf(decl)).map(one => one.name.text);
      report(variantCycle(decl.name, words));
      known.set(decl, undefined);
      return undefined;
    }
    extending.push(decl);
    const variant = declared(module, decl, resolve, report);
    extending.pop();
    if (!known.has(decl)) known.set(decl, variant);
    return known.get(decl);
  };
  const variants = module.variants.map(decl => ({ decl, list: [resolve(decl)] }));
  const series = module.series.map(decl => ({ decl, list: prefixes(module, decl, report) }));
  const inOrder = [...variants, ...series].sort((a, b) => a.decl.span.start - b.decl.span.start);
  return [base(module), ...inOrder.flatMap(({ list }) => list.flatMap(one => one ?? []))];
}

function base(module: Module): Variant {
  const [root] = module.sources;
  const source: Source = root ?? { path: '', text: '' };
  return { name: 'base', patches: [], settings: [], span: { source, start: 0, end: 0 } };
}

type Resolve = (decl: VariantDecl) => Variant | undefined;

function declared(
  module: Module,
  decl: VariantDecl,
  resolve: Resolve,
  report: Report,
): Variant | undefined {
  const [first, ...words] = decl.parts;
  const start = extendedBy(module, first, resolve, report);
  if (start === undefined) {
    checkKnown(module, words, report);
    return undefined;
  }
  const name = decl.name.text;
  const added = withPatches(module, { name, before: start.patches, words }, report);
  if (added === undefined) return undefined;
  const patches = [...start.patches, ...added];
  if (!checkSettings(module, { name, patches, settings: decl.settings }, report)) return undefined;
  const own = new Set(decl.settings.map(setting => setting.name.text));
  const inherited = start.settings.filter(setting => !own.has(setting.name.text));
  return { name, patches, settings: [...inherited, ...decl.settings], span: decl.span };
}

function extendedBy(
  module: Module,
  first: Name,
  resolve: Resolve,
  report: Report,
): Variant | undefined {
  if (first.text === 'base') return base(module);
  const decl = module.variants.find(one => one.name.text === first.text);
  if (decl !== undefined) return resolve(decl);
  if (module.broken.has(first.text)) return undefined;
  const isPatch = module.patches.some(patch => patch.name.text === first.text);
  const known = ['base', ...module.variants.map(one => one.name.text)];
  report(unknownBase(first, known, isPatch));
  return undefined;
}

// s.0 is base, s.1 the first patch, and so on: each commit must stand alone.
function prefixes(module: Module, decl: SeriesDecl, report: Report): readonly Variant[] {
  const name = decl.name.text;
  const patches = withPatches(module, { name, before: [], words: decl.patches }, report);
  if (patches === undefined) return [];
  const { settings } = decl;
  // The first has the fewest parameters: what it has, all have.
  if (!checkSettings(module, { name: `${name}.0`, patches: [], settings }, report)) return [];
  return [0, ...patches.map((_, index) => index + 1)].map(count => ({
    name: `${name}.${count}`,
    patches: patches.slice(0, count),
    settings,
    span: decl.span,
  }));
}

/** The variant of `--patch p,q`, by the text of the option; `undefined` when reported. */
export function unnamedVariant(
  module: Module,
  option: string,
  report: Report,
): Variant | undefined {
  const source: Source = { path: '--patch', text: option };
  const words = [...option.matchAll(/[^\s,]+/g)].map(({ 0: text, index }) => ({
    text,
    span: { source, start: index, end: index + text.length },
  }));
  const name = ['base', ...words.map(word => word.text)].join(' + ');
  const patches = withPatches(module, { name, before: [], words }, report);
  const span: Span = { source, start: 0, end: option.length };
  return patches === undefined ? undefined : { name, patches, settings: [], span };
}

/** For each patch that none of `variants` has: base, what it requires, and itself. */
export function soloVariants(
  module: Module,
  variants: readonly Variant[],
  report: Report,
): readonly Variant[] {
  const used = new Set(variants.flatMap(variant => variant.patches));
  const table = tableOf(module.patches);
  return module.patches.flatMap(patch => {
    if (used.has(patch) || table.get(patch.name.text) !== patch) return [];
    const all = [...requirementsOf(patch, table), patch];
    if (all.some(one => cycleOf(one, table) !== undefined)) return [];
    const words = all.map(one => one.name);
    const name = ['base', ...words.map(word => word.text)].join(' + ');
    const patches = withPatches(module, { name, before: [], words }, report);
    return patches === undefined ? [] : [{ name, patches, settings: [], span: patch.span }];
  });
}
