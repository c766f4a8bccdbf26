/**
 * What `compare` compares where a family of variants was asked for: the prefixes of series,
 * the subsets of some patches, each patch by itself. A family starts from one variant.
 */
import type { Report } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';
import {
  type Family as Members,
  type Misfit,
  mostPatches,
  prefixesOf,
  singlesOf,
  subsetsOf,
} from '../semantics/patch/families.ts';
import { unnamedVariant, type Variant } from '../semantics/patch/variants.ts';
import type { Name } from '../syntax/tree.ts';
import type { CompareRequest } from './request.ts';
import { noVariant, type Spec, variantsNamed } from './spec.ts';

/** Prefixes, the shortest first. */
export interface Chain {
  readonly name: string;
  readonly variants: readonly Variant[];
}

/** The variants of a family, and how they stand to each other. */
export type Chosen =
  | { readonly kind: 'series'; readonly chains: readonly Chain[] }
  | { readonly kind: 'subsets' | 'fixes'; readonly start: Variant; readonly family: Members };

/** All variants of a family, each once. */
export function variantsIn(chosen: Chosen): readonly Variant[] {
  return chosen.kind === 'series'
    ? [...new Set(chosen.chains.flatMap(chain => chain.variants))]
    : chosen.family.members.map(member => member.variant);
}

/** Patches that were left out. */
export const misfitsIn = (chosen: Chosen): readonly Misfit[] =>
  chosen.kind === 'series' ? [] : chosen.family.misfits;

/** The family that a request means; a text where it means none, `undefined` when reported. */
export function chosenFamily(
  spec: Spec,
  request: CompareRequest,
  report: Report,
): Chosen | string | undefined {
  const { family, sweeps } = request;
  if (sweeps.some(sweep => sweep.values.length > 1)) {
    return `--${family.kind} compares one value of each parameter; give -D one value`;
  }
  if (family.kind === 'series') return chainsOf(spec, request, report);
  const start = startOf(spec, request);
  if (typeof start === 'string') return start;
  const words = wordsOf(spec, request, start);
  if (typeof words === 'string') return words;
  if (family.kind === 'subsets') {
    const found = subsetsOf(spec.module, start, words, report);
    return found && { kind: 'subsets', start, family: found };
  }
  const found = singlesOf(spec.module, start, words, report);
  return found && { kind: 'fixes', start, family: found };
}

function chainsOf(
  spec: Spec,
  request: CompareRequest,
  report: Report,
): Chosen | string | undefined {
  const { variants, patches } = request;
  const declared = spec.module.series.map(series => series.name.text);
  const names = variants.length + patches.length === 0 ? declared : variants;
  const chains: Chain[] = [];
  for (const name of names) {
    const found = variantsNamed(spec, name);
    const [only] = found;
    if (only === undefined) return noVariant(spec, name);
    const own = declared.includes(name) ? found : prefixesOf(only);
    if (name === 'all')
      return '--series wants the names of series or variants; without any, all series';
    chains.push({ name, variants: own });
  }
  for (const text of patches) {
    const variant = unnamedVariant(spec.module, text, report);
    if (variant === undefined) return undefined;
    const named = prefixesOf({ ...variant, name: 'patches' });
    chains.push({ name: variant.name, variants: named });
  }
  if (chains.length > 0) return { kind: 'series', chains };
  return 'the specification declares no series; name a variant, or give --patch p,q,r';
}

// One variant, or base.
function startOf(spec: Spec, { variants, family }: CompareRequest): Variant | string {
  const [name = 'base', ...more] = variants;
  const found = variantsNamed(spec, name);
  const [start, ...others] = found;
  if (start === undefined) return noVariant(spec, name);
  if (more.length + others.length === 0) return start;
  return `--${family.kind} starts from one variant, and ${variants.join(', ')} are several`;
}

function wordsOf(
  { module }: Spec,
  { family, patches }: CompareRequest,
  start: Variant,
): readonly Name[] | string {
  if (family.kind === 'subsets') {
    if (patches.length > 0) return '--subsets names its patches itself; leave out --patch';
    const words = namesIn(family.patches, '--subsets');
    if (words.length > mostPatches) {
      return `--subsets takes at most ${mostPatches} patches, and these are ${words.length}`;
    }
    const there = words.find(word => start.patches.some(p => p.name.text === word.text));
    if (there !== undefined) return `${start.name} has the patch ${there.text} already`;
    return words.length === 0 ? '--subsets names no patch' : words;
  }
  if (patches.length > 0) return namesIn(patches.join(','), '--patch');
  return module.patches.filter(patch => !start.patches.includes(patch)).map(patch => patch.name);
}

function namesIn(text: string, path: string): readonly Name[] {
  const source: Source = { path, text };
  return [...text.matchAll(/[^\s,]+/g)].map(({ 0: word, index }) => ({
    text: word,
    span: { source, start: index, end: index + word.length },
  }));
}
